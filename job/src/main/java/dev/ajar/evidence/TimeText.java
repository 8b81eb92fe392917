package dev.ajar.evidence;

import dev.ajar.model.Ticks;
import java.util.Locale;

/** Reads one text as an instant: all spellings of {@link AzureTime}, one reading position. */
final class TimeText {
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final String DAYS = " monday tuesday wednesday thursday friday saturday sunday ";
  private static final int MAX_LENGTH = 64;
  private static final int TICK_DIGITS = 7;
  private static final int CENTURY = 2000;
  private static final int NONE = -1;

  private final String text;
  private int at;
  private int year;
  private int month;
  private int day;
  private long ofDay;

  TimeText(String text) {
    this.text = text.strip();
  }

  /** Ticks, {@link AzureTime#NOT_A_TIME} or {@link AzureTime#OUT_OF_RANGE}. */
  long ticks() {
    if (text.isEmpty() || text.length() > MAX_LENGTH || !date()) {
      return AzureTime.NOT_A_TIME;
    }
    blanks();
    if (at < text.length() && !time()) {
      return AzureTime.NOT_A_TIME;
    }
    long offset = zone();
    if (offset == AzureTime.NOT_A_TIME || at < text.length()) {
      return AzureTime.NOT_A_TIME;
    }
    long ticks = AzureTime.of(year, month, day, ofDay - offset);
    return AzureTime.isTime(ticks) && ticks < 0 ? AzureTime.OUT_OF_RANGE : ticks;
  }

  private boolean date() {
    return isDigit() ? numericDate() : namedDate();
  }

  /** {@code 2022-07-05}, {@code 2018/11/08} or {@code 6/30/2022}. */
  private boolean numericDate() {
    int from = at;
    int first = number(4);
    int firstDigits = at - from;
    char separator = at < text.length() ? text.charAt(at) : ' ';
    if (separator != '-' && separator != '/') {
      return false;
    }
    at++;
    int second = number(2);
    if (!take(separator)) {
      return false;
    }
    from = at;
    int third = number(4);
    int thirdDigits = at - from;
    if (firstDigits == 4 && thirdDigits <= 2) {
      year = first;
      month = second;
      day = third;
    } else if (separator == '/' && firstDigits <= 2 && thirdDigits == 4) {
      month = first;
      day = second;
      year = third;
    } else {
      return false;
    }
    return month > 0 && day > 0 && separatorAfterDate();
  }

  private boolean separatorAfterDate() {
    return at == text.length() || take('T') || take('t') || take(',') || isBlank();
  }

  /** {@code Tuesday, 07-Apr-20} or {@code Tue, 15 Nov 2022}. */
  private boolean namedDate() {
    int from = at;
    while (at < text.length() && isLetter(text.charAt(at))) {
      at++;
    }
    String name = text.substring(from, at).toLowerCase(Locale.ROOT);
    if (name.length() < 3 || !isDay(name) || !take(',')) {
      return false;
    }
    blanks();
    day = number(2);
    if (!take('-') && !isBlank()) {
      return false;
    }
    blanks();
    if (at + 3 > text.length()) {
      return false;
    }
    int index = MONTHS.indexOf(text.substring(at, at + 3).toLowerCase(Locale.ROOT));
    if (index < 0 || index % 3 != 0) {
      return false;
    }
    month = index / 3 + 1;
    at += 3;
    if (!take('-') && !isBlank()) {
      return false;
    }
    blanks();
    from = at;
    year = number(4);
    if (at - from == 2) {
      year += CENTURY;
    } else if (at - from != 4) {
      return false;
    }
    return day > 0 && isBlank();
  }

  private static boolean isDay(String name) {
    return DAYS.contains(" " + name + " ") || (name.length() == 3 && DAYS.contains(" " + name));
  }

  /** {@code 11:47}, {@code 11:47:39.6047124}, {@code 5:01:40.265 PM}. */
  private boolean time() {
    int hour = number(2);
    if (hour < 0 || !take(':')) {
      return false;
    }
    int minute = number(2);
    int second = 0;
    long fraction = 0;
    if (take(':')) {
      second = number(2);
      fraction = take('.') ? fraction() : 0;
    }
    if (minute < 0 || minute > 59 || second < 0 || second > 59 || fraction < 0) {
      return false;
    }
    blanks();
    int half = half();
    if (half != NONE) {
      if (hour < 1 || hour > 12) {
        return false;
      }
      hour = hour % 12 + half;
    }
    ofDay = ((hour * 60L + minute) * 60 + second) * Ticks.PER_SECOND + fraction;
    return hour < 24;
  }

  private int half() {
    if (at + 2 <= text.length() && (text.charAt(at + 1) | 0x20) == 'm') {
      int first = text.charAt(at) | 0x20;
      if (first == 'a' || first == 'p') {
        at += 2;
        return first == 'a' ? 0 : 12;
      }
    }
    return NONE;
  }

  private long fraction() {
    long ticks = 0;
    int digits = 0;
    while (isDigit()) {
      ticks = digits < TICK_DIGITS ? ticks * 10 + text.charAt(at) - '0' : ticks;
      digits++;
      at++;
    }
    for (int i = digits; i < TICK_DIGITS; i++) {
      ticks *= 10;
    }
    return ticks;
  }

  /** The zone's distance from UTC in ticks; 0 without one. */
  private long zone() {
    blanks();
    if (at == text.length() || take('Z') || take('z')) {
      return 0;
    }
    String rest = text.substring(at).toUpperCase(Locale.ROOT);
    if (rest.equals("GMT") || rest.equals("UTC")) {
      at = text.length();
      return 0;
    }
    boolean west = take('-');
    if (!west && !take('+')) {
      return AzureTime.NOT_A_TIME;
    }
    int hours = number(2);
    take(':');
    int minutes = at < text.length() ? number(2) : 0;
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
      return AzureTime.NOT_A_TIME;
    }
    long offset = (hours * 60L + minutes) * 60 * Ticks.PER_SECOND;
    return west ? -offset : offset;
  }

  /** Up to {@code digits} digits; -1 if there is none. */
  private int number(int digits) {
    int from = at;
    int number = 0;
    while (isDigit() && at - from < digits) {
      number = number * 10 + text.charAt(at) - '0';
      at++;
    }
    return at == from ? NONE : number;
  }

  private boolean take(char expected) {
    if (at < text.length() && text.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }

  private void blanks() {
    while (isBlank()) {
      at++;
    }
  }

  /** Browsers put no-break spaces before AM and PM. */
  private boolean isBlank() {
    return at < text.length()
        && (text.charAt(at) == ' ' || text.charAt(at) == '\u00a0' || text.charAt(at) == '\u202f');
  }

  private boolean isDigit() {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
