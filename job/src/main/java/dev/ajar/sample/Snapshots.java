package dev.ajar.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ajar.sample.Tenant.Account;
import dev.ajar.sample.Tenant.Container;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Lists of accounts, containers and diagnostic settings, taken twice: as ARM pages and by az. */
final class Snapshots {
  /** The diagnostic setting of the accounts that log. */
  static final String SETTING = "to-log-account";

  /** The one of the account that never logged: metrics only. */
  private static final String METRICS_ONLY = "metrics-only";

  private final Tenant tenant;
  private final Story story;

  Snapshots(Tenant tenant, Story story) {
    this.tenant = tenant;
    this.story = story;
  }

  /** The folder of a list, below the folder of the sample. */
  static String folder(long takenAt, String kind) {
    return "snapshots/" + Stamp.folder(takenAt) + "/" + kind;
  }

  void write(Path out) throws IOException {
    for (long at : new long[] {story.listedBefore, story.listedAfter}) {
      boolean before = at == story.listedBefore;
      accounts(out.resolve(folder(at, "accounts")), before);
      containers(out.resolve(folder(at, "containers")), before);
      settings(out.resolve(folder(at, "diagnostic-settings")));
    }
  }

  /** Before as two ARM pages, after as {@code az storage account list} prints it. */
  private void accounts(Path folder, boolean before) throws IOException {
    List<Account> accounts = tenant.accounts();
    if (!before) {
      ArrayNode array = Json.array();
      accounts.forEach(account -> array.add(accountByAz(account)));
      Json.pretty(folder.resolve("az-storage-account-list.json"), array);
      return;
    }
    int half = accounts.size() / 2;
    ArrayNode first = Json.array();
    ArrayNode second = Json.array();
    accounts.subList(0, half).forEach(account -> first.add(accountByArm(account)));
    accounts.subList(half, accounts.size()).forEach(account -> second.add(accountByArm(account)));
    String next =
        "https://management.azure.com/subscriptions/"
            + tenant.subscription
            + "/providers/Microsoft.Storage/storageAccounts?api-version=2023-01-01&$skipToken=2";
    page(folder.resolve("accounts-1.json"), first, next);
    page(folder.resolve("accounts-2.json"), second, null);
  }

  private static void page(Path file, ArrayNode value, String nextLink) throws IOException {
    ObjectNode page = Json.object();
    page.set("value", value);
    if (nextLink != null) {
      page.put("nextLink", nextLink);
    }
    Json.pretty(file, page);
  }

  private ObjectNode accountByArm(Account account) {
    ObjectNode node = Json.object();
    ObjectNode sku = node.putObject("sku");
    sku.put("name", "Standard_LRS");
    sku.put("tier", "Standard");
    node.put("kind", "StorageV2");
    node.put("id", tenant.accountId(account));
    node.put("name", account.name());
    node.put("type", "Microsoft.Storage/storageAccounts");
    node.put("location", account.location());
    node.putObject("tags");
    ObjectNode properties = node.putObject("properties");
    properties.put("publicNetworkAccess", "Enabled");
    keys(properties, account);
    properties.put("minimumTlsVersion", "TLS1_2");
    // The switch that nobody ever set does not stand in the list at all.
    if (account.permits() != null) {
      properties.put("allowBlobPublicAccess", account.permits());
    }
    properties.put("allowSharedKeyAccess", true);
    properties.put("isHnsEnabled", account.dfs());
    network(properties.putObject("networkAcls"));
    properties.put("supportsHttpsTrafficOnly", true);
    properties.put("accessTier", "Hot");
    properties.put("provisioningState", "Succeeded");
    properties.put("creationTime", Stamp.iso(account.created()));
    properties.put("primaryLocation", account.location());
    properties.put("statusOfPrimary", "available");
    return node;
  }

  private ObjectNode accountByAz(Account account) {
    ObjectNode node = Json.object();
    node.put("accessTier", "Hot");
    node.put("allowBlobPublicAccess", account.permits());
    node.put("allowSharedKeyAccess", true);
    node.put("creationTime", Stamp.iso(account.created()).substring(0, 26) + "+00:00");
    node.put("enableHttpsTrafficOnly", true);
    node.put("id", tenant.accountId(account));
    node.put("isHnsEnabled", account.dfs());
    keys(node, account);
    node.put("kind", "StorageV2");
    node.put("location", account.location());
    node.put("name", account.name());
    network(node.putObject("networkRuleSet"));
    node.put("provisioningState", "Succeeded");
    node.put("publicNetworkAccess", "Enabled");
    node.put("resourceGroup", tenant.resourceGroup);
    node.put("type", "Microsoft.Storage/storageAccounts");
    return node;
  }

  private static void keys(ObjectNode node, Account account) {
    ObjectNode keys = node.putObject("keyCreationTime");
    keys.put("key1", Stamp.iso(account.created()));
    keys.put("key2", Stamp.iso(account.created()));
  }

  private static void network(ObjectNode node) {
    node.putArray("ipv6Rules");
    node.putArray("resourceAccessRules");
    node.put("bypass", "AzureServices");
    node.putArray("virtualNetworkRules");
    node.putArray("ipRules");
    node.put("defaultAction", "Allow");
  }

