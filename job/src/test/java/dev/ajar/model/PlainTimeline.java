package dev.ajar.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * The rules of exposure.md §2 asked anew at each instant: slow and obvious, the second opinion on
 * {@link Timeline}. Shares no code with it but values and the meaning of a value.
 *
 * <p>Time is a row of cells: the even cell 2k is the instant k × {@link #STEP}, the odd cell after
 * it the open time up to the next. Everything happens at even cells.
 */
final class PlainTimeline {
  static final long STEP = 20 * Ticks.PER_SECOND;
  private static final long SECOND = Ticks.PER_SECOND;

  /**
   * What is known of the value in a cell.
   *
   * @param value null where any is possible
   * @param how known, inferred or assumed
   * @param sign whether a gap holds a touch or lies between different values
   */
  record Belief(String value, String how, boolean sign, boolean contradicted) {}

  private record Fact(
      int cell, int order, boolean backwards, String value, boolean assumed, boolean odd) {
    boolean isBefore() {
      return order == 0;
    }
  }

  private record Held(int from, int to, String value) {}

  private final String setting;
  private final int begin;
  private final int end;
  private final IntPredicate covered;
  private final List<Fact> facts = new ArrayList<>();
  private final List<Integer> touches = new ArrayList<>();
  private final List<Held> helds = new ArrayList<>();

  /** Cells from {@code begin} to before {@code end} are those in which this resource can live. */
  PlainTimeline(
      String setting, int begin, int end, List<Observation> observations, IntPredicate covered) {
    this.setting = setting;
    this.begin = begin;
    this.end = end;
    this.covered = covered;
    List<Observation> own = new ArrayList<>();
    for (Observation seen : observations) {
      if (cell(seen.ticks()) >= begin && cell(seen.ticks()) < end) {
        own.add(seen);
      }
    }
    read(own);
  }

  static int cell(long ticks) {
    return Math.toIntExact(2 * Math.floorDiv(ticks - Story.ZERO, STEP));
  }

  private void read(List<Observation> own) {
    Set<Observation> settled = new java.util.HashSet<>();
    List<Observation> all = new ArrayList<>();
    for (Observation seen : own) {
      if (seen.basis() != Basis.HELD) {
        continue;
      }
      long from = seen.ticks();
      // The same change, seen in the Activity Log: its operation was under way.
      Observation event =
          own.stream()
              .filter(other -> other.basis() == Basis.CHANGE && word(other).equals(word(seen)))
              .filter(other -> other.ticks() >= seen.ticks())
              .filter(other -> Math.min(other.ticks(), seen.untilTicks()) == other.ticks())
              .filter(
                  other ->
                      other.origin().startedTicks() == null
                          ? other.ticks() - seen.ticks() <= 30 * SECOND
                          : other.origin().startedTicks() < seen.ticks())
              .min(Comparator.comparingLong(Observation::ticks))
              .orElse(null);
      if (event != null) {
        from = event.ticks();
      } else {
        Observation touch =
            own.stream()
                .filter(other -> other.basis() == Basis.TOUCH)
                .filter(other -> other.ticks() < seen.ticks())
                .filter(other -> other.ticks() >= seen.ticks() - 31 * SECOND)
                .max(Comparator.comparingLong(Observation::ticks))
                .orElse(null);
        if (touch != null && !explainedOtherwise(touch, seen, own)) {
          settled.add(touch);
          all.add(
              new Observation(
                  touch.account(),
                  touch.container(),
                  touch.setting(),
                  null,
                  seen.value(),
                  null,
                  touch.ticks(),
                  Basis.CHANGE,
                  touch.origin(),
                  null));
        }
      }
      helds.add(new Held(cell(from), Math.min(cell(seen.untilTicks()), end), word(seen)));
    }
    for (Observation seen : own) {
      if (seen.basis() == Basis.TOUCH && !settled.contains(seen)) {
        touches.add(cell(seen.ticks()));
      } else if (seen.basis() != Basis.HELD && seen.basis() != Basis.TOUCH) {
        all.add(seen);
      }
    }
    for (int at = begin; at < end; at++) {
      addFacts(at, all);
    }
    List<String> last = helds.stream().filter(held -> held.to() == end).map(Held::value).toList();
    if (!last.isEmpty()) {
      facts.add(new Fact(end, 0, true, mostOpen(last), false, false));
    }
  }

  private boolean explainedOtherwise(Observation touch, Observation held, List<Observation> own) {
    return own.stream()
        .filter(other -> other.ticks() >= touch.ticks() && other.ticks() < held.ticks())
        .anyMatch(
            other ->
                other.basis() == Basis.CHANGE
                    || (other.value() != null && !word(other).equals(word(held))));
  }

  /**
   * What is said at one instant: previous value, (touch), a value seen before a change, the last.
   */
  private void addFacts(int at, List<Observation> all) {
    TreeSet<String> changes = new TreeSet<>();
    TreeSet<String> seen = new TreeSet<>();
    TreeSet<String> sure = new TreeSet<>();
    for (Observation one : all) {
      if (cell(one.ticks()) == at) {
        (one.basis() == Basis.CHANGE ? changes : seen).add(word(one));
        if (one.basis() == Basis.SNAPSHOT || one.basis() == Basis.TRAFFIC) {
          sure.add(word(one));
        }
      }
    }
    for (Held held : helds) {
      if (held.from() == at || held.to() == at) {
        seen.add(held.value());
        sure.add(held.value());
      }
    }
    if (changes.isEmpty()) {
      if (!seen.isEmpty()) {
        String value = mostOpen(seen);
        facts.add(new Fact(at, 3, true, value, !sure.contains(value), seen.size() > 1));
      }
      return;
    }
    String value = mostOpen(changes);
    String previous =
        all.stream()
            .filter(one -> cell(one.ticks()) == at && one.basis() == Basis.CHANGE)
            .filter(one -> word(one).equals(value) && one.previousValue() != null)
            .map(one -> Point.canonical(setting, one.previousValue()))
            .min(String::compareTo)
            .orElse(null);
    seen.remove(value);
    if (previous != null) {
      facts.add(new Fact(at, 0, true, previous, false, false));
    } else if (!seen.isEmpty()) {
      String before = mostOpen(seen);
      facts.add(new Fact(at, 2, true, before, !sure.contains(before), seen.size() > 1));
    }
    facts.add(new Fact(at, 3, previous != null, value, false, changes.size() > 1));
  }

  /** What the rules say of the value in cell {@code x}. */
  Belief at(int x) {
    Fact earlier = null;
    Fact later = null;
    for (Fact fact : facts) {
      if (fact.cell() <= x) {
        earlier = fact;
      } else if (later == null) {
        later = fact;
      }
    }
    int after = earlier == null ? begin : earlier.cell() + 1;
    int until = later == null ? end - 1 : later.isBefore() ? later.cell() - 1 : later.cell();
    List<Integer> unseen = new ArrayList<>();
    List<Integer> touched = new ArrayList<>();
    List<Integer> uncovered = new ArrayList<>();
    for (int cell = after; cell <= until; cell++) {
      for (int touch : touches) {
        if (touch == cell) {
          touched.add(cell);
          unseen.add(cell);
        }
      }
      if (!covered.test(cell)) {
        uncovered.add(cell);
        unseen.add(cell);
      }
    }
    boolean changedBy = unseen.stream().anyMatch(cell -> cell <= x);
    boolean changesAfter = unseen.stream().anyMatch(cell -> cell > x) || uncovered.contains(x);
    boolean touchedAtAll = !touched.isEmpty();
    if (earlier == null && later == null) {
      return gap(touchedAtAll);
    }
    if (earlier == null) {
      return changesAfter || !later.backwards() ? gap(touchedAtAll) : known(later);
    }
    if (later == null) {
      return changedBy ? gap(touchedAtAll) : known(earlier);
    }
    boolean equal = earlier.value().equals(later.value());
    Fact from = earlier;
    Fact to = later;
    boolean held =
        equal
            && helds.stream()
                .anyMatch(
                    one ->
                        one.from() <= from.cell()
                            && to.cell() <= one.to()
                            && one.value().equals(from.value()));
    if (held || (unseen.isEmpty() && equal)) {
      return known(earlier.assumed() ? later : earlier);
    }
    if (touched.isEmpty() && (equal || !later.backwards())) {
      if (!changedBy) {
        return known(earlier);
      }
      if (later.backwards() && !changesAfter) {
        return known(later);
      }
      boolean assumed = earlier.assumed() || (equal && later.assumed());
      return new Belief(earlier.value(), assumed ? "assumed" : "inferred", false, false);
    }
    if (unseen.isEmpty()) {
      String open = mostOpen(List.of(earlier.value(), later.value()));
      boolean assumed = open.equals(earlier.value()) ? earlier.assumed() : later.assumed();
      return new Belief(open, assumed ? "assumed" : "known", false, true);
    }
    if (touched.size() == 1 && uncovered.isEmpty() && later.backwards()) {
      return changedBy
          ? new Belief(later.value(), later.assumed() ? "assumed" : "known", false, false)
          : known(earlier);
    }
    if (!changedBy) {
      return known(earlier);
    }
    return changesAfter || !later.backwards() ? gap(touchedAtAll || !equal) : known(later);
  }

  private String mostOpen(Iterable<String> values) {
    String open = null;
    for (String value : values) {
      if (open == null || openness(value) > openness(open)) {
        open = value;
      } else if (openness(value) == openness(open) && value.compareTo(open) < 0) {
        open = value;
      }
    }
    return Objects.requireNonNull(open);
  }

  /** More is more open: the words of exposure.md §3. */
  private static int openness(String value) {
    return switch (value) {
      case "false", "none", "disabled", "Deny" -> 0;
      case "?" -> 1;
      case "blob", "Deny ip:203.0.113.0/24" -> 2;
      case "container", "Allow", "true", "enabled" -> 3;
      default -> throw new IllegalArgumentException(value);
    };
  }

  private String word(Observation seen) {
    return Point.canonical(setting, seen.value());
  }

  private static Belief gap(boolean sign) {
    return new Belief(null, "gap", sign, false);
  }

  private static Belief known(Fact fact) {
    return new Belief(fact.value(), fact.assumed() ? "assumed" : "known", false, fact.odd());
  }
}
