package dev.ajar.sample;

import dev.ajar.AjarException;
import java.util.Locale;

/** How much storage log a made-up tenant has, about. */
public final class SampleSize {
  /** Bytes of {@code tiny}: quick to write and to audit. */
  public static final long TINY = 2_000_000L;

  public static final long SMALL = 100_000_000L;
  public static final long LARGE = 3_000_000_000L;

  /** The planted incident alone needs about a third of this. */
  static final long LEAST = 1_000_000L;

  private SampleSize() {}

  /**
   * The bytes that {@code text} names: {@code tiny}, {@code small}, {@code large}, or a number with
   * or without {@code KB}, {@code MB}, {@code GB} or {@code TB} (decimal).
   *
   * @throws AjarException for anything else, and for less than 1 MB
   */
  public static long parse(String text) {
    String word = text.strip().toUpperCase(Locale.ROOT);
    switch (word) {
      case "TINY":
        return TINY;
      case "SMALL":
        return SMALL;
      case "LARGE":
        return LARGE;
      default:
        break;
    }
    long unit = 1;
    for (String name : new String[] {"KB", "MB", "GB", "TB"}) {
      unit *= 1_000;
      if (word.endsWith(name)) {
        return bytes(text, word.substring(0, word.length() - name.length()).strip(), unit);
      }
    }
    return bytes(text, word, 1);
  }

  private static long bytes(String text, String number, long unit) {
    try {
      long bytes = Math.multiplyExact(Long.parseLong(number), unit);
      if (bytes >= LEAST) {
        return bytes;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static AjarException wrong(String text) {
    return AjarException.usage(
        "The size '"
            + text
            + "' is not one of tiny, small, large or a number of bytes from 1MB on.",
        "Write for example --size tiny, --size 500MB or --size 10GB.");
  }
}
