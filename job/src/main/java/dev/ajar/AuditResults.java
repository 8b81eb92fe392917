package dev.ajar;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.ajar.config.Rules;
import dev.ajar.tables.ExposureWindows;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What an audit came to, in few numbers. */
final class AuditResults {
  private AuditResults() {}

  /**
   * The result of a run.
   *
   * @param windows rows of {@link ExposureWindows}
   * @param sources rows of {@link dev.ajar.tables.Sources}
   * @param counts the run's counts
   */
  static AuditResult of(
      Dataset<Row> windows, Dataset<Row> sources, Map<String, Long> counts, Rules rules) {
    Map<String, Long> verdicts = new TreeMap<>();
    long hours = 0;
    long covered = 0;
    for (Row row :
        windows
            .where(col(ExposureWindows.EXPOSURE).notEqual("unknown"))
            .groupBy(ExposureWindows.VERDICT)
            .agg(
                count(lit(1)).as("windows"),
                sum(ExposureWindows.HOURS_IN_PERIOD).as("hours"),
                sum(coalesce(col(ExposureWindows.HOURS_COVERED), lit(0L))).as("covered"))
            .collectAsList()) {
      verdicts.put(row.getString(0), row.getLong(1));
      hours += row.getLong(2);
      covered += row.getLong(3);
    }
    boolean above = !sources.where(Conservation.aboveLimit(rules)).isEmpty();
    return new AuditResult(
        above ? "quarantine" : "done", counts, verdicts, above, hours, hours - covered);
  }
}
