package dev.ajar.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ajar.AjarException;
import dev.ajar.config.AuditConfig;
import dev.ajar.tables.Table;
import dev.ajar.testing.LocalSpark;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
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
    for (Table table : AuditTables.committedTables()) {
      assertThat(run.write(table, rows(table, "x", 5)).changed()).isTrue();
    }
    run.commit(Map.of("lines", 7L), "done", END);

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
    second.commit(Map.of(), "done", END);
    assertThat(versions()).isEqualTo(versions);
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
    DeltaStore store =
        DeltaStore.open(session, new AuditConfig.Output(folder.toString(), null, null));
    for (Table table : AuditTables.committedTables()) {
      versions.put(table.name(), store.latestVersion(table));
    }
    return versions;
  }

  @Test
  void namesThatAreNoAuditsAreRefused() {
    for (String name : List.of("", "a b", "x' OR '1'='1", "a/b", "ä", "a.b")) {
      assertThatThrownBy(() -> tables(name)).isInstanceOf(AjarException.class);
    }
  }
}
