package dev.ajar.reports.pack;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ajar.reports.views.RunFacts;
import dev.ajar.tables.Sources;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * {@code run, sources, files written → manifest.jsonl, manifest.sha256}: first the run, then every
 * file of evidence, then every file of the pack. The second names the SHA-256 of all files of the
 * pack, the first among them, as {@code sha256sum --check} takes it.
 */
public final class WriteManifest {
  /** What the pack rests on and holds, one JSON object a line. */
  public static final String MANIFEST = "manifest.jsonl";

  /** SHA-256 and path of every file of the pack but itself. */
  public static final String SUMS = "manifest.sha256";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> OF_INPUT =
      List.of(
          Sources.FILE,
          Sources.KIND,
          Sources.BYTES,
          Sources.ETAG,
          Sources.MODIFIED_AT,
          Sources.STATE,
          Sources.LINES,
          Sources.ACCEPTED,
          Sources.OUTSIDE,
          Sources.DUPLICATE,
          Sources.QUARANTINED,
          Sources.FIRST_HOUR,
          Sources.LAST_HOUR);

  private WriteManifest() {}

  /**
   * Writes the manifest of all that was written to the folder before.
   *
   * @param sources the audit's rows of {@link Sources}
   * @return SHA-256 of {@link #SUMS}, lower hex: it stands for the whole folder
   * @throws IOException if the folder cannot be written to
   */
  public static String write(Dataset<Row> sources, RunFacts run, PackFolder folder)
      throws IOException {
    List<PackFolder.Written> files = folder.written();
    Column[] inputs =
        Stream.concat(Stream.of(lit("input").as("entry")), OF_INPUT.stream().map(functions::col))
            .toArray(Column[]::new);
    Iterator<String> lines =
        sources
            .withColumn("json", to_json(struct(inputs), WriteExports.JSON))
            .orderBy(col(Sources.FILE), col("json"))
            .select("json")
            .as(Encoders.STRING())
            .toLocalIterator();
    try (OutputStream manifest = folder.create(MANIFEST)) {
      line(manifest, of(run).toString());
      while (lines.hasNext()) {
        line(manifest, lines.next());
      }
      for (PackFolder.Written file : files) {
        line(manifest, of(file).toString());
      }
    }
    try (OutputStream sums = folder.create(SUMS)) {
      for (PackFolder.Written file : folder.written()) {
        line(sums, file.sha256() + "  " + file.path());
      }
    }
    return folder.written().stream()
        .filter(file -> file.path().equals(SUMS))
        .map(PackFolder.Written::sha256)
        .findFirst()
        .orElseThrow();
  }

  private static ObjectNode of(RunFacts run) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("entry", "run").put("audit", run.audit()).put("run_id", run.runId());
    node.put("number", run.number()).put("outcome", run.outcome());
    node.put("started_at", text(run.startedAt())).put("ended_at", text(run.endedAt()));
    node.put("tool_version", run.toolVersion()).put("config_sha256", run.configSha256());
    node.put("made_by", run.madeBy()).put("made_at", text(run.madeAt()));
    ObjectNode tables = node.putObject("table_versions");
    for (Map.Entry<String, Long> table : run.tableVersions().entrySet()) {
      tables.put(table.getKey(), table.getValue());
    }
    return node;
  }

  private static ObjectNode of(PackFolder.Written file) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("entry", "output").put("path", file.path());
    node.put("bytes", file.bytes()).put("sha256", file.sha256());
    if (file.path().endsWith(".csv")) {
      node.put("note", "a cell that begins like a formula (= + - @ tab return) has a ' before it");
    }
    return node;
  }

  private static String text(Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static void line(OutputStream out, String text) throws IOException {
    out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
