package dev.ajar.lake;

import static org.apache.spark.sql.functions.col;

import dev.ajar.AjarException;
import dev.ajar.config.AuditConfig;
import dev.ajar.model.VisibleText;
import dev.ajar.tables.Runs;
import dev.ajar.tables.Table;
import dev.ajar.tables.Tables;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The Delta tables of one audit (outputs.md, "Tables" and "Commit"): what its last committed run
 * left, for readers, and the beginning of a run, for the writer.
 *
 * <p>All reads of one object are of one committed run, the last when it was first asked: a run that
 * commits meanwhile changes nothing under a reader's hands. Rows of other audits in the same tables
 * are neither read nor written.
 */
public final class AuditTables {
  /** How often a write is tried again when another writer of the table was quicker. */
  static final int ATTEMPTS = 10;

  private static final Pattern AUDIT_NAME = Pattern.compile("[A-Za-z0-9-]+");
  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9._:+-]{1,200}");

  private final DeltaStore store;
  private final String audit;
  private boolean pinned;
  private RunRow committed;

  private AuditTables(DeltaStore store, String audit) {
    this.store = store;
    this.audit = audit;
  }

  /**
   * The tables of {@code audit}. Nothing is made or read yet.
   *
   * @throws AjarException if the name is no audit's or the output cannot be used
   */
  public static AuditTables open(SparkSession session, AuditConfig.Output output, String audit) {
    if (audit == null || !AUDIT_NAME.matcher(audit).matches()) {
      throw AjarException.usage(
          "audit: '" + audit + "' is no name of an audit", "Use letters, digits and dashes only.");
    }
    return new AuditTables(DeltaStore.open(session, output), audit);
  }

  /**
   * This audit's rows as its last committed run left them, without the column {@code audit}; no
   * rows where there is no such run. Of {@code runs}: all rows, as they are now.
   */
  public Dataset<Row> read(Table table) {
    if (table == Runs.TABLE) {
      return store.exists(table) ? latest(table) : none(table);
    }
    Long version = lastCommitted().map(run -> run.tableVersions().get(table.name())).orElse(null);
    if (version == null) {
      return none(table);
    }
    store.check(table);
    return store.rows(table, audit, version);
  }

  /** The run whose rows {@link #read} gives; empty if the audit never committed one. */
  public Optional<RunRow> lastCommitted() {
    if (!pinned) {
      pin(lastCommitted(runs()));
    }
    return Optional.ofNullable(committed);
  }

  /**
   * The same tables, whose {@link #read} gives the rows as an earlier run left them.
   *
   * @throws AjarException if the audit has no committed run of that id
   */
  public AuditTables asOf(String runId) {
    List<RunRow> committedRuns = runs().stream().filter(RunRow::isCommitted).toList();
    AuditTables earlier = new AuditTables(store, audit);
    earlier.pin(
        committedRuns.stream()
            .filter(run -> run.runId().equals(runId))
            .findFirst()
            .orElseThrow(
                () ->
                    AjarException.usage(
                        "audit "
                            + audit
                            + " has no committed run "
                            + VisibleText.of(String.valueOf(runId)),
                        "Give one of these: "
                            + committedRuns.stream()
                                .map(RunRow::runId)
                                .collect(Collectors.joining(", "))
                            + ".")));
    return earlier;
  }

  /** Every run of this audit, by number; as the table is now. */
  public List<RunRow> runs() {
    if (!store.exists(Runs.TABLE)) {
      return List.of();
    }
    return latest(Runs.TABLE).collectAsList().stream()
        .map(RunRow::of)
        .sorted(Comparator.comparingLong(RunRow::number).thenComparing(RunRow::runId))
        .toList();
  }

  /**
   * Begins a run: writes its row, with outcome {@code started} and a number above any of the audit,
   * then takes away what a killed run left. From then on {@link #read} is of the last run committed
   * before it.
   *
   * @param runId letters, digits and {@code . _ : + -}; not used before in this audit
   * @throws AjarException if the run id is taken, or a newer Ajar wrote the tables
   */
  public AuditRun begin(
      String runId, String command, String toolVersion, String configSha256, Instant startedAt) {
    if (runId == null || !RUN_ID.matcher(runId).matches()) {
      throw AjarException.usage(
          "run id '" + runId + "' cannot be used",
          "Use 1 to 200 letters, digits and . _ : + - only.");
    }
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      boolean exists = store.exists(Runs.TABLE);
      long before = exists ? store.latestVersion(Runs.TABLE) : -1;
      List<RunRow> earlier = runs();
      RunRow row =
          new RunRow(
              runId,
              nextNumber(earlier, runId),
              command,
              toolVersion,
              configSha256,
              startedAt.truncatedTo(ChronoUnit.MICROS),
              null,
              RunRow.STARTED,
              new TreeMap<>(),
              null,
              null);
      AuditWriter writer = new AuditWriter(store, audit, row);
      try {
        writer.writeStarted(exists);
      } catch (ConcurrentModificationException raced) {
        // A commit whose answer was lost is in its own way: then the row is there.
        if (!runs().contains(row)) {
          if (attempt == ATTEMPTS) {
            throw AuditWriter.crowded(store.label(Runs.TABLE), raced);
          }
          continue;
        }
      }
      pin(lastCommitted(earlier));
      AuditRun run = new AuditRun(this, writer, row, before);
      run.restoreAll(committed);
      return run;
    }
    throw new IllegalStateException("unreachable");
  }

  /** The tables that a run writes and commits: all but {@code runs}. */
  static List<Table> committedTables() {
    return Tables.ALL.stream().filter(table -> table != Runs.TABLE).toList();
  }

  void pin(RunRow run) {
    committed = run;
    pinned = true;
  }

  private long nextNumber(List<RunRow> earlier, String runId) {
    long highest = 0;
    for (RunRow run : earlier) {
      if (run.runId().equals(runId)) {
        throw AjarException.usage(
            "run id " + runId + " is taken: a run of audit " + audit + " has it already",
            "Give another --run-id, or none.");
      }
      highest = Math.max(highest, run.number());
    }
    return highest + 1;
  }

  private static RunRow lastCommitted(List<RunRow> runs) {
    return runs.stream()
        .filter(RunRow::isCommitted)
        .max(Comparator.comparingLong(RunRow::number))
        .orElse(null);
  }

  private Dataset<Row> latest(Table table) {
    store.check(table);
    return store.rows(table, audit, null).orderBy(col(table.key().get(0)));
  }

  private Dataset<Row> none(Table table) {
    return store.session().createDataFrame(List.of(), table.columns());
  }
}
