package dev.ajar.evidence.lines;

import dev.ajar.evidence.EightBytes;
import java.util.Arrays;

/** Bytes that are compared with what is read, eight at a time. */
final class KnownBytes {
  private final long[] words;
  private final long rest;
  private final long restMask;
  private final int length;

  private KnownBytes(long[] words, long rest, long restMask, int length) {
    this.words = words;
    this.rest = rest;
    this.restMask = restMask;
    this.length = length;
  }

  /** A copy of the bytes from {@code from} to {@code to}. */
  static KnownBytes of(byte[] bytes, int from, int to) {
    int length = to - from;
    byte[] padded = Arrays.copyOf(Arrays.copyOfRange(bytes, from, to), length + Long.BYTES);
    long[] words = new long[length / Long.BYTES];
    for (int i = 0; i < words.length; i++) {
      words[i] = EightBytes.at(padded, i * Long.BYTES);
    }
    int tail = length % Long.BYTES;
    long mask = tail == 0 ? 0 : -1L >>> (Long.SIZE - Byte.SIZE * tail);
    return new KnownBytes(words, EightBytes.at(padded, length - tail) & mask, mask, length);
  }

  /** How many they are. */
  int length() {
    return length;
  }

  /** Whether they stand at {@code at}. Seven bytes behind them must be there. */
  boolean stand(byte[] bytes, int at) {
    int position = at;
    for (long word : words) {
      if (EightBytes.at(bytes, position) != word) {
        return false;
      }
      position += Long.BYTES;
    }
    return (EightBytes.at(bytes, position) & restMask) == rest;
  }
}
