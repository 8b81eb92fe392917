package dev.ajar.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The part of a stream that is in memory: the bytes from a mark on, or from the read position on.
 *
 * <p>What is kept from the mark on is bounded: beyond {@code limit} bytes only its beginning stays,
 * so that a record of any length is passed over in the same memory. A failing stream ends early and
 * says so; what came before it can still be read.
 */
final class ByteWindow {
  private static final int FIRST_CHUNK = 8 * 1024;
  private static final int CHUNK = 128 * 1024;

  /**
   * Bytes kept of what is longer than the limit: more than the quarantine shows, so that a secret
   * at its end is cut before it is halved.
   */
  static final int HEAD = 64 * 1024 + 512;

  private static final int NONE = -1;

  private final InputStream in;
  private final int keep;
  private int mark = NONE;
  private byte[] head;
  private long base;
  private boolean ended;
  private IOException failure;

  /** The bytes in memory; those from {@link #at} to {@link #limit} are still to be read. */
  byte[] bytes = new byte[FIRST_CHUNK];

  int at;
  int limit;

  /**
   * @param keep bytes that are kept from a mark on
   */
  ByteWindow(InputStream in, int keep) {
    this.in = in;
    this.keep = keep;
  }

  /** Whether there is a byte at {@link #at}; reads more where there is none. */
  boolean more() {
    return at < limit || fill();
  }

  /** The read position in the stream. */
  long position() {
    return base + at;
  }

  /** The index in {@link #bytes} of a position that is kept. */
  int index(long position) {
    return Math.toIntExact(position - base);
  }

  /** Keeps what follows the read position. */
  void mark() {
    mark = at;
    head = null;
  }

  /** Keeps nothing. */
  void release() {
    mark = NONE;
    head = null;
  }

  /** The beginning of what was marked and has grown beyond the limit; null if it has not. */
  byte[] head() {
    return head;
  }

  /** Goes back to a position that is kept. */
  void rewind(long position) {
    at = index(position);
  }

  /** Why the stream ended early; null if it has not. */
  IOException failure() {
    return failure;
  }

  private boolean fill() {
    if (ended) {
      return false;
    }
    if (mark != NONE && limit - mark > keep) {
      head = Arrays.copyOfRange(bytes, mark, mark + HEAD);
      mark = NONE;
    }
    if (limit == bytes.length) {
      makeRoom();
    }
    try {
      int read = in.read(bytes, limit, bytes.length - limit);
      if (read < 0) {
        ended = true;
        return false;
      }
      limit += read;
      return at < limit || fill();
    } catch (IOException e) {
      ended = true;
      failure = e;
      return false;
    }
  }

  private void makeRoom() {
    int from = mark == NONE ? at : mark;
    int kept = limit - from;
    boolean grows = kept > bytes.length / 2 || bytes.length < CHUNK;
    byte[] target = grows ? new byte[Math.max(bytes.length * 2, CHUNK)] : bytes;
    System.arraycopy(bytes, from, target, 0, kept);
    bytes = target;
    base += from;
    at -= from;
    limit = kept;
    mark = mark == NONE ? NONE : 0;
  }
}
