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

import dev.ajar.reports.formats.Lines;
import dev.ajar.reports.formats.Ocsf;
import dev.ajar.reports.formats.Stix;
import dev.ajar.reports.formats.Timesketch;
import dev.ajar.reports.views.AccessRecords;
import dev.ajar.reports.views.Differences;
import dev.ajar.reports.views.RunFacts;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import dev.ajar.tables.ControlReadings;
import dev.ajar.tables.Readings;
import dev.ajar.tables.Runs;
import dev.ajar.tables.Table;
import dev.ajar.tables.Tables;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * {@code tables → exports/*.jsonl, exports/*.csv}, in the order of each table's key, and what other
 * tools read.
 *
 * <p>JSON is verbatim and complete, with nulls. CSV is RFC 4180 in UTF-8, for spreadsheets: what a
 * spreadsheet would take for a formula gets a {@code '} before it, and a file ends before a sheet
 * is full.
 */
public final class WriteExports {
  /** Folder of the exports below the pack. */
  public static final String FOLDER = "exports";

  /** Folder of the copy in which nobody is named. */
  public static final String PSEUDONYMISED = "pseudonymised";

  private static final String CHANGES = "changes.jsonl";
  private static final String JSON_LINE = "json line";
  private static final String CSV_LINE = "csv line";

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
    for (String below : List.of(FOLDER, PSEUDONYMISED)) {
      for (Table table : exported()) {
        String ours = Pattern.quote(table.name()) + "(\\.jsonl|(-\\d+)?\\.csv)";
        folder.clear(below, name -> name.matches(ours));
      }
    }
    folder.clear(FOLDER, CHANGES::equals);
    for (Table table : exported()) {
      write(table, tables.apply(table), folder, FOLDER, ROWS_A_SHEET);
    }
  }

  /** Writes a copy in which nobody is named, likewise. */
  public static void writePseudonymised(
      Function<Table, Dataset<Row>> tables, Pseudonyms pseudonyms, PackFolder folder)
      throws IOException {
    for (Table table : exported()) {
      if (Pseudonyms.has(table)) {
        Dataset<Row> rows = pseudonyms.pseudonymised(table, tables.apply(table));
        write(table, rows, folder, PSEUDONYMISED, ROWS_A_SHEET);
      }
    }
  }

  /** Writes what other tools read: OCSF, Timesketch and STIX. */
  public static void writeFormats(
      Function<Table, Dataset<Row>> tables, RunFacts run, PackFolder folder) throws IOException {
    // Each format asks for all records, more than once: they are made once, and not held in memory.
    Dataset<Row> records =
        AccessRecords.distinct(tables.apply(Accesses.TABLE), tables.apply(Actors.TABLE))
            .persist(StorageLevel.DISK_ONLY());
    try {
      write(Ocsf.lines(records, tables, run), folder, "ocsf.jsonl", "", "\n", "\n");
      write(Timesketch.lines(records, tables), folder, "timesketch.jsonl", "", "\n", "\n");
      write(
          Stix.objects(records, run),
          folder,
          "stix.json",
          "{\"type\":\"bundle\",\"id\":\"" + Stix.bundle(run) + "\",\"objects\":[\n",
          ",\n",
          "\n]}\n");
    } finally {
      records.unpersist();
    }
  }

  /** Writes what changed between two runs, a JSON object a change. */
  public static void writeChanges(Dataset<Row> differences, PackFolder folder) throws IOException {
    Column[] all = Stream.of(differences.columns()).map(functions::col).toArray(Column[]::new);
    Dataset<Row> lines = differences.withColumn(Lines.LINE, to_json(struct(all), JSON));
    write(new Lines(lines, Differences.ORDER), folder, CHANGES, "", "\n", "\n");
  }

  /** A file of lines; empty without any. */
  private static void write(
      Lines lines, PackFolder folder, String name, String before, String between, String after)
      throws IOException {
    Iterator<Row> rows = OrderedRows.of(lines.rows(), lines.order());
    try (OutputStream out = folder.create(FOLDER + "/" + name)) {
      String next = before;
      while (rows.hasNext()) {
        text(out, next + rows.next().<String>getAs(Lines.LINE));
        next = between;
      }
      text(out, next.equals(between) ? after : "");
    }
  }

  private static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  static void write(
      Table table, Dataset<Row> rows, PackFolder folder, String below, int rowsOfSheet)
      throws IOException {
    StructType columns = table.columns();
    List<String> order = Stream.concat(table.key().stream(), Stream.of(JSON_LINE)).toList();
    Iterator<Row> lines =
        OrderedRows.of(
            rows.select(columns(columns))
                .withColumn(JSON_LINE, to_json(struct(columns(columns)), JSON))
                .withColumn(CSV_LINE, csv(columns)),
            order);
    String name = below + "/" + table.name();
    try (OutputStream json = folder.create(name + ".jsonl");
        Sheets sheets = new Sheets(folder, name, header(columns), rowsOfSheet)) {
      while (lines.hasNext()) {
        Row line = lines.next();
        text(json, line.<String>getAs(JSON_LINE) + "\n");
        sheets.add(line.getAs(CSV_LINE));
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
      text(open, line + "\r\n");
    }

    @Override
    public void close() throws IOException {
      open.close();
    }
  }
}
