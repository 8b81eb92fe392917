package dev.ajar.findings;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.ajar.model.Hashes;
import dev.ajar.model.OperationClass;
import dev.ajar.model.Ticks;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Exposures;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * {@code exposures, requests in closed spans → exposures}: a successful anonymous request in a span
 * that looks closed opens one window, from the last observation of any setting that makes the
 * vector closed to the next such one (exposure.md §2, Traffic).
 */
public final class TraceContradictions {
  private static final String FROM = "around_from_ticks";
  private static final String TO = "around_to_ticks";
  private static final String LISTED = "listed";

  private TraceContradictions() {}

  /**
   * The windows that such requests open.
   *
   * @param exposures rows of {@link Exposures}
   * @param matched rows of {@link Accesses} with {@code at_ticks}; those without a window are
   *     successful anonymous requests that fell in closed spans
   */
  public static Dataset<Row> transform(Dataset<Row> exposures, Dataset<Row> matched) {
    Dataset<Row> closed =
        exposures
            .where(col(Exposures.KIND).equalTo(Exposures.CLOSED))
            .select(
                col(ExposureWindows.ACCOUNT).as("closed_account"),
                col(ExposureWindows.CONTAINER).as("closed_container"),
                col(Exposures.OPENED_AFTER_TICKS).as("closed_from"),
                col(Exposures.CLOSED_BEFORE_TICKS).as("closed_to"),
                col(Exposures.CLOSED_OBSERVED_TICKS).as("observed"));
    Column inside =
        coalesce(col("closed_from"), lit(Ticks.UNBOUNDED_PAST))
            .leq(col("at_ticks"))
            .and(col("at_ticks").lt(coalesce(col("closed_to"), lit(Ticks.UNBOUNDED_FUTURE))));
    Dataset<Row> around =
        matched
            .where(col(Accesses.WINDOW_ID).isNull())
            .join(
                closed,
                col(Accesses.ACCOUNT)
                    .equalTo(col("closed_account"))
                    .and(col(Accesses.CONTAINER).equalTo(col("closed_container")))
                    .and(inside))
            .withColumn(
                FROM,
                expr("coalesce(array_max(filter(observed, o -> o <= at_ticks)), closed_from)"))
            .withColumn(
                TO, expr("coalesce(array_min(filter(observed, o -> o > at_ticks)), closed_to)"));
    Column list = col(Accesses.OPERATION_CLASS).equalTo(OperationClass.LIST.word());
    Dataset<Row> windows =
        around
            .groupBy(col(Accesses.ACCOUNT), col(Accesses.CONTAINER), col(FROM), col(TO))
            .agg(
                min("at_ticks").as(Exposures.OPENED_BEFORE_TICKS),
                max("at_ticks").as(Exposures.CLOSED_AFTER_TICKS),
                max(list).as(LISTED),
                array_sort(
                        array_distinct(
                            collect_list(struct(col(Accesses.FILE), col(Accesses.OFFSET)))))
                    .as("evidence"));
    return Exposures.TABLE.conform(described(windows));
  }

  /**
   * The matched records, those that contradict the configuration with the window they opened.
   *
   * @param matched rows of {@link Accesses} with {@code at_ticks}
   * @param windows what {@link #transform} made of them
   */
  public static Dataset<Row> placed(Dataset<Row> matched, Dataset<Row> windows) {
    Dataset<Row> opened =
        windows.select(
            col(ExposureWindows.WINDOW_ID).as("opened_window"),
            col(ExposureWindows.ACCOUNT).as("opened_account"),
            col(ExposureWindows.CONTAINER).as("opened_container"),
            coalesce(col(Exposures.OPENED_AFTER_TICKS), lit(Ticks.UNBOUNDED_PAST))
                .as("opened_from"),
            coalesce(col(Exposures.CLOSED_BEFORE_TICKS), lit(Ticks.UNBOUNDED_FUTURE))
                .as("opened_to"));
    Column own =
        col(Accesses.WINDOW_ID)
            .isNull()
            .and(col(Accesses.ACCOUNT).equalTo(col("opened_account")))
            .and(col(Accesses.CONTAINER).equalTo(col("opened_container")))
            .and(col("opened_from").leq(col("at_ticks")))
            .and(col("at_ticks").lt(col("opened_to")));
    return matched
        .join(opened, own, "left")
        .withColumn(Accesses.WINDOW_ID, coalesce(col(Accesses.WINDOW_ID), col("opened_window")));
  }

