package dev.ajar.testing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ajar.model.ActorKey;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import dev.ajar.tables.Coverage;
import dev.ajar.tables.Events;
import dev.ajar.tables.ExposedObjects;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Quarantine;
import dev.ajar.tables.Sources;
import dev.ajar.tables.Table;
import dev.ajar.tables.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Compares the tables of an audit with what the made-up tenant's {@code truth/} says: what is
 * missing and what is unexpected are both differences. A field that the truth does not name is not
 * compared; what it names as null must be null.
 */
public final class TruthCheck {
  /** Differences told of one table; the rest is counted. */
  private static final int TOLD = 25;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path truth;
  private final Function<Table, Dataset<Row>> tables;
  private final List<String> differences = new ArrayList<>();

  /** {@code window_id} by account, container and {@code opened_after}. */
  private final Map<String, String> windowIds = new HashMap<>();

  private TruthCheck(Path sample, Function<Table, Dataset<Row>> tables) {
    this.truth = sample.resolve("truth");
    this.tables = tables;
  }

  /**
   * All differences, readable; empty if the audit found exactly what was planted.
   *
   * @param sample the folder that {@code SampleTenant.write} wrote
   * @param tables the rows of each table, without {@code audit}
   */
  public static List<String> differences(Path sample, Function<Table, Dataset<Row>> tables) {
    TruthCheck check = new TruthCheck(sample, tables);
    check.windows();
    check.accesses();
    check.actors();
    check.objects();
    check.coverage();
    check.events();
    check.sources();
    check.quarantine();
    check.secrets();
    return List.copyOf(check.differences);
  }

  /**
   * Fails with all differences.
   *
   * @throws AssertionError if there is any
   */
  public static void check(Path sample, Function<Table, Dataset<Row>> tables) {
    List<String> found = differences(sample, tables);
    if (!found.isEmpty()) {
      throw new AssertionError(
          found.size() + " differences from the truth:\n" + String.join("\n", found));
    }
  }

  private void windows() {
    Map<String, Row> actual = new TreeMap<>();
    List<String> told = new ArrayList<>();
    for (Row row : tables.apply(ExposureWindows.TABLE).collectAsList()) {
      String key = windowKey(row, ExposureWindows.ACCOUNT);
      if (actual.put(key, row) != null) {
        told.add("two windows " + key);
      }
      windowIds.put(key, row.getAs(ExposureWindows.WINDOW_ID));
    }
    Map<String, JsonNode> expected = new TreeMap<>();
    for (JsonNode node : lines("windows.jsonl")) {
      expected.put(windowKey(node), node);
    }
    compare(told, actual, expected, ExposureWindows.TABLE);
    for (Map.Entry<String, JsonNode> entry : expected.entrySet()) {
      Row row = actual.get(entry.getKey());
      for (String edge : List.of("opened", "closed")) {
        JsonNode kind = entry.getValue().get(edge + "_actor_kind");
        if (row != null && kind != null) {
          String id = actorId(kind, entry.getValue().get(edge + "_actor_identity"));
          same(told, entry.getKey() + " " + edge + "_actor_id", row.getAs(edge + "_actor_id"), id);
        }
      }
    }
    tell("exposure_windows", told);
  }

  private void accesses() {
    List<String> told = new ArrayList<>();
    Dataset<Row> accesses = tables.apply(Accesses.TABLE);
    Map<String, String> keys = new HashMap<>();
    windowIds.forEach((key, id) -> keys.put(id, key));
    Map<String, long[]> totals = new TreeMap<>();
    for (Row row :
        accesses
            .groupBy(col(Accesses.WINDOW_ID), col(Accesses.VIA))
            .agg(count(lit(1)).as("rows"), sum(col(Accesses.BYTES_OUT)).as("bytes"))
            .collectAsList()) {
      String key = keys.getOrDefault(row.getString(0), "unknown window " + row.getString(0));
      long bytes = row.isNullAt(3) ? 0 : row.getLong(3);
      totals.put(key + " " + row.getString(1), new long[] {row.getLong(2), bytes});
    }
    for (JsonNode window : lines("windows.jsonl")) {
      for (String via : List.of("through", "during")) {
        long[] found = totals.remove(windowKey(window) + " " + via);
        long[] total = found == null ? new long[2] : found;
        same(told, windowKey(window) + " rows " + via, total[0], window.get(via).asLong());
        String bytes = via + "_bytes";
        same(told, windowKey(window) + " " + bytes, total[1], window.get(bytes).asLong());
      }
    }
    totals.forEach((key, total) -> told.add("unexpected " + total[0] + " rows: " + key));

    Map<String, JsonNode> expected = new TreeMap<>();
    Set<String> requests = new TreeSet<>();
    for (JsonNode node : lines("accesses.jsonl")) {
      requests.add(node.get("request_id").asText());
      expected.put(accessKey(windowIds.get(windowKey(node)), node), node);
    }
    boolean all = document("counts.json").get("accesses_listed").asText().equals("all");
    Dataset<Row> listed =
        all ? accesses : accesses.where(col(Accesses.REQUEST_ID).isin(requests.toArray()));
    Map<String, Row> actual = new TreeMap<>();
    for (Row row : listed.collectAsList()) {
      if (actual.put(accessKey(row), row) != null) {
        told.add("two rows " + accessKey(row));
      }
    }
    compare(told, actual, expected, Accesses.TABLE);
    for (Map.Entry<String, JsonNode> entry : expected.entrySet()) {
      Row row = actual.get(entry.getKey());
      if (row != null) {
        JsonNode node = entry.getValue();
        String id = actorId(node.get("actor_kind"), node.get("actor_identity"));
        same(told, entry.getKey() + " actor_id", row.getAs(Accesses.ACTOR_ID), id);
      }
    }
    tell("accesses", told);
  }

