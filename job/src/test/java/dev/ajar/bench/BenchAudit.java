package dev.ajar.bench;

import dev.ajar.AuditResult;
import dev.ajar.Pipeline;
import dev.ajar.PlanResult;
import dev.ajar.Progress;
import dev.ajar.config.AuditConfig;
import dev.ajar.config.ConfigFile;
import dev.ajar.lake.Sessions;
import dev.ajar.testing.CountedFileSystem;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Whole audits and plans of a sample, in this process. */
final class BenchAudit {
  private static final Instant NOW = Instant.parse("2024-07-01T00:00:00Z");

  private final SparkSession session = Sessions.open();
  private final Path sample;
  private final String evidence;
  private final Map<String, String> overrides;

  private BenchAudit(Path sample, String evidence, Map<String, String> overrides) {
    this.sample = sample;
    this.evidence = evidence;
    this.overrides = overrides;
  }

  /** With the evidence read as whoever has it on a disk reads it. */
  static BenchAudit onDisk(Path sample, Map<String, String> overrides) {
    return new BenchAudit(sample, sample.toString(), overrides);
  }

  /**
   * With the evidence behind a counted file system.
   *
   * @param overrides values of the configuration that take the place of the sample's
   */
  static BenchAudit counted(Path sample, Map<String, String> overrides) {
    BenchAudit audit = new BenchAudit(sample, CountedFileSystem.uri(sample), overrides);
    CountedFileSystem.install(audit.session.sparkContext().hadoopConfiguration());
    return audit;
  }

  /** Audits into tables of that folder, which may be there. */
  AuditResult audit(Path tables, String runId) throws IOException {
    return pipeline(tables, runId).audit();
  }

  PlanResult plan(Path tables) throws IOException {
    return pipeline(tables, "plan").plan();
  }

  private Pipeline pipeline(Path tables, String runId) throws IOException {
    Map<String, String> all = new HashMap<>(overrides);
    all.put("output.path", tables.toUri().toString());
    Path yaml = sample.resolve("audit.yaml");
    AuditConfig config = ConfigFile.read(Files.readString(yaml), yaml.toString(), evidence, all);
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new Pipeline(
        session, config, new Progress(clock, nowhere, "bench", runId), clock, runId, "bench");
  }
}
