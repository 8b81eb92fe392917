package dev.ajar.testing;

import dev.ajar.tables.Table;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** Rows of a contract from the few columns that a test is about; the others are null. */
public final class RowsOf {
  private RowsOf() {}

  /** The columns of one row; instants are ISO text. */
  public static final class Values {
    private final Map<String, Object> columns = new LinkedHashMap<>();

    public Values put(String column, Object value) {
      columns.put(column, value);
      return this;
    }
  }

  public static Values row(String column, Object value) {
    return new Values().put(column, value);
  }

  /** The rows, as a frame of the contract's columns; a column that it lacks is a mistake. */
  public static Dataset<Row> table(Table table, Values... rows) {
    List<Row> made = new ArrayList<>();
    for (Values values : rows) {
      Object[] row = new Object[table.columns().length()];
      values.columns.forEach(
          (column, value) -> {
            int index = table.columns().fieldIndex(column);
            StructField field = table.columns().apply(index);
            boolean instant = field.dataType().equals(DataTypes.TimestampType) && value != null;
            row[index] = instant ? Timestamp.from(Instant.parse((String) value)) : value;
          });
      made.add(RowFactory.create(row));
    }
    return LocalSpark.session().createDataFrame(made, table.columns());
  }
}
