package dev.ajar.evidence.lines;

import dev.ajar.evidence.EightBytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The part of a stream that is in memory: what is not yet taken, and the last bytes before it.
 *
 * <p>A failing stream ends early and says so; what came before it can still be taken.
 */
final class LineBuffer {
  private static final int SIZE = 1 << 19;

  /** Bytes that stay of those that were taken. */
  static final int LEAD = 1 << 12;

  final byte[] bytes = new byte[SIZE + LineShapes.PADDING];
  private InputStream in;

  /** Position in the file of the first byte. */
  long base;

  /** Where the bytes begin and end that are not yet taken; behind them stand line ends. */
  int at;

  int limit;

  /** Whether nothing more can be read. */
  boolean ended;

  private IOException failure;

  /** Goes to the beginning of a file, of which {@code head} is known. */
  void begin(byte[] head, InputStream rest) {
    in = rest;
    base = 0;
    at = 0;
    limit = head.length;
    ended = false;
    failure = null;
    System.arraycopy(head, 0, bytes, 0, head.length);
    pad();
  }

  /** Goes to another position of the file, at which the stream is. */
  void goTo(long position) {
    base = position;
    at = 0;
    limit = 0;
  }

  /** Position in the file of what is next taken. */
  long position() {
    return base + at;
  }

  /** Whether there is something to take; reads more where there is nothing. */
  boolean more() {
    return at < limit || fill();
  }

  /** Whether the line at hand is there to its end. */
  boolean hasWholeLine() {
    return ended || EightBytes.lineEnd(bytes, at, limit) >= 0;
  }

  /** Why the stream ended early; null if it has not. */
  IOException failure() {
    return failure;
  }

  /** Reads more behind what is not yet taken; false if there is nothing or no room. */
  boolean fill() {
    int passed = at - LEAD;
    if (passed > 0) {
      System.arraycopy(bytes, passed, bytes, 0, limit - passed);
      base += passed;
      limit -= passed;
      at = LEAD;
    }
    if (ended || limit == SIZE) {
      return false;
    }
    int read = read();
    ended = read < 0;
    limit += Math.max(read, 0);
    pad();
    return !ended;
  }

  private int read() {
    try {
      return in.read(bytes, limit, SIZE - limit);
    } catch (IOException e) {
      failure = e;
      return -1;
    }
  }

  private void pad() {
    Arrays.fill(bytes, limit, limit + LineShapes.PADDING, (byte) '\n');
  }

  /** The bytes before the limit: {@link #LEAD} of them, or all there are. */
  byte[] tail() {
    return Arrays.copyOfRange(bytes, Math.max(0, limit - LEAD), limit);
  }

  /** Everything not yet taken, as a stream that takes it. */
  InputStream all() {
    return new Taken(/* oneLine= */ false);
  }

  /** The line at hand, its line end included, as a stream that takes it, however long it is. */
  InputStream line() {
    return new Taken(/* oneLine= */ true);
  }

  private final class Taken extends InputStream {
    private final boolean oneLine;
    private boolean passed;

    Taken(boolean oneLine) {
      this.oneLine = oneLine;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (passed) {
        return -1;
      }
      if (!more()) {
        if (failure != null) {
          throw failure;
        }
        return -1;
      }
      int end = oneLine ? EightBytes.lineEnd(bytes, at, limit) : -1;
      int count = Math.min(length, (end < 0 ? limit : end + 1) - at);
      System.arraycopy(bytes, at, into, offset, count);
      at += count;
      passed = at == end + 1;
      return count;
    }
  }
}
