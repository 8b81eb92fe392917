package dev.ajar.reports.text;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;

/** How a report writes numbers, bytes and instants: in UTC, in one locale, exact. */
public final class Wording {
  private static final DateTimeFormatter INSTANT =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
          .appendLiteral(" UTC")
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final long KILO = 1_000;
  private static final List<String> UNITS = List.of("bytes", "kB", "MB", "GB", "TB", "PB", "EB");

  private Wording() {}

  /** {@code 1,204}. */
  public static String number(long number) {
    return new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(number);
  }

  /** {@code 1,204 windows}, {@code 1 window}. */
  public static String count(long number, String one, String many) {
    return number(number) + " " + (number == 1 ? one : many);
  }

  /** {@code 4.51 GB (4,512,345,678 bytes)}; decimal units, cut, so never more than there was. */
  public static String bytes(long bytes) {
    if (bytes < KILO) {
      return count(bytes, "byte", "bytes");
    }
    return shortBytes(bytes) + " (" + number(bytes) + " bytes)";
  }

  /** {@code 4.51 GB}; decimal units, cut. */
  public static String shortBytes(long bytes) {
    if (bytes < KILO) {
      return count(bytes, "byte", "bytes");
    }
    int unit = 0;
    long scale = 1;
    while (unit < UNITS.size() - 1 && bytes / scale >= KILO) {
      scale *= KILO;
      unit++;
    }
    long hundredths = bytes / scale * 100 + bytes % scale / (scale / 100 == 0 ? 1 : scale / 100);
    return String.format(
        Locale.ROOT, "%d.%02d %s", hundredths / 100, hundredths % 100, UNITS.get(unit));
  }

  /** {@code 2024-02-03 09:12:03.5 UTC}; digits of a second only where there are any. */
  public static String instant(Instant instant) {
    return INSTANT.format(instant);
  }

  /** {@code 2024-02-03 09:00}, for axes and hours; UTC. */
  public static String hour(Instant instant) {
    return HOUR.format(instant);
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  public static String list(List<String> words) {
    if (words.size() < 2) {
      return String.join("", words);
    }
    return String.join(", ", words.subList(0, words.size() - 1))
        + " and "
        + words.get(words.size() - 1);
  }

  /** {@code text} with its first letter large. */
  public static String sentence(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
