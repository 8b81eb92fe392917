package dev.ajar.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A set of clock hours (UTC), kept as sorted runs, with fast counting.
 *
 * <p>Hours are named by their first tick. A span that touches an hour takes the whole hour:
 * coverage is said per clock hour (exposure.md §7).
 */
public final class HourSet implements Serializable {
  private static final long serialVersionUID = 1L;

  public static final HourSet EMPTY = new HourSet(new long[0], new long[0]);

  /** Run i is [from[i], to[i]), whole hours; runs are sorted, disjoint and do not touch. */
  private final long[] from;

  private final long[] to;

  /** Hours in the runs before run i. */
  private final long[] before;

  private HourSet(long[] from, long[] to) {
    this.from = from;
    this.to = to;
    this.before = new long[from.length + 1];
    for (int i = 0; i < from.length; i++) {
      before[i + 1] = before[i] + (to[i] - from[i]) / Ticks.PER_HOUR;
    }
  }

  /** The hours that the spans touch; each span is {from, to} in ticks, [from, to), may be empty. */
  public static HourSet touchedBy(List<long[]> spans) {
    List<long[]> hours = new ArrayList<>(spans.size());
    for (long[] span : spans) {
      if (span[0] < span[1]) {
        long last = Ticks.hourOf(span[1] - 1);
        hours.add(new long[] {Ticks.hourOf(span[0]), last + Ticks.PER_HOUR});
      }
    }
    hours.sort((a, b) -> Long.compare(a[0], b[0]));
    long[] from = new long[hours.size()];
    long[] to = new long[hours.size()];
    int runs = 0;
    for (long[] hour : hours) {
      if (runs > 0 && hour[0] <= to[runs - 1]) {
        to[runs - 1] = Math.max(to[runs - 1], hour[1]);
      } else {
        from[runs] = hour[0];
        to[runs] = hour[1];
        runs++;
      }
    }
    return new HourSet(Arrays.copyOf(from, runs), Arrays.copyOf(to, runs));
  }

  /** The hours that lie wholly in the union of the spans; each span is {from, to} in ticks. */
  public static HourSet inside(List<long[]> spans) {
    List<long[]> sorted = new ArrayList<>(spans);
    sorted.sort((a, b) -> Long.compare(a[0], b[0]));
    List<long[]> hours = new ArrayList<>();
    long from = 0;
    long to = 0;
    boolean any = false;
    for (long[] span : sorted) {
      if (any && span[0] <= to) {
        to = Math.max(to, span[1]);
        continue;
      }
      if (any) {
        hours.add(wholeHours(from, to));
      }
      from = span[0];
      to = span[1];
      any = true;
    }
    if (any) {
      hours.add(wholeHours(from, to));
    }
    return touchedBy(hours);
  }

  private static long[] wholeHours(long from, long to) {
    long first = Ticks.hourOf(from) == from ? from : Ticks.hourOf(from) + Ticks.PER_HOUR;
    return new long[] {first, Math.max(first, Ticks.hourOf(to))};
  }

  public boolean isEmpty() {
    return from.length == 0;
  }

  /** How many hours. */
  public long count() {
    return before[from.length];
  }

  /** How many of the hours that [fromTicks, toTicks) touches are in the set. */
  public long countTouchedBy(long fromTicks, long toTicks) {
    if (fromTicks >= toTicks || isEmpty()) {
      return 0;
    }
    return countBefore(Ticks.hourOf(toTicks - 1) + Ticks.PER_HOUR)
        - countBefore(Ticks.hourOf(fromTicks));
  }

  /** Whether any hour that [fromTicks, toTicks) touches is in the set. */
  public boolean meets(long fromTicks, long toTicks) {
    return countTouchedBy(fromTicks, toTicks) > 0;
  }

  /** Whether the hour that begins at {@code hour} is in the set. */
  public boolean contains(long hour) {
    return countTouchedBy(hour, hour + 1) > 0;
  }

  /** The hours in either. */
  public HourSet or(HourSet other) {
    List<long[]> all = runs();
    all.addAll(other.runs());
    return touchedBy(all);
  }

  /** The hours in both. */
  public HourSet and(HourSet other) {
    List<long[]> common = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < from.length && j < other.from.length) {
      long start = Math.max(from[i], other.from[j]);
      long end = Math.min(to[i], other.to[j]);
      if (start < end) {
        common.add(new long[] {start, end});
      }
      if (to[i] < other.to[j]) {
        i++;
      } else {
        j++;
      }
    }
    return touchedBy(common);
  }

  /** The runs: {from, to} in ticks, sorted, disjoint. */
  public List<long[]> runs() {
    List<long[]> runs = new ArrayList<>(from.length);
    for (int i = 0; i < from.length; i++) {
      runs.add(new long[] {from[i], to[i]});
    }
    return runs;
  }

  /** Hours of the set that begin before {@code hour}. */
  private long countBefore(long hour) {
    int at = Arrays.binarySearch(from, hour);
    int run = at >= 0 ? at : -at - 2;
    if (run < 0) {
      return 0;
    }
    return before[run] + (Math.min(hour, to[run]) - from[run]) / Ticks.PER_HOUR;
  }
}
