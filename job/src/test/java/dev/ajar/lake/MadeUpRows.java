package dev.ajar.lake;

import dev.ajar.tables.Table;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Rows of any table, of no meaning: every type, and nulls at every place. */
final class MadeUpRows {
  private MadeUpRows() {}

  /** {@code count} rows that differ; {@code salt} makes other rows. */
  static Dataset<Row> of(SparkSession session, Table table, String salt, int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(table.columns(), salt, i));
    }
    return session.createDataFrame(rows, table.columns());
  }

  private static Row row(StructType columns, String salt, int i) {
    Object[] values = new Object[columns.length()];
    for (int c = 0; c < values.length; c++) {
      StructField field = columns.apply(c);
      boolean isNull = (i + c) % 3 == 2;
      values[c] = isNull ? null : value(field.dataType(), salt, i);
    }
    return RowFactory.create(values);
  }

  private static Object value(DataType type, String salt, int i) {
    if (type.equals(DataTypes.StringType)) {
      return salt + " ' \" \\ \u0130\n " + i;
    }
    if (type.equals(DataTypes.LongType)) {
      return 1_000_000L * salt.length() + i;
    }
    if (type.equals(DataTypes.BooleanType)) {
      return i % 2 == 0;
    }
    if (type.equals(DataTypes.TimestampType)) {
      return Timestamp.from(Instant.parse("2024-03-31T01:30:00.123456Z").plusSeconds(i));
    }
    if (type instanceof StructType columns) {
      return row(columns, salt, i);
    }
    if (type instanceof MapType) {
      return Map.of(salt, (long) i);
    }
    if (type instanceof ArrayType array && array.elementType().equals(DataTypes.StringType)) {
      return i % 2 == 0 ? List.of() : Arrays.asList(salt, null, "b");
    }
    if (type instanceof ArrayType array && array.elementType() instanceof StructType columns) {
      return Arrays.asList(row(columns, salt, i), RowFactory.create(new Object[columns.length()]));
    }
    throw new IllegalArgumentException("no made-up value of " + type);
  }
}
