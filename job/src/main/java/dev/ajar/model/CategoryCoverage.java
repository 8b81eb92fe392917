package dev.ajar.model;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The coverage of one account and category: of each hour asked about, the first state of
 * exposure.md §7 that applies, as runs of equal state.
 *
 * @param unreadable hours of files that could not be read
 * @param lines records seen, by the hour of their own time
 * @param quiet hours that would have left a record: the setting sent the category for the whole of
 *     it, and the sources hold the hour
 * @param off hours in which the setting was off
 */
public record CategoryCoverage(
    HourSet unreadable, NavigableMap<Long, Long> lines, HourSet quiet, HourSet off) {

  /**
   * Hours of equal state that follow one another.
   *
   * @param from first tick
   * @param to first tick after the last hour
   * @param state what they are
   * @param lines records seen in them
   */
  public record Run(long from, long to, CoverageState state, long lines) {}

  /** The state of each hour of {@code asked}, as runs; a hole in {@code asked} ends a run. */
  public List<Run> runs(HourSet asked) {
    List<Run> runs = new ArrayList<>();
    for (long[] span : asked.runs()) {
      Run open = null;
      long from = span[0];
      for (long border : borders(span[0], span[1])) {
        CoverageState state = stateOf(from);
        long seen =
            lines.subMap(from, true, border, false).values().stream().mapToLong(n -> n).sum();
        if (open != null && open.state() == state) {
          open = new Run(open.from(), border, state, open.lines() + seen);
        } else {
          if (open != null) {
            runs.add(open);
          }
          open = new Run(from, border, state, seen);
        }
        from = border;
      }
      runs.add(open);
    }
    return runs;
  }

  /** Every instant in (from, to] at which the state may change, sorted; the last is {@code to}. */
  private SortedSet<Long> borders(long from, long to) {
    SortedSet<Long> borders = new TreeSet<>();
    borders.add(to);
    for (HourSet hours : List.of(unreadable, quiet, off)) {
      for (long[] run : hours.runs()) {
        addWithin(borders, run[0], from, to);
        addWithin(borders, run[1], from, to);
      }
    }
    for (long hour : lines.subMap(from, true, to, false).keySet()) {
      addWithin(borders, hour, from, to);
      addWithin(borders, hour + Ticks.PER_HOUR, from, to);
    }
    return borders;
  }

  private static void addWithin(SortedSet<Long> borders, long instant, long from, long to) {
    if (instant > from && instant < to) {
      borders.add(instant);
    }
  }

  private CoverageState stateOf(long hour) {
    if (unreadable.contains(hour)) {
      return CoverageState.UNREADABLE;
    }
    if (lines.getOrDefault(hour, 0L) > 0) {
      return CoverageState.LOGGED;
    }
    if (quiet.contains(hour)) {
      return CoverageState.QUIET;
    }
    return off.contains(hour) ? CoverageState.NOT_CONFIGURED : CoverageState.UNKNOWN;
  }
}
