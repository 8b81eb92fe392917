package dev.ajar.reports;

import dev.ajar.lake.Sessions;
import dev.ajar.tables.Table;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/** Made-up rows of an audit's tables, in their contracts' columns; what is not given is null. */
final class FixtureTables implements Function<Table, Dataset<Row>> {
  private static final SparkSession SPARK = Sessions.open();

  private final Map<String, List<Row>> rows = new HashMap<>();

  /** Adds a row: columns and values in turn; an instant is written as ISO-8601. */
  FixtureTables add(Table table, Object... columnsAndValues) {
    Map<String, Object> given = new HashMap<>();
    for (int i = 0; i < columnsAndValues.length; i += 2) {
      given.put((String) columnsAndValues[i], columnsAndValues[i + 1]);
    }
    List<Object> values = new ArrayList<>();
    for (StructField field : table.columns().fields()) {
      values.add(value(given.remove(field.name())));
    }
    if (!given.isEmpty()) {
      throw new IllegalArgumentException(table.name() + " has no column " + given.keySet());
    }
    rows.computeIfAbsent(table.name(), name -> new ArrayList<>())
        .add(RowFactory.create(values.toArray()));
    return this;
  }

  /** An instant, as a value. */
  static Instant at(String iso) {
    return Instant.parse(iso);
  }

  /** One place in evidence, as a value. */
  static List<Row> place(String file, long offset) {
    return List.of(RowFactory.create(file, offset));
  }

  @Override
  public Dataset<Row> apply(Table table) {
    return SPARK.createDataFrame(rows.getOrDefault(table.name(), List.of()), table.columns());
  }

  private static Object value(Object given) {
    if (given instanceof Instant instant) {
      return Timestamp.from(instant);
    }
    return given instanceof Integer number ? Long.valueOf(number) : given;
  }
}
