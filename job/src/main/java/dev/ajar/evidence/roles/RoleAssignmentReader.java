package dev.ajar.evidence.roles;

import dev.ajar.config.SourceConfig;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceReader;
import dev.ajar.evidence.SnapshotRows;
import dev.ajar.evidence.TakenAt;
import java.io.InputStream;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/**
 * Reads lists of role assignments, or single ones: who has which role where when the list was made,
 * and since when. Rows have the schema of {@link SnapshotRows#READING}.
 */
public final class RoleAssignmentReader implements EvidenceReader {
  private static final long serialVersionUID = 1L;

  private final SourceConfig source;

  /** A reader of the files of {@code source}, which says when they were taken. */
  public RoleAssignmentReader(SourceConfig source) {
    this.source = source;
  }

  @Override
  public Iterator<Row> read(EvidenceFile file, InputStream bytes) {
    TakenAt taken = TakenAt.of(source, file.file());
    return new SnapshotRows(file, bytes, taken, new RoleAssignmentContent(file, taken));
  }
}
