package dev.ajar;

import static org.apache.spark.sql.functions.col;

import dev.ajar.config.AuditConfig;
import dev.ajar.config.SourceConfig;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.FileTally;
import dev.ajar.findings.Categories;
import dev.ajar.lake.AuditTables;
import dev.ajar.lake.RunRow;
import dev.ajar.model.Hashes;
import dev.ajar.sweep.AskedHours;
import dev.ajar.sweep.LogFile;
import dev.ajar.sweep.LogInventory;
import dev.ajar.tables.Readings;
import dev.ajar.tables.Sources;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Whether a run would say what the last one said: the same program, configuration and evidence. A
 * run is a function of these, so its tables stand, and nothing is opened.
 *
 * <p>The evidence is what sources hold by name, size, time and entity tag: all of the control
 * plane's, and of the storage logs the hours that the last run asked for. Which hours a run asks
 * for follows from the evidence, so they are the same if it is.
 */
final class Unchanged {
  private final AuditConfig config;
  private final Intake intake;
  private final LogInventory logs;

  Unchanged(AuditConfig config, Intake intake, LogInventory logs) {
    this.config = config;
    this.intake = intake;
    this.logs = logs;
  }

  /** The last committed run, if a run now would say the same. */
  Optional<RunRow> since(AuditTables before, String toolVersion) {
    return before
        .lastCommitted()
        .filter(run -> run.evidenceSha256() != null)
        .filter(run -> run.toolVersion().equals(toolVersion))
        .filter(run -> run.configSha256().equals(config.sha256()))
        .filter(run -> run.evidenceSha256().equals(evidenceOf(before)))
        .filter(run -> !storeFailed(before));
  }

  /** What a store did not give, it may give another time. */
  private static boolean storeFailed(AuditTables before) {
    Column failed =
        FileTally.MAY_PASS.stream()
            .map(problem -> col(Sources.PROBLEM).startsWith(problem))
            .reduce(Column::or)
            .orElseThrow();
    return !before.read(Sources.TABLE).where(failed).isEmpty();
  }

  private String evidenceOf(AuditTables before) {
    List<Row> asked =
        before.read(Readings.TABLE).where(col(Readings.ASKED).isNotNull()).collectAsList();
    return sha256(
        logs.needed(asked(asked, Readings.TOUCHES, Categories.CHANGES)).files(),
        logs.needed(asked(asked, Readings.WINDOWS, LogInventory.CATEGORIES)).files());
  }

  private static AskedHours asked(List<Row> rows, String pass, Collection<String> categories) {
    return AskedHours.of(
        rows.stream()
            .filter(row -> row.getAs(Readings.PASS).equals(pass))
            .map(row -> row.<Row>getAs(Readings.ASKED))
            .toList(),
        categories);
  }

  /**
   * SHA-256, lower hex, of the evidence.
   *
   * @param looked log files that were asked for in the pass for touches
   * @param swept those of the sweep
   */
  String sha256(List<LogFile> looked, List<LogFile> swept) {
    MessageDigest digest = Hashes.sha256();
    for (SourceConfig source : config.sources()) {
      if (Intake.isReadWhole(source)) {
        intake.listed(source).files().forEach(file -> add(digest, file));
      }
    }
    logs.landmarks().forEach(line -> add(digest, line));
    for (List<LogFile> pass : List.of(looked, swept)) {
      add(digest, "pass");
      pass.stream()
          .map(LogFile::file)
          .sorted(EvidenceFile.BY_NAME)
          .forEach(file -> add(digest, file));
    }
    return Hashes.hex(digest.digest());
  }

  private static void add(MessageDigest digest, EvidenceFile file) {
    add(digest, file.file());
    add(digest, file.source() + " " + file.bytes() + " " + file.modifiedMicros());
    add(digest, file.etag() == null ? "-" : "+" + file.etag());
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }
}
