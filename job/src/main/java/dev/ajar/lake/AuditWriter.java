package dev.ajar.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.ajar.AjarException;
import dev.ajar.tables.Runs;
import dev.ajar.tables.Table;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * Writes rows of one audit for one run: puts {@code audit} first, orders rows, names audit and run
 * in Delta's {@code userMetadata}, and never touches a row of another audit.
 */
final class AuditWriter {
  /** Rows that go to one file, sorted as a whole. */
  private static final long ROWS_A_FILE = 500_000;

  private final DeltaStore store;
  private final String audit;
  private final String runId;
  private final RunRow started;
  private final String userMetadata;

  AuditWriter(DeltaStore store, String audit, RunRow started) {
    this.store = store;
    this.audit = audit;
    this.runId = started.runId();
    this.started = started;
    this.userMetadata = TableCommit.userMetadata(audit, runId, started.number());
  }

  DeltaStore store() {
    return store;
  }

  String audit() {
    return audit;
  }

  /**
   * Writes the run's first row. It replaces "rows of this audit with this number or a higher one",
   * of which there are none: so Delta refuses the later of two runs that took the same number.
   */
  void writeStarted(boolean exists) {
    Dataset<Row> rows = runsRow(started);
    if (exists) {
      store.complete(Runs.TABLE);
      Column taken = col(Runs.NUMBER).geq(lit(started.number()));
      store.replace(Runs.TABLE, ofAudit().and(taken), rows, userMetadata);
    } else {
      store.create(Runs.TABLE, rows, userMetadata);
    }
  }

  /** Puts the run's row as it ended in the place of the first. */
  void writeEnded(RunRow ended) {
    for (int attempt = 1; ; attempt++) {
      try {
        Column mine = ofAudit().and(col(Runs.RUN_ID).equalTo(lit(runId)));
        store.replace(Runs.TABLE, mine, runsRow(ended), userMetadata);
        return;
      } catch (ConcurrentModificationException raced) {
        if (attempt == AuditTables.ATTEMPTS) {
          throw crowded(store.label(Runs.TABLE), raced);
        }
      }
    }
  }

  /**
   * Replaces the audit's rows of a table by these, in one commit.
   *
   * @param digested rows with {@link Fingerprint#DIGEST}
   * @param count how many they are
   */
  void write(Table table, Dataset<Row> digested, long count) {
    List<Column> order = new ArrayList<>();
    table.key().forEach(key -> order.add(col("`" + key + "`")));
    order.add(col(Fingerprint.DIGEST));
    Column[] by = order.toArray(Column[]::new);
    Dataset<Row> spread =
        count <= ROWS_A_FILE
            ? digested.coalesce(1)
            : digested.repartitionByRange((int) (count / ROWS_A_FILE + 1), by);
    Dataset<Row> stored = stored(table, spread.sortWithinPartitions(by));
    if (store.exists(table)) {
      store.check(table);
      store.replace(table, ofAudit(), stored, userMetadata);
    } else {
      store.create(table, stored, userMetadata);
    }
  }

  static AjarException crowded(String table, RuntimeException cause) {
    return AjarException.failed(
        "table " + table + " could not be written: other writers were quicker each time",
        "Let the other jobs on this table end, then run again.",
        cause);
  }

  private Dataset<Row> runsRow(RunRow row) {
    Dataset<Row> rows = store.session().createDataFrame(List.of(row.row()), Runs.TABLE.columns());
    return stored(Runs.TABLE, rows.coalesce(1));
  }

  /** The rows as stored. The comments of columns travel in their metadata. */
  private Dataset<Row> stored(Table table, Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : table.storedColumns().fields()) {
      Column value = field.name().equals(Table.AUDIT) ? lit(audit) : col("`" + field.name() + "`");
      columns.add(value.as(field.name(), field.metadata()));
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  private Column ofAudit() {
    return col(Table.AUDIT).equalTo(lit(audit));
  }
}
