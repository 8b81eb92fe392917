package dev.ajar.model;

import dev.ajar.model.Effect.Door;
import java.util.Locale;

/** What the values of the settings mean for anonymous callers (exposure.md §3). */
final class Meaning {
  private static final double INTERNET_ADDRESSES = 1 << 24;

  private Meaning() {}

  /** The effect of {@code value}; a null value, or a word that nobody knows, says nothing. */
  static Effect of(String setting, String value) {
    if (value == null) {
      return Effect.UNSAID;
    }
    return switch (setting) {
      case Settings.EXISTS,
          Settings.ALLOW_BLOB_PUBLIC_ACCESS,
          Settings.ALLOW_SHARED_KEY_ACCESS,
          Settings.DIAGNOSTIC_SETTING,
          Settings.ROLE_ASSIGNMENT ->
          ofFlag(value);
      case Settings.PUBLIC_ACCESS -> ofLevel(value);
      case Settings.PUBLIC_NETWORK_ACCESS -> ofPublicNetworkAccess(value);
      case Settings.NETWORK_ACLS -> ofNetworkAcls(value);
      default -> throw new IllegalArgumentException(setting + " does not bear on reach");
    };
  }

  private static Effect ofFlag(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true" -> Effect.LET;
      case "false" -> Effect.SHUT;
      default -> Effect.UNSAID;
    };
  }

  private static Effect ofLevel(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "none" -> Effect.SHUT;
      case "blob" -> new Effect(Door.OPEN, 1, Effect.READ, null);
      case "container" -> new Effect(Door.OPEN, 2, Effect.LIST_AND_READ, null);
      default -> Effect.UNSAID;
    };
  }

  private static Effect ofPublicNetworkAccess(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "enabled" -> Effect.LET;
      case "disabled", "securedbyperimeter" -> Effect.SHUT;
      default -> Effect.UNSAID;
    };
  }

  private static Effect ofNetworkAcls(String value) {
    String[] words = value.trim().split("\\s+");
    return switch (words[0].toLowerCase(Locale.ROOT)) {
      case "allow" -> new Effect(Door.OPEN, 2, null, Effect.INTERNET);
      case "deny" -> ofRules(words);
      default -> Effect.UNSAID;
    };
  }

  private static Effect ofRules(String[] words) {
    if (words.length == 1) {
      return Effect.SHUT;
    }
    Door privately =
        switch (words[words.length - 1]) {
          case PrivateWays.FOREIGN -> Door.OPEN;
          case PrivateWays.PERHAPS_FOREIGN -> Door.UNKNOWN;
          default -> Door.CLOSED;
        };
    return (AddressRules.count(words) >= INTERNET_ADDRESSES
            ? new Effect(Door.OPEN, 2, null, Effect.INTERNET)
            : new Effect(Door.OPEN, 1, null, Effect.LISTED_NETWORKS))
        .privately(privately);
  }
}
