package dev.ajar.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a role lets its holder do with blobs (exposure.md §3, role-assignment): by its data actions,
 * or by handing out keys and signatures, which let their holder do anything.
 *
 * @param capability sorted words of its data actions
 * @param reachesKeys whether it may call listKeys, listAccountSas or listServiceSas
 */
public record RolePower(List<String> capability, boolean reachesKeys) {
  private static final String BLOBS =
      "microsoft.storage/storageaccounts/blobservices/containers/blobs/";

  /** Data actions of blobs, by what they let a caller do; a read of blobs lists them too. */
  private static final Map<String, List<String>> DATA =
      Map.of(
          "read", List.of("read"),
          "list", List.of("read", "filter/action"),
          "write",
              List.of(
                  "write",
                  "add/action",
                  "move/action",
                  "tags/write",
                  "manageownership/action",
                  "modifypermissions/action",
                  "runassuperuser/action"),
          "delete",
              List.of(
                  "delete",
                  "deleteblobversion/action",
                  "permanentdelete/action",
                  "runassuperuser/action"));

  private static final List<String> KEYS =
      List.of(
          "microsoft.storage/storageaccounts/listkeys/action",
          "microsoft.storage/storageaccounts/listaccountsas/action",
          "microsoft.storage/storageaccounts/listservicesas/action");

  private static final RolePower NONE = new RolePower(List.of(), false);
  private static final RolePower BY_KEYS = new RolePower(List.of(), true);
  private static final RolePower READS = new RolePower(List.of("list", "read"), false);
  private static final RolePower CHANGES =
      new RolePower(List.of("delete", "list", "read", "write"), false);

  /**
   * Azure's own roles that matter most often, for audits without role definitions: the same in
   * every tenant. Names stand behind.
   */
  private static final Map<String, RolePower> BUILT_IN =
      Map.ofEntries(
          Map.entry("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", BY_KEYS), // Owner
          Map.entry("b24988ac-6180-42a0-ab88-20f7382dd24c", BY_KEYS), // Contributor
          Map.entry("acdd72a7-3385-48ef-bd42-f606fba81ae7", NONE), // Reader
          Map.entry("17d1049b-9a84-46fb-8f53-869881c3d3ab", BY_KEYS), // Storage Account Contributor
          Map.entry(
              "81a9662b-bebf-436f-a333-f67b29880f12", BY_KEYS), // Storage Account Key Operator
          Map.entry("c12c1c16-33a1-487b-954d-41c89c60f349", BY_KEYS), // Reader and Data Access
          Map.entry("b7e6dc6d-f1e8-4753-8033-0f276bb0955b", CHANGES), // Storage Blob Data Owner
          Map.entry("ba92f5b4-2d11-453d-a403-e96b0029c9fe", CHANGES), // … Data Contributor
          Map.entry("2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", READS), // Storage Blob Data Reader
          Map.entry("974c5e8b-45b9-4653-ba55-5f855dd0fb88", NONE), // Storage Queue Data Contributor
          Map.entry("19e7f393-937e-4f77-808e-94535e297925", NONE)); // Storage Queue Data Reader

  /** What a built-in role gives; null for a role that is not in the table. */
  public static RolePower ofBuiltIn(String role) {
    return BUILT_IN.get(role);
  }

  /**
   * What a definition gives. Each list holds operations in lower case, with {@code *} for any text.
   */
  public static RolePower of(
      List<String> actions,
      List<String> notActions,
      List<String> dataActions,
      List<String> notDataActions) {
    TreeSet<String> words = new TreeSet<>();
    DATA.forEach(
        (word, operations) -> {
          if (operations.stream().anyMatch(o -> allows(BLOBS + o, dataActions, notDataActions))) {
            words.add(word);
          }
        });
    return new RolePower(
        List.copyOf(words),
        KEYS.stream().anyMatch(operation -> allows(operation, actions, notActions)));
  }

  private static boolean allows(String operation, List<String> allowed, List<String> excepted) {
    return allowed.stream().anyMatch(pattern -> fits(operation, pattern))
        && excepted.stream().noneMatch(pattern -> fits(operation, pattern));
  }

  /** Whether {@code operation} is what the pattern says; each {@code *} stands for any text. */
  private static boolean fits(String operation, String pattern) {
    String lower = pattern.toLowerCase(Locale.ROOT);
    int star = lower.indexOf('*');
    if (star < 0 || !operation.startsWith(lower.substring(0, star))) {
      return operation.equals(lower);
    }
    int at = star;
    while (star >= 0) {
      int next = lower.indexOf('*', star + 1);
      String part = lower.substring(star + 1, next < 0 ? lower.length() : next);
      if (next < 0) {
        return operation.length() - part.length() >= at && operation.endsWith(part);
      }
      int found = operation.indexOf(part, at);
      if (found < 0) {
        return false;
      }
      at = found + part.length();
      star = next;
    }
    return true;
  }
}
