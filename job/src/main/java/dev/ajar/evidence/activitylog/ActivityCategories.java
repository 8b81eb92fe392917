package dev.ajar.evidence.activitylog;

import java.util.Locale;
import java.util.Set;

/**
 * The categories of an exported Activity Log. Resource logs are exported in the same shape, with
 * categories of their own: where they stand in the same folder, they must not pass for it.
 */
final class ActivityCategories {
  /** The last three are those of exports before 2020. */
  private static final Set<String> KNOWN =
      Set.of(
          "administrative",
          "policy",
          "security",
          "recommendation",
          "alert",
          "autoscale",
          "servicehealth",
          "resourcehealth",
          "write",
          "delete",
          "action");

  private ActivityCategories() {}

  /** Whether a record of the category may be one of the Activity Log; one without any may. */
  static boolean include(String category) {
    return category == null || KNOWN.contains(category.replace(" ", "").toLowerCase(Locale.ROOT));
  }
}
