package dev.ajar.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Ties a container's last-modified time to the change that moved it (exposure.md §2, {@code held}).
 *
 * <p>The last touch at that time is a change to the value that held from then on. A change to the
 * same value whose operation was still under way is the same change seen from two sides, and counts
 * once, at the Activity Log's time.
 */
final class LastModified {
  private static final long UP_TO_BEFORE = 30 * Ticks.PER_SECOND;

  private LastModified() {}

  /** {@code all} observations of one setting, sorted, with touches and held values settled. */
  static List<Observation> settle(List<Observation> all) {
    if (all.stream().noneMatch(seen -> seen.basis() == Basis.HELD)) {
      return all;
    }
    // A snapshot taken within the second of the last-modified time leaves nothing that it held.
    List<Observation> observations =
        all.stream()
            .filter(seen -> seen.basis() != Basis.HELD || seen.ticks() <= seen.untilTicks())
            .toList();
    List<Observation> settled = new ArrayList<>(observations);
    for (int i = 0; i < observations.size(); i++) {
      Observation held = observations.get(i);
      if (held.basis() == Basis.HELD) {
        Observation change = changeUnderWay(held, observations);
        if (change == null) {
          settleTouch(held, observations, settled);
        } else {
          settled.set(
              i, held.as(Basis.HELD, held.value(), null, Math.max(held.ticks(), change.ticks())));
        }
      }
    }
    return settled;
  }

  /** The change to the held value that ended after the last-modified time but began before it. */
  static Observation changeUnderWay(Observation held, List<Observation> observations) {
    for (int i = firstFrom(observations, held.ticks()); i < observations.size(); i++) {
      Observation change = observations.get(i);
      if (change.ticks() > held.untilTicks()) {
        return null;
      }
      Long started = change.origin().startedTicks();
      boolean underWay =
          started != null ? started < held.ticks() : change.ticks() <= held.ticks() + UP_TO_BEFORE;
      if (change.basis() == Basis.CHANGE && underWay && sameValue(change, held)) {
        return change;
      }
    }
    return null;
  }

  private static void settleTouch(
      Observation held, List<Observation> observations, List<Observation> settled) {
    // The observation stands at the first whole second after the last-modified time.
    long earliest = held.ticks() - Ticks.PER_SECOND - UP_TO_BEFORE;
    for (int i = firstFrom(observations, held.ticks()) - 1; i >= 0; i--) {
      Observation seen = observations.get(i);
      if (seen.ticks() < earliest) {
        return;
      }
      if (seen.basis() == Basis.TOUCH) {
        boolean changedThen =
            observations.subList(firstFrom(observations, seen.ticks()), i).stream()
                .anyMatch(other -> other.basis() == Basis.CHANGE);
        if (!changedThen) {
          Observation change = seen.as(Basis.CHANGE, held.value(), null, seen.ticks());
          if (settled.get(i).basis() == Basis.TOUCH) {
            settled.set(i, change);
          } else if (!sameValue(settled.get(i), change)) {
            // Two snapshots contradict each other about the same last-modified time.
            settled.add(change);
          }
        }
        return;
      }
      boolean saysOtherwise = seen.value() != null && !sameValue(seen, held);
      if (seen.basis() == Basis.CHANGE || saysOtherwise) {
        return;
      }
    }
  }

  private static boolean sameValue(Observation one, Observation other) {
    return Point.canonical(one.setting(), one.value())
        .equals(Point.canonical(other.setting(), other.value()));
  }

  private static int firstFrom(List<Observation> observations, long instant) {
    int low = 0;
    int high = observations.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (observations.get(middle).ticks() < instant) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
