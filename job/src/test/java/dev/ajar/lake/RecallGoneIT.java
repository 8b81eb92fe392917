package dev.ajar.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.config.SourceConfig;
import dev.ajar.config.SourceKind;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.FileTally;
import dev.ajar.tables.Activities;
import dev.ajar.tables.ActivitySpans;
import dev.ajar.tables.ControlReadings;
import dev.ajar.tables.ListPages;
import dev.ajar.tables.Sources;
import dev.ajar.tables.Table;
import dev.ajar.testing.LocalSpark;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What earlier runs read of the control plane stays, under the name of a version that is gone. */
class RecallGoneIT {
  private static final long AS_READ = 100;
  private static final Instant MODIFIED = Instant.parse("2024-03-01T00:00:00Z");
  private static final String VERSION =
      new FileVersion(AS_READ, null, Timestamp.from(MODIFIED)).label();

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
    Object modified = Timestamp.from(MODIFIED);
    add(
        file,
        version,
        ControlReadings.SOURCE,
        Sources.TABLE,
        Map.of(
            Sources.FILE, file,
            Sources.KIND, kind.word(),
            Sources.BYTES, AS_READ,
            Sources.STATE, FileTally.READ,
            Sources.MODIFIED_AT, modified));
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
