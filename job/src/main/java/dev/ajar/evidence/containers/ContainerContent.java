package dev.ajar.evidence.containers;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The containers of one file.
 *
 * <p>A list by {@code az storage container list} names neither its account nor, unless told to
 * ({@code --show-next-marker}), whether more follows: one of exactly as many names as az shows at
 * most is not known to be whole.
 */
final class ContainerContent implements SnapshotContent {
  private static final String TYPE = "microsoft.storage/storageaccounts/blobservices/containers";

  /** Names that {@code az storage container list} shows unless told otherwise. */
  private static final int MOST_OF_AZ = 5_000;

  private final EvidenceFile file;
  private final TakenAt taken;
  private String listAccount;
  private boolean tellsNext;
  private String next;
  private int withoutId;
  private final Set<String> accounts = new TreeSet<>();
  private final Map<String, String> subscriptions = new HashMap<>();
  private final Set<String> live = new HashSet<>();
  private final Map<Name, Long> deleted = new TreeMap<>();

  /** A container. */
  private record Name(String account, String container) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
      int order = account.compareTo(other.account);
      return order != 0 ? order : container.compareTo(other.container);
    }
  }

  ContainerContent(EvidenceFile file, TakenAt taken) {
    this.file = file;
    this.taken = taken;
    this.listAccount = PathNames.account(file.file());
  }

  /**
   * The list is Azure's own answer, which says whether more follows.
   *
   * @param account what it says it is of, whatever its path says; null if it says nothing
   */
  void isAnswer(String account) {
    tellsNext = true;
    listAccount = account != null ? account : listAccount;
  }

  @Override
  public String read(JsonNode element, long offset, SnapshotSink out) {
    String type = JsonFields.text(element, "type");
    if (type != null && !type.trim().toLowerCase(Locale.ROOT).equals(TYPE)) {
      return OUTSIDE;
    }
    JsonNode more = JsonFields.field(element, "nextMarker");
    if (element.size() == 1 && !more.isMissingNode()) {
      tellsNext = true;
      next = JsonFields.text(more);
      return null;
    }
    ResourceId id = ResourceId.parse(JsonFields.text(element, "id"));
    withoutId += id.text() == null ? 1 : 0;
    String account = account(element, id);
    String name = id.container() != null ? id.container() : JsonFields.text(element, "name");
    if (account == null) {
      return "names no account";
    }
    if (name == null) {
      return "names no container";
    }
    Name container = new Name(account, name.trim().toLowerCase(Locale.ROOT));
    accounts.add(account);
    mention(id, offset, out);
    JsonNode inner = JsonFields.field(element, "properties");
    JsonNode properties = inner.isObject() ? inner : element;
    if (isDeleted(element, properties)) {
      return gone(container, properties, offset, out);
    }
    return live(container, properties, offset, out);
  }

  private String gone(Name container, JsonNode properties, long offset, SnapshotSink out) {
    Long since = ticks(properties, "deletedTime");
    String problem = problem("deleted", since);
    if (problem != null) {
      return problem;
    }
    deleted.putIfAbsent(container, offset);
    if (since != null && Ticks.secondAfter(since) < taken.ticks()) {
      out.observation(
          row(Basis.SNAPSHOT, container, Settings.EXISTS, Ticks.secondAfter(since))
              .value("false")
              .in(file.file(), offset));
    }
    return null;
  }

  private String live(Name container, JsonNode properties, long offset, SnapshotSink out) {
    Said level = StorageSettings.level(properties);
    if (level.state() == Said.State.UNREADABLE) {
      return "publicAccess has no value that Azure documents"
          + " (PowerShell writes numbers unless told -EnumsAsStrings)";
    }
    Long modified = ticks(properties, "lastModifiedTime", "lastModified");
    String problem = problem("modified", modified);
    if (problem != null) {
      return problem;
    }
    live.add(container.account() + "/" + container.container());
    String value =
        level.state() == Said.State.ABSENT ? null : level.hasValue() ? level.value() : "none";
    out.observation(
        row(Basis.SNAPSHOT, container, Settings.EXISTS, taken.ticks())
            .value("true")
            .until(taken.untilTicks())
            .in(file.file(), offset));
    if (value != null) {
      out.observation(
          row(Basis.SNAPSHOT, container, Settings.PUBLIC_ACCESS, taken.ticks())
              .value(value)
              .until(taken.untilTicks())
              .in(file.file(), offset));
    }
    if (modified != null) {
      held(container, value, modified, offset, out);
    }
    return null;
  }

  /** From the first whole second after the last-modified time up to the snapshot. */
  private void held(Name container, String level, long modified, long offset, SnapshotSink out) {
    long since = Ticks.secondAfter(modified);
    if (since > taken.ticks()) {
      return;
    }
    out.observation(
        row(Basis.HELD, container, Settings.EXISTS, since)
            .value("true")
            .until(taken.ticks())
            .in(file.file(), offset));
    if (level != null) {
      out.observation(
          row(Basis.HELD, container, Settings.PUBLIC_ACCESS, since)
              .value(level)
              .until(taken.ticks())
              .in(file.file(), offset));
    }
  }

  private void mention(ResourceId id, long offset, SnapshotSink out) {
    if (id.account() == null
        || id.subscription() == null
        || id.subscription().equals(subscriptions.put(id.account(), id.subscription()))) {
      return;
    }
    out.observation(
        ObservationRow.of(Basis.MENTION, Settings.SUBSCRIPTION, taken.ticks())
            .on(id.account(), null)
            .value(id.subscription())
            .in(file.file(), offset));
  }

  /** A name that is both deleted and there was made again: it exists. */
  @Override
  public void end(PageOfList list, SnapshotSink out) {
    deleted.forEach(
        (container, offset) -> {
          if (!live.contains(container.account() + "/" + container.container())) {
            out.observation(
                row(Basis.SNAPSHOT, container, Settings.EXISTS, taken.ticks())
                    .value("false")
                    .until(taken.untilTicks())
                    .in(file.file(), offset));
          }
        });
    if (list == null) {
      return;
    }
    if (accounts.isEmpty() && listAccount != null) {
      accounts.add(listAccount);
    }
    ListPageRow page = new ListPageRow(file, taken, asTold(list));
    for (String account : accounts) {
      out.page(page.of(Settings.CONTAINER_LIST, account, List.of()));
    }
  }

  /**
   * What az was told to show of the page that follows, or that it may have stopped at its limit.
   */
  private PageOfList asTold(PageOfList list) {
    boolean cut = !tellsNext && withoutId == MOST_OF_AZ;
    return new PageOfList(
        list.marker(), next != null ? next : list.next(), list.filtered() || cut, list.offset());
  }

  private String account(JsonNode element, ResourceId id) {
    if (id.account() != null) {
      return id.account();
    }
    String named = JsonFields.text(element, "storageAccountName", "accountName");
    String lower = named == null ? null : named.trim().toLowerCase(Locale.ROOT);
    return ResourceId.isAccount(lower) ? lower : listAccount;
  }

  private static Long ticks(JsonNode properties, String... names) {
    String text = JsonFields.text(properties, names);
    return text == null ? null : (Long) AzureTime.ticks(text);
  }

  /** Why what happened to a container cannot have happened then; {@code ticks} may be null. */
  private String problem(String happened, Long ticks) {
    if (ticks == null) {
      return null;
    }
    if (!AzureTime.isTime(ticks)) {
      return happened + ": " + AzureTime.problem(ticks);
    }
    return ticks > taken.latest()
        ? happened + " after the time at which the snapshot is said to be taken"
        : null;
  }

  private static boolean isDeleted(JsonNode element, JsonNode properties) {
    return "true".equalsIgnoreCase(JsonFields.text(element, "deleted"))
        || "true".equalsIgnoreCase(JsonFields.text(properties, "deleted"));
  }

  private static ObservationRow row(Basis basis, Name container, String setting, long ticks) {
    return ObservationRow.of(basis, setting, ticks).on(container.account(), container.container());
  }
}
