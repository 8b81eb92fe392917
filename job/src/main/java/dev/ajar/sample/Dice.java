package dev.ajar.sample;

import java.util.List;
import java.util.Locale;

/**
 * Seeded random numbers of one purpose (SplitMix64): the same seed and purpose give the same
 * numbers on any machine, whatever other purposes draw.
 */
final class Dice {
  private static final long STEP = 0x9E3779B97F4A7C15L;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private long state;

  Dice(long seed, String purpose) {
    long mixed = seed * STEP;
    for (int i = 0; i < purpose.length(); i++) {
      mixed = (mixed ^ purpose.charAt(i)) * 0x100000001B3L;
    }
    state = mixed;
  }

  long next() {
    state += STEP;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A number from 0 to {@code bound - 1}. */
  int below(int bound) {
    return (int) ((next() >>> 33) % bound);
  }

  /** A number from {@code from} to {@code to - 1}. */
  long between(long from, long to) {
    return from + (next() >>> 1) % (to - from);
  }

  <T> T pick(List<T> values) {
    return values.get(below(values.size()));
  }

  /** So many hex digits, lower case. */
  String hex(int digits) {
    StringBuilder text = new StringBuilder(digits);
    for (int i = 0; i < digits; i++) {
      text.append(HEX[below(16)]);
    }
    return text.toString();
  }

  /** A hash as the storage logs spell it: 64 hex digits, upper case. */
  String hash() {
    return hex(64).toUpperCase(Locale.ROOT);
  }

  /** A made-up GUID. */
  String guid() {
    return hex(8) + "-" + hex(4) + "-4" + hex(3) + "-8" + hex(3) + "-" + hex(12);
  }

  /** A request id as the blob service makes them. */
  String requestId() {
    return hex(8) + "-" + hex(1) + "01e-00" + hex(2) + "-" + hex(4) + "-" + hex(6) + "000000";
  }
}
