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
  private final boolean packed;

  private SliceBytes(byte[] head, InputStream rest, boolean packed) {
    this.head = head;
    this.rest = rest;
    this.packed = packed;
  }

  /**
   * Opens a slice.
   *
   * @param headLength how many bytes of the file's beginning are looked at
   * @param lead how many bytes before the slice are read with it
   * @throws IOException if the file cannot be opened or its head not be read
   */
  public static SliceBytes open(EvidenceSlice slice, int headLength, int lead, Configuration hadoop)
      throws IOException {
    FSDataInputStream stored = EvidenceBytes.stored(slice.file(), hadoop);
    try {
      if (slice.byLines()) {
        stored.seek(Math.max(0, slice.from() - lead));
        return new SliceBytes(new byte[0], stored, /* packed= */ false);
      }
      SliceBytes whole = whole(stored, headLength, /* packed= */ false);
      if (EvidenceBytes.isGzip(whole.head)) {
        // Packed bytes cannot be entered in the middle: the first slice reads them all.
        InputStream packed =
            new SequenceInputStream(new ByteArrayInputStream(whole.head), whole.rest);
        return slice.isFirst()
            ? whole(new GzipMembers(packed, headLength), headLength, /* packed= */ true)
            : new SliceBytes(new byte[0], stored, /* packed= */ true);
      }
      if (!slice.isFirst()) {
        stored.seek(Math.max(0, slice.from() - lead));
        return new SliceBytes(whole.head, stored, /* packed= */ false);
      }
      return whole;
    } catch (IOException failed) {
      stored.close();
      throw failed;
    }
  }

  /** A stream that breaks within the head gives what came before, and breaks when read on. */
  private static SliceBytes whole(InputStream bytes, int headLength, boolean packed) {
    byte[] head = new byte[headLength];
    int length = 0;
    try {
      int read = bytes.read(head, 0, headLength);
      while (read > 0) {
        length += read;
        read = bytes.read(head, length, headLength - length);
      }
      byte[] all = length == headLength ? head : Arrays.copyOf(head, length);
      return new SliceBytes(all, bytes, packed);
    } catch (IOException broken) {
      return new SliceBytes(Arrays.copyOf(head, length), new Broken(bytes, broken), packed);
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

  /** Of a first slice what follows the head, else the bytes from the lead before the slice on. */
  public InputStream rest() {
    return rest;
  }

  /** Whether the bytes are unpacked of others: positions are not those of the file as stored. */
  public boolean isPacked() {
    return packed;
  }

  @Override
  public void close() throws IOException {
    rest.close();
  }
}
