package dev.ajar.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ajar.sample.Tenant.Account;
import dev.ajar.sample.Tenant.Principal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Activity Log of the subscription: what was done through ARM, as a diagnostic export and, of
 * some weeks, also as {@code az monitor activity-log list} prints it.
 */
final class ActivityLog {
  /** An operation: two records, Start and an end; {@code failure} is null where it succeeded. */
  private record Operation(
      long start,
      long end,
      String name,
      String resource,
      Principal who,
      String body,
      String failure) {}

  /** One record of an operation. */
  private record Event(Operation operation, boolean begins, String correlationId, String eventId) {
    long at() {
      return begins ? operation.start() : operation.end();
    }
  }

  /** Where the export and the dump lie, below the folder of the sample. */
  static final String EXPORT = "activity/insights-activity-logs";

  static final String DUMP = "activity/az-monitor-activity-log-list.json";

  private final Tenant tenant;
  private final Story story;
  private final Dice dice;
  private final List<Operation> operations = new ArrayList<>();

  /** Files by path below the sample's folder, as for storage logs. */
  final Map<String, StorageLogs.FileCount> files = new TreeMap<>();

  final List<StorageLogs.Bad> bad = new ArrayList<>();

  ActivityLog(long seed, Tenant tenant, Story story) {
    this.tenant = tenant;
    this.story = story;
    this.dice = new Dice(seed, "activity");
  }

  /** Who did something that bears on storage: each is an actor, with the relation to the victim. */
  Map<Principal, String> actors() {
    Map<Principal, String> actors = new java.util.LinkedHashMap<>();
    actors.put(tenant.vendor, "vendor");
    actors.put(tenant.security, "own");
    actors.put(tenant.developer, "own");
    actors.put(tenant.operator, "own");
    actors.put(tenant.automation, "own");
    return actors;
  }

  void write(Path out) throws IOException {
    plan();
    List<Event> events = new ArrayList<>();
    for (Operation operation : operations) {
      String correlation = dice.guid();
      events.add(new Event(operation, true, correlation, dice.guid()));
      events.add(new Event(operation, false, correlation, dice.guid()));
    }
    events.sort(Comparator.comparingLong(Event::at).thenComparing(Event::eventId));
    export(out, events);
    dump(out, events);
  }

  private void plan() {
    Account incident = tenant.incident;
    String container = containerId(incident, Tenant.NETWORK_CONFIG);
    add(story.openStart, story.open, CONTAINER_WRITE, container, tenant.vendor, level("Container"));
    add(story.closeStart, story.close, CONTAINER_WRITE, container, tenant.security, level("None"));
    String site = tenant.accountId(tenant.site);
    add(story.switchOnStart, story.switchOn, ACCOUNT_WRITE, site, tenant.developer, permits(true));
    add(
        story.switchOffStart,
        story.switchOff,
        ACCOUNT_WRITE,
        site,
        tenant.security,
        permits(false));
    String releases = containerId(tenant.operations, Tenant.RELEASES);
    long second = Stamp.SECOND;
    add(
        story.releasesOpen - second,
        story.releasesOpen,
        CONTAINER_WRITE,
        releases,
        tenant.developer,
        level("Blob"));
    add(
        story.releasesClose - second,
        story.releasesClose,
        CONTAINER_WRITE,
        releases,
        tenant.security,
        level("None"));
    String setting = Snapshots.settingId(tenant, tenant.operations, Snapshots.SETTING);
    add(
        story.loggingOff - second,
        story.loggingOff,
        "Microsoft.Insights/diagnosticSettings/delete",
        setting,
        tenant.operator,
        null);
    add(
        story.loggingOn - second,
        story.loggingOn,
        "Microsoft.Insights/diagnosticSettings/write",
        setting,
        tenant.operator,
        Snapshots.settingBody(tenant));
    // The vendor looked at the keys and tried the vault: the attempt changed nothing.
    long asked = story.open - 20 * Stamp.MINUTE;
    add(asked, asked + second, LIST_KEYS, tenant.accountId(incident), tenant.vendor, null);
    operations.add(
        new Operation(
            asked + 3 * Stamp.MINUTE,
            asked + 3 * Stamp.MINUTE + 4_000_003,
            CONTAINER_WRITE,
            containerId(tenant.vault, "ledger"),
            tenant.vendor,
            level("Container"),
            "Forbidden"));
    noise();
  }

  private static final String CONTAINER_WRITE =
      "Microsoft.Storage/storageAccounts/blobServices/containers/write";
  private static final String ACCOUNT_WRITE = "Microsoft.Storage/storageAccounts/write";
  private static final String LIST_KEYS = "Microsoft.Storage/storageAccounts/listKeys/action";

