package dev.ajar.model;

import dev.ajar.model.Timeline.Piece;
import dev.ajar.model.TimelineSpan.Certainty;
import dev.ajar.model.TimelineSpan.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes one timeline of what the neighbours say.
 *
 * <p>Around an inventory's value, which was true at some instant of the run, two pairs speak of the
 * same time: what both say holds; where they differ any value is possible (exposure.md §2: the core
 * smaller, the hull larger).
 */
final class Pieces {
  private Pieces() {}

  /** Spans without overlap; equal ones that meet are joined. */
  static List<TimelineSpan> join(List<Piece> pieces) {
    List<TimelineSpan> joined = new ArrayList<>();
    for (TimelineSpan span : areDisjoint(pieces) ? spans(pieces) : agree(pieces)) {
      TimelineSpan last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && last.saysTheSameAs(span)) {
        joined.set(joined.size() - 1, both(last, span));
      } else {
        joined.add(span);
      }
    }
    return joined;
  }

  private static TimelineSpan both(TimelineSpan first, TimelineSpan second) {
    List<Observation> evidence =
        List.of(first.evidence().get(0), second.evidence().get(second.evidence().size() - 1));
    return new TimelineSpan(
        first.setting(),
        first.from(),
        second.to(),
        first.effect(),
        first.certainty(),
        first.mark(),
        first.begun() == null ? evidence : distinct(List.of(first.evidence(), evidence)),
        first.begun());
  }

  private static List<TimelineSpan> spans(List<Piece> pieces) {
    return pieces.stream().map(Piece::span).toList();
  }

  private static boolean areDisjoint(List<Piece> pieces) {
    for (int i = 1; i < pieces.size(); i++) {
      if (pieces.get(i).span().from() < pieces.get(i - 1).span().to()) {
        return false;
      }
    }
    return true;
  }

  private static List<TimelineSpan> agree(List<Piece> pieces) {
    List<Piece> sorted = new ArrayList<>(pieces);
    sorted.sort(Comparator.comparingLong(piece -> piece.span().from()));
    Set<Long> borders = new TreeSet<>();
    for (Piece piece : pieces) {
      borders.add(piece.span().from());
      borders.add(piece.span().to());
    }
    List<TimelineSpan> agreed = new ArrayList<>();
    List<Piece> here = new ArrayList<>();
    int next = 0;
    Long from = null;
    for (long to : borders) {
      if (from != null) {
        long begin = from;
        while (next < sorted.size() && sorted.get(next).span().from() <= begin) {
          here.add(sorted.get(next));
          next++;
        }
        here.removeIf(piece -> piece.span().to() <= begin);
        agreed.add(agreement(here, begin, to));
      }
      from = to;
    }
    return agreed;
  }

  private static TimelineSpan agreement(List<Piece> pieces, long from, long to) {
    TimelineSpan first = pieces.get(0).span().between(from, to);
    if (pieces.size() == 1) {
      return first;
    }
    String value = pieces.get(0).value();
    boolean same = value != null && pieces.stream().allMatch(piece -> value.equals(piece.value()));
    Certainty certainty =
        pieces.stream()
            .map(piece -> piece.span().certainty())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    Mark mark =
        pieces.stream()
            .map(piece -> piece.span().mark())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    boolean open = pieces.stream().anyMatch(piece -> piece.span().isOpen());
    long values =
        pieces.stream().map(Piece::value).filter(java.util.Objects::nonNull).distinct().count();
    List<List<Observation>> evidence =
        pieces.stream().map(piece -> piece.span().evidence()).toList();
    return new TimelineSpan(
        first.setting(),
        from,
        to,
        same ? first.effect() : Effect.UNSAID,
        same ? certainty : Certainty.GAP,
        !same && (open || values > 1 || mark != Mark.NONE) ? Mark.SIGN : mark,
        distinct(evidence),
        same
            ? pieces.stream()
                .map(piece -> piece.span().between(from, to).begun())
                .filter(java.util.Objects::nonNull)
                .min(Observation.ORDER)
                .orElse(null)
            : null);
  }

  private static List<Observation> distinct(List<List<Observation>> lists) {
    Set<Observation> distinct = new LinkedHashSet<>();
    lists.forEach(distinct::addAll);
    return List.copyOf(distinct);
  }
}
