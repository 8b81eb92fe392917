package dev.ajar;

import dev.ajar.lake.AuditRun;
import dev.ajar.lake.RunRow;
import dev.ajar.tables.Table;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes the tables of a run and remembers how many rows each has: the counts of {@code runs}. */
final class Writing {
  private static final int AT_ONCE = 4;

  private final AuditRun run;
  private final Map<String, Long> counts = new TreeMap<>();
  private long rows;
  private String evidence;

  Writing(AuditRun run) {
    this.run = run;
  }

  /**
   * Makes each value the audit's rows of its table. Most tables are small, and what a write of one
   * costs is waiting: so several are written at once.
   */
  void write(Map<Table, Dataset<Row>> byTable) {
    ExecutorService writers = Executors.newFixedThreadPool(AT_ONCE);
    Map<Table, Future<Long>> written = new LinkedHashMap<>();
    byTable.entrySet().stream()
        .sorted(Comparator.comparing(each -> each.getKey().name()))
        .forEach(
            each -> {
              Callable<Long> write = () -> run.write(each.getKey(), each.getValue()).rows();
              written.put(each.getKey(), writers.submit(write));
            });
    writers.shutdown();
    RuntimeException failure = null;
    for (Map.Entry<Table, Future<Long>> each : written.entrySet()) {
      try {
        long count = each.getValue().get();
        counts.put(each.getKey().name(), count);
        rows += count;
      } catch (ExecutionException | InterruptedException e) {
        failure = first(failure, e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Nothing may still be writing when a run says that it failed: so each write is waited for. */
  private static RuntimeException first(RuntimeException before, Exception next) {
    if (next instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    Throwable cause = next instanceof ExecutionException ? next.getCause() : next;
    if (before != null) {
      before.addSuppressed(cause);
      return before;
    }
    return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
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

  /** Ends the run without committing, keeping the first failure where that fails too. */
  void fail(Instant endedAt, RuntimeException because) {
    try {
      run.fail(counts, endedAt);
    } catch (RuntimeException e) {
      because.addSuppressed(e);
    }
  }

  /** Counts by name, of tables their rows. */
  Map<String, Long> counts() {
    return counts;
  }
}
