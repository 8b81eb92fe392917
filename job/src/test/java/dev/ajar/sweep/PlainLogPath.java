package dev.ajar.sweep;

import dev.ajar.model.Ticks;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the path of a log says, and whether it is needed: slow and obvious, for comparison. */
record PlainLogPath(
    String file,
    String account,
    String service,
    String subscription,
    String category,
    Instant from,
    Instant to) {
  private static final Pattern YEAR = Pattern.compile("^.*?/y=(?<rest>.*)$");

  static PlainLogPath of(String file) {
    String folder = ("/" + file.toLowerCase(Locale.ROOT)).replaceAll("[^/]*$", "");
    String account = first(folder, "/storageaccounts/([^/]+)/");
    Instant from = null;
    Instant to = null;
    Matcher year = YEAR.matcher(folder);
    if (year.matches()) {
      String[] parts = ("y=" + year.group("rest")).split("/", -1);
      List<String> keys = List.of("y=\\d{4}", "m=\\d{1,2}", "d=\\d{1,2}", "h=\\d{1,2}");
      List<ChronoUnit> units =
          List.of(ChronoUnit.YEARS, ChronoUnit.MONTHS, ChronoUnit.DAYS, ChronoUnit.HOURS);
      int[] values = {0, 1, 1, 0};
      for (int i = 0; i < Math.min(4, parts.length) && parts[i].matches(keys.get(i)); i++) {
        values[i] = Integer.parseInt(parts[i].substring(2));
        try {
          LocalDateTime begin = LocalDateTime.of(values[0], values[1], values[2], values[3], 0);
          from = begin.toInstant(ZoneOffset.UTC);
          to = begin.plus(1, units.get(i)).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException noSuchTime) {
          break;
        }
      }
    }
    return new PlainLogPath(
        file,
        account,
        account == null ? null : first(folder, "/" + Pattern.quote(account) + "/([^/]+)/"),
        first(folder, "/subscriptions/([^/]+)/"),
        first(folder, "/insights-logs-(storageread|storagewrite|storagedelete)/"),
        from,
        to);
  }

  private static String first(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? matcher.group(1) : null;
  }

  boolean isLog() {
    return file.toLowerCase(Locale.ROOT).matches("(?s).*/[^/]+\\.(json|jsonl|log)(\\.gz)?");
  }

  boolean isBlob() {
    return service == null || !service.matches("(file|queue|table).*");
  }

  boolean isHour() {
    return from != null && Duration.between(from, to).equals(Duration.ofHours(1));
  }

  /** From one hour before to two days after the spans, hour by hour. */
  boolean isNeeded(Map<String, List<long[]>> spans, List<String> categories) {
    if (category != null && categories.stream().noneMatch(category::equalsIgnoreCase)) {
      return false;
    }
    if (account == null || from == null) {
      return true;
    }
    for (long[] span : spans.getOrDefault(account, List.of())) {
      Instant first =
          Ticks.toInstant(span[0]).truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(1));
      Instant end = Ticks.toInstant(span[1]).plus(Duration.ofDays(2));
      for (Instant hour = first; hour.isBefore(end); hour = hour.plus(Duration.ofHours(1))) {
        if (!hour.isBefore(from) && hour.isBefore(to)) {
          return true;
        }
      }
    }
    return false;
  }
}
