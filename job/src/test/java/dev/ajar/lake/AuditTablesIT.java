package dev.ajar.lake;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ajar.AjarException;
import dev.ajar.config.AuditConfig;
import dev.ajar.tables.Coverage;
import dev.ajar.tables.Events;
import dev.ajar.tables.Findings;
import dev.ajar.tables.Runs;
import dev.ajar.tables.Sources;
import dev.ajar.tables.Table;
import dev.ajar.testing.LocalSpark;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real Delta on this disk: what a run writes, commits, leaves and takes away. */
class AuditTablesIT {
  private static final Instant START = Instant.parse("2024-04-02T10:00:00Z");
  private static final Instant END = Instant.parse("2024-04-02T10:05:00.123456Z");

  private final SparkSession session = LocalSpark.session();

  @TempDir Path folder;

  @Test
  void everyTableReadsBackAsWrittenAndAnUnchangedRunWritesOnlyRuns() {
    AuditTables tables = tables("a");
    AuditRun run = begin(tables, "r1");
    Map<Table, Dataset<Row>> all = new HashMap<>();
    AuditTables.committedTables().forEach(table -> all.put(table, rows(table, "x", 5)));
    assertThat(run.write(all))
        .containsOnlyKeys(all.keySet())
        .allSatisfy(
            (table, written) -> assertThat(written).isEqualTo(new AuditRun.Written(5, true)));
    run.commit(Map.of("lines", 7L), "done", "evidence", END);

    AuditTables reader = tables("a");
    for (Table table : AuditTables.committedTables()) {
      assertThat(texts(reader.read(table))).as(table.name()).isEqualTo(texts(rows(table, "x", 5)));
    }
    Map<String, Long> versions = versions();
    AuditTables again = tables("a");
    AuditRun second = begin(again, "r2");
    for (Table table : AuditTables.committedTables()) {
      Dataset<Row> same = rows(table, "x", 5).repartition(3);
      assertThat(second.write(table, same)).isEqualTo(new AuditRun.Written(5, false));
    }
    second.commit(Map.of(), "done", "evidence", END);
    assertThat(versions()).isEqualTo(versions);
  }

  @Test
  void anEarlierRunIsReadAsItLeftTheTables() {
    for (String runId : List.of("r1", "r2")) {
      AuditRun run = begin(tables("a"), runId);
      run.write(Findings.TABLE, rows(Findings.TABLE, runId, 2));
      run.commit(Map.of(), "done", "evidence", END);
    }
    begin(tables("a"), "r3").fail(Map.of(), END);

    for (String runId : List.of("r1", "r2")) {
      AuditTables then = tables("a").asOf(runId);
      assertThat(then.lastCommitted().map(RunRow::runId)).contains(runId);
      assertThat(texts(then.read(Findings.TABLE))).isEqualTo(texts(rows(Findings.TABLE, runId, 2)));
    }
    for (String runId : List.of("r3", "never")) {
      assertThatThrownBy(() -> tables("a").asOf(runId))
          .isInstanceOf(AjarException.class)
          .hasMessageContaining("no committed run " + runId);
    }
  }

  @Test
  void aTableThatCannotBeWrittenEndsTheRunAndTheNextIsAsIfItHadNotBeen() {
    AuditRun run = begin(tables("a"), "r1");
    Map<Table, Dataset<Row>> byTable = new HashMap<>();
    List.of(Sources.TABLE, Findings.TABLE, Events.TABLE)
        .forEach(table -> byTable.put(table, rows(table, "x", 3)));
    Dataset<Row> whole = byTable.get(Findings.TABLE);
    byTable.put(Findings.TABLE, whole.where(raise_error(lit("no such disk")).isNull()));

    assertThatThrownBy(() -> run.write(byTable)).hasStackTraceContaining("no such disk");
    run.fail(Map.of(), END);
    byTable.keySet().forEach(table -> assertThat(texts(tables("a").read(table))).isEmpty());

    byTable.put(Findings.TABLE, whole);
    AuditRun next = begin(tables("a"), "r2");
    next.write(byTable);
    next.commit(Map.of(), "done", "evidence", END);
    byTable.forEach(
        (table, rows) -> assertThat(texts(tables("a").read(table))).isEqualTo(texts(rows)));
  }

