package dev.ajar.model;

import dev.ajar.model.TimelineSpan.Certainty;
import dev.ajar.model.TimelineSpan.Mark;
import java.util.ArrayList;
import java.util.List;

/**
 * One setting of one resource over time (exposure.md §2): compares neighbours, that is consecutive
 * observations with a value, by what can have changed unseen between them.
 */
final class Timeline {
  private final String setting;
  private final long begin;
  private final long end;
  private final SettingHistory history;
  private final Intervals cover;
  private final List<Piece> pieces = new ArrayList<>();

  private Timeline(String setting, Intervals.Span life, SettingHistory history, Intervals cover) {
    this.setting = setting;
    this.begin = life.from();
    this.end = life.to();
    this.history = history;
    this.cover = cover;
  }

  /**
   * What neighbours say of a span; pieces of inventories' values may overlap.
   *
   * @param value null for a gap
   */
  record Piece(String value, TimelineSpan span) {}

  /**
   * The spans of {@code setting} while one resource lived, without overlap or hole.
   *
   * @param life from when to when the resource can have existed, at most
   * @param observations of this setting and resource, in {@link Observation#ORDER}
   * @param cover when a change cannot pass unseen
   */
  static List<TimelineSpan> of(
      String setting, Intervals.Span life, List<Observation> observations, Intervals cover) {
    return of(setting, life, SettingHistory.of(observations, life.to()), cover);
  }

  /** As above, of observations that are sorted out already. */
  static List<TimelineSpan> of(
      String setting, Intervals.Span life, SettingHistory history, Intervals cover) {
    Timeline timeline = new Timeline(setting, life, history, cover);
    timeline.compareNeighbours();
    return Pieces.join(timeline.pieces);
  }

  private void compareNeighbours() {
    List<Point> points = history.points();
    if (points.isEmpty()) {
      gap(begin, end, new Touches(begin, end, true), List.of());
      return;
    }
    beforeFirst(points.get(0));
    for (int i = 1; i < points.size(); i++) {
      Point earlier = points.get(i - 1);
      Point later = points.get(i);
      if (earlier.from() < later.to()) {
        between(earlier, later);
      }
    }
    afterLast(points.get(points.size() - 1));
  }

  private void beforeFirst(Point first) {
    long limit = limitOf(first);
    Touches touches = new Touches(begin, limit, true);
    long gapEnd = first.to();
    if (first.backwards()) {
      long uncovered = cover.endOutside(begin, limit);
      gapEnd = uncovered == Intervals.NOTHING ? begin : Math.min(uncovered, first.to());
      gapEnd = touches.isEmpty() ? gapEnd : Math.max(gapEnd, touches.last().ticks());
    }
    gap(begin, gapEnd, touches, List.of(first));
    known(gapEnd, first.to(), first, Mark.NONE);
  }

  private void afterLast(Point last) {
    Touches touches = new Touches(last.from(), end, false);
    long uncovered = cover.firstOutside(last.from() + 1, end);
    long gapBegin = uncovered == Intervals.NOTHING ? end : uncovered;
    gapBegin = touches.isEmpty() ? gapBegin : Math.min(gapBegin, touches.first().ticks());
    known(last.from(), gapBegin, last, Mark.NONE);
    gap(gapBegin, end, touches, List.of(last));
  }

  private void between(Point earlier, Point later) {
    long limit = limitOf(later);
    long firstUncovered = cover.firstOutside(earlier.from() + 1, limit);
    boolean covered = firstUncovered == Intervals.NOTHING;
    long endUncovered =
        covered
            ? Intervals.NOTHING
            : Math.min(cover.endOutside(earlier.from() + 1, limit), later.to());
    Touches touches = new Touches(earlier.from(), limit, false);
    boolean equal = earlier.value().equals(later.value());
    if (history.isHeld(earlier, later)) {
      known(earlier.from(), later.to(), surer(earlier, later), Mark.NONE);
    } else if (touches.isEmpty() && (equal || !later.backwards())) {
      holds(earlier, later, firstUncovered, later.backwards() ? endUncovered : later.to());
    } else if (touches.isEmpty() && covered) {
      contradiction(earlier, later);
    } else if (touches.size() == 1 && later.backwards() && covered) {
      changedAt(touches.first(), earlier, later);
    } else {
      gapBetween(earlier, later, touches, new long[] {firstUncovered, endUncovered});
    }
  }

  /** Nothing but uncovered time lies between two neighbours that agree. */
  private void holds(Point earlier, Point later, long firstUncovered, long endUncovered) {
    boolean equal = earlier.value().equals(later.value());
    if (firstUncovered == Intervals.NOTHING) {
      known(earlier.from(), later.to(), equal ? surer(earlier, later) : earlier, Mark.NONE);
      return;
    }
    boolean assumed = earlier.isAssumed() || (equal && later.isAssumed());
    known(earlier.from(), firstUncovered, earlier, Mark.NONE);
    add(
        new Piece(
            earlier.value(),
            new TimelineSpan(
                setting,
                firstUncovered,
                endUncovered,
                earlier.effect(),
                assumed ? Certainty.ASSUMED : Certainty.INFERRED,
                Mark.NONE,
                evidence(List.of(earlier, later), null),
                null)));
    if (later.backwards()) {
      known(endUncovered, later.to(), later, Mark.NONE);
    }
  }

