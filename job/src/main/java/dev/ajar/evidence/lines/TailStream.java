package dev.ajar.evidence.lines;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that remembers the last bytes that were read of it. */
public final class TailStream extends FilterInputStream {
  private final byte[] ring;
  private long passed;

  public TailStream(InputStream in, int length) {
    super(in);
    ring = new byte[length];
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = in.read(into, offset, length);
    for (int i = Math.max(0, count - ring.length); i < count; i++) {
      ring[(int) ((passed + i) % ring.length)] = into[offset + i];
    }
    passed += Math.max(0, count);
    return count;
  }

  /** How many bytes were read. */
  public long passed() {
    return passed;
  }

  /** The last of them, in order. */
  public byte[] tail() {
    byte[] tail = new byte[(int) Math.min(passed, ring.length)];
    for (int i = 0; i < tail.length; i++) {
      tail[i] = ring[(int) ((passed - tail.length + i) % ring.length)];
    }
    return tail;
  }
}
