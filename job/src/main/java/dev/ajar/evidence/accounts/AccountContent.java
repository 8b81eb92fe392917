package dev.ajar.evidence.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ajar.evidence.AzureTime;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.JsonFields;
import dev.ajar.evidence.ListPageRow;
import dev.ajar.evidence.PathNames;
import dev.ajar.evidence.ResourceId;
import dev.ajar.evidence.Said;
import dev.ajar.evidence.SnapshotContent;
import dev.ajar.evidence.StorageSettings;
import dev.ajar.evidence.TakenAt;
import dev.ajar.model.Basis;
import dev.ajar.model.Settings;
import dev.ajar.model.Ticks;
import dev.ajar.tables.ObservationRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The accounts of one file. */
final class AccountContent implements SnapshotContent {
  private static final String TYPE = "microsoft.storage/storageaccounts";
  private static final List<String> KEYS = List.of("key1", "key2");
  private static final String APPROVED = "approved";

  private final EvidenceFile file;
  private final TakenAt taken;
  private final UnsetSettings unset;
  private final Map<String, Set<String>> groups = new TreeMap<>();
  private final Set<String> named = new HashSet<>();
  private final List<Unset> pending = new ArrayList<>();

  /** A setting that one account shows as null, or does not show. */
  private record Unset(String account, String setting, Said said, Long created, long offset) {}

  AccountContent(EvidenceFile file, TakenAt taken, UnsetSettings unset) {
    this.file = file;
    this.taken = taken;
    this.unset = unset;
  }

  @Override
  public String read(JsonNode element, long offset, SnapshotSink out) {
    ResourceId id = ResourceId.parse(JsonFields.text(element, "id", "resourceId"));
    String type = JsonFields.text(element, "type");
    boolean other = type != null && !type.trim().toLowerCase(Locale.ROOT).equals(TYPE);
    if (other || (id.account() != null && id.service() != null)) {
      return OUTSIDE;
    }
    String account = id.account() != null ? id.account() : name(element);
    if (account == null) {
      return "names no account";
    }
    JsonNode inner = JsonFields.field(element, "properties");
    JsonNode properties = inner.isObject() ? inner : element;
    String creation = JsonFields.text(properties, "creationTime");
    Long created = creation == null ? null : (Long) AzureTime.ticks(creation);
    if (created != null && AzureTime.problem(created) != null) {
      return "creationTime: " + AzureTime.problem(created);
    }
    Map<String, Said> said = new TreeMap<>();
    for (String setting : StorageSettings.OF_ACCOUNT) {
      Said value = StorageSettings.ofAccount(properties, setting, true);
      if (value.state() == Said.State.UNREADABLE) {
        return setting
            + " has no value that Azure documents"
            + " (PowerShell writes numbers unless told -EnumsAsStrings)";
      }
      said.put(setting, value);
    }
    observe(account, created, properties, offset, out);
    settings(account, created, said, offset, out);
    endpoints(account, properties, offset, out);
    subscription(account, id, offset, out);
    return null;
  }

  private void endpoints(String account, JsonNode properties, long offset, SnapshotSink out) {
    for (JsonNode element : JsonFields.field(properties, "privateEndpointConnections")) {
      JsonNode inner = JsonFields.field(element, "properties");
      JsonNode connection = inner.isObject() ? inner : element;
      String endpoint = JsonFields.text(JsonFields.field(connection, "privateEndpoint"), "id");
      String status =
          JsonFields.text(
              JsonFields.field(connection, "privateLinkServiceConnectionState"), "status");
      if (endpoint != null && APPROVED.equalsIgnoreCase(status)) {
        out.observation(
            row(account, Settings.PRIVATE_ENDPOINT)
                .item(endpoint.toLowerCase(Locale.ROOT))
                .value(APPROVED)
                .in(file.file(), offset));
      }
    }
  }

  private void observe(
      String account, Long created, JsonNode properties, long offset, SnapshotSink out) {
    out.observation(row(account, Settings.EXISTS).value("true").in(file.file(), offset));
    if (created != null) {
      out.observation(
          row(account, Settings.CREATION_TIME)
              .value(Ticks.toInstant(created).toString())
              .in(file.file(), offset));
    }
    JsonNode keys = JsonFields.field(properties, Settings.KEY_CREATION_TIME);
    for (String label : KEYS) {
      String text = JsonFields.text(keys, label);
      long made = text == null ? 0 : AzureTime.ticks(text);
      if (text != null && AzureTime.problem(made) == null) {
        out.observation(
            row(account, Settings.KEY_CREATION_TIME)
                .item(label)
                .value(Ticks.toInstant(made).toString())
                .in(file.file(), offset));
      }
    }
  }

  private void settings(
      String account, Long created, Map<String, Said> said, long offset, SnapshotSink out) {
    said.forEach(
        (setting, value) -> {
          if (value.state() != Said.State.ABSENT) {
            named.add(setting);
          }
          if (value.hasValue()) {
            out.observation(row(account, setting).value(value.value()).in(file.file(), offset));
          } else {
            pending.add(new Unset(account, setting, value, created, offset));
          }
        });
  }

  private void subscription(String account, ResourceId id, long offset, SnapshotSink out) {
    if (id.subscription() == null) {
      return;
    }
    Set<String> seen = groups.computeIfAbsent(id.subscription(), key -> new TreeSet<>());
    mention(account, Settings.SUBSCRIPTION, id.subscription(), offset, out);
    if (id.resourceGroup() != null) {
      seen.add(id.resourceGroup());
      mention(account, Settings.RESOURCE_GROUP, id.resourceGroup(), offset, out);
    }
  }

  private void mention(
      String account, String setting, String value, long offset, SnapshotSink out) {
    out.observation(
        ObservationRow.of(Basis.MENTION, setting, taken.ticks())
            .on(account, null)
            .value(value)
            .in(file.file(), offset));
  }

  /** Null is said by null, by another account that has the property, or by the API's version. */
  @Override
  public void end(PageOfList list, SnapshotSink out) {
    for (Unset one : pending) {
      boolean isNull =
          one.said().state() == Said.State.NULL
              || named.contains(one.setting())
              || unset.wouldBeThere(one.setting());
      if (isNull) {
        out.observation(
            ObservationRow.of(Basis.DEFAULT, one.setting(), taken.ticks())
                .on(one.account(), null)
                .value(unset.value(one.setting(), one.created()))
                .until(taken.untilTicks())
                .in(file.file(), one.offset()));
      }
    }
    if (list == null) {
      return;
    }
    String fromPath = PathNames.subscription(file.file());
    if (groups.isEmpty() && fromPath != null) {
      groups.put(fromPath, Set.of());
    }
    ListPageRow page = new ListPageRow(file, taken, list);
    groups.forEach(
        (subscription, seen) -> out.page(page.of(Settings.ACCOUNT_LIST, subscription, seen)));
  }

  private ObservationRow row(String account, String setting) {
    return ObservationRow.of(Basis.SNAPSHOT, setting, taken.ticks())
        .on(account, null)
        .until(taken.untilTicks());
  }

  private static String name(JsonNode element) {
    String name = JsonFields.text(element, "storageAccountName", "name");
    String lower = name == null ? null : name.trim().toLowerCase(Locale.ROOT);
    return ResourceId.isAccount(lower) ? lower : null;
  }
}
