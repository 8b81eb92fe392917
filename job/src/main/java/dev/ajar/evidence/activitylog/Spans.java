package dev.ajar.evidence.activitylog;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A set of instants, in ticks: half-open spans, sorted, apart and not touching. */
final class Spans implements Serializable {
  private static final long serialVersionUID = 1L;

  static final Spans NONE = new Spans(new long[0]);

  /** Begins and ends, alternating. */
  private final long[] edges;

  private Spans(long[] edges) {
    this.edges = edges;
  }

  /** Takes a span. */
  interface SpanConsumer {
    void accept(long from, long to);
  }

  /** From {@code from} (inclusive) to {@code to} (exclusive); nothing if that is empty. */
  static Spans of(long from, long to) {
    return from < to ? new Spans(new long[] {from, to}) : NONE;
  }

  /** The instants in either. */
  Spans with(Spans other) {
    return combine(other, true, true, true);
  }

  /** The instants in both. */
  Spans within(Spans other) {
    return combine(other, false, false, true);
  }

  /** The instants in this and not in the other. */
  Spans without(Spans other) {
    return combine(other, true, false, false);
  }

  void forEach(SpanConsumer consumer) {
    for (int i = 0; i < edges.length; i += 2) {
      consumer.accept(edges[i], edges[i + 1]);
    }
  }

  /** Keeps instants that are only in this, only in the other, in both, as told. */
  private Spans combine(Spans other, boolean onlyThis, boolean onlyOther, boolean both) {
    List<Long> result = new ArrayList<>();
    int i = 0;
    int j = 0;
    boolean kept = false;
    while (i < edges.length || j < other.edges.length) {
      long mine = i < edges.length ? edges[i] : Long.MAX_VALUE;
      long theirs = j < other.edges.length ? other.edges[j] : Long.MAX_VALUE;
      long at = Math.min(mine, theirs);
      if (i < edges.length && mine == at) {
        i++;
      }
      if (j < other.edges.length && theirs == at) {
        j++;
      }
      boolean inThis = i % 2 == 1;
      boolean inOther = j % 2 == 1;
      boolean keep = inThis ? (inOther ? both : onlyThis) : inOther && onlyOther;
      if (keep != kept) {
        result.add(at);
        kept = keep;
      }
    }
    return new Spans(result.stream().mapToLong(Long::longValue).toArray());
  }
}
