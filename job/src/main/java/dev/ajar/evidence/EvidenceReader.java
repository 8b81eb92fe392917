package dev.ajar.evidence;

import java.io.InputStream;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/**
 * Reads one file of evidence into rows, lazily: a file may be larger than memory.
 *
 * <p>Rows have the schema of the reader's {@link Reading}. The last row is the file's tally ({@link
 * FileTally#end()}); bad records are quarantined; an {@link java.io.IOException} ends the file as
 * {@code unreadable} with the records before it kept. A reader throws for nothing that stands in a
 * file.
 */
public interface EvidenceReader extends Serializable {
  /**
   * The file's rows.
   *
   * @param file what is read
   * @param bytes its content, unpacked; closed by the caller
   */
  Iterator<Row> read(EvidenceFile file, InputStream bytes);

  /**
   * The reader that one task reads its files with, each to its end before the next: what it learns
   * of one may serve the next. It never leaves the task.
   */
  default EvidenceReader forTask() {
    return this;
  }
}
