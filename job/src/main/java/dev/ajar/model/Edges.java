package dev.ajar.model;

import dev.ajar.model.ExposureWindow.Edge;
import dev.ajar.model.TimelineSpan.Certainty;
import java.util.ArrayList;
import java.util.List;

/** Names the cause, actor, basis and evidence of a window's edges (exposure.md §4). */
final class Edges {
  private static final String EXACT = "exact";
  private static final String BOUNDED = "bounded";
  private static final String INFERRED = "inferred";
  private static final String ASSUMED = "assumed-default";

  private Edges() {}

  /**
   * How a window began.
   *
   * @param before the closed cell before it; null if none is known
   * @param first its first cell
   * @param firstOpen its first proven or inferred cell; null without a core
   * @param bounded whether the vector is known to begin and end where its cells do, though what
   *     lies between is not proven: the life of a key
   */
  static Edge opening(Cell before, Cell first, Cell firstOpen, boolean bounded) {
    if (before == null) {
      int mover = firstOpen == null ? -1 : firstOpen.mover(firstOpen.from());
      TimelineSpan moved = mover < 0 ? null : firstOpen.parts().get(mover);
      return edge(null, firstOpen, mover, moved, moved == null ? null : moved.setting(), null);
    }
    // What kept it closed last is what let it open, though another setting may have been in doubt.
    int mover = moverOf(before, first);
    boolean exact = bounded || (firstOpen != null && firstOpen.from() == first.from());
    Observation begun = exact ? first.parts().get(mover).begun() : null;
    TimelineSpan moved = first.parts().get(mover);
    return edge(before, firstOpen, mover, moved, moved.setting(), begun);
  }

  /**
   * How a window ended.
   *
   * @param lastOpen its last proven or inferred cell; null without a core
   * @param last its last cell
   * @param after the closed cell after it; null if none is known
   * @param bounded as above
   */
  static Edge closing(Cell lastOpen, Cell last, Cell after, boolean bounded) {
    if (after == null) {
      return edge(null, lastOpen, -1, null, null, null);
    }
    int mover = moverOf(after, after);
    boolean exact = bounded || (lastOpen != null && lastOpen.to() == last.to());
    Observation begun = exact ? after.parts().get(mover).begun() : null;
    String cause = after.parts().get(mover).setting();
    return edge(after, lastOpen, mover, last.parts().get(mover), cause, begun);
  }

  /** Of the settings closed in {@code closed}, the one whose change stands at {@code moved}. */
  private static int moverOf(Cell closed, Cell moved) {
    int mover = -1;
    for (int i = 0; i < closed.parts().size(); i++) {
      if (closed.parts().get(i).isClosed()) {
        if (moved.parts().get(i).begun() != null && moved.parts().get(i).from() == moved.from()) {
          return i;
        }
        mover = mover < 0 ? i : mover;
      }
    }
    return mover;
  }

  private static Edge edge(
      Cell closed, Cell open, int mover, TimelineSpan beside, String cause, Observation begun) {
    List<TimelineSpan> evidence = new ArrayList<>();
    if (mover >= 0) {
      evidence.add(beside);
      if (closed != null) {
        evidence.add(closed.parts().get(mover));
      }
      if (open != null) {
        evidence.add(open.parts().get(mover));
      }
    } else if (open != null) {
      evidence.addAll(open.parts());
    }
    return new Edge(
        cause,
        basis(closed, open),
        begun == null ? null : begun.origin().caller(),
        begun == null ? null : begun.origin().actorId(),
        begun == null ? null : begun.origin().startedTicks(),
        Cell.places(evidence));
  }

  private static String basis(Cell closed, Cell open) {
    Certainty weakest = Certainty.KNOWN;
    for (Cell cell :
        closed == null ? list(open) : open == null ? list(closed) : List.of(closed, open)) {
      weakest = cell.certainty().compareTo(weakest) > 0 ? cell.certainty() : weakest;
    }
    if (weakest == Certainty.ASSUMED) {
      return ASSUMED;
    }
    if (weakest == Certainty.INFERRED) {
      return INFERRED;
    }
    if (closed == null || open == null) {
      return null;
    }
    boolean meet = closed.to() == open.from() || open.to() == closed.from();
    return meet ? EXACT : BOUNDED;
  }

  private static List<Cell> list(Cell cell) {
    return cell == null ? List.of() : List.of(cell);
  }
}
