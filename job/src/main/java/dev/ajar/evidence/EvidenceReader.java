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

  /** What one task reads its files with: what it learns of one may serve the next. */
  default OfTask forTask() {
    return (file, bytes, packed) -> read(file, bytes);
  }

  /** Reads the files of one task, each to its end before the next. */
  interface OfTask {
    /**
     * As {@link EvidenceReader#read}.
     *
     * @param packed whether the bytes are unpacked of others: only a file that is not can be known
     *     again by its beginning if it grows
     */
    Iterator<Row> read(EvidenceFile file, InputStream bytes, boolean packed);
  }
}
