package dev.ajar.reports.html;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Time from left to right: [from, to), UTC, on whole pixels.
 *
 * @param from at {@code left}
 * @param to at {@code right}; later than {@code from}
 */
public record Axis(Instant from, Instant to, int left, int right) {
  private static final int MOST_TICKS = 9;
  private static final List<Duration> STEPS =
      List.of(
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(2),
          Duration.ofDays(7),
          Duration.ofDays(14));
  private static final int[] MONTHS = {1, 2, 3, 6, 12, 24, 60, 120, 600, 6_000};
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** A line with its label. */
  public record Tick(int x, String label) {}

  /** The pixel of an instant; null, and what lies beyond, is at the border. */
  public int x(Instant instant, int whereUnknown) {
    if (instant == null) {
      return whereUnknown;
    }
    if (instant.isBefore(from)) {
      return left;
    }
    if (instant.isAfter(to)) {
      return right;
    }
    double share = seconds(Duration.between(from, instant)) / seconds(Duration.between(from, to));
    return left + (int) Math.floor(share * (right - left));
  }

  /** Lines at round instants, at most nine. */
  public List<Tick> ticks() {
    Duration length = Duration.between(from, to);
    for (Duration step : STEPS) {
      if (seconds(length) / seconds(step) <= MOST_TICKS) {
        return ticks(step);
      }
    }
    for (int months : MONTHS) {
      List<Tick> ticks = ticks(months);
      if (ticks.size() <= MOST_TICKS) {
        return ticks;
      }
    }
    return List.of();
  }

  private List<Tick> ticks(Duration step) {
    long seconds = step.toSeconds();
    Instant at =
        Instant.ofEpochSecond(
            Math.floorDiv(from.getEpochSecond() + seconds - 1, seconds) * seconds);
    List<Tick> ticks = new ArrayList<>();
    while (at.isBefore(to)) {
      ticks.add(
          new Tick(
              x(at, left), (step.compareTo(Duration.ofDays(1)) < 0 ? MINUTE : DAY).format(at)));
      at = at.plus(step);
    }
    return ticks;
  }

  private List<Tick> ticks(int months) {
    ZonedDateTime at =
        LocalDate.of(from.atZone(ZoneOffset.UTC).getYear(), 1, 1).atStartOfDay(ZoneOffset.UTC);
    List<Tick> ticks = new ArrayList<>();
    while (at.toInstant().isBefore(to) && ticks.size() <= MOST_TICKS) {
      if (!at.toInstant().isBefore(from)) {
        ticks.add(new Tick(x(at.toInstant(), left), DAY.format(at)));
      }
      at = at.plusMonths(months);
    }
    return ticks;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }
}
