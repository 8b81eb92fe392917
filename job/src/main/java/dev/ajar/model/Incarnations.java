package dev.ajar.model;

import dev.ajar.model.TimelineSpan.Certainty;
import dev.ajar.model.TimelineSpan.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Deleted and made again is another resource (exposure.md §2): cuts a setting's observations where
 * the resource was seen not to exist, so that nothing is concluded across.
 */
final class Incarnations {
  private Incarnations() {}

  /** Instants at which {@code existence}, observations of {@code exists}, says false. */
  static SortedSet<Long> absences(List<Observation> existence) {
    TreeSet<Long> absences = new TreeSet<>();
    for (Observation seen : existence) {
      if (says(seen.value(), "false")
          || (seen.basis() == Basis.CHANGE && says(seen.previousValue(), "false"))) {
        absences.add(seen.ticks());
        if (seen.untilTicks() != null) {
          absences.add(seen.untilTicks());
        }
      }
    }
    return absences;
  }

  /** The timeline of one setting through all incarnations. */
  static List<TimelineSpan> timeline(
      String setting, SortedSet<Long> absences, List<Observation> observations, Intervals cover) {
    List<TimelineSpan> all = new ArrayList<>();
    long begin = Ticks.UNBOUNDED_PAST;
    int from = 0;
    List<Long> ends = new ArrayList<>(absences);
    ends.add(Ticks.UNBOUNDED_FUTURE);
    for (long end : ends) {
      int to = from;
      while (to < observations.size() && observations.get(to).ticks() < end) {
        to++;
      }
      List<Observation> own =
          observations.subList(from, to).stream().map(seen -> cut(seen, end)).toList();
      all.addAll(Timeline.of(setting, new Intervals.Span(begin, end), own, cover));
      begin = end;
      from = to;
    }
    return all;
  }

  /** One value for all time, such as that {@code $logs} is never public. */
  static List<TimelineSpan> always(String setting, Effect effect) {
    return List.of(
        new TimelineSpan(
            setting,
            Ticks.UNBOUNDED_PAST,
            Ticks.UNBOUNDED_FUTURE,
            effect,
            Certainty.KNOWN,
            Mark.NONE,
            List.of(),
            null));
  }

  /** An inventory's value, true before {@code end}; a held value is cut where it is sorted out. */
  private static Observation cut(Observation seen, long end) {
    boolean within = seen.untilTicks() == null || seen.untilTicks() < end;
    if (within || seen.basis() == Basis.HELD) {
      return seen;
    }
    return new Observation(
        seen.account(),
        seen.container(),
        seen.setting(),
        seen.item(),
        seen.value(),
        seen.previousValue(),
        seen.ticks(),
        seen.basis(),
        seen.origin(),
        end - 1);
  }

  private static boolean says(String value, String word) {
    return value != null && value.equalsIgnoreCase(word);
  }
}
