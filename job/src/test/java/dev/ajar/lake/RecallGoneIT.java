package dev.ajar.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.config.SourceConfig;
import dev.ajar.config.SourceKind;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.FileTally;
import dev.ajar.model.Hashes;
import dev.ajar.tables.Activities;
import dev.ajar.tables.ActivitySpans;
import dev.ajar.tables.ControlReadings;
import dev.ajar.tables.ListPages;
import dev.ajar.tables.Sources;
import dev.ajar.tables.Table;
import dev.ajar.testing.LocalSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What earlier runs read of the control plane stays, under the name of a version that is gone. */
class RecallGoneIT {
  private static final long AS_READ = 100;
  private static final Instant MODIFIED = Instant.parse("2024-03-01T00:00:00Z");
  private static final String VERSION =
      new FileVersion(AS_READ, null, Timestamp.from(MODIFIED)).label();

  @TempDir private Path folder;
  private final SparkSession session = LocalSpark.session();
  private final List<Row> before = new ArrayList<>();
  private final List<EvidenceFile> now = new ArrayList<>();

  /** Three of each: a file that is as it was, one that is not, and one that is not there. */
  @BeforeEach
  void files() {
    for (String source : List.of("e/activity", "e/lists", "elsewhere")) {
      SourceKind kind = kind(source);
      for (String name : List.of("same", "overwritten", "gone")) {
        String file = source + "/" + name;
        read(kind, file, null);
        if (!name.equals("gone") && !source.equals("elsewhere")) {
          long bytes = name.equals("same") ? AS_READ : AS_READ + 1;
          now.add(new EvidenceFile(0, kind.word(), "file:/" + file, file, bytes, micros(), null));
        }
      }
    }
  }

  private static SourceKind kind(String source) {
    return source.equals("e/lists") ? SourceKind.ACCOUNTS : SourceKind.ACTIVITY_LOG;
  }

  private static long micros() {
    return MODIFIED.toEpochMilli() * 1_000;
  }

  /** What a reader gave of a file, when its source stood at place 7 of the configuration. */
  private void read(SourceKind kind, String file, String version) {
    tally(kind, file, version, Map.of());
    if (kind != SourceKind.ACTIVITY_LOG) {
      add(file, version, ControlReadings.PAGE, ListPages.TABLE, Map.of(ListPages.SOURCE, 7L));
      return;
    }
    add(file, version, ControlReadings.ACTIVITY, Activities.TABLE, Map.of(Activities.FILE, file));
    for (String span : List.of(ActivitySpans.EXPORT, ActivitySpans.HOLE, ActivitySpans.UNREAD)) {
      add(
          file,
          version,
          ControlReadings.SPAN,
          ActivitySpans.TABLE,
          Map.of(ActivitySpans.SOURCE, 7L, ActivitySpans.KIND, span));
    }
  }

  private void tally(SourceKind kind, String file, String version, Map<String, Object> readTo) {
    Map<String, Object> values = new HashMap<>(readTo);
    values.put(Sources.FILE, file);
    values.put(Sources.KIND, kind.word());
    values.put(Sources.BYTES, AS_READ);
    values.put(Sources.STATE, FileTally.READ);
    values.put(Sources.MODIFIED_AT, Timestamp.from(MODIFIED));
    add(file, version, ControlReadings.SOURCE, Sources.TABLE, values);
  }

  private void add(
      String file, String version, String payload, Table table, Map<String, Object> values) {
    StructType columns = ControlReadings.TABLE.columns();
    Object[] row = new Object[columns.length()];
    row[columns.fieldIndex(ControlReadings.FILE)] = file;
    row[columns.fieldIndex(ControlReadings.VERSION)] = version;
    Object[] inner = new Object[table.columns().length()];
    values.forEach((column, value) -> inner[table.columns().fieldIndex(column)] = value);
    row[columns.fieldIndex(payload)] = RowFactory.create(inner);
    before.add(RowFactory.create(row));
  }

  private RecallGone.Recalled recall() {
    List<SourceConfig> sources =
        List.of(
            source(0, SourceKind.ACCOUNTS, "e"),
            source(1, SourceKind.ACTIVITY_LOG, "e"),
            source(2, SourceKind.ACTIVITY_LOG, "e/activity"),
            source(3, SourceKind.ACCOUNTS, "e/lists"),
            source(4, SourceKind.BLOB_INVENTORY, "e/inventory"));
    return RecallGone.recall(
        session, sources, now, session.createDataFrame(before, ControlReadings.TABLE.columns()));
  }

