package dev.ajar.model;

import java.util.Locale;

/**
 * A value of one setting at an instant, as a timeline looks at it: an observation with a value, or
 * the previous value that a change carries (exposure.md §2).
 *
 * @param from the instant; of an inventory's value the first at which it may have been true
 * @param to the instant; of an inventory's value the last
 * @param justBefore whether the value was true just before the instant, not at it
 * @param backwards whether it says anything of the time before: false for a change without a
 *     previous value
 * @param value canonical spelling; {@link #UNKNOWN_DEFAULT} where nobody knows the default
 * @param observation where it comes from
 * @param contradicted whether another observation of the same instant says otherwise
 */
record Point(
    long from,
    long to,
    boolean justBefore,
    boolean backwards,
    String value,
    Observation observation,
    boolean contradicted) {
  static final String UNKNOWN_DEFAULT = "?";

  /** One spelling for each value, so that Azure's changing case makes no change. */
  static String canonical(String setting, String value) {
    if (value == null) {
      return UNKNOWN_DEFAULT;
    }
    return setting.equals(Settings.NETWORK_ACLS) ? value : value.toLowerCase(Locale.ROOT);
  }

  Effect effect() {
    return Meaning.of(observation.setting(), value.equals(UNKNOWN_DEFAULT) ? null : value);
  }

  boolean isAssumed() {
    return observation.basis() == Basis.DEFAULT;
  }

  boolean isChange() {
    return observation.basis() == Basis.CHANGE && !justBefore;
  }

  /** The more open of the two; of equally open ones the one whose text comes first. */
  static Point moreOpen(Point one, Point other) {
    int difference = one.effect().openness() - other.effect().openness();
    if (difference == 0) {
      difference = other.value().compareTo(one.value());
    }
    return difference >= 0 ? one : other;
  }
}
