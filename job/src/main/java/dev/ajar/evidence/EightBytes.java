package dev.ajar.evidence;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at eight bytes at a time: a long of them, the first byte lowest. */
public final class EightBytes {
  /** The highest bit of each byte: set in bytes beyond ASCII. */
  public static final long HIGH = 0x8080808080808080L;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long SPACES = ONES * ' ';
  private static final long LINE_ENDS = ONES * '\n';

  private EightBytes() {}

  /** The eight bytes from {@code at} on. */
  public static long at(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /**
   * Where a JSON text may end or is more than it looks: quotes, backslashes and control characters.
   * The lowest bit set is right, higher ones may not be; 0 if there is none.
   */
  public static long stops(long word) {
    long quotes = word ^ QUOTES;
    long backslashes = word ^ BACKSLASHES;
    // Neither differs from the word in a high bit, so one look at those serves all three.
    return ((quotes - ONES) | (backslashes - ONES) | (word - SPACES)) & ~word & HIGH;
  }

  /** Which of the eight bytes the lowest bit of {@code found} stands for, from 0. */
  public static int first(long found) {
    return Long.numberOfTrailingZeros(found) >>> 3;
  }

  /**
   * The first line end from {@code from} on, before {@code to}; -1 if there is none. Seven bytes
   * behind {@code to} must be there.
   */
  public static int lineEnd(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at += Long.BYTES) {
      long word = at(bytes, at) ^ LINE_ENDS;
      long found = (word - ONES) & ~word & HIGH;
      if (found != 0) {
        int end = at + first(found);
        return end < to ? end : -1;
      }
    }
    return -1;
  }
}