  private void actors() {
    List<String> told = new ArrayList<>();
    Map<String, Row> actual = new TreeMap<>();
    for (Row row : tables.apply(Actors.TABLE).collectAsList()) {
      actual.put(row.getAs(Actors.ACTOR_ID), row);
    }
    Map<String, JsonNode> expected = new TreeMap<>();
    for (JsonNode node : lines("actors.jsonl")) {
      expected.put(actorId(node.get("kind"), node.get("identity")), node);
    }
    // Whoever an edge names is an actor, though the truth has no request of theirs.
    for (Row window : tables.apply(ExposureWindows.TABLE).collectAsList()) {
      for (String column :
          List.of(ExposureWindows.OPENED_ACTOR_ID, ExposureWindows.CLOSED_ACTOR_ID)) {
        String id = window.getAs(column);
        if (id != null && !expected.containsKey(id)) {
          actual.remove(id);
        }
      }
    }
    compare(told, actual, expected, Actors.TABLE);
    tell("actors", told);
  }

  private void objects() {
    List<String> told = new ArrayList<>();
    Map<String, Row> actual = new TreeMap<>();
    for (Row row : tables.apply(ExposedObjects.TABLE).collectAsList()) {
      String key = row.getAs(ExposedObjects.WINDOW_ID) + " " + row.getAs(ExposedObjects.OBJECT);
      if (actual.put(key, row) != null) {
        told.add("two rows of " + key);
      }
    }
    Map<String, JsonNode> expected = new TreeMap<>();
    for (JsonNode node : lines("objects.jsonl")) {
      expected.put(windowIds.get(windowKey(node)) + " " + node.get("object").asText(), node);
    }
    compare(told, actual, expected, ExposedObjects.TABLE);
    for (Map.Entry<String, JsonNode> entry : expected.entrySet()) {
      Row row = actual.get(entry.getKey());
      if (row != null) {
        Set<String> readers = new TreeSet<>();
        entry
            .getValue()
            .get("readers")
            .forEach(reader -> readers.add(actorId(reader.get("kind"), reader.get("identity"))));
        List<String> found = row.getList(row.fieldIndex(ExposedObjects.READERS));
        same(
            told,
            entry.getKey() + " readers",
            found == null ? List.of() : found,
            List.copyOf(readers));
      }
    }
    tell("exposed_objects", told);
  }

  private void coverage() {
    Map<String, String> actual = new TreeMap<>();
    List<String> told = new ArrayList<>();
    for (Row row : tables.apply(Coverage.TABLE).collectAsList()) {
      String of = row.getAs(Coverage.ACCOUNT) + " " + row.getAs(Coverage.CATEGORY) + " ";
      for (Instant hour : hours(instant(row, Coverage.FROM_AT), instant(row, Coverage.TO_AT))) {
        if (actual.put(of + hour, row.getAs(Coverage.STATE)) != null) {
          told.add("two states of " + of + hour);
        }
      }
    }
    Map<String, String> expected = new TreeMap<>();
    for (JsonNode node : lines("coverage.jsonl")) {
      String of = node.get("account").asText() + " " + node.get("category").asText() + " ";
      for (Instant hour : hours(instant(node.get("from_at")), instant(node.get("to_at")))) {
        expected.put(of + hour, node.get("state").asText());
      }
    }
    Set<String> hours = new TreeSet<>(actual.keySet());
    hours.addAll(expected.keySet());
    for (String hour : hours) {
      same(told, hour, actual.get(hour), expected.get(hour));
    }
    tell("coverage", told);
  }

