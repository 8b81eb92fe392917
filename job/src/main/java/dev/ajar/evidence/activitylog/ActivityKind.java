package dev.ajar.evidence.activitylog;

import dev.ajar.evidence.ResourceId;
import dev.ajar.tables.Activities;
import java.util.List;

/** Which operations of the Activity Log bear on storage, and what their success changes. */
final class ActivityKind {
  private static final String ACCOUNTS = "microsoft.storage/storageaccounts/";
  private static final String CONTAINERS = ACCOUNTS + "blobservices/containers/";
  private static final String BLOB_SERVICES = "blobservices";

  /** Other services of an account: what happens to them opens no container. */
  private static final List<String> OTHER_SERVICES =
      List.of("queueservices/", "tableservices/", "fileservices/");

  private static final String ROLE_ASSIGNMENTS = "microsoft.authorization/roleassignments/";

  /** Who may do what, at a scope that may hold accounts; policies may set switches. */
  private static final List<String> AUTHORIZATION =
      List.of(
          ROLE_ASSIGNMENTS,
          "microsoft.authorization/roledefinitions/",
          "microsoft.authorization/denyassignments/",
          "microsoft.authorization/elevateaccess/",
          "microsoft.authorization/policies/",
          "microsoft.authorization/policyassignments/");

  /** What policies only report. */
  private static final List<String> POLICY_REPORTS =
      List.of(
          "microsoft.authorization/policies/audit/action",
          "microsoft.authorization/policies/auditifnotexists/action");

  private static final String PROVIDERS = "/providers/";
  private static final String MANAGEMENT_GROUPS = "/providers/microsoft.management/";
  private static final String GROUP_DELETE =
      "microsoft.resources/subscriptions/resourcegroups/delete";

  private ActivityKind() {}

  /**
   * One of the kinds of {@link Activities}; null if nothing wants the operation.
   *
   * @param operation lower case
   */
  static String of(String operation, ResourceId scope) {
    if (operation.startsWith(ACCOUNTS)) {
      String rest = operation.substring(ACCOUNTS.length());
      if (OTHER_SERVICES.stream().anyMatch(rest::startsWith)) {
        return null;
      }
      return switch (operation) {
        case ACCOUNTS + "write" -> Activities.ACCOUNT_WRITE;
        case ACCOUNTS + "delete" -> Activities.ACCOUNT_DELETE;
        case CONTAINERS + "write" -> Activities.CONTAINER_WRITE;
        case CONTAINERS + "delete" -> Activities.CONTAINER_DELETE;
        case ACCOUNTS + "regeneratekey/action", ACCOUNTS + "rotatekey/action" ->
            Activities.KEY_REGENERATE;
        case ACCOUNTS + "revokeuserdelegationkeys/action" -> Activities.DELEGATION_REVOKE;
        default -> isRead(rest) ? null : Activities.OTHER;
      };
    }
    if (isDiagnosticSetting(operation)) {
      return diagnosticSetting(operation, scope);
    }
    boolean wanted = isAuthorization(operation) && mayCoverStorage(scope);
    if (wanted && operation.equals(ROLE_ASSIGNMENTS + "write")) {
      return Activities.ROLE_WRITE;
    }
    if (wanted && operation.equals(ROLE_ASSIGNMENTS + "delete")) {
      return Activities.ROLE_DELETE;
    }
    return wanted || operation.equals(GROUP_DELETE) ? Activities.OTHER : null;
  }

  /** Whether nothing wants the operation, whatever its scope and whatever else its record says. */
  static boolean isUnwanted(String operation) {
    return !OperationWords.are(operation)
        && !isDiagnosticSetting(operation)
        && !isAuthorization(operation)
        && of(operation, ResourceId.parse(null)) == null;
  }

  private static boolean isAuthorization(String operation) {
    return AUTHORIZATION.stream().anyMatch(operation::startsWith)
        && !POLICY_REPORTS.contains(operation);
  }

  private static boolean isRead(String rest) {
    return rest.equals("read") || rest.endsWith("/read");
  }

  private static boolean isDiagnosticSetting(String operation) {
    return operation.startsWith("microsoft.insights/diagnosticsettings/")
        || operation.startsWith("microsoft.insights/extendeddiagnosticsettings/");
  }

  /** Only those of the blob service decide which requests are logged; an account's send metrics. */
  private static String diagnosticSetting(String operation, ResourceId scope) {
    if (scope.account() == null) {
      return null;
    }
    if (!BLOB_SERVICES.equals(scope.service())) {
      return scope.service() == null ? Activities.OTHER : null;
    }
    if (operation.endsWith("/write")) {
      return Activities.DIAGNOSTIC_WRITE;
    }
    return operation.endsWith("/delete") ? Activities.DIAGNOSTIC_DELETE : Activities.OTHER;
  }

  /** A storage resource, or a subscription, resource group or management group above some. */
  static boolean mayCoverStorage(ResourceId scope) {
    if (scope.account() != null || scope.text() == null) {
      return true;
    }
    String text = scope.text();
    int provider = text.lastIndexOf(PROVIDERS);
    if (provider < 0 || text.startsWith(MANAGEMENT_GROUPS)) {
      return true;
    }
    return text.indexOf(PROVIDERS) == provider
        && text.startsWith("microsoft.authorization", provider + PROVIDERS.length());
  }
}