  private AuditTables tables(String audit) {
    return AuditTables.open(session, new AuditConfig.Output(folder.toString(), null, null), audit);
  }

  private static AuditRun begin(AuditTables tables, String runId) {
    return tables.begin(runId, "audit", "1.0", "c0ffee", START);
  }

  private Dataset<Row> rows(Table table, String salt, int count) {
    return MadeUpRows.of(session, table, salt, count);
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  private Map<String, Long> versions() {
    Map<String, Long> versions = new TreeMap<>();
    for (Table table : AuditTables.committedTables()) {
      versions.put(table.name(), store().latestVersion(table));
    }
    return versions;
  }

  @Test
  void namesThatAreNoAuditsAreRefused() {
    for (String name : List.of("", "a b", "x' OR '1'='1", "a/b", "ä", "a.b")) {
      assertThatThrownBy(() -> tables(name)).isInstanceOf(AjarException.class);
    }
    assertThatThrownBy(() -> tables(null)).isInstanceOf(AjarException.class);
    assertThatThrownBy(() -> begin(tables("a"), "r' OR true"))
        .isInstanceOf(AjarException.class)
        .hasMessageContaining("run id");
  }

  @Test
  void anAuditWithoutARunHasNoRows() {
    AuditTables tables = tables("a");
    assertThat(tables.lastCommitted()).isEmpty();
    assertThat(tables.runs()).isEmpty();
    assertThat(tables.read(Findings.TABLE).schema()).isEqualTo(Findings.TABLE.columns());
    assertThat(tables.read(Findings.TABLE).count()).isZero();
  }

  @Test
  void twoAuditsInOneSetOfTablesDoNotDisturbOneAnother() {
    AuditRun a = begin(tables("a"), "r1");
    AuditRun b = begin(tables("b"), "r1");
    a.write(Findings.TABLE, rows(Findings.TABLE, "of a", 4));
    b.write(Findings.TABLE, rows(Findings.TABLE, "of b", 3));
    a.commit(Map.of("lines", 7L), "done", "evidence", END);
    b.commit(Map.of(), "done", "evidence", END);

    AuditTables readA = tables("a");
    assertThat(texts(readA.read(Findings.TABLE))).isEqualTo(texts(rows(Findings.TABLE, "of a", 4)));
    assertThat(texts(tables("b").read(Findings.TABLE)))
        .isEqualTo(texts(rows(Findings.TABLE, "of b", 3)));
    RunRow run = readA.lastCommitted().orElseThrow();
    assertThat(run.number()).isEqualTo(1);
    assertThat(run.endedAt()).isEqualTo(END);
    assertThat(run.counts()).isEqualTo(Map.of("lines", 7L));
    assertThat(readA.runs()).isEqualTo(List.of(run));
    long version = store().latestVersion(Findings.TABLE);

    begin(tables("a"), "r2").commit(Map.of(), "done", "evidence", END);
    assertThat(store().latestVersion(Findings.TABLE)).isEqualTo(version);
    assertThatThrownBy(() -> begin(tables("a"), "r1"))
        .isInstanceOf(AjarException.class)
        .hasMessageContaining("taken");
  }

  @Test
  void whatAKilledRunLeftIsUnreadAndTakenAwayByTheNext() {
    AuditRun killedFirst = begin(tables("a"), "r1");
    killedFirst.write(Findings.TABLE, rows(Findings.TABLE, "lost", 9));
    assertThat(tables("a").read(Findings.TABLE).count()).isZero();

    AuditRun done = begin(tables("a"), "r2");
    assertThat(latest(Findings.TABLE, "a")).isEmpty();
    done.write(Findings.TABLE, rows(Findings.TABLE, "kept", 4));
    done.commit(Map.of(), "done", "evidence", END);
    AuditTables reader = tables("a");
    assertThat(reader.lastCommitted().orElseThrow().runId()).isEqualTo("r2");

    AuditRun killed = begin(tables("a"), "r3");
    killed.write(Findings.TABLE, rows(Findings.TABLE, "half", 5));
    killed.write(Coverage.TABLE, rows(Coverage.TABLE, "half", 5));
    List<String> kept = texts(rows(Findings.TABLE, "kept", 4));
    assertThat(texts(reader.read(Findings.TABLE))).isEqualTo(kept);
    assertThat(texts(tables("a").read(Findings.TABLE))).isEqualTo(kept);
    assertThat(latest(Findings.TABLE, "a")).isNotEqualTo(kept);

    AuditRun next = begin(tables("a"), "r4");
    assertThat(latest(Findings.TABLE, "a")).isEqualTo(kept);
    assertThat(latest(Coverage.TABLE, "a")).isEmpty();
    assertThat(next.write(Findings.TABLE, rows(Findings.TABLE, "kept", 4)).changed()).isFalse();
    next.commit(Map.of(), "done", "evidence", END);
    assertThat(texts(tables("a").read(Findings.TABLE))).isEqualTo(kept);
    assertThat(tables("a").read(Coverage.TABLE).count()).isZero();
    assertThat(tables("a").runs())
        .extracting(RunRow::outcome)
        .containsExactly("started", "done", "started", "done");
  }

  @Test
  void filesOfATableThatAKilledRunHadNotYetMadeAreInNobodysWay() throws IOException {
    for (String left : List.of("runs", "findings")) {
      Path lost = folder.resolve(left + "/audit=a/part-00000-lost.snappy.parquet");
      Files.createDirectories(lost.getParent());
      Files.write(lost, new byte[] {1, 2, 3});
    }
    // Some are killed later than others.
    Files.createDirectories(folder.resolve("findings/_delta_log/_staged_commits"));
    begin(tables("a"), "r0").write(Findings.TABLE, rows(Findings.TABLE, "x", 4));
    Map<String, String> described = properties(Findings.TABLE);
    // And some when the rows were written, and nothing said what the table is.
    for (String left : List.of("runs", "findings")) {
      try (Stream<Path> log = Files.list(folder.resolve(left + "/_delta_log"))) {
        for (Path file : log.filter(path -> path.toString().contains("0001.")).toList()) {
          Files.delete(file);
        }
      }
    }
    DeltaLog.clearCache();
    AuditRun run = begin(tables("a"), "r1");
    run.write(Findings.TABLE, rows(Findings.TABLE, "x", 4));
    run.write(Coverage.TABLE, rows(Coverage.TABLE, "x", 4));
    run.commit(Map.of(), "done", "evidence", END);

    assertThat(texts(tables("a").read(Findings.TABLE)))
        .isEqualTo(texts(rows(Findings.TABLE, "x", 4)));
    assertThat(tables("a").runs()).extracting(RunRow::outcome).containsExactly("started", "done");
    assertThat(described).isEqualTo(properties(Coverage.TABLE));
    assertThat(properties(Findings.TABLE)).isEqualTo(properties(Coverage.TABLE));
    assertThat(properties(Runs.TABLE)).isEqualTo(properties(Coverage.TABLE));
    AuditRun next = begin(tables("a"), "r2");
    assertThat(next.write(Findings.TABLE, rows(Findings.TABLE, "x", 4)).changed()).isFalse();

    Files.createDirectories(folder.resolve(Events.TABLE.name()));
    Files.writeString(folder.resolve(Events.TABLE.name()).resolve("thesis.txt"), "mine");
    assertThatThrownBy(() -> next.write(Events.TABLE, rows(Events.TABLE, "x", 4)))
        .isInstanceOf(AjarException.class)
        .hasMessageContaining("holds files of something else");
  }

  private Map<String, String> properties(Table table) {
    Map<String, String> properties = new TreeMap<>();
    String name = "delta.`" + folder.resolve(table.name()) + "`";
    for (Row row : session.sql("SHOW TBLPROPERTIES " + name).collectAsList()) {
      properties.put(row.getString(0), row.getString(1));
    }
    Row detail =
        DeltaTable.forPath(session, folder.resolve(table.name()).toString()).detail().head();
    assertThat(detail.<String>getAs("description")).isEqualTo(table.comment());
    assertThat(detail.getList(detail.fieldIndex("partitionColumns"))).hasToString("[audit]");
    return properties;
  }

  @Test
  void aHigherNumberTakesOverAndALateWriteIsPutRight() {
    AuditRun old = begin(tables("a"), "old");
    AuditRun young = begin(tables("a"), "young");
    young.write(Findings.TABLE, rows(Findings.TABLE, "young", 4));
    assertThatThrownBy(() -> old.write(Findings.TABLE, rows(Findings.TABLE, "old", 2)))
        .isInstanceOf(AjarException.class)
        .hasMessageContaining("run young (number 2) of audit a took over from run old");
    assertThatThrownBy(() -> old.commit(Map.of(), "done", "evidence", END))
        .isInstanceOf(AjarException.class);

    // The write that had begun before the look.
    new AuditWriter(store(), "a", old.row())
        .write(Findings.TABLE, Fingerprint.digested(rows(Findings.TABLE, "old", 2)), 2);
    young.commit(Map.of(), "done", "evidence", END);

    List<String> expected = texts(rows(Findings.TABLE, "young", 4));
    assertThat(texts(tables("a").read(Findings.TABLE))).isEqualTo(expected);
    assertThat(latest(Findings.TABLE, "a")).isEqualTo(expected);
    old.fail(Map.of(), END);
    assertThat(tables("a").lastCommitted().orElseThrow().runId()).isEqualTo("young");
  }

  @Test
  void maintenanceIsHarmlessAndAnothersChangeOfRowsIsPutRight() {
    AuditRun run = begin(tables("a"), "r1");
    run.write(Findings.TABLE, rows(Findings.TABLE, "x", 6));
    run.commit(Map.of(), "done", "evidence", END);
    DeltaTable delta =
        DeltaTable.forPath(session, folder.resolve(Findings.TABLE.name()).toString());
    delta.optimize().executeCompaction();
    // Vacuum lists with so many tasks, ten thousand if nobody says otherwise.
    session.conf().set("spark.sql.sources.parallelPartitionDiscovery.parallelism", "2");
    delta.vacuum();
    assertThat(begin(tables("a"), "r2").write(Findings.TABLE, rows(Findings.TABLE, "x", 6)))
        .isEqualTo(new AuditRun.Written(6, false));

    delta.delete("severity is null");
    List<String> expected = texts(rows(Findings.TABLE, "x", 6));
    assertThat(latest(Findings.TABLE, "a")).isNotEqualTo(expected);
    assertThat(texts(tables("a").read(Findings.TABLE))).isEqualTo(expected);
    begin(tables("a"), "r3");
    assertThat(latest(Findings.TABLE, "a")).isEqualTo(expected);
  }

  @Test
  void tablesArePlainDeltaThatSaysWhatItHolds() {
    AuditRun run = begin(tables("a"), "r1");
    run.write(Findings.TABLE, rows(Findings.TABLE, "x", 0));
    run.commit(Map.of(), "done", "evidence", END);
    Row detail =
        DeltaTable.forPath(session, folder.resolve(Findings.TABLE.name()).toString())
            .detail()
            .head();
    assertThat(detail.<String>getAs("description")).isEqualTo(Findings.TABLE.comment());
    assertThat(detail.<Integer>getAs("minReaderVersion")).isEqualTo(1);
    assertThat(detail.getList(detail.fieldIndex("partitionColumns")))
        .isEqualTo(List.of(Table.AUDIT));
    assertThat(detail.getJavaMap(detail.fieldIndex("properties")).toString())
        .contains("delta.logRetentionDuration=interval 3650 days")
        .contains("delta.deletedFileRetentionDuration=interval 3650 days")
        .contains("ajar.schema=1");
    StructType stored =
        session.read().format("delta").load(folder.resolve("findings").toString()).schema();
    assertThat(stored).isEqualTo(Findings.TABLE.storedColumns());
    assertThat(store().commitsAfter(Findings.TABLE, -1))
        .extracting(TableCommit::runId)
        .containsExactly("r1");
  }

  @Test
  void aNewerTableIsRefusedAndAnOlderOneGetsItsColumns() {
    AuditRun run = begin(tables("a"), "r1");
    session
        .sql("SELECT 'b' AS audit, 'f1' AS finding_id, 'lead' AS kind")
        .write()
        .format("delta")
        .partitionBy(Table.AUDIT)
        .save(folder.resolve("findings").toString());
    run.write(Findings.TABLE, rows(Findings.TABLE, "x", 3));
    run.commit(Map.of(), "done", "evidence", END);
    assertThat(texts(tables("a").read(Findings.TABLE)))
        .isEqualTo(texts(rows(Findings.TABLE, "x", 3)));
    assertThat(latest(Findings.TABLE, "b")).containsExactly("[f1,lead,null,null,null,null]");

    session.sql(
        "ALTER TABLE delta.`"
            + folder.resolve("findings")
            + "` SET TBLPROPERTIES ('ajar.schema'='99')");
    assertThatThrownBy(() -> tables("a").read(Findings.TABLE))
        .isInstanceOf(AjarException.class)
        .hasMessageContaining("newer version of Ajar");
    session.sql("ALTER TABLE delta.`" + folder.resolve("runs") + "` ADD COLUMNS (mood string)");
    assertThatThrownBy(() -> begin(tables("a"), "r2"))
        .isInstanceOf(AjarException.class)
        .hasMessageContaining("a column mood");
  }

  @Test
  void aSchemaOfACatalogHoldsTheTablesToo() {
    session.sql("CREATE SCHEMA IF NOT EXISTS ajar_it");
    AuditConfig.Output output = new AuditConfig.Output(null, "spark_catalog", "ajar_it");
    String audit = "it-" + ProcessHandle.current().pid() + "-" + folder.getFileName().hashCode();
    try {
      AuditRun run = AuditTables.open(session, output, audit).begin("r1", "audit", "1", "c", START);
      run.write(Findings.TABLE, rows(Findings.TABLE, "x", 4));
      run.commit(Map.of(), "done", "evidence", END);
      AuditTables again = AuditTables.open(session, output, audit);
      AuditRun second = again.begin("r2", "audit", "1", "c", START);
      assertThat(second.write(Findings.TABLE, rows(Findings.TABLE, "x", 4)).changed()).isFalse();
      assertThat(texts(again.read(Findings.TABLE))).isEqualTo(texts(rows(Findings.TABLE, "x", 4)));
    } finally {
      session.sql("DROP SCHEMA ajar_it CASCADE");
    }
    assertThatThrownBy(
            () ->
                AuditTables.open(
                    session, new AuditConfig.Output(null, "spark_catalog", "nowhere"), "a"))
        .isInstanceOf(AjarException.class)
        .hasMessageContaining("no schema");
  }

  @Test
  void rowsThatDifferInAPlaceOrANullHaveOtherFingerprints() {
    StructType two = StructType.fromDDL("a string, b string, w array<string>, t timestamp");
    List<Row> rows =
        List.of(
            RowFactory.create("x", null, null, null),
            RowFactory.create(null, "x", null, null),
            RowFactory.create("x", "", null, null),
            RowFactory.create("x", null, List.of(), null),
            RowFactory.create("x", null, Arrays.asList((String) null), null),
            RowFactory.create("x", null, List.of("a", "b"), null),
            RowFactory.create("x", null, List.of("b", "a"), null),
            RowFactory.create("x", null, List.of("ab"), null),
            RowFactory.create(null, null, null, java.sql.Timestamp.from(END)),
            RowFactory.create(null, null, null, java.sql.Timestamp.from(END.plusNanos(1000))));
    Dataset<Row> digested = Fingerprint.digested(session.createDataFrame(rows, two));
    assertThat(digested.select(Fingerprint.DIGEST).distinct().count()).isEqualTo(rows.size());
    Dataset<Row> twice = digested.unionAll(digested);
    assertThat(Fingerprint.of(twice)).isNotEqualTo(Fingerprint.of(digested));
    assertThat(Fingerprint.of(twice.repartition(3))).isEqualTo(Fingerprint.of(twice));
    assertThat(Fingerprint.of(digested.limit(0))).isEqualTo(Fingerprint.NOTHING);
  }

  private DeltaStore store() {
    return DeltaStore.open(session, new AuditConfig.Output(folder.toString(), null, null));
  }

  /** What someone sees who reads the newest version of a table. */
  private List<String> latest(Table table, String audit) {
    return texts(store().rows(table, audit, null));
  }
}
