package dev.ajar.testing;

import static org.apache.spark.sql.functions.col;

import dev.ajar.lake.AuditTables;
import dev.ajar.tables.ControlReadings;
import dev.ajar.tables.Readings;
import dev.ajar.tables.Sources;
import dev.ajar.tables.Table;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/** What tables hold whatever store the evidence lies in. */
public final class StoredRows {
  private static final List<String> VERSIONS =
      List.of(Sources.FIRST_RUN_ID, Sources.ETAG, Sources.MODIFIED_AT);

  private StoredRows() {}

  /** A table's rows as text, sorted, but for what names a version of a file in its store. */
  public static List<String> of(AuditTables tables, Table table) {
    Dataset<Row> rows = tables.read(table).drop(VERSIONS.toArray(String[]::new));
    if (table == Readings.TABLE || table == ControlReadings.TABLE) {
      rows =
          rows.withColumn(
              Readings.SOURCE,
              col(Readings.SOURCE).dropFields(CollectionConverters.asScala(VERSIONS).toSeq()));
    }
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