  private void events() {
    List<String> told = new ArrayList<>();
    List<String> fields =
        List.of("operation", "outcome", "account", "container", "caller", "caller_ip");
    Map<String, Integer> balance = new TreeMap<>();
    for (Row row : tables.apply(Events.TABLE).collectAsList()) {
      StringBuilder key = new StringBuilder(String.valueOf(instant(row, Events.AT)));
      fields.forEach(field -> key.append(' ').append(row.<Object>getAs(field)));
      balance.merge(key.toString(), 1, Integer::sum);
    }
    for (JsonNode node : lines("events.jsonl")) {
      StringBuilder key = new StringBuilder(instant(node.get("at")).toString());
      fields.forEach(field -> key.append(' ').append(node.get(field).asText()));
      balance.merge(key.toString(), -1, Integer::sum);
    }
    balance.forEach(
        (key, left) -> {
          if (left != 0) {
            told.add((left > 0 ? "unexpected " : "missing ") + Math.abs(left) + "x " + key);
          }
        });
    tell("events", told);
  }

  /** Every file that was read has the records that were written to it, and every file balances. */
  private void sources() {
    List<String> told = new ArrayList<>();
    Map<String, JsonNode> expected = new HashMap<>();
    for (JsonNode node : lines("files.jsonl")) {
      expected.put(node.get("file").asText(), node);
    }
    Set<String> read = new HashSet<>();
    long duplicates = 0;
    for (Row row : tables.apply(Sources.TABLE).collectAsList()) {
      String file = row.getAs(Sources.FILE);
      String kind = row.getAs(Sources.KIND);
      read.add(file);
      long balance =
          number(row, Sources.ACCEPTED)
              + number(row, Sources.OUTSIDE)
              + number(row, Sources.DUPLICATE)
              + number(row, Sources.QUARANTINED);
      same(told, file + " balance", balance, number(row, Sources.LINES));
      JsonNode node = expected.get(file);
      if (node != null) {
        same(told, file + " lines", number(row, Sources.LINES), node.get("lines").asLong());
        long bad = node.get("quarantined").asLong();
        same(told, file + " quarantined", number(row, Sources.QUARANTINED), bad);
      } else if (kind.equals("storage-logs") || kind.equals("activity-log")) {
        told.add("unexpected file " + file);
      }
      duplicates += kind.equals("storage-logs") ? number(row, Sources.DUPLICATE) : 0;
    }
    long copies = document("counts.json").get("duplicates_in_windows").asLong();
    same(told, "duplicates among storage logs", duplicates, copies);
    for (JsonNode node : lines("files.jsonl")) {
      String file = node.get("file").asText();
      if (!node.get("kind").asText().equals("storage-logs") && !read.contains(file)) {
        told.add("missing file " + file);
      }
    }
    tell("sources", told);
  }

  private void quarantine() {
    List<String> told = new ArrayList<>();
    Set<String> actual = new TreeSet<>();
    for (Row row : tables.apply(Quarantine.TABLE).collectAsList()) {
      actual.add(row.getAs(Quarantine.FILE) + " at " + number(row, Quarantine.OFFSET));
    }
    Set<String> expected = new TreeSet<>();
    for (JsonNode node : lines("quarantine.jsonl")) {
      expected.add(node.get("file").asText() + " at " + node.get("offset").asLong());
    }
    for (String place : expected) {
      if (!actual.contains(place)) {
        told.add("missing " + place);
      }
    }
    for (String place : actual) {
      if (!expected.contains(place)) {
        told.add("unexpected " + place);
      }
    }
    tell("quarantine", told);
  }

  /** No secret that the evidence holds stands in any column of any table. */
  private void secrets() {
    List<String> told = new ArrayList<>();
    List<String> secrets = read("secrets.txt");
    for (Table table : Tables.ALL) {
      Column text = to_json(struct(col("*")));
      Column any = lit(false);
      for (String secret : secrets) {
        any = any.or(text.contains(secret));
      }
      long rows = tables.apply(table).where(any).count();
      if (rows > 0) {
        told.add(rows + " rows of " + table.name() + " hold a secret");
      }
    }
    tell("secrets", told);
  }

  /** Both ways, by key; then each field that the truth names and the table has. */
  private static void compare(
      List<String> told, Map<String, Row> actual, Map<String, JsonNode> expected, Table table) {
    for (Map.Entry<String, JsonNode> entry : expected.entrySet()) {
      Row row = actual.get(entry.getKey());
      if (row == null) {
        if (!entry.getValue().path("optional").asBoolean()) {
          told.add("missing " + entry.getKey() + ": " + entry.getValue());
        }
        continue;
      }
      for (String column : table.columns().fieldNames()) {
        JsonNode value = entry.getValue().get(column);
        if (value != null && !column.equals(ExposedObjects.READERS)) {
          same(
              told, entry.getKey() + " " + column, value(row, column, value), value(value, column));
        }
      }
    }
    for (String key : actual.keySet()) {
      if (!expected.containsKey(key)) {
        told.add("unexpected " + key + ": " + actual.get(key));
      }
    }
  }

