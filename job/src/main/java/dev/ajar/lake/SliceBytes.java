package dev.ajar.lake;

import dev.ajar.evidence.EvidenceSlice;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * An open slice of a file of evidence: its head, by which every slice of a file knows how to read
 * it, and the bytes to read.
 */
public final class SliceBytes implements AutoCloseable {
  private final byte[] head;
  private final InputStream rest;

  private SliceBytes(byte[] head, InputStream rest) {
    this.head = head;
    this.rest = rest;
  }

  /**
   * Opens a slice.
   *
   * @param headLength how many bytes of the file's beginning are looked at
   * @throws IOException if the file cannot be opened or its head not be read
   */
  public static SliceBytes open(EvidenceSlice slice, int headLength, Configuration hadoop)
      throws IOException {
    FSDataInputStream stored = EvidenceBytes.stored(slice.file(), hadoop);
    try {
      SliceBytes whole = whole(stored, headLength);
      if (EvidenceBytes.isGzip(whole.head)) {
        // Packed bytes cannot be entered in the middle: the first slice reads them all.
        InputStream packed =
            new SequenceInputStream(new ByteArrayInputStream(whole.head), whole.rest);
        return slice.isFirst()
            ? whole(new GzipMembers(packed, headLength), headLength)
            : new SliceBytes(new byte[0], stored);
      }
      if (!slice.isFirst()) {
        stored.seek(slice.from() - 1);
        return new SliceBytes(whole.head, stored);
      }
      return whole;
    } catch (IOException failed) {
      stored.close();
      throw failed;
    }
  }

  /** A stream that breaks within the head gives what came before, and breaks when read on. */
  private static SliceBytes whole(InputStream bytes, int headLength) {
    byte[] head = new byte[headLength];
    int length = 0;
    try {
      int read = bytes.read(head, 0, headLength);
      while (read > 0) {
        length += read;
        read = bytes.read(head, length, headLength - length);
      }
      return new SliceBytes(Arrays.copyOf(head, length), bytes);
    } catch (IOException broken) {
      return new SliceBytes(Arrays.copyOf(head, length), new Broken(bytes, broken));
    }
  }

  private static final class Broken extends FilterInputStream {
    private final IOException why;

    Broken(InputStream bytes, IOException why) {
      super(bytes);
      this.why = why;
    }

    @Override
    public int read() throws IOException {
      throw why;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      throw why;
    }
  }

  /** The first bytes of the file, unpacked; all of them if there are no more. */
  public byte[] head() {
    return head;
  }

  /** Of a first slice what follows the head, else the bytes from the one before the slice on. */
  public InputStream rest() {
    return rest;
  }

  @Override
  public void close() throws IOException {
    rest.close();
  }
}
