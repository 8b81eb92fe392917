package dev.ajar.model;

import java.io.Serializable;

/**
 * What {@code allowBlobPublicAccess} means where it is null (exposure.md §3).
 *
 * @param permitsBefore accounts created before this tick permit anonymous access
 * @param deniesFrom accounts created at or after this tick do not; between the two nobody knows
 */
public record SwitchDefaults(long permitsBefore, long deniesFrom) implements Serializable {
  /**
   * {@code true}, {@code false}, or null where nobody knows.
   *
   * @param created when the account was created, in ticks; null where unknown
   */
  public String valueOf(Long created) {
    if (created == null || (created >= permitsBefore && created < deniesFrom)) {
      return null;
    }
    return created < permitsBefore ? "true" : "false";
  }
}
