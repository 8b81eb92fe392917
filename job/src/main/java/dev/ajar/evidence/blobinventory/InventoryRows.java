package dev.ajar.evidence.blobinventory;

import dev.ajar.evidence.AzureTime;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.Said;
import dev.ajar.evidence.Secrets;
import dev.ajar.evidence.StorageSettings;
import dev.ajar.model.Basis;
import dev.ajar.model.Settings;
import dev.ajar.model.Ticks;
import dev.ajar.tables.InventoryObjects;
import dev.ajar.tables.Observations;
import dev.ajar.tables.Table;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Turns one row of an inventory file into Ajar's rows, wherever it was read from (inputs.md §7;
 * exposure.md §2, {@code snapshot} and {@code held}).
 *
 * <p>Columns are known by their names, without regard to case, dashes and underscores; others are
 * not looked at. A column that the rule left out says nothing; an empty cell is null.
 */
final class InventoryRows {
  private final InventoryManifest facts;
  private final EvidenceFile file;
  private final Map<String, Integer> columns = new HashMap<>();
  private final Set<String> live = new HashSet<>();
  private final Map<String, Long> deleted = new TreeMap<>();
  private Cells cells;

  /** The cells of one row: text, or what Parquet holds; null where empty. */
  @FunctionalInterface
  interface Cells {
    Object at(int column);
  }

  /** Rows of a file whose columns have these names, in order. */
  InventoryRows(InventoryManifest facts, EvidenceFile file, List<String> names) {
    this.facts = facts;
    this.file = file;
    for (int i = 0; i < names.size(); i++) {
      columns.putIfAbsent(plain(names.get(i)), i);
    }
  }

  /** Whether Ajar reads a column of this name. */
  static boolean isWanted(String column) {
    return switch (plain(column)) {
      case "name",
          "creationtime",
          "lastmodified",
          "etag",
          "contentlength",
          "contenttype",
          "blobtype",
          "snapshot",
          "deleted",
          "deletedtime",
          "versionid",
          "iscurrentversion",
          "hdiisfolder",
          "publicaccess" ->
          true;
      default -> false;
    };
  }

  /**
   * The rows of one record, as the reader returns them; empty for what nothing wants, a folder.
   *
   * @param offset where the record stands
   */
  Optional<List<Row>> rows(Cells record, long offset) throws Malformed {
    cells = record;
    String name = text("name");
    if (name == null) {
      throw new Malformed("Name is missing");
    }
    return facts.subject() == InventoryManifest.Subject.BLOB
        ? blob(name, offset)
        : Optional.of(container(name, offset));
  }

  /**
   * The rows that are known after the last record: a name that is both deleted and there was made
   * again, and exists.
   */
  List<Row> end() {
    List<Row> rows = new ArrayList<>();
    deleted.forEach(
        (name, offset) -> {
          if (!live.contains(name)) {
            rows.add(observation(duringRun(name), Settings.EXISTS, "false", offset));
          }
        });
    return rows;
  }

  private Optional<List<Row>> blob(String name, long offset) throws Malformed {
    int slash = name.indexOf('/');
    if (slash <= 0 || slash == name.length() - 1) {
      throw new Malformed("Name is not container/blob");
    }
    Long size = number("contentlength");
    if (size != null && size < 0) {
      throw new Malformed("contentlength is negative");
    }
    Object[] row = new Object[InventoryObjects.TABLE.columns().length()];
    set(row, InventoryObjects.ACCOUNT, facts.account());
    set(row, InventoryObjects.CONTAINER, name.substring(0, slash));
    set(row, InventoryObjects.OBJECT, name.substring(slash + 1));
    set(row, InventoryObjects.VERSION_ID, text("versionid"));
    set(row, InventoryObjects.SNAPSHOT, text("snapshot"));
    set(row, InventoryObjects.IS_CURRENT, flag("iscurrentversion"));
    set(row, InventoryObjects.DELETED, deleted());
    set(row, InventoryObjects.SIZE, size);
    set(row, InventoryObjects.CREATED_AT, instant("creationtime"));
    set(row, InventoryObjects.MODIFIED_AT, instant("lastmodified"));
    set(row, InventoryObjects.DELETED_AT, instant("deletedtime"));
    set(row, InventoryObjects.CONTENT_TYPE, text("contenttype"));
    set(row, InventoryObjects.ETAG, unquoted(text("etag")));
    set(row, InventoryObjects.BLOB_TYPE, text("blobtype"));
    set(row, InventoryObjects.SEEN_FROM_TICKS, facts.startTicks());
    set(row, InventoryObjects.SEEN_TO_TICKS, facts.completionTicks());
    set(row, InventoryObjects.FILE, file.file());
    set(row, InventoryObjects.OFFSET, offset);
    if (Boolean.TRUE.equals(flag("hdiisfolder"))) {
      return Optional.empty();
    }
    Row object = InventoryReader.READING.row(InventoryReader.OBJECT, RowFactory.create(row));
    return Optional.of(List.of(object));
  }

