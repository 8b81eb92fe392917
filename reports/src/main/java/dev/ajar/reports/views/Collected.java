package dev.ajar.reports.views;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;

import dev.ajar.model.Place;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * Rows on the driver, and their values.
 *
 * <p>Instants travel as microseconds: {@code java.sql.Timestamp} knows two calendars and the time
 * zone of the machine.
 */
final class Collected {
  private Collected() {}

  /** All rows, in order; bounded by the caller. */
  static List<Row> rows(Dataset<Row> dataset) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : dataset.schema().fields()) {
      Column column = col("`" + field.name() + "`");
      columns.add(
          DataTypes.TimestampType.equals(field.dataType())
              ? unix_micros(column).as(field.name())
              : column);
    }
    return dataset.select(columns.toArray(Column[]::new)).collectAsList();
  }

  /** The one row of an aggregate over everything. */
  static Row one(Dataset<Row> dataset) {
    return rows(dataset).get(0);
  }

  /** An instant; null where unknown. */
  static Instant instant(Row row, String column) {
    int at = row.fieldIndex(column);
    return row.isNullAt(at) ? null : Instant.EPOCH.plus(row.getLong(at), ChronoUnit.MICROS);
  }

  /** A text; null where unknown. */
  static String text(Row row, String column) {
    int at = row.fieldIndex(column);
    return row.isNullAt(at) ? null : row.getString(at);
  }

  /** A number; null where unknown. */
  static Long number(Row row, String column) {
    int at = row.fieldIndex(column);
    return row.isNullAt(at) ? null : Long.valueOf(row.getLong(at));
  }

  /** A count or sum of an aggregate; null, which is the sum of nothing, is 0. */
  static long count(Row row, String column) {
    Long number = number(row, column);
    return number == null ? 0 : number;
  }

  /** A flag; null where unknown. */
  static Boolean flag(Row row, String column) {
    int at = row.fieldIndex(column);
    return row.isNullAt(at) ? null : Boolean.valueOf(row.getBoolean(at));
  }

  /** Words; empty where there are none. */
  static List<String> words(Row row, String column) {
    int at = row.fieldIndex(column);
    return row.isNullAt(at) ? List.of() : row.<String>getList(at);
  }

  /** Places in evidence; empty where there are none. */
  static List<Place> places(Row row, String column) {
    int at = row.fieldIndex(column);
    List<Place> places = new ArrayList<>();
    if (!row.isNullAt(at)) {
      for (Row place : row.<Row>getList(at)) {
        if (place != null && !place.isNullAt(0)) {
          places.add(new Place(place.getString(0), place.isNullAt(1) ? 0 : place.getLong(1)));
        }
      }
    }
    return List.copyOf(places);
  }
}
