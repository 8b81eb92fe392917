package dev.ajar.reports.pack;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.replace;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import dev.ajar.tables.ControlReadings;
import dev.ajar.tables.Readings;
import dev.ajar.tables.Runs;
import dev.ajar.tables.Table;
import dev.ajar.tables.Tables;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * {@code tables → exports/*.jsonl, exports/*.csv}, in the order of each table's key.
 *
 * <p>JSON is verbatim and complete, with nulls. CSV is RFC 4180 in UTF-8, for spreadsheets: what a
 * spreadsheet would take for a formula gets a {@code '} before it, and a file ends before a sheet
 * is full.
 */
public final class WriteExports {
  /** Folder of the exports below the pack. */
  public static final String FOLDER = "exports";

  /** Rows of a CSV file; a sheet of Excel holds 1,048,576 with the header. */
  static final int ROWS_A_SHEET = 1_000_000;

  private static final List<Table> INTERNAL =
      List.of(Readings.TABLE, ControlReadings.TABLE, Runs.TABLE);
  private static final String INSTANT = "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'";
  static final Map<String, String> JSON =
      Map.of("ignoreNullFields", "false", "timestampFormat", INSTANT, "timeZone", "UTC");
  private static final String FORMULA = "^[=+\\-@\\t\\r]";

  private WriteExports() {}

  /** The tables that are exported. */
  static List<Table> exported() {
    return Tables.ALL.stream().filter(table -> !INTERNAL.contains(table)).toList();
  }

  /**
   * Writes the exports, over former ones.
   *
   * @param tables the audit's rows by contract
   * @throws IOException if the folder cannot be written to
   */
  public static void write(Function<Table, Dataset<Row>> tables, PackFolder folder)
      throws IOException {
    for (Table table : exported()) {
      String ours = Pattern.quote(table.name()) + "(\\.jsonl|(-\\d+)?\\.csv)";
      folder.clear(FOLDER, name -> name.matches(ours));
      write(table, tables.apply(table), folder, ROWS_A_SHEET);
    }
  }

  static void write(Table table, Dataset<Row> rows, PackFolder folder, int rowsOfSheet)
      throws IOException {
    StructType columns = table.columns();
    List<Column> order = new ArrayList<>();
    table.key().forEach(key -> order.add(col("`" + key + "`")));
    order.add(col("json"));
    Iterator<Row> lines =
        rows.select(columns(columns))
            .withColumn("json", to_json(struct(columns(columns)), JSON))
            .withColumn("csv", csv(columns))
            .orderBy(order.toArray(Column[]::new))
            .select("json", "csv")
            .toLocalIterator();
    String name = FOLDER + "/" + table.name();
    try (OutputStream json = folder.create(name + ".jsonl");
        Sheets sheets = new Sheets(folder, name, header(columns), rowsOfSheet)) {
      while (lines.hasNext()) {
        Row line = lines.next();
        json.write((line.getString(0) + "\n").getBytes(StandardCharsets.UTF_8));
        sheets.add(line.getString(1));
      }
    }
  }

  private static Column[] columns(StructType columns) {
    return List.of(columns.fieldNames()).stream()
        .map(name -> col("`" + name + "`"))
        .toArray(Column[]::new);
  }

  private static String header(StructType columns) {
    return String.join(",", columns.fieldNames());
  }

  private static Column csv(StructType columns) {
    Column[] cells = new Column[columns.length()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = coalesce(cell(columns.fields()[i]), lit(""));
    }
    return concat_ws(",", cells);
  }

  private static Column cell(StructField field) {
    Column value = col("`" + field.name() + "`");
    if (field.dataType().equals(DataTypes.TimestampType)) {
      return date_format(value, INSTANT);
    }
    if (field.dataType().equals(DataTypes.StringType)) {
      return quoted(when(value.rlike(FORMULA), concat(lit("'"), value)).otherwise(value));
    }
    boolean nested =
        field.dataType() instanceof ArrayType
            || field.dataType() instanceof MapType
            || field.dataType() instanceof StructType;
    return nested ? quoted(to_json(value, JSON)) : value.cast("string");
  }

  private static Column quoted(Column text) {
    return concat(lit("\""), replace(text, lit("\""), lit("\"\"")), lit("\""));
  }

  /** One CSV file after another. */
  private static final class Sheets implements AutoCloseable {
    private final PackFolder folder;
    private final String name;
    private final String header;
    private final int most;
    private OutputStream open;
    private int sheets;
    private int rows;

    Sheets(PackFolder folder, String name, String header, int most) throws IOException {
      this.folder = folder;
      this.name = name;
      this.header = header;
      this.most = most;
      next();
    }

    void add(String row) throws IOException {
      if (rows == most) {
        open.close();
        next();
      }
      write(row);
      rows++;
    }

    private void next() throws IOException {
      sheets++;
      rows = 0;
      open = folder.create(name + (sheets == 1 ? "" : "-" + sheets) + ".csv");
      write(header);
    }

    private void write(String line) throws IOException {
      open.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
      open.close();
    }
  }
}