  private static Object value(JsonNode node, String column) {
    if (node.isNull()) {
      return null;
    }
    if (node.isArray()) {
      List<String> words = new ArrayList<>();
      node.forEach(word -> words.add(word.asText()));
      return words;
    }
    if (node.isBoolean()) {
      return node.asBoolean();
    }
    if (node.isNumber()) {
      return node.asLong();
    }
    return isInstant(column) ? instant(node) : node.asText();
  }

  private static Object value(Row row, String column, JsonNode like) {
    int index = row.fieldIndex(column);
    if (row.isNullAt(index)) {
      return like.isArray() ? List.of() : null;
    }
    if (like.isArray()) {
      return List.copyOf(row.<String>getList(index));
    }
    return isInstant(column) ? instant(row, column) : row.get(index);
  }

  /** Columns that end in {@code _at}, and the four edges of a window, hold instants. */
  private static boolean isInstant(String column) {
    return column.endsWith("_at")
        || column.equals(Accesses.AT)
        || List.of(
                ExposureWindows.OPENED_AFTER,
                ExposureWindows.OPENED_BEFORE,
                ExposureWindows.CLOSED_AFTER,
                ExposureWindows.CLOSED_BEFORE)
            .contains(column);
  }

  private static void same(List<String> told, String what, Object actual, Object expected) {
    if (expected == null ? actual != null : !expected.equals(actual)) {
      told.add(what + ": is " + actual + ", truth says " + expected);
    }
  }

  private void tell(String table, List<String> told) {
    told.stream().limit(TOLD).forEach(one -> differences.add(table + ": " + one));
    if (told.size() > TOLD) {
      differences.add(table + ": and " + (told.size() - TOLD) + " more");
    }
  }

  private static String windowKey(JsonNode node) {
    String container = node.get("container").isNull() ? null : node.get("container").asText();
    return windowKey(node.get("account").asText(), container, instant(node.get("opened_after")));
  }

  private static String windowKey(Row row, String account) {
    return windowKey(
        row.getAs(account),
        row.getAs(ExposureWindows.CONTAINER),
        instant(row, ExposureWindows.OPENED_AFTER));
  }

  private static String windowKey(String account, String container, Instant openedAfter) {
    return account + "/" + container + " after " + openedAfter;
  }

  private static String accessKey(String windowId, JsonNode node) {
    String object = node.get("object").isNull() ? null : node.get("object").asText();
    return String.join(
        " ",
        String.valueOf(windowId),
        node.get("request_id").asText(),
        node.get("operation").asText(),
        Long.toString(node.get("operation_count").asLong()),
        String.valueOf(object));
  }

  private static String accessKey(Row row) {
    return String.join(
        " ",
        row.getAs(Accesses.WINDOW_ID),
        row.getAs(Accesses.REQUEST_ID),
        row.getAs(Accesses.OPERATION),
        Long.toString(number(row, Accesses.OPERATION_COUNT)),
        String.valueOf(row.<Object>getAs(Accesses.OBJECT)));
  }

  private static String actorId(JsonNode kind, JsonNode identity) {
    return new ActorKey(kind.asText(), identity.asText()).id();
  }

  private static long number(Row row, String column) {
    return row.isNullAt(row.fieldIndex(column)) ? 0 : row.getLong(row.fieldIndex(column));
  }

  private static Instant instant(JsonNode node) {
    return node.isNull()
        ? null
        : Instant.parse(node.asText()).truncatedTo(java.time.temporal.ChronoUnit.MICROS);
  }

  private static Instant instant(Row row, String column) {
    Object value = row.getAs(column);
    if (value == null) {
      return null;
    }
    return value instanceof Instant instant ? instant : ((java.sql.Timestamp) value).toInstant();
  }

  private static List<Instant> hours(Instant from, Instant to) {
    List<Instant> hours = new ArrayList<>();
    for (Instant hour = from; hour.isBefore(to); hour = hour.plus(Duration.ofHours(1))) {
      hours.add(hour);
    }
    return hours;
  }

  private List<JsonNode> lines(String file) {
    List<JsonNode> nodes = new ArrayList<>();
    try {
      for (String line : read(file)) {
        nodes.add(MAPPER.readTree(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return nodes;
  }

  private JsonNode document(String file) {
    try {
      return MAPPER.readTree(truth.resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> read(String file) {
    try {
      return Files.readAllLines(truth.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
