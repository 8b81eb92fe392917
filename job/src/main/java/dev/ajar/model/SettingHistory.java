package dev.ajar.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The observations of one setting of one resource, put in the form that neighbours are compared in:
 * values at instants, touches, and spans in which a last-modified time holds a value (exposure.md
 * §2).
 *
 * @param points in order of time; those of inventories by their first instant
 * @param touches in order of time
 * @param holds spans in which nothing can have changed
 */
record SettingHistory(List<Point> points, List<Observation> touches, Holds holds) {
  /**
   * Sorts out {@code observations}, all of one setting, in {@link Observation#ORDER}.
   *
   * @param end when the resource was seen not to exist any more, in ticks: no observation stands at
   *     or after it, and no last-modified time holds a value beyond it
   */
  static SettingHistory of(List<Observation> observations, long end) {
    List<Observation> touches = new ArrayList<>();
    List<Observation> inventories = new ArrayList<>();
    Holds holds = new Holds();
    TreeMap<Long, Instant> instants = new TreeMap<>();
    Point heldToTheEnd = null;
    for (Observation observation : LastModified.settle(observations)) {
      switch (observation.basis()) {
        case CHANGE -> {
          if (observation.value() == null) {
            touches.add(observation);
          } else {
            at(instants, observation.ticks()).changes.add(observation);
          }
        }
        case TOUCH -> touches.add(observation);
        case HELD -> {
          long until = Math.min(observation.untilTicks(), end);
          holds.add(observation.ticks(), until, value(observation));
          at(instants, observation.ticks()).values.add(observation);
          if (until < end) {
            at(instants, until).values.add(observation);
          } else {
            Point last = new Point(end, end, true, true, value(observation), observation, false);
            heldToTheEnd = heldToTheEnd == null ? last : Point.moreOpen(heldToTheEnd, last);
          }
        }
        case SNAPSHOT, DEFAULT, TRAFFIC -> {
          boolean spread =
              observation.untilTicks() != null && observation.untilTicks() > observation.ticks();
          if (spread) {
            inventories.add(observation);
          } else {
            at(instants, observation.ticks()).values.add(observation);
          }
        }
        case MENTION -> {}
      }
    }
    List<Point> points = new ArrayList<>();
    instants.forEach((ticks, instant) -> instant.addPoints(ticks, points));
    if (heldToTheEnd != null) {
      points.add(heldToTheEnd);
    }
    return new SettingHistory(Inventories.add(inventories, points), touches, holds);
  }

  private static Instant at(TreeMap<Long, Instant> instants, long ticks) {
    return instants.computeIfAbsent(ticks, unused -> new Instant());
  }

  private static String value(Observation observation) {
    return Point.canonical(observation.setting(), observation.value());
  }

  /** Whether a last-modified time holds the value from one point to the other. */
  boolean isHeld(Point earlier, Point later) {
    return earlier.value().equals(later.value())
        && holds.hold(later.value(), earlier.from(), later.to());
  }

  /** The spans in which last-modified times hold a value. */
  static final class Holds {
    private final Map<String, TreeMap<Long, Long>> endsByBegin = new HashMap<>();

    private void add(long from, long to, String value) {
      TreeMap<Long, Long> ends = endsByBegin.computeIfAbsent(value, unused -> new TreeMap<>());
      // Each begin maps to the farthest end of all spans that begin no later.
      Map.Entry<Long, Long> before = ends.floorEntry(from);
      if (before != null && before.getValue() >= to) {
        return;
      }
      ends.put(from, to);
      Map.Entry<Long, Long> after = ends.higherEntry(from);
      while (after != null && after.getValue() <= to) {
        ends.remove(after.getKey());
        after = ends.higherEntry(from);
      }
    }

    private boolean hold(String value, long from, long to) {
      TreeMap<Long, Long> ends = endsByBegin.get(value);
      Map.Entry<Long, Long> latest = ends == null ? null : ends.floorEntry(from);
      return latest != null && latest.getValue() >= to;
    }
  }

  /** What was observed at one instant, to the tick. */
  private static final class Instant {
    private final List<Observation> changes = new ArrayList<>();
    private final List<Observation> values = new ArrayList<>();

    /**
     * A value seen at the tick of a change is the change's own if it is equal, else the one before
     * it. Of several that contradict each other the more open one holds.
     */
    private void addPoints(long ticks, List<Point> points) {
      Point change = leader(changes, ticks);
      if (change == null) {
        points.add(leader(values, ticks));
        return;
      }
      String before = previousValue(change.value());
      List<Observation> others =
          values.stream().filter(seen -> !value(seen).equals(change.value())).toList();
      if (before != null) {
        points.add(new Point(ticks, ticks, true, true, before, change.observation(), false));
      } else if (!others.isEmpty()) {
        points.add(leader(others, ticks));
      }
      points.add(
          new Point(
              ticks,
              ticks,
              false,
              before != null,
              change.value(),
              change.observation(),
              change.contradicted()));
    }

    private String previousValue(String value) {
      return changes.stream()
          .filter(change -> value(change).equals(value) && change.previousValue() != null)
          .map(change -> Point.canonical(change.setting(), change.previousValue()))
          .min(String::compareTo)
          .orElse(null);
    }

    private static Point leader(List<Observation> observations, long ticks) {
      Point leader = null;
      boolean contradicted = false;
      for (Observation observation : observations) {
        Point point = new Point(ticks, ticks, false, true, value(observation), observation, false);
        if (leader == null) {
          leader = point;
        } else if (!leader.value().equals(point.value())) {
          contradicted = true;
          leader = Point.moreOpen(leader, point);
        } else if (leader.isAssumed()) {
          leader = point;
        }
      }
      return leader == null || !contradicted
          ? leader
          : new Point(ticks, ticks, false, true, leader.value(), leader.observation(), true);
    }
  }
}
