package dev.ajar.model;

import java.time.Instant;

/**
 * Instants as Azure writes them: ticks of 100 ns since 1970-01-01T00:00:00Z, in a {@code long}.
 *
 * <p>All comparisons are made in ticks (exposure.md §4); tables store microseconds, cut towards the
 * past. {@link #UNBOUNDED_PAST} and {@link #UNBOUNDED_FUTURE} stand for "not known" at either end.
 */
public final class Ticks {
  /** Before every instant. */
  public static final long UNBOUNDED_PAST = Long.MIN_VALUE;

  /** After every instant. */
  public static final long UNBOUNDED_FUTURE = Long.MAX_VALUE;

  public static final long PER_MICRO = 10;
  public static final long PER_SECOND = 10_000_000;
  public static final long PER_HOUR = 3_600 * PER_SECOND;

  private static final int NANOS_PER_TICK = 100;

  private Ticks() {}

  /** The tick that holds {@code instant}; finer digits are cut. */
  public static long of(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), PER_SECOND),
        instant.getNano() / NANOS_PER_TICK);
  }

  /** The same instant, to the tick. */
  public static Instant toInstant(long ticks) {
    return Instant.ofEpochSecond(
        Math.floorDiv(ticks, PER_SECOND), Math.floorMod(ticks, PER_SECOND) * NANOS_PER_TICK);
  }

  /** Microseconds since 1970, cut: what a Spark {@code timestamp} holds. */
  public static long toMicros(long ticks) {
    return Math.floorDiv(ticks, PER_MICRO);
  }

  /** The first tick of a microsecond. */
  public static long ofMicros(long micros) {
    return Math.multiplyExact(micros, PER_MICRO);
  }

  /** The first whole second after an instant, also after one that is itself whole. */
  public static long secondAfter(long ticks) {
    return ticks - Math.floorMod(ticks, PER_SECOND) + PER_SECOND;
  }

  /** The first tick of the clock hour (UTC) that holds {@code ticks}. */
  public static long hourOf(long ticks) {
    return ticks - Math.floorMod(ticks, PER_HOUR);
  }
}
