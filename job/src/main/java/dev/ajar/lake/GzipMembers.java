package dev.ajar.lake;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip, all members of it, as it is read (RFC 1952).
 *
 * <p>The JDK's own stream ends in silence where a later member is cut short or where the store says
 * that nothing is available yet; records would be missing and nobody would know. Here every end but
 * the end of the last member is an {@link IOException}.
 */
final class GzipMembers extends InputStream {
  private static final int FIRST = 0x1f;
  private static final int SECOND = 0x8b;
  private static final int DEFLATE = 8;
  private static final int HAS_HEADER_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int FIXED_REST = 6;
  private static final int BYTE = 0xff;

  private final PushbackInputStream in;
  private final byte[] packed;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private int filled;
  private boolean inMember;
  private boolean ended;

  GzipMembers(InputStream in, int buffer) {
    this.in = new PushbackInputStream(in, buffer);
    this.packed = new byte[buffer];
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & BYTE;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      while (!ended) {
        if (!inMember && !beginMember()) {
          break;
        }
        int unpacked = inflater.inflate(into, offset, length);
        if (unpacked > 0) {
          crc.update(into, offset, unpacked);
          return unpacked;
        }
        if (inflater.finished()) {
          endMember();
        } else if (inflater.needsInput()) {
          fill();
        } else {
          throw new ZipException("gzip needs a dictionary");
        }
      }
      return -1;
    } catch (DataFormatException broken) {
      throw new ZipException("gzip is damaged: " + broken.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    ended = true;
    inflater.end();
    in.close();
  }

  private void fill() throws IOException {
    int read = in.read(packed);
    if (read < 0) {
      throw new EOFException("gzip ends in the middle");
    }
    filled = read;
    inflater.setInput(packed, 0, read);
  }

  /** Reads a member's header; false at the end of the file. */
  private boolean beginMember() throws IOException {
    int first = in.read();
    while (first == 0) {
      // Some writers fill the last block with zeros.
      first = in.read();
    }
    if (first < 0) {
      ended = true;
      return false;
    }
    if (first != FIRST || next() != SECOND || next() != DEFLATE) {
      throw new ZipException("what follows a gzip member is no gzip");
    }
    int flags = next();
    skip(FIXED_REST);
    if ((flags & HAS_EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & HAS_NAME) != 0) {
      skipText();
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipText();
    }
    if ((flags & HAS_HEADER_CRC) != 0) {
      skip(2);
    }
    inflater.reset();
    crc.reset();
    inMember = true;
    return true;
  }

  private void endMember() throws IOException {
    int rest = inflater.getRemaining();
    if (rest > 0) {
      // What the inflater did not take stands at the end of what it was last given.
      in.unread(packed, filled - rest, rest);
    }
    long expected = word();
    long size = word();
    if (expected != crc.getValue() || size != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new ZipException("gzip is damaged: its check sum differs");
    }
    inMember = false;
  }

  /** Four bytes, the lowest first. */
  private long word() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      next();
    }
  }

  private void skipText() throws IOException {
    int c = next();
    while (c != 0) {
      c = next();
    }
  }

  private int next() throws IOException {
    int c = in.read();
    if (c < 0) {
      throw new EOFException("gzip ends in the middle");
    }
    return c;
  }
}
