package dev.ajar.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.AjarException;
import dev.ajar.lake.RunRow;
import dev.ajar.sample.SampleSize;
import dev.ajar.sample.SampleTenant;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Readings;
import dev.ajar.tables.Runs;
import dev.ajar.tables.Table;
import dev.ajar.testing.AuditOf;
import dev.ajar.testing.LocalSpark;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs at once: of one audit, of two audits in one set of tables, and while others tidy up. */
class TogetherIT {
  private static final Map<String, String> CLEAN = Map.of("output.path", "clean-tables");
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
    sample = folder.resolve("sample");
    SampleTenant.write(sample, 31, SampleSize.parse("tiny"));
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
    audit.run("clean", CLEAN);
    Map<String, List<String>> clean = audit.rows(CLEAN);

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
    assertThat(audit.rows(SHARED)).isEqualTo(clean);
    List<RunRow> rows = audit.tables(SHARED).runs();
    assertThat(rows).extracting(RunRow::number).containsExactly(1L, 2L);
    assertThat(rows.get(1).isCommitted()).as("the later run").isTrue();
  }

  private Object run(String runId, Map<String, String> set) throws IOException {
    return new AuditOf(sample).run(runId, set);
  }

  @Test
  void twoAuditsAndThoseWhoTidyUpDoNotDisturbOneAnother() throws Exception {
    List<Path> held = everyThirdLog();
    Map<Path, byte[]> whole = new HashMap<>();
    for (Path log : held) {
      whole.put(log, Files.readAllBytes(log));
      Files.delete(log);
    }
    run("earlier", SHARED);
    for (Path log : held) {
      Files.write(log, whole.get(log));
    }
    AtomicBoolean written = new AtomicBoolean();
    Future<Integer> tidying = threads.submit(() -> tidy(written));
    List<Future<Object>> runs =
        threads.invokeAll(List.of(() -> run("next", SHARED), () -> run("first", OTHER)));
    written.set(true);
    for (Future<Object> run : runs) {
      run.get();
    }
    assertThat(tidying.get()).as("tidied").isGreaterThan(TIDIED.size());

    for (Map<String, String> set : List.of(SHARED, OTHER)) {
      Map<String, String> alone = new HashMap<>(set);
      alone.put("output.path", "alone-" + set.size());
      AuditOf audit = new AuditOf(sample);
      audit.run("alone", alone);
      assertThat(audit.rows(set)).isEqualTo(audit.rows(alone));
    }
  }

  private List<Path> everyThirdLog() throws IOException {
    try (Stream<Path> files = Files.walk(sample.resolve("logs"))) {
      List<Path> logs = files.filter(Files::isRegularFile).sorted().toList();
      return IntStream.range(0, logs.size()).filter(i -> i % 3 == 0).mapToObj(logs::get).toList();
    }
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
