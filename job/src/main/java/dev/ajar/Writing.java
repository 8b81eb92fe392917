package dev.ajar;

import dev.ajar.lake.AuditRun;
import dev.ajar.tables.Table;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes the tables of a run and remembers how many rows each has: the counts of {@code runs}. */
final class Writing {
  private final AuditRun run;
  private final Map<String, Long> counts = new TreeMap<>();

  Writing(AuditRun run) {
    this.run = run;
  }

  /** Makes {@code rows} the audit's rows of {@code table}. */
  void write(Table table, Dataset<Row> rows) {
    counts.put(table.name(), run.write(table, rows).rows());
  }

  /** Adds a count of something that is no table. */
  void count(String name, long number) {
    counts.put(name, number);
  }

  /** Counts by name, of tables their rows. */
  Map<String, Long> counts() {
    return counts;
  }
}
