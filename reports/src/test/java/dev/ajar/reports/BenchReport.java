package dev.ajar.reports;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.ajar.lake.Sessions;
import dev.ajar.reports.pack.PackFolder;
import dev.ajar.reports.pack.WriteExports;
import dev.ajar.reports.pack.WriteManifest;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import dev.ajar.tables.ExposedObjects;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Sources;
import dev.ajar.tables.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench report}: how long a report of many accesses takes, in the heap that there is. */
@Command(
    name = "report",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = {
      "Measures how long the report of many accesses takes, made up once and kept, and how large it"
          + " gets. The heap is 1 GB.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  scripts/bench report --accesses 1000000 --exports",
      "  scripts/bench report"
    })
final class BenchReport implements Runnable {
  private static final SparkSession SPARK = Sessions.open();

  @Option(
      names = "--accesses",
      paramLabel = "N",
      defaultValue = "10000000",
      description = "Accesses. Default: 10000000.")
  private long accesses;

  @Option(
      names = "--exports",
      description = "Write the exports and the manifest, too: some 5 kB for each access.")
  private boolean exports;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      defaultValue = "target/bench",
      description = "Folder of data. Default: target/bench.")
  private Path work;

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BenchReport()).execute(arguments));
  }

  @Override
  public void run() {
    try {
      Path data = work.resolve("report-" + accesses).toAbsolutePath();
      Function<Table, Dataset<Row>> tables = tables(data);
      PackFolder pack =
          new PackFolder(
              new org.apache.hadoop.fs.Path(data.resolve("pack").toUri()),
              SPARK.sparkContext().hadoopConfiguration());
      say("report", () -> WriteReport.write(tables, Story.config(), Story.run(), null, pack));
      say(
          "report, again",
          () -> WriteReport.write(tables, Story.config(), Story.run(), null, pack));
      System.out.printf(
          Locale.ROOT, "report.html: %,d bytes%n", Files.size(data.resolve("pack/report.html")));
      if (exports) {
        say("exports", () -> WriteExports.write(tables, pack));
        say("formats", () -> WriteExports.writeFormats(tables, Story.run(), pack));
        say("manifest", () -> WriteManifest.write(tables.apply(Sources.TABLE), Story.run(), pack));
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Something that is measured. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private void say(String what, Work part) throws IOException {
    long begin = System.nanoTime();
    part.run();
    System.out.printf(
        Locale.ROOT,
        "%s of %,d accesses: %.1f s%n",
        what,
        accesses,
        (System.nanoTime() - begin) / 1e9);
  }

  private Function<Table, Dataset<Row>> tables(Path data) {
    Map<String, Dataset<Row>> made = new HashMap<>();
    long windows = 100;
    long actors = Math.max(1, accesses / 500);
    long objects = Math.max(1, accesses / 10);
    made.put(
        Accesses.TABLE.name(),
        rows(
            Accesses.TABLE,
            accesses,
            Map.ofEntries(
                Map.entry(Accesses.WINDOW_ID, concat(lit("w"), expr("id % " + windows))),
                Map.entry(
                    Accesses.AT,
                    expr("timestamp_micros(1706745600000000 + (id * 7919 % 172800) * 1000000)")),
                Map.entry(Accesses.VIA, expr("if(id % 3 = 0, 'during', 'through')")),
                Map.entry(Accesses.ACCOUNT, concat(lit("acct"), expr("id % 10"))),
                Map.entry(Accesses.CONTAINER, concat(lit("c"), expr("id % " + windows))),
                Map.entry(
                    Accesses.OBJECT,
                    concat(lit("folder/of/some/depth/object-"), expr("id % " + objects))),
                Map.entry(
                    Accesses.OPERATION_CLASS,
                    expr(
                        "element_at(array('read','read','read','list','write'), int(id % 5 + 1))")),
                Map.entry(Accesses.OPERATION, lit("GetBlob")),
                Map.entry(Accesses.STATUS_CODE, expr("if(id % 10 = 0, 404, 200)")),
                Map.entry(Accesses.SUCCEEDED, expr("id % 10 != 0")),
                Map.entry(
                    Accesses.CALLER_IP,
                    expr("concat_ws('.', '203.0', id % " + actors + " div 256 % 256, id % 256)")),
                Map.entry(Accesses.USER_AGENT, expr("concat('python-requests/2.', id % 40)")),
                Map.entry(Accesses.BYTES_OUT, expr("id * 31 % 1000000")),
                Map.entry(Accesses.REQUEST_ID, expr("md5(string(id))")),
                Map.entry(Accesses.ACTOR_ID, concat(lit("a"), expr("id % " + actors))),
                Map.entry(Accesses.FILE, concat(lit(Story.LOG), expr("id % 1000"))),
                Map.entry(Accesses.OFFSET, expr("id")))));
    made.put(
        Actors.TABLE.name(),
        rows(
            Actors.TABLE,
            actors,
            Map.of(
                Actors.ACTOR_ID,
                concat(lit("a"), col("id")),
                Actors.LABEL,
                concat(lit("actor "), col("id")),
                Actors.RELATION,
                expr("if(id % 4 = 0, 'own', 'unknown')"))));
    made.put(
        ExposureWindows.TABLE.name(),
        rows(
            ExposureWindows.TABLE,
            windows,
            Map.of(
                ExposureWindows.WINDOW_ID,
                concat(lit("w"), col("id")),
                ExposureWindows.ACCOUNT,
                concat(lit("acct"), expr("id % 10")),
                ExposureWindows.CONTAINER,
                concat(lit("c"), col("id")),
                ExposureWindows.VECTOR,
                lit("anonymous"),
                ExposureWindows.EXPOSURE,
                lit("proven"),
                ExposureWindows.VERDICT,
                lit("confirmed"),
                ExposureWindows.OPENED_BEFORE,
                expr("timestamp'2024-02-01 00:00:00Z'"),
                ExposureWindows.CLOSED_AFTER,
                expr("timestamp'2024-02-03 00:00:00Z'"))));
    made.put(
        ExposedObjects.TABLE.name(),
        rows(
            ExposedObjects.TABLE,
            objects,
            Map.of(
                ExposedObjects.WINDOW_ID,
                concat(lit("w"), expr("id % " + windows)),
                ExposedObjects.ACCOUNT,
                concat(lit("acct"), expr("id % 10")),
                ExposedObjects.CONTAINER,
                concat(lit("c"), expr("id % " + windows)),
                ExposedObjects.OBJECT,
                concat(lit("folder/of/some/depth/object-"), col("id")),
                ExposedObjects.VERDICT,
                lit("confirmed"))));
    made.forEach(
        (name, rows) -> {
          if (!Files.exists(data.resolve(name).resolve("_SUCCESS"))) {
            rows.write().mode("overwrite").parquet(data.resolve(name).toUri().toString());
          }
        });
    return table ->
        made.containsKey(table.name())
            ? SPARK
                .read()
                .schema(table.columns())
                .parquet(data.resolve(table.name()).toUri().toString())
            : SPARK.createDataFrame(List.of(), table.columns());
  }

  private static Dataset<Row> rows(Table table, long count, Map<String, Column> given) {
    Column[] columns = new Column[table.columns().length()];
    for (int i = 0; i < columns.length; i++) {
      StructField field = table.columns().fields()[i];
      columns[i] =
          given.getOrDefault(field.name(), lit(null)).cast(field.dataType()).as(field.name());
    }
    return SPARK.range(count).select(columns);
  }
}
