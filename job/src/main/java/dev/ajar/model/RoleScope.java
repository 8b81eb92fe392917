package dev.ajar.model;

import java.util.List;

/**
 * Where a role assignment holds, as far as blobs are concerned; what it does not name is null.
 *
 * @param subscription of a subscription or what lies below one
 * @param resourceGroup of a resource group or what lies below one
 * @param account of a storage account, its blob service or a container
 * @param container of a container
 * @param isRoot whether it is the tenant's root, which covers everything
 */
public record RoleScope(
    String subscription, String resourceGroup, String account, String container, boolean isRoot) {
  private static final int GROUP = 4;
  private static final int RESOURCE = 8;
  private static final int SERVICE = 10;
  private static final int CONTAINER = 12;

  /**
   * The parts of a scope in lower case, a slash before and none behind; null for one that covers no
   * blob: another resource, or another service of an account.
   */
  public static RoleScope parse(String scope) {
    if (scope.equals("/")) {
      return new RoleScope(null, null, null, null, true);
    }
    List<String> parts = List.of(scope.substring(1).split("/", -1));
    if (!parts.get(0).equals("subscriptions")) {
      return scope.startsWith("/providers/microsoft.management/managementgroups/")
          ? new RoleScope(null, null, null, null, false)
          : null;
    }
    String subscription = part(parts, 1);
    String group = part(parts, GROUP - 1);
    if (parts.size() <= GROUP) {
      boolean isPlain =
          parts.size() == 2 || (group != null && parts.get(2).equals("resourcegroups"));
      return isPlain ? new RoleScope(subscription, group, null, null, false) : null;
    }
    boolean inAccount =
        scope.contains("/providers/microsoft.storage/storageaccounts/") && parts.size() >= RESOURCE;
    boolean inBlobs = parts.size() == RESOURCE || "blobservices".equals(part(parts, RESOURCE));
    if (!inAccount || !inBlobs) {
      return null;
    }
    boolean isContainer = parts.size() >= CONTAINER && parts.get(SERVICE).equals("containers");
    return parts.size() > SERVICE && !isContainer
        ? null
        : new RoleScope(
            subscription, group, parts.get(RESOURCE - 1), part(parts, CONTAINER - 1), false);
  }

  private static String part(List<String> parts, int index) {
    return index < parts.size() && !parts.get(index).isEmpty() ? parts.get(index) : null;
  }
}
