package dev.ajar;

import dev.ajar.lake.AuditRun;
import dev.ajar.lake.RunRow;
import dev.ajar.tables.Table;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes the tables of a run and remembers how many rows each has: the counts of {@code runs}. */
final class Writing {
  private final AuditRun run;
  private final Map<String, Long> counts = new TreeMap<>();
  private long rows;
  private String evidence;

  Writing(AuditRun run) {
    this.run = run;
  }

  /** Makes each value the audit's rows of its table. */
  void write(Map<Table, Dataset<Row>> byTable) {
    run.write(byTable)
        .forEach(
            (table, written) -> {
              counts.put(table.name(), written.rows());
              rows += written.rows();
            });
  }

  /** Adds a count of something that is no table. */
  void count(String name, long number) {
    counts.put(name, number);
  }

  /** Lets the tables stand as an earlier run left them: nothing was opened. */
  void stand(RunRow earlier) {
    counts.putAll(earlier.counts());
    counts.put(LogPasses.OPENED, 0L);
    evidence = earlier.evidenceSha256();
  }

  /** Names the evidence that the tables rest on. */
  void restOn(String sha256) {
    evidence = sha256;
  }

  /** SHA-256 of the evidence, lower hex. */
  String evidence() {
    return evidence;
  }

  /** Rows of all tables together. */
  long rows() {
    return rows;
  }

  /**
   * Ends the run without committing, keeping the first failure where that fails too. Spark's
   * exceptions are checked ones that nothing declares.
   */
  void fail(Instant endedAt, Exception because) {
    try {
      run.fail(counts, endedAt);
    } catch (Exception e) {
      because.addSuppressed(e);
    }
  }

  /** Counts by name, of tables their rows. */
  Map<String, Long> counts() {
    return counts;
  }
}
