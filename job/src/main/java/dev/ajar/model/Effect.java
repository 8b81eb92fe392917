package dev.ajar.model;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one value of one setting does to the anonymous vector (exposure.md §3).
 *
 * @param door whether it lets anyone in
 * @param width of two values that are open, the one with the greater width is the wider; among
 *     others without meaning
 * @param capability what a caller could do as far as this setting decides; null if it does not
 * @param reach from where, as far as this setting decides; null if it does not
 * @param privately whether it lets another tenant in by a private way, which stays where public
 *     network access is off
 */
record Effect(Door door, int width, List<String> capability, String reach, Door privately) {
  /** Whether a value lets anyone in. */
  enum Door {
    CLOSED(0),
    UNKNOWN(10),
    OPEN(20);

    private final int openness;

    Door(int openness) {
      this.openness = openness;
    }
  }

  static final String INTERNET = "internet";
  static final String LISTED_NETWORKS = "listed-networks";
  static final String PRIVATE = "private";
  static final List<String> READ = List.of("read");
  static final List<String> LIST_AND_READ = List.of("list", "read");

  static final Effect SHUT = new Effect(Door.CLOSED, 0, null, null);
  static final Effect UNSAID = new Effect(Door.UNKNOWN, 0, null, null);
  static final Effect LET = new Effect(Door.OPEN, 0, null, null);

  Effect(Door door, int width, List<String> capability, String reach) {
    this(door, width, capability, reach, Door.CLOSED);
  }

  /** The same, with another answer for private ways. */
  Effect privately(Door way) {
    return new Effect(door, width, capability, reach, way);
  }

  /** The widest of some reaches. */
  static String widest(Collection<String> reaches) {
    return Stream.of(INTERNET, LISTED_NETWORKS)
        .filter(reaches::contains)
        .findFirst()
        .orElse(PRIVATE);
  }

  boolean isClosed() {
    return door == Door.CLOSED;
  }

  boolean isOpen() {
    return door == Door.OPEN;
  }

  /** Greater is more open: what holds where two values contradict each other. */
  int openness() {
    return door.openness + width;
  }
}
