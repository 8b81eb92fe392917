package dev.ajar.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.AjarException;
import dev.ajar.lake.RunRow;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Readings;
import dev.ajar.tables.Runs;
import dev.ajar.tables.Table;
import dev.ajar.testing.AuditOf;
import dev.ajar.testing.LocalSpark;
import dev.ajar.testing.TinyTenant;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs at once: of one audit, of two audits in one set of tables, and while others tidy up. */
class TogetherIT {
  private static final Map<String, String> SHARED = Map.of();
  private static final Map<String, String> OTHER =
      Map.of("audit", "other", "period.from", "2024-03-01T00:00:00Z");

  private static final List<Table> TIDIED =
      List.of(Runs.TABLE, Accesses.TABLE, ExposureWindows.TABLE, Readings.TABLE);

  @TempDir private Path folder;
  private Path sample;
  private ExecutorService threads;

  @BeforeEach
  void sample() throws IOException {
    sample = TinyTenant.copyTo(folder.resolve("sample"));
    threads = Executors.newCachedThreadPool();
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void ofTwoRunsOfOneAuditTheLaterTakesOver()
      throws IOException, InterruptedException, ExecutionException {
    AuditOf audit = new AuditOf(sample);

    List<Future<Object>> runs =
        threads.invokeAll(List.of(() -> run("one", SHARED), () -> run("two", SHARED)));
    int ended = 0;
    for (Future<Object> run : runs) {
      try {
        run.get();
        ended++;
      } catch (ExecutionException failed) {
        assertThat(failed.getCause())
            .isInstanceOf(AjarException.class)
            .hasMessageContaining("took over from run");
      }
    }
    assertThat(ended).isPositive();
    assertThat(audit.rows(SHARED)).isEqualTo(TinyTenant.audit().rows(Map.of()));
    List<RunRow> rows = audit.tables(SHARED).runs();
    assertThat(rows).extracting(RunRow::number).containsExactly(1L, 2L);
    assertThat(rows.get(1).isCommitted()).as("the later run").isTrue();
  }

  private Object run(String runId, Map<String, String> set) throws IOException {
    return new AuditOf(sample).run(runId, set);
  }

  @Test
  void twoAuditsAndThoseWhoTidyUpDoNotDisturbOneAnother() throws Exception {
    TinyTenant.copyTables(TinyTenant.earlierTables(), sample.resolve("tables"));

    AtomicBoolean written = new AtomicBoolean();
    Future<Integer> tidying = threads.submit(() -> tidy(written));
    List<Future<Object>> runs =
        threads.invokeAll(List.of(() -> run("next", SHARED), () -> run("first", OTHER)));
    written.set(true);
    for (Future<Object> run : runs) {
      run.get();
    }
    assertThat(tidying.get()).as("tidied").isGreaterThan(TIDIED.size());

    AuditOf audit = new AuditOf(sample);
    assertThat(audit.rows(SHARED)).isEqualTo(TinyTenant.audit().rows(Map.of()));
    Map<String, String> alone = new HashMap<>(OTHER);
    alone.put("output.path", "alone");
    audit.run("alone", alone);
    assertThat(audit.rows(OTHER)).isEqualTo(audit.rows(alone));
  }

  /** OPTIMIZE and VACUUM of tables, by turns, until nobody writes them any more. How many times. */
  private int tidy(AtomicBoolean written) {
    SparkSession session = LocalSpark.session().newSession();
    // Vacuum lists with so many tasks, ten thousand if nobody says otherwise.
    session.conf().set("spark.sql.sources.parallelPartitionDiscovery.parallelism", "2");
    SparkSession.setActiveSession(session);
    int times = 0;
    while (!written.get()) {
      Table table = TIDIED.get(times % TIDIED.size());
      DeltaTable delta =
          DeltaTable.forPath(session, sample.resolve("tables/" + table.name()).toString());
      delta.optimize().executeCompaction();
      delta.vacuum();
      times++;
    }
    return times;
  }
}
