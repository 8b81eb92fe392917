package dev.ajar.findings;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;

import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Exposures;
import dev.ajar.tables.WindowSpans;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code exposures → window spans}: the spans of each window, one row each, no overlap, no hole.
 */
public final class SpanRows {
  private SpanRows() {}

  /** The spans of {@code exposures}, rows of {@link Exposures}. */
  public static Dataset<Row> transform(Dataset<Row> exposures) {
    Dataset<Row> spans =
        exposures
            .where(col(Exposures.KIND).equalTo(Exposures.WINDOW))
            .select(col(ExposureWindows.WINDOW_ID), explode(col(Exposures.SPANS)).as("span"));
    return WindowSpans.TABLE.conform(
        spans
            .select(col(ExposureWindows.WINDOW_ID), expr("span.*"))
            .withColumn(WindowSpans.FROM_AT, TickColumns.toInstant("from_ticks"))
            .withColumn(WindowSpans.TO_AT, TickColumns.toInstant("to_ticks")));
  }
}
