package dev.ajar.evidence.resourcechanges;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceReader;
import dev.ajar.evidence.SnapshotRows;
import java.io.InputStream;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/**
 * Reads answers of Resource Graph about {@code resourcechanges}, in both of its result formats: who
 * changed which property of an account or container when, from what to what (inputs.md §5.2). Rows
 * have the schema of {@link SnapshotRows#READING}.
 *
 * <p>An answer is what a query left of fourteen days: it never says that nothing else changed.
 */
public final class ResourceChangeReader implements EvidenceReader {
  private static final long serialVersionUID = 1L;

  @Override
  public Iterator<Row> read(EvidenceFile file, InputStream bytes) {
    return new SnapshotRows(file, bytes, new ResourceChangeContent(file));
  }
}