  private static SourceConfig source(int index, SourceKind kind, String path) {
    return new SourceConfig(index, kind, path, path, null, false, null, null, null);
  }

  @Test
  void whatIsGoneOrOverwrittenStaysUnderItsVersion() {
    assertThat(
            texts(
                recall().gone(),
                "file",
                "version",
                "coalesce(activity.version, span.kind, 'page ' || page.source, 'tally')",
                "span.source"))
        .containsExactlyInAnyOrder(
            "e/activity/gone " + VERSION + " " + VERSION + " null",
            "e/activity/gone " + VERSION + " export 2",
            "e/activity/gone " + VERSION + " hole 2",
            "e/activity/gone " + VERSION + " tally null",
            "e/activity/gone " + VERSION + " unread 2",
            "e/activity/overwritten " + VERSION + " " + VERSION + " null",
            "e/activity/overwritten " + VERSION + " export 2",
            "e/activity/overwritten " + VERSION + " tally null",
            "e/lists/gone " + VERSION + " page 3 null",
            "e/lists/gone " + VERSION + " tally null",
            "e/lists/overwritten " + VERSION + " page 3 null",
            "e/lists/overwritten " + VERSION + " tally null");
  }

  @Test
  void whatIsStoredDoesNotTellInWhichOrderSourcesStood() {
    Dataset<Row> stored =
        RecallGone.stored(
            session
                .createDataFrame(before, ControlReadings.TABLE.columns())
                .where("span is not null or page is not null"));
    assertThat(texts(stored, "coalesce(span.source, page.source)"))
        .hasSizeGreaterThan(3)
        .containsOnly("null");
  }

  @Test
  void whatIsOfNoSourceAnyMoreIsLeftAsItWas() {
    assertThat(texts(recall().left().where("source is not null"), "file", "version"))
        .containsExactlyInAnyOrder(
            "elsewhere/gone null", "elsewhere/overwritten null", "elsewhere/same null");
  }

  @Test
  void aVersionThatWasGoneKeepsItsNameUntilTheFileIsBack() {
    before.clear();
    read(SourceKind.ACCOUNTS, "e/lists/gone", "older");
    read(SourceKind.ACCOUNTS, "e/lists/same", VERSION);
    assertThat(texts(recall().gone(), "file", "version", "page.source"))
        .containsExactlyInAnyOrder("e/lists/gone older 3", "e/lists/gone older null");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"a\":1}', '{\"a\":1}', ''",
    "'{\"a\":1}', '{\"a\":2}', overwritten",
    "'{\"a\":1}', '', overwritten",
  })
  void aFileThatOnlyGrewIsNoOtherVersion(String then, String begins, String stays)
      throws IOException {
    byte[] asRead = (then + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] asItIs = (begins + "\n{}\n").getBytes(StandardCharsets.UTF_8);
    Path path = Files.write(folder.resolve("log"), asItIs);
    String name = "e/activity/log";
    before.clear();
    now.clear();
    tally(
        SourceKind.ACTIVITY_LOG,
        name,
        null,
        Map.of(
            Sources.READ_TO, (long) asRead.length,
            Sources.RESUME_AT, (long) asRead.length,
            Sources.TAIL_SHA256, Hashes.hex(Hashes.sha256().digest(asRead))));
    now.add(
        new EvidenceFile(
            0,
            SourceKind.ACTIVITY_LOG.word(),
            path.toUri().toString(),
            name,
            asItIs.length,
            micros() + 1,
            null));
    assertThat(recall().gone().isEmpty()).isEqualTo(stays.isEmpty());
  }

  @Test
  void anInventoryThatIsGoneCountsAsUnreadable() {
    before.clear();
    read(SourceKind.BLOB_INVENTORY, "e/inventory/gone", null);
    read(SourceKind.ACCOUNTS, "e/lists/gone", null);
    assertThat(texts(recall().gone().where("source is not null"), "file", "source.state"))
        .containsExactlyInAnyOrder("e/inventory/gone unreadable", "e/lists/gone read");
  }

  @Test
  void aFirstRunRecallsNothing() {
    before.clear();
    assertThat(recall().gone().isEmpty()).isTrue();
    assertThat(recall().left().isEmpty()).isTrue();
  }

  private static List<String> texts(Dataset<Row> rows, String... columns) {
    return rows.selectExpr(columns).collectAsList().stream().map(row -> row.mkString(" ")).toList();
  }
}
