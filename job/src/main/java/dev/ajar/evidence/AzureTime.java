package dev.ajar.evidence;

import dev.ajar.model.Ticks;
import java.nio.charset.StandardCharsets;

/**
 * Reads every spelling of an instant that Azure, its tools and its portals write, to the tick.
 *
 * <p>A time without a zone is UTC; a date alone is its midnight; digits beyond seven are cut; with
 * slashes and the year last, the month comes first. Two-digit years are of this century. Nonsense
 * gives {@link #NOT_A_TIME}; years before 1970 or after 2199 (.NET writes year 1 and 9999 for "no
 * value") give {@link #OUT_OF_RANGE}. Test with {@link #isTime}.
 */
public final class AzureTime {
  /** What cannot be read as a time. */
  public static final long NOT_A_TIME = Long.MIN_VALUE;

  /** A time that no record of Azure can have. */
  public static final long OUT_OF_RANGE = Long.MIN_VALUE + 1;

  static final int FIRST_YEAR = 1970;
  static final int LAST_YEAR = 2199;

  /** {@code 2022-07-05T11:47:39.6047124Z}. */
  private static final int USUAL_LENGTH = 28;

  private static final int USUAL_MIN = 20;

  private AzureTime() {}

  /** Whether a result of {@link #ticks} is an instant. */
  public static boolean isTime(long ticks) {
    return ticks > OUT_OF_RANGE;
  }

  /** Why a result is no instant, as a constant phrase; null if it is one. */
  public static String problem(long ticks) {
    if (ticks == NOT_A_TIME) {
      return "time cannot be read";
    }
    return ticks == OUT_OF_RANGE ? "time out of range" : null;
  }

  /**
   * Ticks of 100 ns since 1970, UTC.
   *
   * @param text may be null, which is no time
   */
  public static long ticks(String text) {
    if (text == null) {
      return NOT_A_TIME;
    }
    byte[] ascii = text.getBytes(StandardCharsets.UTF_8);
    return ticks(ascii, 0, ascii.length);
  }

  /** The same, from UTF-8; the usual spelling (ISO with seconds, UTC) without allocation. */
  public static long ticks(byte[] bytes, int start, int length) {
    long usual = usual(bytes, start, length);
    return usual == NOT_A_TIME
        ? new TimeText(new String(bytes, start, length, StandardCharsets.UTF_8)).ticks()
        : usual;
  }

  /** {@code yyyy-MM-ddTHH:mm:ss[.f{0,7}]Z}; NOT_A_TIME for every other spelling. */
  private static long usual(byte[] b, int at, int length) {
    if (length < USUAL_MIN
        || length > USUAL_LENGTH
        || b[at + 4] != '-'
        || b[at + 7] != '-'
        || b[at + 10] != 'T'
        || b[at + 13] != ':'
        || b[at + 16] != ':'
        || b[at + length - 1] != 'Z') {
      return NOT_A_TIME;
    }
    int year = number(b, at, 4);
    int month = number(b, at + 5, 2);
    int day = number(b, at + 8, 2);
    int hour = number(b, at + 11, 2);
    int minute = number(b, at + 14, 2);
    int second = number(b, at + 17, 2);
    if ((year | month | day | hour | minute | second) < 0) {
      return NOT_A_TIME;
    }
    int digits = length - USUAL_MIN - 1;
    int fraction = 0;
    if (digits > 0) {
      fraction = b[at + 19] == '.' ? number(b, at + 20, digits) : -1;
      for (int i = digits; i < 7 && fraction > 0; i++) {
        fraction *= 10;
      }
    }
    if (fraction < 0 || digits == 0 || hour > 23 || minute > 59 || second > 59) {
      return NOT_A_TIME;
    }
    return of(
        year, month, day, ((hour * 60L + minute) * 60 + second) * Ticks.PER_SECOND + fraction);
  }

  private static int number(byte[] b, int at, int digits) {
    int number = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = b[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** The instant of a date and the ticks since its midnight in UTC. */
  static long of(int year, int month, int day, long ofDay) {
    if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
      return NOT_A_TIME;
    }
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      return OUT_OF_RANGE;
    }
    return daysSince1970(year, month, day) * 24 * Ticks.PER_HOUR + ofDay;
  }

  private static int daysOf(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** Days of the proleptic Gregorian calendar, counted from March so that leap days come last. */
  private static long daysSince1970(int year, int month, int day) {
    int shifted = month <= 2 ? year - 1 : year;
    int era = shifted / 400;
    int ofEra = shifted - era * 400;
    int ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146_097L + ofEra * 365L + ofEra / 4 - ofEra / 100 + ofYear - 719_468;
  }
}
