package dev.ajar.evidence.activitylog;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Operations that are named as people are shown them, in their language ({@code Create/Update
 * Storage Account}): all that the legacy schema of {@code AzureActivity} tells (inputs.md §4.1 C).
 */
final class OperationWords {
  private static final String POLICY = "policy";

  /** Categories of events that change something; of the others, what they are called is enough. */
  private static final Set<String> CHANGES =
      Set.of("administrative", "write", "delete", "action", POLICY);

  /** The English names of the resource providers, lower case. */
  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("create/update storage account", "microsoft.storage/storageaccounts/write"),
          Map.entry("delete storage account", "microsoft.storage/storageaccounts/delete"),
          Map.entry(
              "list storage account keys", "microsoft.storage/storageaccounts/listkeys/action"),
          Map.entry(
              "regenerate storage account keys",
              "microsoft.storage/storageaccounts/regeneratekey/action"),
          Map.entry(
              "returns storage account sas token",
              "microsoft.storage/storageaccounts/listaccountsas/action"),
          Map.entry(
              "returns storage service sas token",
              "microsoft.storage/storageaccounts/listservicesas/action"),
          Map.entry("create role assignment", "microsoft.authorization/roleassignments/write"),
          Map.entry("delete role assignment", "microsoft.authorization/roleassignments/delete"),
          Map.entry("'audit' policy action", "microsoft.authorization/policies/audit/action"),
          Map.entry(
              "'auditifnotexists' policy action",
              "microsoft.authorization/policies/auditifnotexists/action"),
          Map.entry("'deny' policy action", "microsoft.authorization/policies/deny/action"),
          Map.entry(
              "'deployifnotexists' policy action",
              "microsoft.authorization/policies/deployifnotexists/action"));

  private OperationWords() {}

  /** Whether a name is none of an operation, which is {@code provider.namespace/type/…}. */
  static boolean are(String name) {
    int slash = name.indexOf('/');
    return slash < 0 || name.lastIndexOf('.', slash) < 0 || name.indexOf(' ') >= 0;
  }

  /**
   * The operation that is meant: the one that is known by the words, else the one that the caller
   * was authorised for. Events of a policy tell there what the policy judged.
   *
   * @param words lower case
   * @param category of the event; null if not given
   * @param action that was authorised, lower case; null if not given
   * @return null if it cannot be told
   */
  static String meaning(String words, String category, String action) {
    String known = KNOWN.get(words.endsWith(".") ? words.substring(0, words.length() - 1) : words);
    if (known != null) {
      return known;
    }
    boolean acted = mayChange(category) && !POLICY.equalsIgnoreCase(category);
    return acted && action != null && !are(action) ? action : null;
  }

  /** Whether an event of the category may be a change; of one without a category, it may. */
  static boolean mayChange(String category) {
    return category == null || CHANGES.contains(category.trim().toLowerCase(Locale.ROOT));
  }
}
