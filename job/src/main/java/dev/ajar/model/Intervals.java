package dev.ajar.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A set of instants: half-open spans in ticks, joined, in order. Used for the time in which changes
 * are covered (exposure.md §2).
 */
public final class Intervals {
  /** No instant. */
  public static final Intervals NONE = new Intervals(new long[0], new long[0]);

  /** What {@link #firstOutside} and {@link #endOutside} return when nothing is outside. */
  public static final long NOTHING = Long.MIN_VALUE;

  private final long[] from;
  private final long[] to;

  private Intervals(long[] from, long[] to) {
    this.from = from;
    this.to = to;
  }

  /**
   * One span.
   *
   * @param from first tick
   * @param to first tick after it
   */
  public record Span(long from, long to) {}

  /** The union of {@code spans}, in any order; empty spans are nothing. */
  public static Intervals of(Collection<Span> spans) {
    List<Span> sorted =
        spans.stream()
            .filter(span -> span.from() < span.to())
            .sorted(java.util.Comparator.comparingLong(Span::from).thenComparingLong(Span::to))
            .toList();
    long[] from = new long[sorted.size()];
    long[] to = new long[sorted.size()];
    int size = 0;
    for (Span span : sorted) {
      if (size > 0 && span.from() <= to[size - 1]) {
        to[size - 1] = Math.max(to[size - 1], span.to());
      } else {
        from[size] = span.from();
        to[size] = span.to();
        size++;
      }
    }
    return new Intervals(Arrays.copyOf(from, size), Arrays.copyOf(to, size));
  }

  /** The spans, sorted, disjoint. */
  List<Span> spans() {
    List<Span> spans = new java.util.ArrayList<>(from.length);
    for (int i = 0; i < from.length; i++) {
      spans.add(new Span(from[i], to[i]));
    }
    return spans;
  }

  /** The instants that are in both. */
  public Intervals intersect(Intervals other) {
    List<Span> both = new java.util.ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < from.length && j < other.from.length) {
      long begin = Math.max(from[i], other.from[j]);
      long end = Math.min(to[i], other.to[j]);
      if (begin < end) {
        both.add(new Span(begin, end));
      }
      if (to[i] < other.to[j]) {
        i++;
      } else {
        j++;
      }
    }
    return of(both);
  }

  /** The first instant of [begin, end) that is not in this set; {@link #NOTHING} if all are. */
  long firstOutside(long begin, long end) {
    if (begin >= end) {
      return NOTHING;
    }
    int holder = holderOf(begin);
    long first = holder < 0 ? begin : to[holder];
    return first < end ? first : NOTHING;
  }

  /**
   * The end of the last run of [begin, end) outside this set; {@link #NOTHING} if all is inside.
   */
  long endOutside(long begin, long end) {
    if (begin >= end) {
      return NOTHING;
    }
    int holder = holderOf(end - 1);
    long last = holder < 0 ? end : from[holder];
    return last > begin ? last : NOTHING;
  }

  private int holderOf(long instant) {
    int found = Arrays.binarySearch(from, instant);
    int index = found >= 0 ? found : -found - 2;
    return index >= 0 && instant < to[index] ? index : -1;
  }
}
