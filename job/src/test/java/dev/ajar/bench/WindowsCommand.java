package dev.ajar.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import dev.ajar.config.Known;
import dev.ajar.config.Rules;
import dev.ajar.findings.FindExposureWindows;
import dev.ajar.model.Settings;
import dev.ajar.model.Ticks;
import dev.ajar.tables.Cover;
import dev.ajar.tables.Exposures;
import dev.ajar.tables.Observations;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench windows}: how the time of timelines and windows follows the number of facts. */
@Command(
    name = "windows",
    sortOptions = false,
    description = {
      "Measures how long the timelines and windows of many containers take: five years of changes,"
          + " touches and snapshots of their levels, generated once and kept, at several sizes."
          + " Time must grow as the number of observations does.",
      ""
    },
    footer = {
      "",
      "Printed last:",
      "  ratio windows-growth    time of an observation at the largest size / at the smallest",
      "",
      "Examples:",
      "  scripts/bench windows --observations 100000,300000 --containers 1000 --rounds 1",
      "  scripts/bench windows"
    })
final class WindowsCommand implements Callable<Integer> {
  private static final long BEGIN = Ticks.of(Instant.parse("2019-01-01T00:00:00Z"));
  private static final long END = Ticks.of(Instant.parse("2024-01-01T00:00:00Z"));
  private static final int CONTAINERS_OF_ACCOUNT = 1_000;

  private final PrintStream out;
  private final PrintStream err;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      defaultValue = "target/bench",
      description = "Folder of data. Default: target/bench.")
  private Path work;

  @Option(
      names = "--observations",
      split = ",",
      paramLabel = "N",
      defaultValue = "3000000,10000000,30000000",
      description = "Observations, the fewest first. Default: 3000000,10000000,30000000.")
  private List<Long> sizes;

  @Option(
      names = "--containers",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Containers that they are about. Default: 100000.")
  private int containers;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds that count, after one that does not. Default: 3.")
  private int rounds;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // That it is there is enough.
  private boolean help;

  WindowsCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    Bench.Output output = new Bench.Output(out, err);
    SparkSession session = SparkSession.builder().getOrCreate();
    List<List<Double>> times = new ArrayList<>();
    for (long size : sizes) {
      output.progress("%,d observations: writing", size);
      made(session, size);
      times.add(new ArrayList<>());
    }
    for (int round = 0; round <= rounds; round++) {
      for (int i = 0; i < sizes.size(); i++) {
        long size = sizes.get(i);
        double seconds = Rounds.seconds(() -> windows(session, size));
        output.progress("round %d: %,d observations %.2f s", round, size, seconds);
        if (round > 0) {
          times.get(i).add(seconds);
        }
      }
    }
    output.line("windows: %,d containers, five years, heap %,d MB", containers, megabytes());
    double[] each = new double[sizes.size()];
    for (int i = 0; i < each.length; i++) {
      double median = Rounds.median(times.get(i));
      each[i] = median / sizes.get(i);
      output.line(
          "  %,12d observations %9.2f s %9.2f µs each %,12d windows",
          sizes.get(i),
          median,
          each[i] * 1e6,
          exposures(session, sizes.get(i))
              .where(col(Exposures.KIND).equalTo(Exposures.WINDOW))
              .count());
    }
    output.ratio("windows-growth", each[each.length - 1] / each[0]);
    output.end();
    return 0;
  }

  private static long megabytes() {
    return Runtime.getRuntime().maxMemory() >> 20;
  }

  /** Every column is worked out: a count alone would let Spark leave some out. */
  private void windows(SparkSession session, long size) {
    exposures(session, size).write().format("noop").mode("overwrite").save();
  }

  private Dataset<Row> exposures(SparkSession session, long size) {
    Dataset<Row> observations = session.read().parquet(path(size).toString());
    return FindExposureWindows.transform(
        observations, cover(session), Known.NOBODY, Rules.DEFAULTS);
  }

  private Path path(long size) {
    return work.resolve("observations-" + size + "-" + containers);
  }

  private void made(SparkSession session, long size) {
    if (Files.exists(path(size).resolve("_SUCCESS"))) {
      return;
    }
    long steps = Math.max(1, size / containers);
    Column at =
        lit(BEGIN)
            .plus(expr("id div " + containers).multiply(lit((END - BEGIN) / steps)))
            .plus(expr("pmod(xxhash64(id), " + Ticks.PER_HOUR + ")"));
    Column chance = expr("pmod(xxhash64(id, 1), 100)");
    // Of 100: 70 changes, 10 touches, 20 snapshots; a snapshot may contradict what was before it.
    Column basis =
        expr(
            "case when chance < 70 then 'change' when chance < 80 then 'touch' else 'snapshot' end");
    Column level =
        expr(
            "case pmod(xxhash64(id, 2), 4) when 0 then 'blob' when 1 then 'container' else 'none' end");
    Dataset<Row> rows =
        session
            .range(size)
            .toDF()
            .withColumn("chance", chance)
            .withColumn("number", expr("id % " + containers))
            .withColumn(
                Observations.ACCOUNT,
                format_string("acct%05d", expr("number div " + CONTAINERS_OF_ACCOUNT)))
            .withColumn(Observations.CONTAINER, format_string("c%06d", col("number")))
            .withColumn(Observations.SETTING, lit(Settings.PUBLIC_ACCESS))
            .withColumn(Observations.OBSERVED_TICKS, at)
            .withColumn(Observations.BASIS, basis)
            .withColumn("level", level)
            .withColumn(Observations.VALUE, expr("case when basis <> 'touch' then level end"))
            .withColumn(
                Observations.CALLER,
                expr("case when basis = 'change' then 'someone@contoso.example' end"))
            .withColumn(Observations.CORRELATION_ID, concat(lit("c"), col("id")))
            .withColumn(Observations.FILE, lit("activity/PT1H.json"))
            .withColumn(Observations.OFFSET, col("id"));
    for (StructField field : Observations.TABLE.columns().fields()) {
      if (!List.of(rows.columns()).contains(field.name())) {
        rows = rows.withColumn(field.name(), lit(null).cast(field.dataType()));
      }
    }
    Observations.TABLE.conform(rows).write().mode("overwrite").parquet(path(size).toString());
  }

  /** Four of five accounts are covered throughout. */
  private Dataset<Row> cover(SparkSession session) {
    int accounts = Math.max(1, containers / CONTAINERS_OF_ACCOUNT);
    Dataset<Row> spans =
        session
            .range(accounts)
            .where(not(expr("id % 5 = 4")))
            .selectExpr(
                "format_string('acct%05d', id) as account",
                "explode(array('control', 'data')) as plane");
    return Cover.TABLE.conform(
        spans.withColumn(Cover.FROM_TICKS, lit(BEGIN)).withColumn(Cover.TO_TICKS, lit(END)));
  }
}
