package dev.ajar.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells what looks like a secret, so that a configuration that holds one is refused. */
final class SecretShapes {
  /** What to do instead. */
  static final String CURE =
      "take it out (and rotate it: it has stood in a file): credentials are Hadoop or Spark"
          + " settings (fs.azure.…) or Unity Catalog's; a leaked key is named by its `sha256`";

  private static final List<String> MARKS =
      List.of("sig=", "sig%3d", "accountkey=", "sharedaccesssignature=", "sharedaccesskey=");

  private static final Set<String> NAMES =
      Set.of(
          "account_key",
          "accountkey",
          "access_key",
          "storage_key",
          "sas",
          "sas_token",
          "token",
          "password",
          "secret",
          "client_secret",
          "connection_string",
          "credential",
          "credentials");

  /** 64 bytes in base64: the shape of a storage account's key. */
  private static final Pattern ACCOUNT_KEY =
      Pattern.compile("(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{86}==(?!=)");

  private SecretShapes() {}

  static boolean isSecretName(String key) {
    return NAMES.contains(key.toLowerCase(Locale.ROOT).replace('-', '_'));
  }

  static boolean holdsSecret(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return MARKS.stream().anyMatch(lower::contains)
        || value.startsWith("eyJ")
        || ACCOUNT_KEY.matcher(value).find();
  }
}
