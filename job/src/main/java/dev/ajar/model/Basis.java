package dev.ajar.model;

import java.util.Locale;

/** How an observation is known (exposure.md §2). */
public enum Basis {
  /** An event says that the setting took this value at this instant. */
  CHANGE,
  /** Something may have changed; the value is unknown. */
  TOUCH,
  /** The value at an instant. */
  SNAPSHOT,
  /** A container's last-modified time: the value held from then to the snapshot. */
  HELD,
  /** What Azure documents for a property that a snapshot shows as null. */
  DEFAULT,
  /**
   * Never stored: the resource was named, in a scope, a list or a log folder; says nothing else.
   */
  MENTION,
  /** Never stored: a successful request proves that the container existed at that instant. */
  TRAFFIC;

  /** The word that tables use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The basis of a table's word. */
  public static Basis of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