  /** Other providers, and storage operations that change no setting; first and last of the log. */
  private void noise() {
    String group =
        "/subscriptions/" + tenant.subscription + "/resourceGroups/" + tenant.resourceGroup;
    String machine = group + "/providers/Microsoft.Compute/virtualMachines/vm-build-01";
    String secret = group + "/providers/Microsoft.KeyVault/vaults/kv-contoso";
    long second = Stamp.SECOND;
    add(
        story.activityFrom,
        story.activityFrom + second,
        "Microsoft.Compute/virtualMachines/start/action",
        machine,
        tenant.automation,
        null);
    for (long day = story.activityFrom + Stamp.DAY;
        day < story.activityTo - Stamp.DAY;
        day += Stamp.DAY) {
      long at = day + dice.between(0, 3 * Stamp.HOUR) / 10 * 10 + 3;
      add(
          at,
          at + second,
          "Microsoft.Compute/virtualMachines/start/action",
          machine,
          tenant.automation,
          null);
      add(
          at + 9 * Stamp.HOUR,
          at + 9 * Stamp.HOUR + second,
          "Microsoft.Compute/virtualMachines/deallocate/action",
          machine,
          tenant.automation,
          null);
      if (dice.below(3) == 0) {
        add(
            at + Stamp.HOUR,
            at + Stamp.HOUR + second,
            "Microsoft.KeyVault/vaults/write",
            secret,
            tenant.operator,
            "{\"properties\":{\"enableSoftDelete\":true}}");
      }
      if (dice.below(4) == 0) {
        add(
            at + 2 * Stamp.HOUR,
            at + 2 * Stamp.HOUR + second,
            LIST_KEYS,
            tenant.accountId(tenant.exchange),
            tenant.automation,
            null);
      }
      if (dice.below(9) == 0) {
        // Patches another property: it says nothing of who may come in.
        add(
            at + 4 * Stamp.HOUR,
            at + 4 * Stamp.HOUR + second,
            ACCOUNT_WRITE,
            tenant.accountId(tenant.quiet),
            tenant.automation,
            "{\"properties\":{\"minimumTlsVersion\":\"TLS1_2\"}}");
      }
    }
    // The automation's two storage operations happen at least once each, whatever the dice said.
    long at = story.from + 5 * Stamp.DAY + 3;
    add(at, at + second, LIST_KEYS, tenant.accountId(tenant.exchange), tenant.automation, null);
    add(
        story.activityTo - second,
        story.activityTo,
        "Microsoft.Compute/virtualMachines/deallocate/action",
        machine,
        tenant.automation,
        null);
  }

  private void add(long start, long end, String name, String resource, Principal who, String body) {
    operations.add(new Operation(start, end, name, resource, who, body, null));
  }

  private String containerId(Account account, String container) {
    return tenant.accountId(account) + "/blobServices/default/containers/" + container;
  }

  private static String level(String level) {
    return "{\"properties\":{\"publicAccess\":\"" + level + "\"}}";
  }

  private static String permits(boolean value) {
    return "{\"properties\":{\"allowBlobPublicAccess\":" + value + "}}";
  }

  private void export(Path out, List<Event> events) throws IOException {
    Map<String, StringBuilder> texts = new TreeMap<>();
    // Half a line, behind a good one, in the hour in which the container is closed.
    long broken = story.closeStart;
    for (Event event : events) {
      String path =
          EXPORT
              + "/resourceId=/SUBSCRIPTIONS/"
              + tenant.subscription.toUpperCase(Locale.ROOT)
              + "/"
              + Stamp.hourPath(event.at())
              + "/PT1H.json";
      StringBuilder text = texts.computeIfAbsent(path, key -> new StringBuilder());
      String line = Json.line(exported(event));
      text.append(line).append('\n');
      if (event.at() == broken) {
        long offset = text.toString().getBytes(StandardCharsets.UTF_8).length;
        bad.add(new StorageLogs.Bad(path, offset, "half line"));
        text.append(line, 0, line.length() / 2).append('\n');
      }
    }
    for (Map.Entry<String, StringBuilder> entry : texts.entrySet()) {
      String text = entry.getValue().toString();
      Json.text(out.resolve(entry.getKey()), text);
      long lines = text.chars().filter(c -> c == '\n').count();
      long badHere = bad.stream().filter(b -> b.file().equals(entry.getKey())).count();
      files.put(entry.getKey(), new StorageLogs.FileCount(lines, badHere, text.length()));
    }
  }

  private ObjectNode exported(Event event) {
    Operation operation = event.operation();
    Principal who = operation.who();
    ObjectNode node = Json.object();
    node.put("RoleLocation", "West Europe");
    node.put("ReleaseVersion", "6.2024.3.4+1a2b3c4.release_2024w03");
    node.put("time", Stamp.iso(event.at()));
    node.put("resourceId", operation.resource().toUpperCase(Locale.ROOT));
    node.put("operationName", operation.name().toUpperCase(Locale.ROOT));
    node.put("category", "Administrative");
    node.put(
        "resultType",
        event.begins() ? "Start" : operation.failure() == null ? "Success" : "Failure");
    node.put(
        "resultSignature",
        event.begins()
            ? "Started."
            : operation.failure() == null ? "Succeeded.OK" : "Failed." + operation.failure());
    node.put("durationMs", "0");
    // Completions often name no address: it is taken from the Start.
    if (event.begins()) {
      node.put("callerIpAddress", who.address());
    }
    node.put("correlationId", event.correlationId());
    ObjectNode identity = node.putObject("identity");
    authorization(identity.putObject("authorization"), operation);
    claims(identity.putObject("claims"), who);
    node.put("level", operation.failure() == null || event.begins() ? "Information" : "Error");
    properties(node.putObject("properties"), event);
    node.put("tenantId", tenant.ownTenant);
    return node;
  }

