package dev.ajar.model;

import java.util.List;

/**
 * A span of a window in which nothing changes (exposure.md §4).
 *
 * @param from first tick; {@link Ticks#UNBOUNDED_PAST} if not known
 * @param to first tick after it; {@link Ticks#UNBOUNDED_FUTURE} if not known
 * @param capability sorted words
 * @param reach internet, listed-networks or private
 * @param cause the setting that began it; null where nothing did
 * @param evidence sorted, without repetition
 */
public record WindowSpan(
    long from,
    long to,
    ExposureState state,
    List<String> capability,
    String reach,
    String cause,
    List<Place> evidence) {

  boolean isOpen() {
    return state != ExposureState.POSSIBLE;
  }

  boolean saysTheSameAs(WindowSpan next) {
    return state == next.state && capability.equals(next.capability) && reach.equals(next.reach);
  }
}
