package dev.ajar.testing;

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
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows written as text, so that someone who knows no Java can check a case: a header line, then one
 * line a row, cells between bars. An empty cell is null; {@code ''} is the empty text; words of an
 * array stand between spaces; instants are ISO-8601.
 */
public final class Rows {
  private Rows() {}

  /** Rows of {@code schema}; columns that the header does not name are null. */
  public static Dataset<Row> of(StructType schema, String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    List<String> header = cells(lines.get(0));
    List<Row> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = cells(line);
      if (cells.size() != header.size()) {
        throw new IllegalArgumentException(
            cells.size() + " cells, not " + header.size() + ": " + line);
      }
      Object[] row = new Object[schema.length()];
      for (int i = 0; i < cells.size(); i++) {
        int column = schema.fieldIndex(header.get(i));
        row[column] = value(schema.fields()[column].dataType(), cells.get(i));
      }
      rows.add(RowFactory.create(row));
    }
    return LocalSpark.session().createDataFrame(rows, schema);
  }

  /** Rows of a contract. */
  public static Dataset<Row> of(Table table, String text) {
    return of(table.columns(), text);
  }

  /** Rows of a contract with more columns behind. */
  public static Dataset<Row> of(Table table, Map<String, DataType> more, String text) {
    StructType schema = table.columns();
    for (Map.Entry<String, DataType> column : more.entrySet()) {
      schema = schema.add(column.getKey(), column.getValue(), true);
    }
    return of(schema, text);
  }

  /** The rows as text: some columns, cells between bars, sorted; null is empty. */
  public static List<String> show(Dataset<Row> rows, String... columns) {
    return rows
        .selectExpr(Arrays.stream(columns).map(c -> "`" + c + "`").toArray(String[]::new))
        .collectAsList()
        .stream()
        .map(Rows::line)
        .sorted()
        .toList();
  }

  private static String line(Row row) {
    List<String> cells = new ArrayList<>();
    StructField[] fields = row.schema().fields();
    for (int i = 0; i < fields.length; i++) {
      Object cell = row.get(i);
      if (cell == null) {
        cells.add("");
      } else if (cell instanceof Timestamp instant) {
        cells.add(instant.toInstant().toString());
      } else if (fields[i].dataType() instanceof org.apache.spark.sql.types.ArrayType) {
        cells.add(String.join(" ", row.<Object>getList(i).stream().map(Object::toString).toList()));
      } else {
        cells.add(cell.toString());
      }
    }
    return String.join(" | ", cells);
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.strip().split("\\|", -1)).map(String::strip).toList();
  }

  private static Object value(DataType type, String cell) {
    if (cell.isEmpty()) {
      return null;
    }
    if (type.equals(DataTypes.StringType)) {
      return cell.equals("''") ? "" : cell;
    }
    if (type.equals(DataTypes.LongType)) {
      return Long.valueOf(cell);
    }
    if (type.equals(DataTypes.BooleanType)) {
      return Boolean.valueOf(cell);
    }
    if (type.equals(DataTypes.TimestampType)) {
      return Timestamp.from(Instant.parse(cell));
    }
    if (type.equals(DataTypes.createArrayType(DataTypes.StringType))) {
      return CollectionConverters.asScala(List.of(cell.split(" ", -1))).toSeq();
    }
    if (type.equals(DataTypes.createArrayType(DataTypes.LongType))) {
      return CollectionConverters.asScala(
              Arrays.stream(cell.split(" ", -1)).map(Long::valueOf).toList())
          .toSeq();
    }
    throw new IllegalArgumentException("no text for " + type.catalogString());
  }
}
