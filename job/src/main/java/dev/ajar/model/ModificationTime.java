package dev.ajar.model;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * An object's modification time as storage logs spell it: {@code 6/30/2022 12:07:25 PM} on the blob
 * endpoint, {@code 6/30/2022, 12:07:25.000 PM} in the portal, {@code 2024/07/03 16:59:35.0118188}
 * on dfs, {@code Thursday, 30-Jun-22 12:07:25 GMT} or RFC 1123 in the documentation; ISO 8601
 * elsewhere. Without a zone it is UTC.
 */
public final class ModificationTime {
  private static final int YEAR_DIGITS = 4;
  private static final DateTimeFormatter MONTH_FIRST =
      DateTimeFormatter.ofPattern("M/d/uuuu[,] h:mm:ss[.SSS] a", Locale.US);
  private static final DateTimeFormatter DAY_IN_WORDS =
      DateTimeFormatter.ofPattern("d-MMM-uu HH:mm:ss", Locale.US);

  private ModificationTime() {}

  /** Microseconds since 1970, UTC; null for null and for what is no time: then it is unknown. */
  public static Long micros(String logged) {
    if (logged == null) {
      return null;
    }
    try {
      return ChronoUnit.MICROS.between(
          OffsetDateTime.ofInstant(java.time.Instant.EPOCH, ZoneOffset.UTC), time(logged.strip()));
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static OffsetDateTime time(String text) {
    int comma = text.indexOf(',');
    if (comma >= 0 && text.indexOf('/') < 0) {
      String date = text.substring(comma + 1).strip();
      return date.indexOf('-') < 0
          ? OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
          : utc(LocalDateTime.parse(date.replace(" GMT", ""), DAY_IN_WORDS));
    }
    if (text.indexOf('/') == YEAR_DIGITS) {
      return utc(LocalDateTime.parse(text.replace('/', '-').replace(' ', 'T')));
    }
    if (text.indexOf('-') == YEAR_DIGITS) {
      String iso = text.replace(' ', 'T');
      int zone = Math.max(iso.indexOf('Z'), Math.max(iso.indexOf('+'), iso.indexOf('-', 10)));
      return zone < 0 ? utc(LocalDateTime.parse(iso)) : OffsetDateTime.parse(iso);
    }
    // Browsers put no-break spaces before AM and PM.
    String plain = text.replace('\u202f', ' ').replace('\u00a0', ' ');
    return utc(LocalDateTime.parse(plain, MONTH_FIRST));
  }

  private static OffsetDateTime utc(LocalDateTime time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
