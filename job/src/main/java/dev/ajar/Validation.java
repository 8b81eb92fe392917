package dev.ajar;

import dev.ajar.ValidationResult.SourceCheck;
import dev.ajar.config.AuditConfig;
import dev.ajar.config.SourceConfig;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.FileTally;
import dev.ajar.evidence.Reading;
import dev.ajar.lake.EvidenceListing;
import dev.ajar.lake.ReadEvidence;
import dev.ajar.tables.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Checks that every source is there, holds something, and can be opened in a task. */
final class Validation {
  private final SparkSession session;
  private final AuditConfig config;

  Validation(SparkSession session, AuditConfig config) {
    this.session = session;
    this.config = config;
  }

  ValidationResult result() {
    List<SourceCheck> checks = new ArrayList<>();
    for (SourceConfig source : config.sources()) {
      checks.add(check(source));
    }
    return new ValidationResult(checks);
  }

  private SourceCheck check(SourceConfig source) {
    List<String> problems = new ArrayList<>();
    List<EvidenceFile> files = List.of();
    try {
      files = EvidenceListing.with(session).list(source).files();
      if (files.isEmpty()) {
        problems.add(
            "the folder is empty\n  -> check the path, and that the copy of the evidence is whole");
      } else {
        opened(files.get(0)).ifPresent(problems::add);
      }
    } catch (AjarException e) {
      problems.add(e.getMessage());
    }
    if (!Intake.READ.contains(source.kind())) {
      problems.add(
          "this version of Ajar does not read the kind "
              + source.kind().word()
              + "\n  -> leave the source out, or use a version that reads it");
    }
    return new SourceCheck(
        source.index(),
        source.kind().word(),
        source.path(),
        files.size(),
        files.stream().mapToLong(EvidenceFile::bytes).sum(),
        problems);
  }

  /** Opens one file where tasks run: the driver may see what executors cannot. */
  private Optional<String> opened(EvidenceFile file) {
    Reading nothing = Reading.of(List.of());
    List<Row> tallies =
        Reading.sources(
                ReadEvidence.read(session, List.of(file), Validation::firstByte, nothing.schema()))
            .collectAsList();
    String problem = tallies.get(0).getAs(Sources.PROBLEM);
    return problem == null
        ? Optional.empty()
        : Optional.of(
            file.file()
                + ": "
                + problem
                + "\n  -> check that the executors may read the source: Hadoop's fs.* settings, or"
                + " the volume's grants");
  }

  private static Iterator<Row> firstByte(EvidenceFile file, InputStream bytes) {
    FileTally tally = new FileTally(file, Reading.of(List.of()));
    try {
      int ignored = bytes.read();
    } catch (IOException e) {
      tally.unreadable("its first byte cannot be read: " + e.getClass().getSimpleName());
    }
    return List.of(tally.end()).iterator();
  }
}
