package dev.ajar.model;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * One vector on one container or account: the conjunction of its settings over time (exposure.md
 * §3), cut into windows and closed spans (§4).
 */
final class VectorWindows {
  private final Way way;
  private final String account;
  private final String container;
  private final List<Track> tracks;
  private final List<Cell> cells;

  /**
   * @param way which vector and subject
   * @param container null for the whole account, or for the containers that nobody listed
   * @param tracks every setting that decides; the first is the container's level, or the life of
   *     the credential
   */
  VectorWindows(Way way, String account, String container, List<Track> tracks) {
    this.way = way;
    this.account = account;
    this.container = container;
    this.tracks = tracks;
    this.cells = Cell.of(tracks);
  }

  /** Its windows and closed spans: together all of time. */
  Exposure exposure() {
    List<ExposureWindow> windows = new ArrayList<>();
    List<ClosedSpan> closed = new ArrayList<>();
    int first = 0;
    while (first < cells.size()) {
      int end = first + 1;
      while (end < cells.size() && cells.get(end).closed() == cells.get(first).closed()) {
        end++;
      }
      if (cells.get(first).closed()) {
        addClosed(first, end, closed);
      } else {
        windows.add(window(first, end));
      }
      first = end;
    }
    return new Exposure(windows, closed);
  }

  private ExposureWindow window(int first, int end) {
    List<Cell> own = cells.subList(first, end);
    Cell before = first == 0 ? null : cells.get(first - 1);
    Cell after = end == cells.size() ? null : cells.get(end);
    Cell firstOpen = own.stream().filter(Cell::isOpen).findFirst().orElse(null);
    Cell lastOpen = own.stream().filter(Cell::isOpen).reduce((one, next) -> next).orElse(null);
    ExposureWindow.Times times =
        new ExposureWindow.Times(
            before == null ? null : own.get(0).from(),
            firstOpen == null ? null : firstOpen.from(),
            lastOpen == null ? null : lastOpen.to(),
            after == null ? null : after.from());
    ExposureWindow.Edge opening =
        Edges.opening(before, own.get(0), firstOpen, way.hasExactBounds());
    ExposureWindow.Edge closing =
        Edges.closing(lastOpen, own.get(own.size() - 1), after, way.hasExactBounds());
    List<WindowSpan> spans = spans(own, opening.cause());
    boolean sign = !way.isAnonymous() || own.stream().anyMatch(Cell::hasSign);
    List<WindowSpan> telling =
        firstOpen == null ? spans : spans.stream().filter(WindowSpan::isOpen).toList();
    ExposureState strongest =
        spans.stream().map(WindowSpan::state).min(Enum::compareTo).orElseThrow();
    return new ExposureWindow(
        way,
        account,
        container,
        sign ? strongest : ExposureState.UNKNOWN,
        telling.stream().flatMap(span -> span.capability().stream()).distinct().sorted().toList(),
        Effect.widest(telling.stream().map(WindowSpan::reach).toList()),
        times,
        opening,
        closing,
        sign,
        own.stream().anyMatch(Cell::isContradicted),
        spans);
  }

  private static List<WindowSpan> spans(List<Cell> cells, String openedCause) {
    List<WindowSpan> spans = new ArrayList<>();
    for (Cell cell : cells) {
      int mover = cell.mover(cell.from());
      String moved = mover < 0 ? null : cell.parts().get(mover).setting();
      WindowSpan span =
          new WindowSpan(
              cell.from(),
              cell.to(),
              cell.state(),
              cell.capability(),
              cell.reach(),
              spans.isEmpty() ? openedCause : moved,
              cell.evidence());
      WindowSpan last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
      if (last != null && last.saysTheSameAs(span)) {
        spans.set(spans.size() - 1, joined(last, span));
      } else {
        spans.add(span);
      }
    }
    return spans;
  }

  private static WindowSpan joined(WindowSpan first, WindowSpan second) {
    TreeSet<Place> evidence = new TreeSet<>(first.evidence());
    evidence.addAll(second.evidence());
    return new WindowSpan(
        first.from(),
        second.to(),
        first.state(),
        first.capability(),
        first.reach(),
        first.cause(),
        List.copyOf(evidence));
  }

  private void addClosed(int first, int end, List<ClosedSpan> closed) {
    long runFrom = cells.get(first).from();
    long runTo = cells.get(end - 1).to();
    long[] observed =
        tracks.stream()
            .flatMapToLong(track -> track.closingsBetween(runFrom, runTo))
            .sorted()
            .distinct()
            .toArray();
    boolean allKnown = cells.subList(first, end).stream().allMatch(Cell::isKnownClosed);
    long from = runFrom;
    boolean known = allKnown || countsAsKnown(first, end);
    for (int i = first; i < end; i = nextUnlike(i, end)) {
      Cell cell = cells.get(i);
      boolean here = allKnown || countsAsKnown(i, end);
      if (here != known) {
        closed.add(closedSpan(from, cell.from(), known, observed));
        from = cell.from();
        known = here;
      }
    }
    closed.add(closedSpan(from, runTo, known, observed));
  }

  private int nextUnlike(int index, int end) {
    int next = index + 1;
    while (next < end && cells.get(next).isKnownClosed() == cells.get(index).isKnownClosed()) {
      next++;
    }
    return next;
  }

  /** Whether the known run that begins at {@code index} lasts an hour or more. */
  private boolean countsAsKnown(int index, int end) {
    if (!cells.get(index).isKnownClosed()) {
      return false;
    }
    long from = cells.get(index).from();
    long to = cells.get(nextUnlike(index, end) - 1).to();
    return from == Ticks.UNBOUNDED_PAST
        || to == Ticks.UNBOUNDED_FUTURE
        || to - from >= Ticks.PER_HOUR;
  }

  private ClosedSpan closedSpan(long from, long to, boolean known, long[] observed) {
    List<Long> instants = new ArrayList<>();
    Long before = null;
    for (long instant : observed) {
      if (instant < from) {
        before = instant;
      } else {
        instants.add(instant);
        if (instant > to) {
          break;
        }
      }
    }
    if (before != null) {
      instants.add(0, before);
    }
    return new ClosedSpan(account, container, from, to, known, List.copyOf(instants));
  }
}