  private void containers(Path folder, boolean before) throws IOException {
    for (Account account : tenant.accounts()) {
      List<Container> containers = account.containers();
      if (containers.isEmpty()) {
        // Nobody listed the containers of the account that takes the logs.
        continue;
      }
      if (account.is(tenant.operations) || account.is(tenant.vault)) {
        ArrayNode array = Json.array();
        containers.forEach(container -> array.add(containerByAz(account, container, before)));
        Json.pretty(folder.resolve(account.name() + ".json"), array);
      } else if (containers.size() > 2) {
        String next =
            "https://management.azure.com"
                + tenant.accountId(account)
                + "/blobServices/default/containers?api-version=2023-01-01&$skipToken=x";
        ArrayNode first = Json.array();
        ArrayNode second = Json.array();
        containers.subList(0, 2).forEach(c -> first.add(containerByArm(account, c, before)));
        containers
            .subList(2, containers.size())
            .forEach(c -> second.add(containerByArm(account, c, before)));
        page(folder.resolve(account.name() + "-1.json"), first, next);
        page(folder.resolve(account.name() + "-2.json"), second, null);
      } else {
        ArrayNode all = Json.array();
        containers.forEach(c -> all.add(containerByArm(account, c, before)));
        page(folder.resolve(account.name() + ".json"), all, null);
      }
    }
  }

  private ObjectNode containerByArm(Account account, Container container, boolean before) {
    ObjectNode node = Json.object();
    node.put(
        "id", tenant.accountId(account) + "/blobServices/default/containers/" + container.name());
    node.put("name", container.name());
    node.put("type", "Microsoft.Storage/storageAccounts/blobServices/containers");
    node.put("etag", etag(container, before));
    ObjectNode properties = node.putObject("properties");
    properties.put("publicAccess", pascal(container.level()));
    properties.put("leaseStatus", "Unlocked");
    properties.put("leaseState", "Available");
    properties.put("lastModifiedTime", Stamp.iso(modified(account, container, before)));
    properties.put("hasImmutabilityPolicy", false);
    properties.put("hasLegalHold", false);
    return node;
  }

  private ObjectNode containerByAz(Account account, Container container, boolean before) {
    ObjectNode node = Json.object();
    node.put("deleted", false);
    node.put("etag", etag(container, before));
    node.put("hasImmutabilityPolicy", false);
    node.put("hasLegalHold", false);
    node.put(
        "id", tenant.accountId(account) + "/blobServices/default/containers/" + container.name());
    String modified = Stamp.isoSeconds(modified(account, container, before));
    node.put("lastModifiedTime", modified.replace("Z", "+00:00"));
    node.put("leaseState", "Available");
    node.put("leaseStatus", "Unlocked");
    node.put("name", container.name());
    node.put("publicAccess", pascal(container.level()));
    node.put("resourceGroup", tenant.resourceGroup);
    node.put("type", "Microsoft.Storage/storageAccounts/blobServices/containers");
    return node;
  }

  private static String etag(Container container, boolean before) {
    return "\"0x8DB"
        + Long.toHexString(container.modified() + (before ? 0 : 1)).toUpperCase(Locale.ROOT)
        + "\"";
  }

  /**
   * The last-modified time that a list shows. The levels of the second list are those of the first,
   * since everything that was opened was closed again; the times of what was closed have moved.
   */
  private long modified(Account account, Container container, boolean before) {
    return before ? container.modified() : modifiedAfter(account, container);
  }

  private long modifiedAfter(Account account, Container container) {
    long changed =
        switch (container.name()) {
          case Tenant.NETWORK_CONFIG -> story.close;
          case Tenant.EXPORTS -> story.exportsTouchedAgain;
          case Tenant.HANDOVER -> story.handoverTouchedAgain;
          case Tenant.RELEASES ->
              account.is(tenant.operations) ? story.releasesClose : container.modified();
          default -> container.modified();
        };
    return Stamp.floor(changed, Stamp.SECOND);
  }

  private static String pascal(String level) {
    return level.substring(0, 1).toUpperCase(Locale.ROOT) + level.substring(1);
  }

  private void settings(Path folder) throws IOException {
    for (Account account : tenant.accounts()) {
      if (account.is(tenant.logs)) {
        continue;
      }
      boolean logs = !account.is(tenant.archive);
      ObjectNode setting = Json.object();
      String name = logs ? SETTING : METRICS_ONLY;
      setting.put("id", settingId(tenant, account, name).toLowerCase(Locale.ROOT));
      setting.put("type", "Microsoft.Insights/diagnosticSettings");
      setting.put("name", name);
      setting.set("properties", settingProperties(tenant, logs));
      page(folder.resolve(account.name() + ".json"), Json.array().add(setting), null);
    }
  }

  static String settingId(Tenant tenant, Account account, String name) {
    return tenant.accountId(account)
        + "/blobServices/default/providers/microsoft.insights/diagnosticSettings/"
        + name;
  }

  /** What a write of the setting asks for, as text. */
  static String settingBody(Tenant tenant) {
    return "{\"properties\":" + settingProperties(tenant, true) + "}";
  }

  private static ObjectNode settingProperties(Tenant tenant, boolean logs) {
    ObjectNode properties = Json.object();
    properties.put("storageAccountId", tenant.accountId(tenant.logs));
    ArrayNode categories = properties.putArray("logs");
    for (String category : StorageLogs.CATEGORIES) {
      ObjectNode log = categories.addObject();
      log.put("category", category);
      log.put("enabled", logs);
    }
    ObjectNode metric = properties.putArray("metrics").addObject();
    metric.put("category", "Transaction");
    metric.put("enabled", true);
    return properties;
  }
}
