package dev.ajar.bench;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.split;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Spark's own JSON reader, told the schema, the windows broadcast, to Delta.
 *
 * <p>Taking the folders apart as partitions ({@code y=…/m=…}) made it slower, so it is not asked
 * to; the default sizes of its splits stand.
 */
final class SparkContender implements Contender {
  private static final int NAMES = 1_000;

  private final SparkSession session;
  private final BenchData data;
  private final BenchWindows windows;
  private final StructType schema;

  SparkContender(SparkSession session, BenchData data, BenchWindows windows, StructType schema) {
    this.session = session;
    this.data = data;
    this.windows = windows;
    this.schema = schema;
  }

  @Override
  public String name() {
    return "spark";
  }

  @Override
  public void run(Path out) {
    Dataset<Row> lines =
        session
            .read()
            .schema(schema)
            .option("recursiveFileLookup", true)
            .json(data.logs().toUri().toString());
    Column key = split(col("properties.objectKey"), "/");
    Dataset<Row> placed =
        lines
            .withColumn("in_account", col("properties.accountName"))
            .withColumn("in_container", key.getItem(2))
            .withColumn("object", nullif(array_join(slice(key, lit(4), lit(NAMES)), "/"), lit("")));
    Dataset<Row> open = broadcast(windows.table(session));
    Column inside =
        col("in_account")
            .equalTo(col("account"))
            .and(col("in_container").equalTo(col("container")))
            .and(col("time").geq(col("from_at")))
            .and(col("time").lt(col("to_at")));
    placed
        .join(open, inside)
        .select(columns())
        .write()
        .format("delta")
        .options(AS_AJAR)
        .save(out.toUri().toString());
  }

  private Column[] columns() {
    List<Column> columns = new ArrayList<>();
    for (String name : new String[] {"window_id", "account", "container", "object"}) {
      columns.add(col(name));
    }
    columns.add(col("time").as("at"));
    columns.add(col("statusCode").as("status_code"));
    columns.add(col("properties.responseBodySize").as("bytes_out"));
    for (StructField field : schema.fields()) {
      if (!field.name().equals("time") && !field.name().equals("statusCode")) {
        columns.add(col(field.name()));
      }
    }
    return columns.toArray(Column[]::new);
  }

  @Override
  public Outcome outcome(Path out) {
    return Outcome.of(session.read().format("delta").load(out.toUri().toString()));
  }
}
