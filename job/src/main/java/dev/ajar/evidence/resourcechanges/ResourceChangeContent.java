package dev.ajar.evidence.resourcechanges;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ajar.evidence.AzureTime;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.JsonFields;
import dev.ajar.evidence.ResourceId;
import dev.ajar.evidence.Said;
import dev.ajar.evidence.SnapshotContent;
import dev.ajar.evidence.StorageSettings;
import dev.ajar.model.ActorKey;
import dev.ajar.model.Basis;
import dev.ajar.model.Settings;
import dev.ajar.tables.ObservationRow;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The changes of one file, each dated by itself.
 *
 * <p>A creation or deletion is a change of {@code exists}; an update shows that the resource was
 * there. A property whose new value is known is a change, with the value before where that is known
 * too; one whose new value is not (cut, part of the firewall, back to Azure's default) is a touch.
 * What a creation does not name, and what an update that was cut may not name, is a touch, too.
 */
final class ResourceChangeContent implements SnapshotContent {
  private static final String TYPE = "microsoft.resources/changes";
  private static final String ACCOUNTS = "microsoft.storage/storageaccounts";
  private static final String CREATE = "create";
  private static final String UPDATE = "update";
  private static final String DELETE = "delete";
  private static final String TRUE = "true";
  private static final String FALSE = "false";

  /** Kinds of {@code changedBy} that are nobody who could be named. */
  private static final Set<String> NOBODY = Set.of("system", "unspecified");

  private final EvidenceFile file;

  ResourceChangeContent(EvidenceFile file) {
    this.file = file;
  }

  @Override
  public String read(JsonNode element, long offset, SnapshotSink out) {
    String type = lower(JsonFields.text(element, "type"));
    if (type != null && !type.equals(TYPE)) {
      return OUTSIDE;
    }
    JsonNode inner = JsonFields.object(element, "properties");
    JsonNode properties = inner.isMissingNode() ? element : inner;
    ResourceId target = ResourceId.parse(JsonFields.text(properties, "targetResourceId"));
    if (target.text() == null) {
      return "names no resource";
    }
    if (!isAccount(target) && !isContainer(target)) {
      return OUTSIDE;
    }
    JsonNode attributes = JsonFields.object(properties, "changeAttributes");
    long ticks = AzureTime.ticks(JsonFields.text(attributes, "timestamp"));
    if (!AzureTime.isTime(ticks)) {
      return "timestamp: " + AzureTime.problem(ticks);
    }
    String kind = lower(JsonFields.text(properties, "changeType"));
    if (kind == null || !List.of(CREATE, UPDATE, DELETE).contains(kind)) {
      return "changeType is none of Create, Update and Delete";
    }
    new Change(target, attributes, ticks, offset, out)
        .tell(kind, PropertyChanges.of(properties, attributes));
    return null;
  }

  /** A query's answer is never known to be whole. */
  @Override
  public void end(PageOfList list, SnapshotSink out) {}

  private static boolean isAccount(ResourceId id) {
    return ACCOUNTS.equals(id.provider()) && id.name().equals(id.account());
  }

  private static boolean isContainer(ResourceId id) {
    return ACCOUNTS.equals(id.provider()) && id.name().equals(id.container());
  }

  private static String lower(String text) {
    return text == null ? null : text.trim().toLowerCase(Locale.ROOT);
  }

  /** One change of one resource. */
  private final class Change {
    private final ResourceId target;
    private final JsonNode attributes;
    private final long ticks;
    private final long offset;
    private final SnapshotSink out;

    Change(ResourceId target, JsonNode attributes, long ticks, long offset, SnapshotSink out) {
      this.target = target;
      this.attributes = attributes;
      this.ticks = ticks;
      this.offset = offset;
      this.out = out;
    }

    void tell(String kind, PropertyChanges changes) {
      mention(Settings.SUBSCRIPTION, target.subscription());
      mention(Settings.RESOURCE_GROUP, target.resourceGroup());
      switch (kind) {
        case CREATE -> add(Basis.CHANGE, Settings.EXISTS, TRUE, FALSE);
        case DELETE -> {
          add(Basis.CHANGE, Settings.EXISTS, FALSE, TRUE);
          return;
        }
        default -> add(Basis.SNAPSHOT, Settings.EXISTS, TRUE, null);
      }
      List<String> settings =
          target.container() == null ? StorageSettings.OF_ACCOUNT : List.of(Settings.PUBLIC_ACCESS);
      for (String setting : settings) {
        Said became = changes.became(setting);
        if (became.hasValue()) {
          Said before = kind.equals(CREATE) ? Said.ABSENT : changes.before(setting);
          add(Basis.CHANGE, setting, became.value(), before.value());
        } else if (became.state() != Said.State.ABSENT
            || kind.equals(CREATE)
            || !changes.areAll()) {
          add(Basis.TOUCH, setting, null, null);
        }
      }
    }

    private void mention(String setting, String value) {
      if (value != null) {
        out.observation(
            ObservationRow.of(Basis.MENTION, setting, ticks)
                .on(target.account(), null)
                .value(value)
                .in(file.file(), offset));
      }
    }

    private void add(Basis basis, String setting, String value, String previous) {
      String changedBy = named("changedBy");
      ActorKey actor =
          named("changedByType") == null ? null : ActorKey.oauth(null, null, changedBy);
      out.observation(
          ObservationRow.of(basis, setting, ticks)
              .on(target.account(), target.container())
              .value(value)
              .previous(previous)
              .by(changedBy, null, actor == null ? null : actor.id())
              .through(lower(named("operation")), named("correlationId"), null)
              .in(file.file(), offset));
    }

    private String named(String attribute) {
      String text = JsonFields.text(attributes, attribute);
      return text == null || NOBODY.contains(lower(text)) ? null : text;
    }
  }
}
