package dev.ajar.bench;

import dev.ajar.model.Ticks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * DuckDB in a process of its own that stays, so that it is warm as well: two threads, {@code
 * read_json} with explicit types, to Parquet.
 *
 * <p>Tried at 3 GB in 9,734 files, and within the noise of one another: the time as {@code
 * TIMESTAMP} or as text, compared with texts; {@code read_ndjson_objects} and paths into the
 * objects; a glob or a list of files; {@code maximum_object_size} of 64 KB to 16 MB. Slower: lines
 * as text ({@code read_csv}), their times compared before they are parsed. Windows are few, so that
 * a hash join on account and container is the best one can do for it; an ASOF join sorts.
 */
final class DuckDbContender implements Contender {
  private final SparkSession session;
  private final BenchData data;
  private final StructType schema;
  private final Process process;
  private final Writer in;
  private final BufferedReader out;
  private final String version;

  /**
   * @param python a Python that has the package duckdb
   */
  DuckDbContender(
      Path python,
      Path work,
      SparkSession session,
      BenchData data,
      BenchWindows windows,
      StructType schema)
      throws IOException {
    this.session = session;
    this.data = data;
    this.schema = schema;
    Path script = Folders.made(work).resolve("duckdb_child.py");
    try (InputStream child = DuckDbContender.class.getResourceAsStream("duckdb_child.py")) {
      Files.write(script, child.readAllBytes());
    }
    process =
        new ProcessBuilder(python.toString(), script.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    in = process.outputWriter(StandardCharsets.UTF_8);
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String ready = out.readLine();
    if (ready == null || !ready.startsWith("ready ")) {
      throw new IOException(python + " has no DuckDB; scripts/bench brings it");
    }
    version = ready.substring("ready ".length());
    List<String> rows = new ArrayList<>();
    for (BenchWindows.Window one : windows.list()) {
      rows.add(
          String.format(
              java.util.Locale.ROOT,
              "('%s', '%s', '%s', make_timestamp(%d), make_timestamp(%d))",
              one.account(),
              one.container(),
              one.id(),
              Ticks.toMicros(one.from()),
              Ticks.toMicros(one.to())));
    }
    execute(
        "CREATE TABLE windows AS SELECT * FROM (VALUES "
            + String.join(", ", rows)
            + ") w(account, container, window_id, from_at, to_at)");
  }

  @Override
  public String name() {
    return "duckdb";
  }

  String version() {
    return version;
  }

  @Override
  public void run(Path to) {
    execute("COPY (" + query() + ") TO '" + to + "' (FORMAT parquet)");
  }

  private String query() {
    List<String> more = new ArrayList<>();
    for (StructField field : schema.fields()) {
      if (!field.name().equals("time") && !field.name().equals("statusCode")) {
        more.add("l." + field.name());
      }
    }
    return "SELECT window_id, account, container,"
        + " nullif(array_to_string(string_split(l.properties.objectKey, '/')[4:], '/'), '') AS object,"
        + " l.time AS at, l.statusCode AS status_code,"
        + " l.properties.responseBodySize AS bytes_out, "
        + String.join(", ", more)
        + " FROM read_json('"
        + data.logs()
        + "/**/*.json', format = 'newline_delimited', hive_partitioning = false,"
        + " maximum_object_size = 1048576, columns = "
        + LogLineSchema.duckDb(schema)
        + ") l JOIN windows w ON l.properties.accountName = w.account"
        + " AND split_part(l.properties.objectKey, '/', 3) = w.container"
        + " AND l.time >= w.from_at AND l.time < w.to_at";
  }

  private void execute(String sql) {
    try {
      in.write(sql + "\n");
      in.flush();
      String answer = out.readLine();
      if (!"done".equals(answer)) {
        throw new IllegalStateException("DuckDB: " + answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Outcome outcome(Path to) {
    return Outcome.of(session.read().parquet(to.toUri().toString()));
  }

  /** The end of its input ends it. */
  @Override
  public void close() throws IOException {
    in.close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
    }
  }
}
