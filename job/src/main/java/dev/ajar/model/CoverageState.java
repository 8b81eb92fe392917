package dev.ajar.model;

import java.util.Locale;

/** Whether a request of an account, category and hour could have been seen (exposure.md §7). */
public enum CoverageState {
  /** A file of the hour was not read to its end, or too much of it is in quarantine. */
  UNREADABLE,
  /** Records were seen, by their own time. */
  LOGGED,
  /** None were seen, though the hour would have left one. */
  QUIET,
  /** The diagnostic setting was off. */
  NOT_CONFIGURED,
  /** Nobody can say. */
  UNKNOWN;

  /** The word that tables use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a request in the hour would have been seen. */
  public boolean covered() {
    return this == LOGGED || this == QUIET;
  }
}
