package dev.ajar.model;

import java.util.Locale;

/** How sure it is that a vector was open, the surest first (exposure.md §3, §4). */
public enum ExposureState {
  /** Every setting is known open. */
  PROVEN,
  /** None is closed or unknown, one is inferred. */
  INFERRED,
  /** None is closed, one is unknown. */
  POSSIBLE,
  /** A window without a sign of openness. */
  UNKNOWN;

  /** The word that tables use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
