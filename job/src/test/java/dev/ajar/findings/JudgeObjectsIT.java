package dev.ajar.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.config.Known;
import dev.ajar.config.Period;
import dev.ajar.model.Ticks;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import dev.ajar.tables.ExposedObjects;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.InventoryObjects;
import dev.ajar.tables.SasTokens;
import dev.ajar.testing.RowsOf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class JudgeObjectsIT {
  private static final Period PERIOD =
      new Period(Instant.parse("2024-02-01T00:00:00Z"), Instant.parse("2024-04-01T00:00:00Z"));
  private static final Dataset<Row> ACTORS =
      RowsOf.table(
          Actors.TABLE,
          RowsOf.row("actor_id", "stranger").put("relation", "unknown"),
          RowsOf.row("actor_id", "backup").put("relation", "own"),
          RowsOf.row("actor_id", "azure").put("relation", "platform"));

  private static final Known KNOWN =
      new Known(List.of(), List.of(new Known.Named("V-1", null, "vendor")), List.of(), List.of());
  private static final Dataset<Row> TOKENS = RowsOf.table(SasTokens.TABLE);

  @Test
  void objectsAreJudgedByWhoReadThemAndByTheHoursThatHaveLogs() {
    Dataset<Row> windows =
        RowsOf.table(
            ExposureWindows.TABLE,
            window("covered", "net").put("hours_covered", 10L),
            window("partly", "part").put("hours_covered", 9L),
            window("dark", "dark").put("hours_covered", 0L),
            window("unknown", "unk").put("hours_covered", 10L).put("exposure", "unknown"),
            window("blind", "blind").put("hours_covered", 10L).put("traceable", false));
    Dataset<Row> inventory =
        RowsOf.table(
            InventoryObjects.TABLE,
            blob("net", "read.txt"),
            blob("net", "keys/deploy_id_rsa").put("content_type", "text/plain"),
            blob("net", "own.bak"),
            blob("net", "untouched"),
            blob("net", "before").put("deleted", true).put("deleted_at", "2024-01-10T00:00:00Z"),
            blob("net", "after").put("created_at", "2024-03-10T00:00:00Z"),
            blob("net", "atTheEdge").put("created_at", "2024-03-09T23:59:59.999999Z"),
            blob("net", "goneBeforeThePeriod")
                .put("deleted", true)
                .put("deleted_at", "2024-01-20T00:00:00Z"),
            blob("net", "unknownBirth").put("created_at", null).put("size", null),
            blob("part", "p"),
            blob("dark", "d"),
            blob("unk", "u"),
            blob("blind", "b"),
            blob("other", "o"));
    Dataset<Row> accesses =
        RowsOf.table(
            Accesses.TABLE,
            read("covered", "read.txt", "stranger", "2024-03-01T00:00:00Z")
                .put("range_start", 0L)
                .put("range_end", 49L),
            read("covered", "read.txt", "stranger", "2024-03-01T00:00:01Z")
                .put("range_start", 50L)
                .put("range_end", 99L),
            read("covered", "read.txt", "backup", "2024-03-01T00:00:02Z")
                .put("range_start", 0L)
                .put("range_end", 9L),
            read("covered", "own.bak", "backup", "2024-03-02T00:00:00Z"),
            read("covered", "own.bak", "azure", "2024-03-02T00:00:00Z").put("via", "during"),
            // In the logs alone; the actor is not in the table.
            read("covered", "unlisted.pem", "nobody", "2024-03-02T00:00:00Z"),
            // Another way in at the same time shows the object, and is not through the window.
            read("covered", "seenDuring", "stranger", "2024-03-02T00:00:00Z").put("via", "during"),
            read("covered", "missing", "stranger", "2024-03-02T00:00:00Z")
                .put("succeeded", false)
                .put("status_code", 404L),
            read("covered", "listed", "stranger", "2024-03-02T00:00:00Z")
                .put("operation_class", "list"),
            read("covered", "headed", "stranger", "2024-03-02T00:00:00Z")
                .put("operation_class", "metadata"),
            read("unknown", "u", "stranger", "2024-03-02T00:00:00Z"));

    List<String> judged =
        JudgeObjects.transform(windows, TOKENS, accesses, ACTORS, inventory, KNOWN, PERIOD)
            .collectAsList()
            .stream()
            .map(JudgeObjectsIT::said)
            .sorted()
            .toList();

    assertThat(judged)
        .containsExactly(
            "blind b 100 null: possible, 0 reads, 0 bytes, false []",
            "covered atTheEdge 100 null: not observed, 0 reads, 0 bytes, false []",
            "covered goneBeforeThePeriod 100 null: not determinable, 0 reads, 0 bytes, false []",
            "covered headed null null: confirmed, 0 reads, 0 bytes, null []",
            "covered keys/deploy_id_rsa 100 credentials: not observed, 0 reads, 0 bytes, false []",
            "covered own.bak 100 backup: not observed, 1 reads, 50 bytes, true [backup]",
            "covered read.txt 100 null: confirmed, 3 reads, 150 bytes, true [backup, stranger]",
            "covered seenDuring null null: not observed, 0 reads, 0 bytes, null []",
            "covered unknownBirth null null: not observed, 0 reads, 0 bytes, null []",
            "covered unlisted.pem null credentials: confirmed, 1 reads, 50 bytes, true [nobody]",
            "covered untouched 100 null: not observed, 0 reads, 0 bytes, false []",
            "dark d 100 null: not determinable, 0 reads, 0 bytes, false []",
            "partly p 100 null: possible, 0 reads, 0 bytes, false []");
  }

  @Test
  void aWindowExposesWhatItsWayInReaches() {
    Dataset<Row> windows =
        RowsOf.table(
            ExposureWindows.TABLE,
            window("key", null).put("vector", "account-key"),
            role("vendor", "net", "v-1").put("traceable", false),
            role("group that nobody listed", "net", "g-1"),
            role("used by its holder", "net", "g-2").put("verdict", "confirmed"),
            window("nobody listed", null).put("exposure", "possible"),
            sas("leaked", null),
            sas("unseen", "net"),
            sas("to a stranger", "net"),
            sas("own", "net"),
            sas("one blob", "net"),
            sas("some blob", "net"),
            sas("directory", "net"));
    Dataset<Row> tokens =
        RowsOf.table(
            SasTokens.TABLE,
            token("leaked", "account", null, "whole-account, lead"),
            token("to a stranger", "container", null, "write, stranger"),
            token("own", "container", null, "write, long"),
            token("one blob", "blob", "a/b.txt", "stranger"),
            token("some blob", "blob", null, "stranger"),
            token("directory", "directory", "a", "lead"));
    Dataset<Row> inventory =
        RowsOf.table(
            InventoryObjects.TABLE,
            blob("net", "a/b.txt"),
            blob("net", "a/c.txt"),
            blob("net", "ab.txt"),
            blob("other", "a/b.txt"));
    Dataset<Row> accesses =
        RowsOf.table(
            Accesses.TABLE,
            read("own", "a/c.txt", "backup", "2024-03-01T00:00:00Z"),
            read("some blob", "ab.txt", "stranger", "2024-03-01T00:00:00Z"),
            read("leaked", "a/b.txt", "stranger", "2024-03-01T00:00:00Z")
                .put("container", "other"));

    assertThat(
            JudgeObjects.transform(windows, tokens, accesses, ACTORS, inventory, KNOWN, PERIOD)
                .collectAsList()
                .stream()
                .map(
                    row ->
                        row.<String>getAs("window_id")
                            + ": "
                            + row.<String>getAs("container")
                            + "/"
                            + row.<String>getAs("object")
                            + " "
                            + row.<String>getAs("verdict"))
                .sorted()
                .toList())
        .containsExactly(
            "directory: net/a/b.txt not observed",
            "directory: net/a/c.txt not observed",
            "key: net/a/b.txt not observed",
            "key: net/a/c.txt not observed",
            "key: net/ab.txt not observed",
            "key: other/a/b.txt not observed",
            "leaked: net/a/b.txt not observed",
            "leaked: net/a/c.txt not observed",
            "leaked: net/ab.txt not observed",
            "leaked: other/a/b.txt confirmed",
            "one blob: net/a/b.txt not observed",
            "own: net/a/c.txt not observed",
            "some blob: net/ab.txt confirmed",
            "to a stranger: net/a/b.txt not observed",
            "to a stranger: net/a/c.txt not observed",
            "to a stranger: net/ab.txt not observed",
            "unseen: net/a/b.txt not observed",
            "unseen: net/a/c.txt not observed",
            "unseen: net/ab.txt not observed",
            "used by its holder: net/a/b.txt not observed",
            "used by its holder: net/a/c.txt not observed",
            "used by its holder: net/ab.txt not observed",
            "vendor: net/a/b.txt possible",
            "vendor: net/a/c.txt possible",
            "vendor: net/ab.txt possible");
  }

  private static RowsOf.Values role(String id, String container, String principal) {
    return window(id, container).put("vector", "role-assignment").put("principal", principal);
  }

  private static RowsOf.Values sas(String id, String container) {
    return window(id, container).put("vector", "sas").put("subject", id);
  }

  private static RowsOf.Values token(String hash, String breadth, String path, String risk) {
    return RowsOf.row("account", "contosodata")
        .put("sas_sha256", hash)
        .put("breadth", breadth)
        .put("path", path)
        .put("risk", risk);
  }

  @Test
  void theOrderAndPartitionsOfTheEvidenceDoNotMatter() {
    List<RowsOf.Values> rows = new ArrayList<>();
    List<RowsOf.Values> blobs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      long first = i % 10 * 10L;
      rows.add(
          read("w", "o" + i % 3, i % 2 == 0 ? "stranger" : "backup", "2024-03-01T00:00:00Z")
              .put("offset", (long) i)
              .put("object_modified", i % 5 == 0 ? null : "2023-12-31T00:00:00Z")
              .put("range_start", i % 7 == 0 ? null : first)
              .put("range_end", i % 7 == 0 ? null : first + 9));
      blobs.add(blob("net", "o" + i % 3).put("size", 90L + i / 3).put("offset", (long) i));
    }
    Dataset<Row> windows = RowsOf.table(ExposureWindows.TABLE, window("w", "net"));
    List<String> once = judgedRows(windows, rows, blobs, 1);
    Collections.reverse(rows);
    Collections.reverse(blobs);

    assertThat(judgedRows(windows, rows, blobs, 7)).isEqualTo(once).hasSize(3);
  }

  @Test
  void withoutWindowsNothingIsExposed() {
    assertThat(
            JudgeObjects.transform(
                    RowsOf.table(ExposureWindows.TABLE),
                    TOKENS,
                    RowsOf.table(
                        Accesses.TABLE, read("w", "a", "stranger", "2024-03-01T00:00:00Z")),
                    ACTORS,
                    RowsOf.table(InventoryObjects.TABLE, blob("net", "a")),
                    KNOWN,
                    PERIOD)
                .collectAsList())
        .isEmpty();
  }

  private static List<String> judgedRows(
      Dataset<Row> windows, List<RowsOf.Values> rows, List<RowsOf.Values> blobs, int parts) {
    return JudgeObjects.transform(
            windows,
            TOKENS,
            RowsOf.table(Accesses.TABLE, rows.toArray(RowsOf.Values[]::new)).repartition(parts),
            ACTORS,
            RowsOf.table(InventoryObjects.TABLE, blobs.toArray(RowsOf.Values[]::new))
                .repartition(parts),
            KNOWN,
            PERIOD)
        .collectAsList()
        .stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }

  private static String said(Row row) {
    return row.<String>getAs(ExposedObjects.WINDOW_ID)
        + " "
        + row.<String>getAs(ExposedObjects.OBJECT)
        + " "
        + row.<Long>getAs(ExposedObjects.SIZE)
        + " "
        + row.<String>getAs(ExposedObjects.SENSITIVITY)
        + ": "
        + row.<String>getAs(ExposedObjects.VERDICT)
        + ", "
        + row.<Long>getAs(ExposedObjects.READS)
        + " reads, "
        + row.<Long>getAs(ExposedObjects.BYTES_OUT)
        + " bytes, "
        + row.<Boolean>getAs(ExposedObjects.COMPLETE_COPY)
        + " "
        + row.getList(row.fieldIndex(ExposedObjects.READERS));
  }

  /** Open, as a hull, from 15 January to 10 March. */
  private static RowsOf.Values window(String id, String container) {
    return RowsOf.row("window_id", id)
        .put("account", "contosodata")
        .put("container", container)
        .put("vector", "anonymous")
        .put("exposure", "proven")
        .put("opened_after", "2024-01-15T00:00:00Z")
        .put("closed_before", "2024-03-10T00:00:00Z")
        .put("hours_in_period", 10L)
        .put("hours_covered", 10L);
  }

  /** Seen in March, made in December, 100 bytes. */
  private static RowsOf.Values blob(String container, String name) {
    return RowsOf.row("account", "contosodata")
        .put("container", container)
        .put("object", name)
        .put("size", 100L)
        .put("created_at", "2023-12-01T00:00:00Z")
        .put("modified_at", "2023-12-31T00:00:00Z")
        .put("seen_from_ticks", Ticks.of(Instant.parse("2024-03-20T00:00:00Z")))
        .put("seen_to_ticks", Ticks.of(Instant.parse("2024-03-20T01:00:00Z")))
        .put("file", "inventory.csv")
        .put("offset", 0L);
  }

  private static RowsOf.Values read(String window, String object, String actor, String at) {
    return RowsOf.row("window_id", window)
        .put("container", "net")
        .put("object", object)
        .put("actor_id", actor)
        .put("at", at)
        .put("via", "through")
        .put("operation_class", "read")
        .put("status_code", 200L)
        .put("succeeded", true)
        .put("bytes_out", 50L)
        .put("object_modified", "12/31/2023 12:00:00 AM")
        .put("file", "PT1H.json")
        .put("offset", 0L);
  }
}