  private void contradiction(Point earlier, Point later) {
    Point open = Point.moreOpen(earlier, later);
    add(
        new Piece(
            open.value(),
            new TimelineSpan(
                setting,
                earlier.from(),
                later.to(),
                open.effect(),
                open.isAssumed() ? Certainty.ASSUMED : Certainty.KNOWN,
                Mark.CONTRADICTED,
                evidence(List.of(earlier, later), null),
                earlier.isChange() ? earlier.observation() : null)));
  }

  /** Exactly one touch, nothing uncovered: where the values differ, the change was at the touch. */
  private void changedAt(Observation touch, Point earlier, Point later) {
    known(earlier.from(), touch.ticks(), earlier, Mark.NONE);
    boolean changed = !earlier.value().equals(later.value());
    List<Observation> evidence = evidence(List.of(later), changed ? touch : null);
    add(
        new Piece(
            later.value(),
            new TimelineSpan(
                setting,
                touch.ticks(),
                later.to(),
                later.effect(),
                later.isAssumed() ? Certainty.ASSUMED : Certainty.KNOWN,
                Mark.NONE,
                evidence,
                changed ? touch : null)));
  }

  private void gapBetween(Point earlier, Point later, Touches touches, long[] uncovered) {
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    if (uncovered[0] != Intervals.NOTHING) {
      from = uncovered[0];
      to = uncovered[1];
    }
    if (!touches.isEmpty()) {
      from = Math.min(from, touches.first().ticks());
      to = Math.max(to, touches.last().ticks());
    }
    if (!later.backwards()) {
      to = later.to();
    }
    known(earlier.from(), from, earlier, Mark.NONE);
    gap(from, to, touches, List.of(earlier, later));
    if (later.backwards()) {
      known(to, later.to(), later, Mark.NONE);
    }
  }

  private void known(long from, long to, Point point, Mark mark) {
    boolean begins = point.isChange() && from == point.from();
    add(
        new Piece(
            point.value(),
            new TimelineSpan(
                setting,
                from,
                to,
                point.effect(),
                point.isAssumed() ? Certainty.ASSUMED : Certainty.KNOWN,
                point.contradicted() ? Mark.CONTRADICTED : mark,
                List.of(point.observation()),
                begins ? point.observation() : null)));
  }

  private void gap(long from, long to, Touches touches, List<Point> neighbours) {
    boolean differ =
        neighbours.size() == 2 && !neighbours.get(0).value().equals(neighbours.get(1).value());
    List<Observation> evidence = new ArrayList<>(evidence(neighbours, null));
    if (!touches.isEmpty()) {
      evidence.add(touches.first());
      evidence.add(touches.last());
    }
    add(
        new Piece(
            null,
            new TimelineSpan(
                setting,
                from,
                to,
                Effect.UNSAID,
                Certainty.GAP,
                differ || !touches.isEmpty() ? Mark.SIGN : Mark.NONE,
                List.copyOf(evidence),
                null)));
  }

  private void add(Piece piece) {
    if (piece.span().from() < piece.span().to()) {
      pieces.add(piece);
    }
  }

  /** The first instant at which a change would come too late for {@code point} to show it. */
  private static long limitOf(Point point) {
    return point.justBefore() ? point.to() : point.to() + 1;
  }

  private static Point surer(Point one, Point other) {
    return one.isAssumed() ? other : one;
  }

  private static List<Observation> evidence(List<Point> points, Observation touch) {
    List<Observation> evidence = new ArrayList<>();
    points.forEach(point -> evidence.add(point.observation()));
    if (touch != null) {
      evidence.add(touch);
    }
    return List.copyOf(evidence);
  }

  /** The touches of a span of time: a slice of the history's, found without walking over it. */
  private final class Touches {
    private final List<Observation> slice;

    private Touches(long from, long to, boolean withFrom) {
      int first = firstTouch(withFrom ? from : from + 1);
      slice = history.touches().subList(first, Math.max(first, firstTouch(to)));
    }

    private int firstTouch(long instant) {
      List<Observation> touches = history.touches();
      int low = 0;
      int high = touches.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (touches.get(middle).ticks() < instant) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private boolean isEmpty() {
      return slice.isEmpty();
    }

    private int size() {
      return slice.size();
    }

    private Observation first() {
      return slice.get(0);
    }

    private Observation last() {
      return slice.get(slice.size() - 1);
    }
  }
}