  /**
   * A container: there and at this level at some instant of the run, and so since the first whole
   * second after its last change; or deleted.
   */
  private List<Row> container(String name, long offset) throws Malformed {
    Long modified = ticks("lastmodified");
    Long gone = ticks("deletedtime");
    String level = columns.containsKey("publicaccess") ? level() : null;
    if (modified != null && modified > facts.completionTicks()) {
      throw new Malformed("lastmodified is after the run's completion");
    }
    List<Row> rows = new ArrayList<>();
    if (Boolean.TRUE.equals(deleted())) {
      deleted.putIfAbsent(name, offset);
      if (gone != null && Ticks.secondAfter(gone) < facts.startTicks()) {
        Fact deletion = new Fact(name, Basis.SNAPSHOT, Ticks.secondAfter(gone), null);
        rows.add(observation(deletion, Settings.EXISTS, "false", offset));
      }
      return rows;
    }
    live.add(name);
    Fact snapshot = duringRun(name);
    rows.add(observation(snapshot, Settings.EXISTS, "true", offset));
    if (level != null) {
      rows.add(observation(snapshot, Settings.PUBLIC_ACCESS, level, offset));
    }
    if (modified != null && Ticks.secondAfter(modified) < facts.startTicks()) {
      Fact held = new Fact(name, Basis.HELD, Ticks.secondAfter(modified), facts.startTicks());
      rows.add(observation(held, Settings.EXISTS, "true", offset));
      if (level != null) {
        rows.add(observation(held, Settings.PUBLIC_ACCESS, level, offset));
      }
    }
    return rows;
  }

  private Fact duringRun(String name) {
    return new Fact(name, Basis.SNAPSHOT, facts.startTicks(), facts.completionTicks());
  }

  /** A deletion time without the column {@code Deleted} says as much. */
  private Boolean deleted() throws Malformed {
    if (columns.containsKey("deleted")) {
      return Boolean.TRUE.equals(flag("deleted"));
    }
    return text("deletedtime") != null ? Boolean.TRUE : null;
  }

  /** The level in one spelling; the spelling is not documented, an empty cell is private. */
  private String level() throws Malformed {
    String written = text("publicaccess");
    Said level = StorageSettings.level(written == null ? "" : written);
    if (!level.hasValue()) {
      throw new Malformed("PublicAccess is no level");
    }
    return level.value();
  }

  /** When and how something is known of a container; {@code until} in ticks, or null. */
  private record Fact(String container, Basis basis, long ticks, Long until) {}

  private Row observation(Fact fact, String setting, String value, long offset) {
    Object[] row = new Object[Observations.TABLE.columns().length()];
    Table table = Observations.TABLE;
    set(table, row, Observations.ACCOUNT, facts.account());
    set(table, row, Observations.CONTAINER, fact.container());
    set(table, row, Observations.SETTING, setting);
    set(table, row, Observations.VALUE, value);
    set(table, row, Observations.OBSERVED_AT, timestamp(fact.ticks()));
    set(table, row, Observations.BASIS, fact.basis().word());
    set(table, row, Observations.FILE, file.file());
    set(table, row, Observations.OFFSET, offset);
    set(table, row, Observations.OBSERVED_TICKS, fact.ticks());
    set(table, row, Observations.UNTIL_TICKS, fact.until());
    return InventoryReader.READING.row(InventoryReader.OBSERVATION, RowFactory.create(row));
  }

  private Object cell(String column) {
    Integer index = columns.get(column);
    return index == null ? null : cells.at(index);
  }

  private String text(String column) {
    Object cell = cell(column);
    String text = cell == null ? "" : cell.toString();
    return text.isEmpty() ? null : Secrets.cut(text);
  }

  private Long number(String column) throws Malformed {
    Object cell = cell(column);
    if (cell instanceof Long || cell instanceof Integer) {
      return ((Number) cell).longValue();
    }
    String text = text(column);
    try {
      return text == null ? null : Long.valueOf(text.strip());
    } catch (NumberFormatException e) {
      throw new Malformed(column + " is no number");
    }
  }

  private Boolean flag(String column) throws Malformed {
    String text = text(column);
    return switch (text == null ? "" : text.strip().toLowerCase(Locale.ROOT)) {
      case "" -> null;
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> throw new Malformed(column + " is neither true nor false");
    };
  }

  private Long ticks(String column) throws Malformed {
    Object cell = cell(column);
    if (cell instanceof Timestamp time) {
      return Ticks.of(time.toInstant());
    }
    if (cell instanceof Instant time) {
      return Ticks.of(time);
    }
    if (cell instanceof LocalDateTime time) {
      return Ticks.of(time.toInstant(ZoneOffset.UTC));
    }
    String text = text(column);
    if (text == null) {
      return null;
    }
    long ticks = AzureTime.ticks(text);
    if (!AzureTime.isTime(ticks)) {
      throw new Malformed(column + ": " + AzureTime.problem(ticks));
    }
    return ticks;
  }

  private Timestamp instant(String column) throws Malformed {
    Long ticks = ticks(column);
    return ticks == null ? null : timestamp(ticks);
  }

  /** The microsecond that holds these ticks. */
  private static Timestamp timestamp(long ticks) {
    return Timestamp.from(Ticks.toInstant(Ticks.ofMicros(Ticks.toMicros(ticks))));
  }

  private static String unquoted(String etag) {
    return etag == null ? null : etag.replace("\"", "");
  }

  /** A column's name without case, dashes and underscores. */
  private static String plain(String column) {
    return column.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").strip();
  }

  private static void set(Object[] row, String column, Object value) {
    set(InventoryObjects.TABLE, row, column, value);
  }

  private static void set(Table table, Object[] row, String column, Object value) {
    row[table.columns().fieldIndex(column)] = value;
  }
}
