package dev.ajar.lake;

import dev.ajar.AjarException;
import dev.ajar.tables.Runs;
import dev.ajar.tables.Table;
import java.time.Instant;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A run that writes an audit's tables and commits them together (outputs.md, "Commit").
 *
 * <p>Nothing that it writes is read by anyone before {@link #commit}. Several threads may write,
 * each another table; the rest is for one.
 */
public final class AuditRun {
  /**
   * Most tables are small, and what a write of one costs is waiting: so some are written at once.
   */
  private static final int AT_ONCE = 4;

  private final AuditTables tables;
  private final AuditWriter writer;
  private final DeltaStore store;
  private final String audit;
  private final RunRow started;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();
  private long runsSeen;
  private boolean open = true;

  /**
   * What a table holds of this audit as far as this run is concerned.
   *
   * @param version Delta version with its rows; null for no rows
   * @param seen commits up to this version have left them so; -1 before the table's first
   */
  private record Kept(Long version, long seen) {}

  /** What became of a write. */
  public record Written(long rows, boolean changed) {}

  AuditRun(AuditTables tables, AuditWriter writer, RunRow started, long runsSeen) {
    this.tables = tables;
    this.writer = writer;
    this.store = writer.store();
    this.audit = writer.audit();
    this.started = started;
    this.runsSeen = runsSeen;
  }

  /** The run's row as it was begun. */
  public RunRow row() {
    return started;
  }

  /** Takes away what runs that did not commit left beyond the last committed one. */
  void restoreAll(RunRow committed) {
    for (Table table : AuditTables.committedTables()) {
      Long version = committed == null ? null : committed.tableVersions().get(table.name());
      kept.put(table.name(), new Kept(version, version == null ? -1 : version));
      if (!store.exists(table)) {
        continue;
      }
      store.complete(table);
      if (version == null) {
        // The history of others may be long: look for rows instead.
        kept.put(table.name(), new Kept(null, store.latestVersion(table)));
        clear(table);
      }
      settle(table);
    }
  }

  private void clear(Table table) {
    for (int attempt = 1; attempt <= AuditTables.ATTEMPTS; attempt++) {
      try {
        putBack(table, null);
        return;
      } catch (ConcurrentModificationException raced) {
        requireNotTakenOver();
        if (attempt == AuditTables.ATTEMPTS) {
          throw AuditWriter.crowded(store.label(table), raced);
        }
      }
    }
  }

  /**
   * Makes each value this audit's rows of its table, some at once, as {@link #write(Table,
   * Dataset)} does of one. After a failure no further table is begun.
   *
   * @throws AjarException if another run of the audit took over
   */
  public Map<Table, Written> write(Map<Table, Dataset<Row>> byTable) {
    Map<Table, Written> written = new ConcurrentHashMap<>();
    try {
      Walk.from(
          byTable.keySet(),
          AT_ONCE,
          table -> {
            written.put(table, write(table, byTable.get(table)));
            return List.of();
          });
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw AjarException.failed(
          "the tables were not written to their end", "It was interrupted; run again.", stopped);
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
    return written;
  }

  /**
   * Makes {@code rows} this audit's rows of a table. Writes nothing where they are so already: then
   * the table gets no Delta version.
   *
   * @param rows in the contract's columns, without {@code audit}; computed once
   * @throws AjarException if another run of the audit took over
   */
  public Written write(Table table, Dataset<Row> rows) {
    requireOpen();
    if (table == Runs.TABLE) {
      throw new IllegalArgumentException("a run writes its row of runs itself");
    }
    requireNotTakenOver();
    Dataset<Row> digested = Fingerprint.digested(table.conform(rows)).persist();
    try {
      for (int attempt = 1; ; attempt++) {
        try {
          return write(table, digested, kept.get(table.name()));
        } catch (ConcurrentModificationException raced) {
          requireNotTakenOver();
          if (attempt == AuditTables.ATTEMPTS) {
            throw AuditWriter.crowded(store.label(table), raced);
          }
        }
      }
    } finally {
      digested.unpersist();
    }
  }

  private Written write(Table table, Dataset<Row> digested, Kept before) {
    Map<String, Dataset<Row>> sides = new TreeMap<>();
    sides.put("new", digested);
    if (before.version() != null) {
      sides.put("old", Fingerprint.digested(store.rows(table, audit, before.version())));
    }
    Map<String, Fingerprint> prints = Fingerprint.ofEach(sides);
    Fingerprint made = prints.get("new");
    boolean same = made.equals(prints.getOrDefault("old", Fingerprint.NOTHING));
    if (same && store.exists(table)) {
      return new Written(made.rows(), false);
    }
    writer.write(table, digested, made.rows());
    long version = ownVersion(table, before.seen());
    kept.put(table.name(), new Kept(version, version));
    return new Written(made.rows(), true);
  }

  /**
   * Commits the run: checks that since it began only it wrote its audit's rows, puts its rows back
   * where another run's late write stands over them, and sets its row in {@code runs} with the
   * version of every table.
   *
   * @param counts counts per stage
   * @param outcome how the run ended, in the words of {@code runs}
   * @param evidenceSha256 names the evidence that the run rests on
   * @param endedAt when
   * @throws AjarException if another run of the audit took over
   */
  public RunRow commit(
      Map<String, Long> counts, String outcome, String evidenceSha256, Instant endedAt) {
    requireOpen();
    requireNotTakenOver();
    Map<String, Long> versions = new TreeMap<>();
    for (Table table : AuditTables.committedTables()) {
      if (store.exists(table)) {
        settle(table);
        Kept now = kept.get(table.name());
        versions.put(table.name(), now.version() == null ? now.seen() : now.version());
      }
    }
    requireNotTakenOver();
    RunRow ended = started.ended(outcome, endedAt, counts, evidenceSha256, versions);
    writer.writeEnded(ended);
    open = false;
    tables.pin(ended);
    return ended;
  }

  /**
   * Ends the run without committing. What it wrote stays unread, and the next run takes it away.
   */
  public RunRow fail(Map<String, Long> counts, Instant endedAt) {
    requireOpen();
    open = false;
    RunRow ended = started.ended(RunRow.FAILED, endedAt, counts, null, null);
    writer.writeEnded(ended);
    return ended;
  }

  /** Sees to it that the table's latest version holds the kept rows of this audit. */
  private void settle(Table table) {
    for (int attempt = 1; attempt <= AuditTables.ATTEMPTS; attempt++) {
      Kept now = kept.get(table.name());
      List<TableCommit> since = store.commitsAfter(table, now.seen());
      boolean disturbed =
          since.stream().anyMatch(commit -> commit.mayDisturb(audit, started.runId()));
      if (!since.isEmpty()) {
        kept.put(table.name(), new Kept(now.version(), since.get(since.size() - 1).version()));
      }
      if (!disturbed) {
        return;
      }
      requireNotTakenOver();
      try {
        putBack(table, now.version());
      } catch (ConcurrentModificationException raced) {
        kept.put(table.name(), now);
      }
    }
    throw AjarException.failed(
        "table "
            + store.label(table)
            + " could not be restored: others keep writing rows of audit "
            + audit,
        "Stop the other jobs that write this audit, then run again.");
  }

  private void putBack(Table table, Long version) {
    Map<String, Dataset<Row>> sides = new TreeMap<>();
    sides.put("now", Fingerprint.digested(store.rows(table, audit, null)));
    Dataset<Row> wanted =
        version == null
            ? Fingerprint.digested(store.session().createDataFrame(List.of(), table.columns()))
            : Fingerprint.digested(store.rows(table, audit, version));
    sides.put("wanted", wanted);
    Map<String, Fingerprint> prints = Fingerprint.ofEach(sides);
    if (!prints.get("now").equals(prints.get("wanted"))) {
      writer.write(table, wanted, prints.get("wanted").rows());
    }
  }

  private long ownVersion(Table table, long after) {
    return store.commitsAfter(table, after).stream()
        .filter(commit -> commit.isOf(audit, started.runId()))
        .mapToLong(TableCommit::version)
        .max()
        .orElseThrow(
            () ->
                AjarException.failed(
                    "table " + store.label(table) + " does not show what was written to it",
                    "Do not drop or replace tables while a run writes them; run again."));
  }

  private synchronized void requireNotTakenOver() {
    for (TableCommit commit : store.commitsAfter(Runs.TABLE, runsSeen)) {
      if (audit.equals(commit.audit()) && commit.number() > started.number()) {
        throw AjarException.failed(
            "run "
                + commit.runId()
                + " (number "
                + commit.number()
                + ") of audit "
                + audit
                + " took over from run "
                + started.runId()
                + " (number "
                + started.number()
                + ")",
            "Let that run end. Run one audit at a time.");
      }
      runsSeen = commit.version();
    }
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException("run " + started.runId() + " has ended");
    }
  }
}