  private static Dataset<Row> described(Dataset<Row> windows) {
    Column capability =
        when(col(LISTED), array(lit("list"), lit("read"))).otherwise(array(lit("read")));
    Dataset<Row> described =
        windows
            .withColumn(Exposures.KIND, lit(Exposures.WINDOW))
            .withColumn(ExposureWindows.VECTOR, lit("anonymous"))
            .withColumn(ExposureWindows.SUBJECT, lit(""))
            .withColumn(ExposureWindows.CAPABILITY, capability)
            .withColumn(ExposureWindows.REACH, lit("internet"))
            .withColumn(ExposureWindows.EXPOSURE, lit("proven"))
            .withColumn(Exposures.OPENED_AFTER_TICKS, col(FROM))
            .withColumn(Exposures.CLOSED_BEFORE_TICKS, col(TO))
            .withColumn(ExposureWindows.STILL_OPEN, col(TO).isNull())
            .withColumn(ExposureWindows.OPENED_BASIS, lit("traffic"))
            .withColumn(ExposureWindows.CLOSED_BASIS, lit("traffic"))
            .withColumn(ExposureWindows.OPENED_EVIDENCE, col("evidence"))
            .withColumn(ExposureWindows.CLOSED_EVIDENCE, col("evidence"))
            .withColumn(Exposures.SIGN, lit(false))
            .withColumn(Exposures.CONTRADICTED, lit(true))
            .withColumn(
                Exposures.SPANS,
                array(
                    struct(
                        col(FROM).as("from_ticks"),
                        col(TO).as("to_ticks"),
                        lit("possible").as("state"),
                        capability.as("capability"),
                        lit("internet").as("reach"),
                        lit("traffic").as("cause"),
                        col("evidence").as("evidence"))))
            .withColumn(
                ExposureWindows.WINDOW_ID,
                WINDOW_ID.apply(
                    lit("anonymous"),
                    col(ExposureWindows.ACCOUNT),
                    col(ExposureWindows.CONTAINER),
                    col(FROM)));
    for (StructField field : Exposures.TABLE.columns().fields()) {
      if (java.util.Arrays.stream(described.columns()).noneMatch(field.name()::equals)) {
        described = described.withColumn(field.name(), lit(null).cast(field.dataType()));
      }
    }
    return described
        .withColumn(
            ExposureWindows.OPENED_AFTER, TickColumns.toInstant(Exposures.OPENED_AFTER_TICKS))
        .withColumn(
            ExposureWindows.OPENED_BEFORE, TickColumns.toInstant(Exposures.OPENED_BEFORE_TICKS))
        .withColumn(
            ExposureWindows.CLOSED_AFTER, TickColumns.toInstant(Exposures.CLOSED_AFTER_TICKS))
        .withColumn(
            ExposureWindows.CLOSED_BEFORE, TickColumns.toInstant(Exposures.CLOSED_BEFORE_TICKS));
  }

  /** As {@code window_id} everywhere: vector, account, container, subject and opened_after. */
  private static final UserDefinedFunction WINDOW_ID =
      udf(
          (UDF4<String, String, String, Long, String>)
              (vector, account, container, opened) ->
                  Hashes.id(
                      "window",
                      vector,
                      account,
                      container,
                      "",
                      opened == null ? null : Long.toString(Ticks.toMicros(opened))),
          DataTypes.StringType);
}
