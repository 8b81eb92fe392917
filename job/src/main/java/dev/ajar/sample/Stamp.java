package dev.ajar.sample;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants in ticks of 100 ns since 1970, UTC, and the ways Azure spells them. */
final class Stamp {
  static final long SECOND = 10_000_000L;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  /** Bytes of {@link #iso}. */
  static final int LENGTH = 28;

  private static final DateTimeFormatter US =
      DateTimeFormatter.ofPattern("M/d/yyyy h:mm:ss a", Locale.US);
  private static final DateTimeFormatter HOUR_PATH =
      DateTimeFormatter.ofPattern("'y='yyyy'/m='MM'/d='dd'/h='HH'/m=00'", Locale.ROOT);
  private static final DateTimeFormatter RUN_PATH =
      DateTimeFormatter.ofPattern("yyyy/MM/dd/HH-mm-ss", Locale.ROOT);
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss'Z'", Locale.ROOT);

  private Stamp() {}

  static long parse(String iso) {
    Instant instant = Instant.parse(iso);
    return instant.getEpochSecond() * SECOND + instant.getNano() / 100;
  }

  /** {@code 2024-02-05T10:11:12.1234567Z}. */
  static String iso(long ticks) {
    byte[] text = new byte[LENGTH];
    new Writer().write(ticks, text, 0);
    return new String(text, StandardCharsets.US_ASCII);
  }

  /** {@code 2024-02-05T10:11:12Z}; fractions are cut. */
  static String isoSeconds(long ticks) {
    return iso(ticks).substring(0, 19) + "Z";
  }

  /** {@code 2/5/2024 10:11:12 AM}, as the blob endpoint logs last-modified times. */
  static String american(long ticks) {
    return US.format(dateTime(ticks));
  }

  /** {@code 2024/02/05 10:11:12.1234567}, as the dfs endpoint logs them. */
  static String slashed(long ticks) {
    return iso(ticks).substring(0, 27).replace('-', '/').replace('T', ' ');
  }

  /** {@code y=2024/m=02/d=05/h=10/m=00}. */
  static String hourPath(long ticks) {
    return HOUR_PATH.format(dateTime(ticks));
  }

  /** {@code 2024/02/05/10-11-12}, as inventory runs are filed. */
  static String runPath(long ticks) {
    return RUN_PATH.format(dateTime(ticks));
  }

  /** {@code 2024-02-05T10-11-12Z}: a time in the name of a folder. */
  static String folder(long ticks) {
    return FOLDER.format(dateTime(ticks));
  }

  static long floor(long ticks, long unit) {
    return ticks - Math.floorMod(ticks, unit);
  }

  private static LocalDateTime dateTime(long ticks) {
    return LocalDateTime.ofEpochSecond(Math.floorDiv(ticks, SECOND), 0, ZoneOffset.UTC);
  }

  /** Writes {@link #iso} without allocation; remembers the day it wrote last. */
  static final class Writer {
    private long day = Long.MIN_VALUE;
    private final byte[] date = new byte[10];

    /** Writes {@link #LENGTH} bytes to {@code to} from {@code at}. */
    void write(long ticks, byte[] to, int at) {
      long newDay = Math.floorDiv(ticks, DAY);
      if (newDay != day) {
        day = newDay;
        LocalDateTime dateTime = dateTime(newDay * DAY);
        digits(date, 0, dateTime.getYear(), 4);
        date[4] = '-';
        digits(date, 5, dateTime.getMonthValue(), 2);
        date[7] = '-';
        digits(date, 8, dateTime.getDayOfMonth(), 2);
      }
      System.arraycopy(date, 0, to, at, 10);
      long rest = ticks - newDay * DAY;
      to[at + 10] = 'T';
      digits(to, at + 11, rest / HOUR, 2);
      to[at + 13] = ':';
      digits(to, at + 14, rest / MINUTE % 60, 2);
      to[at + 16] = ':';
      digits(to, at + 17, rest / SECOND % 60, 2);
      to[at + 19] = '.';
      digits(to, at + 20, rest % SECOND, 7);
      to[at + 27] = 'Z';
    }

    private static void digits(byte[] to, int at, long value, int count) {
      long left = value;
      for (int i = at + count - 1; i >= at; i--) {
        to[i] = (byte) ('0' + left % 10);
        left /= 10;
      }
    }
  }
}
