package dev.ajar.evidence.accounts;

import dev.ajar.config.Rules;
import dev.ajar.model.Settings;
import dev.ajar.model.Ticks;
import java.util.Map;

/**
 * What Azure documents for a property that a snapshot shows as null, and since which version of the
 * API a property exists, so that its absence means null.
 */
final class UnsetSettings {
  /**
   * The first stable version that returns each. The documentation gives 2019-04-01 for {@code
   * allowBlobPublicAccess}; recorded answers of that version lack it, so the next one is taken.
   */
  private static final Map<String, String> SINCE =
      Map.of(
          Settings.ALLOW_BLOB_PUBLIC_ACCESS, "2019-06-01",
          Settings.NETWORK_ACLS, "2017-06-01",
          Settings.ALLOW_SHARED_KEY_ACCESS, "2021-01-01",
          Settings.PUBLIC_NETWORK_ACCESS, "2021-06-01");

  private static final int DATE_LENGTH = 10;

  private final String apiVersion;
  private final Rules rules;

  /** {@code apiVersion} is null where the configuration gives none. */
  UnsetSettings(String apiVersion, Rules rules) {
    this.apiVersion = apiVersion;
    this.rules = rules;
  }

  /** Whether the version that made the snapshot returns the property if it is set. */
  boolean wouldBeThere(String setting) {
    return apiVersion != null
        && apiVersion.length() >= DATE_LENGTH
        && apiVersion.substring(0, DATE_LENGTH).compareTo(SINCE.get(setting)) >= 0;
  }

  /**
   * The documented value; null where nobody knows.
   *
   * @param createdTicks when the account was made; null if not known
   */
  String value(String setting, Long createdTicks) {
    return switch (setting) {
      case Settings.ALLOW_BLOB_PUBLIC_ACCESS -> anonymous(createdTicks);
      case Settings.PUBLIC_NETWORK_ACCESS -> "Enabled";
      case Settings.NETWORK_ACLS -> "Allow";
      case Settings.ALLOW_SHARED_KEY_ACCESS -> "true";
      default -> null;
    };
  }

  private String anonymous(Long createdTicks) {
    if (createdTicks == null) {
      return null;
    }
    if (createdTicks < Ticks.of(rules.anonymousByDefaultBefore())) {
      return "true";
    }
    return createdTicks >= Ticks.of(rules.noAnonymousByDefaultFrom()) ? "false" : null;
  }
}
