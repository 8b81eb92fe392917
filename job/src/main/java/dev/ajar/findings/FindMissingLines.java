package dev.ajar.findings;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import dev.ajar.tables.CountedRequests;
import dev.ajar.tables.Coverage;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code coverage, lines by hour, counted_requests → accounts with requests that left no line}: of
 * the hours asked about, those in which the metric {@code Transactions} counted more requests to an
 * account's blob service than the logs of all categories hold lines (exposure.md §7).
 *
 * <p>The metric does not tell reads from writes and deletes, so only all categories together can be
 * compared. One request may leave several lines, and of lines that nobody asked for copies are not
 * told apart: that there are no fewer lines than requests proves nothing, and is not said. An hour
 * that two files tell of counts once, as the file that tells of more minutes has it.
 */
public final class FindMissingLines {
  public static final String ACCOUNT = "account";

  /** How many more requests than lines there were, in hours where there were more. */
  public static final String MISSING = "missing";

  /** How many hours these are. */
  public static final String HOURS = "hours";

  /** The beginning of the first of them. */
  public static final String FIRST_AT = "first_at";

  /** The end of the last of them. */
  public static final String LAST_AT = "last_at";

  /** What counted them. */
  public static final String EVIDENCE = "evidence";

  private static final String HOUR_TICKS = "hour_ticks";
  private static final String LINES = "lines";

  private FindMissingLines() {}

  /**
   * One row per account.
   *
   * @param coverage rows of {@link Coverage}: which hours are asked about
   * @param lines lines seen: {@code account}, {@code category}, {@code hour_ticks} of their own
   *     time, {@code lines}
   * @param counted rows of {@link CountedRequests}
   */
  public static Dataset<Row> transform(
      Dataset<Row> coverage, Dataset<Row> lines, Dataset<Row> counted) {
    Dataset<Row> asked =
        coverage
            .select(col(Coverage.ACCOUNT).as("asked"), col(Coverage.FROM_AT), col(Coverage.TO_AT))
            .distinct();
    Dataset<Row> requests =
        counted
            .groupBy(col(ACCOUNT), col(CountedRequests.FROM_TICKS).as(HOUR_TICKS))
            .agg(max(struct(told())).as("told"))
            .select(col(ACCOUNT), col(HOUR_TICKS), col("told.*"))
            .withColumn("hour_at", TickColumns.toInstant(HOUR_TICKS))
            .join(
                asked,
                col(ACCOUNT)
                    .equalTo(col("asked"))
                    .and(col("hour_at").geq(col(Coverage.FROM_AT)))
                    .and(col("hour_at").lt(col(Coverage.TO_AT))),
                "left_semi");
    String[] of = {ACCOUNT, HOUR_TICKS};
    Dataset<Row> seen = lines.groupBy(ACCOUNT, HOUR_TICKS).agg(sum(LINES).as(LINES));
    Column missing = col(CountedRequests.REQUESTS).minus(coalesce(col(LINES), lit(0L)));
    return requests
        .join(seen, of, "left")
        .withColumn(MISSING, missing)
        .where(col(MISSING).gt(0))
        .groupBy(ACCOUNT)
        .agg(
            sum(MISSING).as(MISSING),
            count(lit(1)).as(HOURS),
            min("hour_at").as(FIRST_AT),
            max(col("hour_at").plus(expr("interval 1 hour"))).as(LAST_AT),
            RaiseFindings.places().as(EVIDENCE));
  }

  private static Column[] told() {
    return new Column[] {
      col(CountedRequests.MINUTES),
      col(CountedRequests.REQUESTS),
      col(CountedRequests.FILE),
      col(CountedRequests.OFFSET)
    };
  }
}
