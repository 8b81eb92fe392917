package dev.ajar.testing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;

import dev.ajar.AuditResult;
import dev.ajar.Pipeline;
import dev.ajar.PlanResult;
import dev.ajar.Progress;
import dev.ajar.config.AuditConfig;
import dev.ajar.config.ConfigFile;
import dev.ajar.lake.AuditTables;
import dev.ajar.lake.RunRow;
import dev.ajar.tables.ControlReadings;
import dev.ajar.tables.Readings;
import dev.ajar.tables.Runs;
import dev.ajar.tables.Sources;
import dev.ajar.tables.Table;
import dev.ajar.tables.Tables;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/** Audits of a made-up tenant in this process, and what their tables hold. */
public final class AuditOf {
  /** When every run begins and ends. */
  public static final Instant NOW = Instant.parse("2024-05-01T00:00:00Z");

  private final Path sample;
  private final Path yaml;
  private final String uri;
  private final PrintStream banners;
  private Map<String, Long> counts = Map.of();

  public AuditOf(Path sample) {
    this(
        sample,
        sample.resolve("audit.yaml"),
        sample.toString(),
        new PrintStream(OutputStream.nullOutputStream()));
  }

  private AuditOf(Path sample, Path yaml, String uri, PrintStream banners) {
    this.sample = sample;
    this.yaml = yaml;
    this.uri = uri;
    this.banners = banners;
  }

  /** The same, of evidence at another place. */
  public AuditOf of(String place) {
    return new AuditOf(sample, yaml, place, banners);
  }

  /** The same, whose runs say there how they come along. */
  public AuditOf printingTo(PrintStream out) {
    return new AuditOf(sample, yaml, uri, out);
  }

  /** The same, with another configuration than the sample's. */
  public AuditOf by(Path configuration) {
    return new AuditOf(sample, configuration, uri, banners);
  }

  /** Runs an audit. */
  public AuditResult run(String runId, Map<String, String> set) throws IOException {
    AuditResult result = pipeline(runId, set).audit();
    counts = tables(set).lastCommitted().map(RunRow::counts).orElseThrow();
    return result;
  }

  /** What an audit would read. */
  public PlanResult plan(Map<String, String> set) throws IOException {
    return pipeline("plan", set).plan();
  }

  private Pipeline pipeline(String runId, Map<String, String> set) throws IOException {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return new Pipeline(
        LocalSpark.session(),
        config(set),
        new Progress(clock, banners, "sample", runId),
        clock,
        runId,
        "test");
  }

  /** A count of the last run. */
  public long count(String name) {
    return counts.get(name);
  }

  private AuditConfig config(Map<String, String> set) throws IOException {
    return ConfigFile.read(Files.readString(yaml), yaml.toString(), uri, set);
  }

  /** The tables as the last committed run left them. */
  public AuditTables tables(Map<String, String> set) throws IOException {
    AuditConfig config = config(set);
    return AuditTables.open(LocalSpark.session(), config.output(), config.audit());
  }

  /** The Delta version of every table. */
  public Map<String, Long> versions(Map<String, String> set) throws IOException {
    return tables(set).lastCommitted().orElseThrow().tableVersions();
  }

  /** Every table's rows as text, sorted, but for which run first read a file. */
  public Map<String, List<String>> rows(Map<String, String> set) throws IOException {
    AuditTables tables = tables(set);
    // Which run is read, one thread decides for all.
    tables.lastCommitted();
    // What takes time is to plan each query, which one thread does. Never the JVM's common pool:
    // Hadoop closes local files through it, and so a thread of it that waits for Spark may wait
    // for itself.
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Map<String, Future<List<String>>> read = new TreeMap<>();
      for (Table table : Tables.ALL) {
        if (table != Runs.TABLE) {
          read.put(table.name(), threads.submit(() -> texts(tables, table)));
        }
      }
      Map<String, List<String>> rows = new TreeMap<>();
      for (Map.Entry<String, Future<List<String>>> table : read.entrySet()) {
        rows.put(table.getKey(), table.getValue().get());
      }
      return rows;
    } catch (ExecutionException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    } finally {
      threads.shutdownNow();
    }
  }

  /** One table's rows as text, likewise. */
  public List<String> rows(String table, Map<String, String> set) throws IOException {
    return texts(tables(set), named(table));
  }

  private static List<String> texts(AuditTables tables, Table table) {
    Dataset<Row> rows = tables.read(table).drop(Sources.FIRST_RUN_ID);
    if (table == Readings.TABLE || table == ControlReadings.TABLE) {
      rows =
          rows.withColumn(
              Readings.SOURCE,
              col(Readings.SOURCE)
                  .dropFields(CollectionConverters.asScala(List.of(Sources.FIRST_RUN_ID)).toSeq()));
    }
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  /** Rows of a table that a condition selects. */
  public List<Row> select(String table, String condition) throws IOException {
    return tables(Map.of()).read(named(table)).where(condition).collectAsList();
  }

  private static Table named(String name) {
    return Tables.ALL.stream().filter(table -> table.name().equals(name)).findFirst().orElseThrow();
  }

  /** The file that most accesses were read from. */
  public String fileWithMostAccesses(Map<String, String> set) throws IOException {
    return tables(set)
        .read(named("accesses"))
        .groupBy("file")
        .count()
        .orderBy(desc("count"), col("file"))
        .head()
        .getString(0);
  }

  /** Checks the tables against what was planted. */
  public void checkTruth() throws IOException {
    TruthCheck.check(sample, tables(Map.of())::read);
  }
}
