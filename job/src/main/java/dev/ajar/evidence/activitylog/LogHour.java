package dev.ajar.evidence.activitylog;

import dev.ajar.model.Ticks;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.OptionalLong;

/** The hour that a diagnostic export files a file under: {@code y=2024/m=03/d=01/h=05/m=00}. */
final class LogHour {
  private LogHour() {}

  /** Begin of the hour, in ticks (UTC); empty if the path has no such folders. */
  static OptionalLong of(String path) {
    String[] parts = path.toLowerCase(Locale.ROOT).split("/", -1);
    for (int i = 0; i + 3 < parts.length; i++) {
      int year = number(parts[i], "y=");
      int month = number(parts[i + 1], "m=");
      int day = number(parts[i + 2], "d=");
      int hour = number(parts[i + 3], "h=");
      if (year >= 0 && month >= 0 && day >= 0 && hour >= 0) {
        try {
          LocalDateTime time = LocalDateTime.of(year, month, day, hour, 0);
          return OptionalLong.of(Ticks.of(time.toInstant(ZoneOffset.UTC)));
        } catch (DateTimeException e) {
          return OptionalLong.empty();
        }
      }
    }
    return OptionalLong.empty();
  }

  private static int number(String part, String key) {
    if (!part.startsWith(key) || part.length() == key.length() || part.length() > 6) {
      return -1;
    }
    int number = 0;
    for (int i = key.length(); i < part.length(); i++) {
      char c = part.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }
}
