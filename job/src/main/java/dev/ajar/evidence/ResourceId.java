package dev.ajar.evidence;

import java.util.Locale;

/**
 * An ARM resource id, as far as storage is concerned; everything lower case, since sources differ
 * in case.
 *
 * @param text the whole id, lower case
 * @param subscription its subscription; null where it names none
 * @param resourceGroup its resource group; null where it names none
 * @param account the storage account in it; null where it names none
 * @param service {@code blobservices}, {@code fileservices}, …; null where it names none
 * @param container the blob container in it; null where it names none
 * @param provider namespace and type of the last {@code providers/} part ({@code
 *     microsoft.insights/diagnosticsettings}); null where there is none
 * @param name the last segment
 */
public record ResourceId(
    String text,
    String subscription,
    String resourceGroup,
    String account,
    String service,
    String container,
    String provider,
    String name) {
  private static final int SHORTEST_ACCOUNT = 3;
  private static final int LONGEST_ACCOUNT = 24;
  private static final ResourceId NONE =
      new ResourceId(null, null, null, null, null, null, null, null);

  /** The parts of {@code id}; of null, nothing but nulls. */
  public static ResourceId parse(String id) {
    if (id == null) {
      return NONE;
    }
    String text = id.trim().toLowerCase(Locale.ROOT);
    String[] parts = text.split("/", -1);
    String subscription = null;
    String resourceGroup = null;
    String account = null;
    String service = null;
    String container = null;
    String provider = null;
    for (int i = 0; i + 1 < parts.length; i++) {
      String next = parts[i + 1].isEmpty() ? null : parts[i + 1];
      switch (parts[i]) {
        case "subscriptions" -> subscription = first(subscription, next);
        case "resourcegroups" -> resourceGroup = first(resourceGroup, next);
        case "storageaccounts" -> account = first(account, isAccount(next) ? next : null);
        case "containers" -> {
          if (account != null && "blobservices".equals(service)) {
            container = first(container, next);
          }
        }
        case "providers" ->
            provider = i + 2 < parts.length ? parts[i + 1] + "/" + parts[i + 2] : provider;
        default -> {
          if (account != null && service == null && parts[i].endsWith("services")) {
            service = parts[i];
          }
        }
      }
    }
    return new ResourceId(
        text,
        subscription,
        resourceGroup,
        account,
        service,
        container,
        provider,
        parts[parts.length - 1]);
  }

  /** Whether {@code name} can be a storage account: 3 to 24 lower-case letters and digits. */
  public static boolean isAccount(String name) {
    if (name == null || name.length() < SHORTEST_ACCOUNT || name.length() > LONGEST_ACCOUNT) {
      return false;
    }
    return name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
  }

  private static String first(String known, String next) {
    return known != null ? known : next;
  }
}
