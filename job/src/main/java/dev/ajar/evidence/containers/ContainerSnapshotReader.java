package dev.ajar.evidence.containers;

import dev.ajar.config.SourceConfig;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceReader;
import dev.ajar.evidence.SnapshotRows;
import dev.ajar.evidence.TakenAt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/**
 * Reads lists of containers, or single ones, in JSON or in the data plane's XML: the level of each
 * when the list was made, and since when it held. Rows have the schema of {@link
 * SnapshotRows#READING}.
 */
public final class ContainerSnapshotReader implements EvidenceReader {
  private static final long serialVersionUID = 1L;
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
  private static final int LONGEST_BEGIN = 1024;

  private final SourceConfig source;

  /** A reader of the files of {@code source}, which says when they were taken. */
  public ContainerSnapshotReader(SourceConfig source) {
    this.source = source;
  }

  @Override
  public Iterator<Row> read(EvidenceFile file, InputStream bytes) {
    TakenAt taken = TakenAt.of(source, file.file());
    ContainerContent content = new ContainerContent(file, taken);
    byte[] begin = upToText(bytes);
    InputStream all = new SequenceInputStream(new ByteArrayInputStream(begin), bytes);
    return begin.length > 0 && begin[begin.length - 1] == '<'
        ? new ContainerListXml(file, all, taken, content, source.apiVersion())
        : new SnapshotRows(file, all, taken, content);
  }

  /** What is read up to the first byte that is neither blank nor of a byte-order mark. */
  private static byte[] upToText(InputStream bytes) {
    ByteArrayOutputStream begin = new ByteArrayOutputStream();
    try {
      int read = bytes.read();
      while (read >= 0) {
        begin.write(read);
        boolean text = read > ' ' && BYTE_ORDER_MARK.indexOf(read) < 0;
        read = text || begin.size() == LONGEST_BEGIN ? -1 : bytes.read();
      }
    } catch (IOException e) {
      // The reader that goes on finds the stream failing, behind what was read of it.
      return begin.toByteArray();
    }
    return begin.toByteArray();
  }
}
