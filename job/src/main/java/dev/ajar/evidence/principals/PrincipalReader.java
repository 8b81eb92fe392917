package dev.ajar.evidence.principals;

import dev.ajar.config.SourceConfig;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceReader;
import dev.ajar.evidence.SnapshotRows;
import dev.ajar.evidence.TakenAt;
import java.io.InputStream;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/**
 * Reads lists of users, service principals and groups, or single ones: who somebody is of whom logs
 * name an id. Rows have the schema of {@link SnapshotRows#READING}.
 */
public final class PrincipalReader implements EvidenceReader {
  private static final long serialVersionUID = 1L;

  private final SourceConfig source;

  /** A reader of the files of {@code source}, which may say when they were taken. */
  public PrincipalReader(SourceConfig source) {
    this.source = source;
  }

  @Override
  public Iterator<Row> read(EvidenceFile file, InputStream bytes) {
    TakenAt taken = TakenAt.ifSaid(source, file.file());
    return new SnapshotRows(file, bytes, taken, new PrincipalContent(file, taken));
  }
}
