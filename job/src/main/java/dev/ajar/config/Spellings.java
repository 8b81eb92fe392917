package dev.ajar.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How single values are written; each returns null for what it does not understand. */
final class Spellings {
  static final String INSTANT_CURE =
      "write a time with its zone, such as 2024-02-01T00:00:00Z, in the years 1 to 9999";
  static final String DURATION_CURE = "write a number and one of s, m, h, d: 30s, 48h, 7d";

  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([smhd])");
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,12})?");
  private static final Pattern COUNT = Pattern.compile("\\d{1,6}");
  private static final Pattern YEAR = Pattern.compile("\\d{4}-.*");
  private static final Pattern IPV4 =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");
  private static final Pattern IPV6 =
      Pattern.compile("([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/(\\d{1,3}))?");
  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;
  private static final int OCTET_MAX = 255;

  private Spellings() {}

  /** A time with its zone; a time without one could be any of 26. */
  static Instant instant(String text) {
    if (!YEAR.matcher(text).matches() || text.startsWith("0000")) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /** A whole number, 1 or more. */
  static Integer positive(String text) {
    return COUNT.matcher(text).matches() && Integer.parseInt(text) > 0
        ? Integer.valueOf(text)
        : null;
  }

  /** A share, 0 to 1. */
  static Double share(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      return null;
    }
    double share = Double.parseDouble(text);
    return share <= 1 ? share : null;
  }

  /** An address or a range of addresses, as written. */
  static String cidr(String text) {
    Matcher four = IPV4.matcher(text);
    if (four.matches()) {
      for (int octet = 1; octet <= 4; octet++) {
        if (Integer.parseInt(four.group(octet)) > OCTET_MAX) {
          return null;
        }
      }
      return prefixFits(four.group(5), IPV4_BITS) ? text : null;
    }
    Matcher six = IPV6.matcher(text);
    return six.matches() && isAddress(six.group(1)) && prefixFits(six.group(2), IPV6_BITS)
        ? text
        : null;
  }

  private static boolean prefixFits(String prefix, int bits) {
    return prefix == null || Integer.parseInt(prefix) <= bits;
  }

  private static boolean isAddress(String literal) {
    try {
      // A colon makes it a literal: nothing is looked up.
      return InetAddress.getByName(literal) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** {@code text} if the whole of it has the shape, else null. */
  static String shaped(Pattern shape, String text) {
    return shape.matcher(text).matches() ? text : null;
  }
}
