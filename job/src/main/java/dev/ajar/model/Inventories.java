package dev.ajar.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Values that were true at some instant between an inventory's start and its completion
 * (exposure.md §2).
 */
final class Inventories {
  private Inventories() {}

  /**
   * {@code points}, which are sorted, with those of {@code inventories} among them.
   *
   * <p>Where another observation stands within a run and its value, or the one before it, agrees
   * with the inventory's, the inventory says nothing more and is left out: kept, it would blur an
   * instant that is known exactly.
   */
  static List<Point> add(List<Observation> inventories, List<Point> points) {
    if (inventories.isEmpty()) {
      return points;
    }
    List<Point> all = new ArrayList<>(points);
    for (Observation inventory : inventories) {
      String value = Point.canonical(inventory.setting(), inventory.value());
      if (!isExplained(inventory, value, points)) {
        all.add(
            new Point(
                inventory.ticks(), inventory.untilTicks(), false, true, value, inventory, false));
      }
    }
    all.sort(Comparator.comparingLong(Point::from).thenComparingLong(Point::to));
    return all;
  }

  private static boolean isExplained(Observation inventory, String value, List<Point> points) {
    Point before = null;
    boolean within = false;
    for (Point point : points.subList(0, firstAfter(points, inventory.untilTicks()))) {
      if (point.from() < inventory.ticks()) {
        before = point;
      } else {
        within = true;
        if (point.value().equals(value)) {
          return true;
        }
      }
    }
    return within && before != null && before.value().equals(value);
  }

  private static int firstAfter(List<Point> points, long instant) {
    int low = 0;
    int high = points.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (points.get(middle).from() <= instant) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
