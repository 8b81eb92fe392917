package dev.ajar;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.ajar.tables.Sources;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code sources, sources of the last committed run → sources}: a version of a file keeps the name
 * of the run that first read it.
 */
final class FirstReads {
  private FirstReads() {}

  static Dataset<Row> transform(Dataset<Row> sources, Dataset<Row> before, String runId) {
    Dataset<Row> first =
        before
            .select(
                col(Sources.FILE).as("before_file"),
                col(Sources.BYTES).as("before_bytes"),
                col(Sources.ETAG).as("before_etag"),
                col(Sources.MODIFIED_AT).as("before_modified"),
                col(Sources.FIRST_RUN_ID).as("before_run"))
            .dropDuplicates("before_file", "before_bytes", "before_etag", "before_modified");
    Column same =
        col(Sources.FILE)
            .equalTo(col("before_file"))
            .and(col(Sources.BYTES).eqNullSafe(col("before_bytes")))
            .and(col(Sources.ETAG).eqNullSafe(col("before_etag")))
            .and(col(Sources.MODIFIED_AT).eqNullSafe(col("before_modified")));
    return Sources.TABLE.conform(
        sources
            .join(first, same, "left")
            .withColumn(Sources.FIRST_RUN_ID, coalesce(col("before_run"), lit(runId))));
  }
}
