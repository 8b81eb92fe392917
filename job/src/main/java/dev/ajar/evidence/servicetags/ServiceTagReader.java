package dev.ajar.evidence.servicetags;

import dev.ajar.config.SourceConfig;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceReader;
import dev.ajar.evidence.SnapshotRows;
import dev.ajar.evidence.TakenAt;
import java.io.InputStream;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/**
 * Reads Azure's service tags, as downloaded or as its API lists them: which service, of which
 * region, had which addresses when the file was published. Rows have the schema of {@link
 * SnapshotRows#READING}.
 */
public final class ServiceTagReader implements EvidenceReader {
  private static final long serialVersionUID = 1L;

  private final SourceConfig source;

  /** A reader of the files of {@code source}; without {@code taken_at}, their names date them. */
  public ServiceTagReader(SourceConfig source) {
    this.source = source;
  }

  @Override
  public Iterator<Row> read(EvidenceFile file, InputStream bytes) {
    TakenAt taken = TakenAt.of(source, file.file());
    return new SnapshotRows(file, bytes, taken, new ServiceTagContent(file, taken));
  }
}
