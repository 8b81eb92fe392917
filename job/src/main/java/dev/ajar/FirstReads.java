package dev.ajar;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import dev.ajar.tables.Readings;
import dev.ajar.tables.Sources;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code sources, sources of the last committed run → sources}: a version of a file keeps the name
 * of the run that first read it, and the instant at which a run first found it gone.
 */
final class FirstReads {
  private static final String BEFORE = "before_";

  private FirstReads() {}

  /**
   * @param sources rows of {@link Sources} with {@link Readings#VERSION}: null of what is there
   * @param before rows of {@link Sources}
   * @param runId this run
   * @param startedAt when it began, UTC
   */
  static Dataset<Row> transform(
      Dataset<Row> sources, Dataset<Row> before, String runId, Instant startedAt) {
    Column gone =
        when(
            col(Readings.VERSION).isNotNull(),
            coalesce(col(BEFORE + Sources.GONE_AT), lit(Timestamp.from(startedAt))));
    return Sources.TABLE.conform(
        sources
            .join(first(before), sameVersion(), "left")
            .withColumn(
                Sources.FIRST_RUN_ID, coalesce(col(BEFORE + Sources.FIRST_RUN_ID), lit(runId)))
            .withColumn(Sources.GONE_AT, gone));
  }

  private static Dataset<Row> first(Dataset<Row> before) {
    return before
        .groupBy(
            col(Sources.FILE).as(BEFORE + Sources.FILE),
            col(Sources.BYTES).as(BEFORE + Sources.BYTES),
            col(Sources.ETAG).as(BEFORE + Sources.ETAG),
            col(Sources.MODIFIED_AT).as(BEFORE + Sources.MODIFIED_AT))
        .agg(
            min(Sources.FIRST_RUN_ID).as(BEFORE + Sources.FIRST_RUN_ID),
            min(Sources.GONE_AT).as(BEFORE + Sources.GONE_AT));
  }

  private static Column sameVersion() {
    return Stream.of(Sources.FILE, Sources.BYTES, Sources.ETAG, Sources.MODIFIED_AT)
        .map(name -> col(name).eqNullSafe(col(BEFORE + name)))
        .reduce(Column::and)
        .orElseThrow();
  }
}
