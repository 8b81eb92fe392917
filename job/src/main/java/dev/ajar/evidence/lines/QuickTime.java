package dev.ajar.evidence.lines;

import dev.ajar.evidence.AzureTime;
import dev.ajar.evidence.EightBytes;
import dev.ajar.model.Ticks;

/**
 * {@link AzureTime} for the times of one log, most of which are of the hour of the one before: then
 * only minute, second and fraction are read.
 */
public final class QuickTime {
  /** {@code 2022-07-05T11:}. */
  private static final int HOUR_LENGTH = 14;

  private static final int MIN = 20;
  private static final int MAX = 28;
  private static final int MAX_DIGITS = 7;
  private static final long REST = -1L >>> (64 - 8 * (HOUR_LENGTH - Long.BYTES));

  private long hourText;
  private long hourRest;
  private long hour;

  /** As {@link AzureTime#ticks(byte[], int, int)}; eight bytes behind {@code to} must be there. */
  public long ticks(byte[] bytes, int from, int to) {
    int length = to - from;
    boolean usual = length >= MIN && length <= MAX && bytes[to - 1] == 'Z';
    if (!usual) {
      return AzureTime.ticks(bytes, from, length);
    }
    long text = EightBytes.at(bytes, from);
    long rest = EightBytes.at(bytes, from + Long.BYTES) & REST;
    if (text == hourText && rest == hourRest) {
      long within = within(bytes, from + HOUR_LENGTH, to - 1);
      if (within >= 0) {
        return hour + within;
      }
    }
    long ticks = AzureTime.ticks(bytes, from, length);
    if (AzureTime.isTime(ticks) && bytes[from + 10] == 'T' && bytes[from + 13] == ':') {
      hourText = text;
      hourRest = rest;
      hour = Ticks.hourOf(ticks);
    }
    return ticks;
  }

  /** The same of a field that is present. */
  public long ticks(LineSlots line, int field) {
    return ticks(line.bytes(), line.start(field), line.end(field));
  }

  /** Ticks since the hour of {@code mm:ss[.f{1,7}]}; -1 for another spelling. */
  private static long within(byte[] bytes, int from, int to) {
    int minute = two(bytes, from);
    int second = two(bytes, from + 3);
    if ((minute | second) < 0 || minute > 59 || second > 59 || bytes[from + 2] != ':') {
      return -1;
    }
    long ticks = (minute * 60L + second) * Ticks.PER_SECOND;
    int at = from + 5;
    if (at == to) {
      return ticks;
    }
    if (bytes[at++] != '.' || at == to) {
      return -1;
    }
    long fraction = 0;
    for (int i = 0; i < MAX_DIGITS; i++) {
      int digit = at < to ? bytes[at++] - '0' : 0;
      if (digit < 0 || digit > 9) {
        return -1;
      }
      fraction = fraction * 10 + digit;
    }
    return at == to ? ticks + fraction : -1;
  }

  private static int two(byte[] bytes, int at) {
    int tens = bytes[at] - '0';
    int ones = bytes[at + 1] - '0';
    return (tens | ones) < 0 || tens > 9 || ones > 9 ? -1 : tens * 10 + ones;
  }
}
