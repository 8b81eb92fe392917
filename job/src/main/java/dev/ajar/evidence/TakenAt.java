package dev.ajar.evidence;

import dev.ajar.config.SourceConfig;
import dev.ajar.model.Ticks;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a snapshot was taken.
 *
 * <p>A path that holds a day and no time of day says only that it was some instant of that day
 * (UTC): the snapshot is then an interval, as an inventory is.
 *
 * @param ticks the instant, or the first it may have been
 * @param untilTicks the last instant it may have been; null where the instant is exact
 * @param problem why no time is known; else null
 */
public record TakenAt(long ticks, Long untilTicks, String problem) {
  private static final int FIRST_YEAR = 2008;
  private static final int LAST_YEAR = 2200;

  /** y=2024/m=03/d=01/h=10/m=00, as Azure files its exports. */
  private static final String KEYED =
      "(?<=^|/)y=(\\d{4})/m=(\\d{1,2})/d=(\\d{1,2})(?:/h=(\\d{1,2})(?:/m=(\\d{1,2}))?)?(?=/|$)()";

  /** 2024-03-01, 20240301, 2024-03-01T10-00-00Z, 20240301T100000Z, 2024-03-01_10-00. */
  private static final String WRITTEN =
      "(?<![0-9a-fA-F])(\\d{4})([-_]?)(\\d{2})\\2(\\d{2})"
          + "(?:[T_ -](\\d{2})[-:_]?(\\d{2})(?:[-:_]?(\\d{2})(?:\\.\\d{1,9})?)?Z?)?(?![0-9a-fA-F])";

  /** 2024/03/01, 2024/03/01/10, 2024/03/01/10-00-00, as Blob Inventory files its runs. */
  private static final String FOLDERS =
      "(?<=^|/)(\\d{4})/(\\d{2})/(\\d{2})(?:/(\\d{2})(?:[-/:](\\d{2})(?:[-/:](\\d{2}))?)?)?(?=/|$)";

  private static final Pattern KEYED_PATTERN = Pattern.compile(KEYED);
  private static final Pattern WRITTEN_PATTERN = Pattern.compile(WRITTEN);
  private static final Pattern FOLDERS_PATTERN = Pattern.compile(FOLDERS);
  private static final int[] FIELDS = {1, 2, 3, 4, 5, 6};
  private static final int[] WRITTEN_FIELDS = {1, 3, 4, 5, 6, 7};

  /** As the source says: its {@code taken_at}, or the date in the file's path. */
  public static TakenAt of(SourceConfig source, String file) {
    if (!source.takenAtFromPath() && source.takenAt() != null) {
      return new TakenAt(Ticks.of(source.takenAt()), null, null);
    }
    return fromPath(file);
  }

  /** As the source says; null where it does not say when it was taken. */
  public static TakenAt ifSaid(SourceConfig source, String file) {
    return source.takenAtFromPath() || source.takenAt() != null ? of(source, file) : null;
  }

  /** The date, and the time of day if it is there, that stands deepest in {@code path}. */
  public static TakenAt fromPath(String path) {
    Found best = null;
    boolean two = false;
    Found keyed = last(KEYED_PATTERN.matcher(path), FIELDS);
    Found folders = last(FOLDERS_PATTERN.matcher(path), FIELDS);
    Matcher written = WRITTEN_PATTERN.matcher(path);
    for (Found found = next(written); found != null; found = next(written)) {
      boolean sameName = best != null && path.indexOf('/', best.at) > found.at;
      boolean lastName = best != null && path.indexOf('/', best.at) < 0;
      two = (sameName || lastName) && !best.taken.equals(found.taken);
      best = found;
    }
    for (Found found : new Found[] {keyed, folders}) {
      if (found != null && (best == null || found.at > best.at)) {
        best = found;
        two = false;
      }
    }
    if (best == null) {
      return new TakenAt(0, null, "taken_at is path, and the path holds no date");
    }
    return two
        ? new TakenAt(0, null, "taken_at is path, and one name in the path holds two dates")
        : best.taken;
  }

  /** The last instant it may have been. */
  public long latest() {
    return untilTicks == null ? ticks : untilTicks;
  }

  private record Found(int at, TakenAt taken) {}

  private static Found last(Matcher matcher, int[] fields) {
    Found last = null;
    while (matcher.find()) {
      TakenAt taken = read(matcher, fields);
      last = taken == null ? last : new Found(matcher.start(), taken);
    }
    return last;
  }

  private static Found next(Matcher matcher) {
    while (matcher.find()) {
      TakenAt taken = read(matcher, WRITTEN_FIELDS);
      if (taken != null) {
        return new Found(matcher.start(), taken);
      }
    }
    return null;
  }

  /** The instant, with the interval that its finest field leaves; null if there is no such date. */
  private static TakenAt read(Matcher matcher, int[] fields) {
    int[] numbers = new int[fields.length];
    int known = 0;
    for (int i = 0; i < fields.length; i++) {
      String digits = matcher.group(fields[i]);
      if (digits != null && !digits.isEmpty()) {
        numbers[i] = Integer.parseInt(digits);
        known = i + 1;
      }
    }
    if (numbers[0] < FIRST_YEAR || numbers[0] > LAST_YEAR) {
      return null;
    }
    try {
      LocalDateTime time =
          LocalDateTime.of(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
      long from = Ticks.of(time.toInstant(ZoneOffset.UTC));
      ChronoUnit unit =
          known == 3 ? ChronoUnit.DAYS : known == 4 ? ChronoUnit.HOURS : ChronoUnit.MINUTES;
      Long until =
          known == 6 ? null : (Long) (Ticks.of(time.plus(1, unit).toInstant(ZoneOffset.UTC)) - 1);
      return new TakenAt(from, until, null);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
