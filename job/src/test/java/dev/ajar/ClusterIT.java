package dev.ajar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.lake.RunRow;
import dev.ajar.sample.SampleSize;
import dev.ajar.sample.SampleTenant;
import dev.ajar.testing.AuditOf;
import dev.ajar.testing.Cluster;
import dev.ajar.testing.GatedFileSystem;
import dev.ajar.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit on a real cluster: submitted to a standalone master with two workers. */
class ClusterIT {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Of the JVM: a small audit ends before the second compiler has paid for itself. */
  private static final String QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  @TempDir private static Path folder;
  private static Path sample;
  private static Path gate;
  private static Path log;
  private static Cluster cluster;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    cluster = Cluster.start(folder, LocalSpark.session().version());
    sample = folder.resolve("sample");
    SampleTenant.write(sample, 11, SampleSize.parse("tiny"));
    gate = Files.createDirectory(folder.resolve("gate"));
    log = folder.resolve("driver.log");
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aWorkerKilledInTheMiddleOfTheSweepChangesNoRowAndNoCount()
      throws IOException, InterruptedException {
    Process audit = submit();
    Cluster.kill(firstAtGate(audit));
    GatedFileSystem.open(gate);

    assertThat(audit.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("ended").isTrue();
    assertThat(audit.exitValue()).as(saidLast()).isZero();
    // What it had read for the sweep is read again.
    assertThat(sweepInLog()).contains("Lost executor").contains("Resubmitted ShuffleMapTask");
    Ajar.main(words(sample.toString(), "local").toArray(String[]::new));
    AuditOf audits = new AuditOf(sample);
    Map<String, List<String>> expected = audits.rows(output("local"));
    Map<String, List<String>> actual = audits.rows(output("cluster"));
    expected.forEach((table, rows) -> assertThat(actual.get(table)).as(table).isEqualTo(rows));
    assertThat(counts(audits, "cluster")).isEqualTo(counts(audits, "local"));
  }

  private static Process submit() throws IOException {
    List<String> settings = new ArrayList<>();
    // Both executors have work from the beginning.
    settings.add("spark.scheduler.minRegisteredResourcesRatio=1.0");
    settings.add("spark.default.parallelism=1");
    settings.add("spark.locality.wait=0");
    settings.add("spark.sql.shuffle.partitions=2");
    settings.add("spark.sql.codegen.wholeStage=false");
    settings.add("spark.sql.codegen.factoryMode=NO_CODEGEN");
    settings.add("spark.driver.extraJavaOptions=" + QUICK);
    settings.add("spark.executor.extraJavaOptions=" + QUICK);
    settings.add("spark.databricks.delta.snapshotPartitions=1");
    GatedFileSystem.settings(gate).forEach(setting -> settings.add("spark.hadoop." + setting));
    return cluster.submit(log, settings, words(GatedFileSystem.uri(sample), "cluster"));
  }

  /** The sample plants more broken lines than the rules allow by themselves. */
  private static List<String> words(String place, String tables) {
    return List.of(
        "audit",
        "-c",
        place + "/audit.yaml",
        "--run-id",
        "first",
        "--set",
        "rules.quarantine_limit=1",
        "--set",
        "output.path=" + output(tables).get("output.path"));
  }

  private static Map<String, String> output(String tables) {
    return Map.of("output.path", folder.resolve(tables).toUri().toString());
  }

  /** The executor that comes first to the gate: it has read logs for the sweep, and would more. */
  private static long firstAtGate(Process audit) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      List<Long> waiting = GatedFileSystem.waiting(gate);
      if (!waiting.isEmpty()) {
        return waiting.get(0);
      }
      if (audit.waitFor(50, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    throw new AssertionError("no executor came to the gate:\n" + saidLast());
  }

  private static String saidLast() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 200), lines.size()));
  }

  /** What the driver says from the beginning of the sweep to its end. */
  private static String sweepInLog() throws IOException {
    String said = Files.readString(log);
    int begin = said.indexOf("event=sweep_started");
    int end = said.indexOf("event=sweep_done");
    assertThat(begin).as("the sweep began").isNotNegative();
    assertThat(end).as("the sweep ended").isGreaterThan(begin);
    return said.substring(begin, end);
  }

  private static Map<String, Long> counts(AuditOf audits, String tables) throws IOException {
    return audits.tables(output(tables)).lastCommitted().map(RunRow::counts).orElseThrow();
  }
}
