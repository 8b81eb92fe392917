package dev.ajar.sweep;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The stretches of time that the sweep searches, by account and container: windows with a sign,
 * and, where {@code rules.sweep} asks for them, unknown windows and closed spans. Shared by all
 * tasks, looked up by binary search.
 *
 * <p>Which requests a stretch takes is exposure.md §4 and §5; one method here decides it.
 */
public final class WindowIndex implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What a stretch of time is to the sweep. */
  public enum Kind {
    /** A window with a sign of openness: its requests become accesses. */
    SIGNED,
    /** A window without a sign: only a successful anonymous request counts. */
    UNKNOWN,
    /** The vector is closed: a successful anonymous request contradicts that. */
    CLOSED
  }

  /** States of a span, as numbers that cost nothing to hold. */
  static final byte POSSIBLE = 0;

  static final byte OPEN = 1;

  /**
   * One stretch of one container.
   *
   * @param windowId the window; null for a closed span
   * @param kind what it is
   * @param from first tick of the hull
   * @param to first tick after it
   * @param settleFrom from when a successful anonymous request is part of an exact opening; {@code
   *     from} if the opening is not exact
   * @param settleTo until when such a request is part of an exact closing; {@code to} otherwise
   * @param spanFrom first ticks of the window's spans, sorted; the first is {@code from}
   * @param spanState {@link #OPEN} where a span is proven or inferred, else {@link #POSSIBLE}
   */
  @SuppressWarnings("ArrayRecordComponent") // A million windows: compact, and never compared.
  public record Stretch(
      String windowId,
      Kind kind,
      long from,
      long to,
      long settleFrom,
      long settleTo,
      long[] spanFrom,
      byte[] spanState)
      implements Serializable {
    boolean openAt(long ticks) {
      int at = java.util.Arrays.binarySearch(spanFrom, ticks);
      int span = at >= 0 ? at : -at - 2;
      return span >= 0 && spanState[span] == OPEN;
    }
  }

  /**
   * What a record is to a window.
   *
   * @param stretch where it falls
   * @param through whether it used the window's vector; else it is {@code during}
   * @param confirmed its certainty; else possible
   * @param settling whether it fell in the seconds that Azure takes to apply a change
   */
  public record Match(Stretch stretch, boolean through, boolean confirmed, boolean settling) {}

  /** What the index must know of a record. */
  public record Request(
      String account,
      String container,
      long ticks,
      boolean anonymous,
      boolean succeeded,
      boolean provesNothing) {}

  private final Map<String, Map<String, Stretch[]>> stretches;
  private final long periodFrom;
  private final long periodTo;
  private final boolean keepDuring;
  private final boolean searchUnlisted;

  private WindowIndex(Builder builder) {
    this.stretches = new HashMap<>();
    builder.lists.forEach(
        (account, containers) -> {
          Map<String, Stretch[]> sorted = new HashMap<>();
          containers.forEach(
              (container, list) -> {
                list.sort(Comparator.comparingLong(Stretch::from));
                sorted.put(container, list.toArray(Stretch[]::new));
              });
          stretches.put(account, sorted);
        });
    this.periodFrom = builder.periodFrom;
    this.periodTo = builder.periodTo;
    this.keepDuring = builder.keepDuring;
    this.searchUnlisted = builder.searchUnlisted;
  }

  /**
   * Begins an index.
   *
   * @param periodFrom first tick of the period: accesses are looked for within it
   * @param periodTo first tick after it
   * @param keepDuring {@code rules.during} is {@code keep}
   * @param searchUnlisted whether successful anonymous requests to containers that are not in the
   *     index are kept: {@code rules.sweep} is {@code unproven} or {@code all}
   */
  public static Builder searching(
      long periodFrom, long periodTo, boolean keepDuring, boolean searchUnlisted) {
    return new Builder(periodFrom, periodTo, keepDuring, searchUnlisted);
  }

  /** Whether the sweep keeps this record for a window, a contradiction or an unlisted container. */
  public boolean wants(Request request) {
    if (request.ticks() < periodFrom || request.ticks() >= periodTo) {
      return false;
    }
    if (match(request) != null) {
      return true;
    }
    return searchUnlisted && proves(request) && of(request) == null;
  }

  /**
   * What the record is to the window it falls in, or null if to none. Windows of one container do
   * not overlap, so there is at most one.
   */
  public Match match(Request request) {
    long ticks = request.ticks();
    Stretch[] sorted = of(request);
    if (sorted == null || ticks < periodFrom || ticks >= periodTo) {
      return null;
    }
    int last = lastFrom(sorted, ticks);
    if (last >= 0 && ticks < sorted[last].to()) {
      return inHull(sorted[last], request);
    }
    return settling(sorted, last, request);
  }

  private Match inHull(Stretch stretch, Request request) {
    if (request.anonymous() && !request.provesNothing()) {
      if (stretch.kind() != Kind.SIGNED) {
        return request.succeeded() ? throughOrSettling(stretch, request) : null;
      }
      boolean confirmed = request.succeeded() || stretch.openAt(request.ticks());
      return new Match(stretch, true, confirmed, false);
    }
    boolean during = keepDuring && stretch.kind() == Kind.SIGNED && stretch.openAt(request.ticks());
    return during ? new Match(stretch, false, true, false) : null;
  }

  /** A success in a closed span may be the settling of the window before or behind it. */
  private Match throughOrSettling(Stretch stretch, Request request) {
    if (stretch.kind() == Kind.CLOSED) {
      Stretch[] sorted = of(request);
      Match settling = settling(sorted, lastFrom(sorted, request.ticks()), request);
      if (settling != null) {
        return settling;
      }
    }
    return new Match(stretch, true, true, false);
  }

  private static Match settling(Stretch[] sorted, int last, Request request) {
    if (!proves(request)) {
      return null;
    }
    for (int i = Math.max(0, last - 1); i < Math.min(sorted.length, last + 3); i++) {
      Stretch near = sorted[i];
      boolean opening = request.ticks() >= near.settleFrom() && request.ticks() < near.from();
      boolean closing = request.ticks() >= near.to() && request.ticks() < near.settleTo();
      if (near.kind() == Kind.SIGNED && (opening || closing)) {
        return new Match(near, true, true, true);
      }
    }
    return null;
  }

  private static boolean proves(Request request) {
    return request.anonymous() && request.succeeded() && !request.provesNothing();
  }

  private Stretch[] of(Request request) {
    Map<String, Stretch[]> containers = stretches.get(request.account());
    return containers == null ? null : containers.get(request.container());
  }

  /** The last stretch that begins at or before {@code ticks}, or -1. */
  private static int lastFrom(Stretch[] sorted, long ticks) {
    int low = 0;
    int high = sorted.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle].from() <= ticks) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  /** Takes the stretches of one container, by their beginnings. */
  interface Visitor {
    void visit(String account, String container, Stretch[] sorted);
  }

  void forEach(Visitor visitor) {
    stretches.forEach(
        (account, containers) ->
            containers.forEach((container, sorted) -> visitor.visit(account, container, sorted)));
  }

  long periodFrom() {
    return periodFrom;
  }

  long periodTo() {
    return periodTo;
  }

  boolean keepsDuring() {
    return keepDuring;
  }

  boolean searchesUnlisted() {
    return searchUnlisted;
  }

  /** Collects stretches in any order. */
  public static final class Builder {
    private final Map<String, Map<String, List<Stretch>>> lists = new HashMap<>();
    private final long periodFrom;
    private final long periodTo;
    private final boolean keepDuring;
    private final boolean searchUnlisted;

    private Builder(long periodFrom, long periodTo, boolean keepDuring, boolean searchUnlisted) {
      this.periodFrom = periodFrom;
      this.periodTo = periodTo;
      this.keepDuring = keepDuring;
      this.searchUnlisted = searchUnlisted;
    }

    public Builder add(String account, String container, Stretch stretch) {
      lists
          .computeIfAbsent(account, key -> new HashMap<>())
          .computeIfAbsent(container, key -> new ArrayList<>())
          .add(stretch);
      return this;
    }

    public WindowIndex build() {
      return new WindowIndex(this);
    }
  }

  /** The hours of the period that the stretches touch, by account, settling included. */
  public Map<String, List<long[]>> spansByAccount() {
    Map<String, List<long[]>> spans = new HashMap<>();
    stretches.forEach(
        (account, containers) -> {
          List<long[]> list = new ArrayList<>();
          for (Stretch[] sorted : containers.values()) {
            for (Stretch stretch : sorted) {
              long from = Math.max(stretch.settleFrom(), periodFrom);
              long to = Math.min(stretch.settleTo(), periodTo);
              if (from < to) {
                list.add(new long[] {from, to});
              }
            }
          }
          spans.put(account, list);
        });
    return spans;
  }
}
