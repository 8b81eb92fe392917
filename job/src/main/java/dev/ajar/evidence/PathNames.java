package dev.ajar.evidence;

import java.util.List;
import java.util.Locale;

/**
 * What the path of a file says it is about, where its content cannot: an empty list, or elements
 * without ids. Only folders that say what they name are believed ({@code storageAccounts/NAME},
 * {@code account=NAME}, {@code NAME.blob.core.windows.net}); a bare word is anything.
 */
public final class PathNames {
  private static final List<String> KEYS =
      List.of("account=", "accountname=", "storageaccount=", "storage-account=");
  private static final String BLOB_HOST = ".blob.core.windows.net";

  private PathNames() {}

  /** The storage account, lower case; null if none is named or two are. */
  public static String account(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    String found = ResourceId.parse(lower).account();
    for (String part : lower.split("/", -1)) {
      String named = named(part);
      if (named != null && found != null && !found.equals(named)) {
        return null;
      }
      found = named == null ? found : named;
    }
    return found;
  }

  /** The storage account whose blob service the path names; null if it names none. */
  public static String blobService(String path) {
    ResourceId id = ResourceId.parse(path);
    return "blobservices".equals(id.service()) ? id.account() : null;
  }

  /** The subscription ({@code subscriptions/ID}, {@code subscription=ID}), lower case; or null. */
  public static String subscription(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    String found = ResourceId.parse(lower).subscription();
    String key = "subscription=";
    for (String part : lower.split("/", -1)) {
      if (part.startsWith(key) && part.length() > key.length()) {
        found = withoutEnding(part.substring(key.length()));
      }
    }
    return found;
  }

  private static String named(String part) {
    int host = part.indexOf(BLOB_HOST);
    if (host > 0 && ResourceId.isAccount(part.substring(0, host))) {
      return part.substring(0, host);
    }
    for (String key : KEYS) {
      if (part.startsWith(key)) {
        String name = withoutEnding(part.substring(key.length()));
        return ResourceId.isAccount(name) ? name : null;
      }
    }
    return null;
  }

  private static String withoutEnding(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