  private static void authorization(ObjectNode node, Operation operation) {
    node.put("scope", operation.resource());
    node.put("action", operation.name());
    ObjectNode evidence = node.putObject("evidence");
    evidence.put("role", "Contributor");
    evidence.put("roleDefinitionId", "b24988ac618042a0ab8820f7382dd24c");
    evidence.put("principalId", operation.who().objectId().replace("-", ""));
    evidence.put("principalType", operation.who().upn() == null ? "ServicePrincipal" : "User");
  }

  private static void claims(ObjectNode claims, Principal who) {
    claims.put("aud", "https://management.core.windows.net/");
    claims.put("iss", "https://sts.windows.net/" + who.tenantId() + "/");
    claims.put("appid", who.appId());
    claims.put("appidacr", who.upn() == null ? "1" : "0");
    claims.put("idtyp", who.upn() == null ? "app" : "user");
    claims.put("ipaddr", who.address());
    claims.put("http://schemas.microsoft.com/identity/claims/objectidentifier", who.objectId());
    claims.put("http://schemas.microsoft.com/identity/claims/tenantid", who.tenantId());
    if (who.upn() != null) {
      claims.put("name", who.name());
      claims.put("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name", who.upn());
      claims.put("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn", who.upn());
    }
    claims.put("ver", "1.0");
  }

  private void properties(ObjectNode properties, Event event) {
    Operation operation = event.operation();
    if (event.begins() && operation.body() != null) {
      properties.put("requestbody", operation.body());
    }
    if (!event.begins()) {
      properties.put("statusCode", operation.failure() == null ? "OK" : operation.failure());
      properties.putNull("serviceRequestId");
    }
    properties.put("eventCategory", "Administrative");
    properties.put("entity", operation.resource());
    properties.put("message", operation.name());
    properties.put("hierarchy", tenant.ownTenant + "/" + tenant.subscription);
  }

  private void dump(Path out, List<Event> events) throws IOException {
    ArrayNode array = Json.array();
    for (int i = events.size() - 1; i >= 0; i--) {
      Event event = events.get(i);
      if (event.at() >= story.dumpFrom && event.at() < story.dumpTo) {
        array.add(listed(event));
      }
    }
    Json.pretty(out.resolve(DUMP), array);
    files.put(DUMP, new StorageLogs.FileCount(array.size(), 0, 0));
  }

  private ObjectNode listed(Event event) {
    Operation operation = event.operation();
    Principal who = operation.who();
    ObjectNode node = Json.object();
    authorization(node.putObject("authorization"), operation);
    node.put("caller", who.caller());
    node.put("channels", "Operation");
    claims(node.putObject("claims"), who);
    node.put("correlationId", event.correlationId());
    node.put("description", "");
    node.put("eventDataId", event.eventId());
    named(node, "eventName", event.begins() ? "BeginRequest" : "EndRequest", "");
    node.put("eventTimestamp", Stamp.iso(event.at()));
    if (event.begins()) {
      ObjectNode http = node.putObject("httpRequest");
      http.put("clientIpAddress", who.address());
      http.put("clientRequestId", event.correlationId());
      http.put("method", "PUT");
    } else {
      node.putNull("httpRequest");
    }
    node.put(
        "id",
        operation.resource()
            + "/events/"
            + event.eventId()
            + "/ticks/"
            + (event.at() + 621_355_968_000_000_000L));
    node.put("level", "Informational");
    node.put("operationId", event.correlationId());
    named(node, "operationName", operation.name(), operation.name());
    ObjectNode properties = node.putObject("properties");
    properties(properties, event);
    node.put("resourceGroupName", tenant.resourceGroup);
    node.put("resourceId", operation.resource());
    named(
        node,
        "status",
        event.begins() ? "Started" : operation.failure() == null ? "Succeeded" : "Failed",
        "");
    named(
        node,
        "subStatus",
        event.begins() ? "" : operation.failure() == null ? "OK" : operation.failure(),
        "");
    node.put("submissionTimestamp", Stamp.iso(event.at() + 90 * Stamp.SECOND));
    node.put("subscriptionId", tenant.subscription);
    node.put("tenantId", tenant.ownTenant);
    return node;
  }

  private static void named(ObjectNode node, String name, String value, String localized) {
    ObjectNode both = node.putObject(name);
    both.put("value", value);
    both.put("localizedValue", localized.isEmpty() ? value : localized);
  }
}
