package dev.ajar.model;

/**
 * Somebody in an Entra tenant, as a list of its principals shows them (inputs.md §8).
 *
 * @param objectId lower case, dashed
 * @param type {@link #USER}, {@link #SERVICE_PRINCIPAL}, {@link #MANAGED_IDENTITY} or {@link
 *     #GROUP}
 * @param appId of a service principal, lower case; null if not known
 * @param ownerTenant tenant that owns a service principal's application, lower case; null if not
 *     known
 * @param upn of a user; null if not known
 * @param userType of a user, lower case: {@code member} or {@code guest}; null if not known
 */
public record Principal(
    String objectId, String type, String appId, String ownerTenant, String upn, String userType) {
  public static final String USER = "user";
  public static final String SERVICE_PRINCIPAL = "service-principal";
  public static final String MANAGED_IDENTITY = "managed-identity";
  public static final String GROUP = "group";

  /** The tenant's own: a member, or an identity that Azure made for one of its resources. */
  public boolean isOwn() {
    return MANAGED_IDENTITY.equals(type) || (USER.equals(type) && "member".equals(userType));
  }

  /**
   * Whether somebody else's: a guest, or an application that another tenant owns than {@code
   * tenant}, which may be null. Both get their tokens from the tenant that let them in.
   */
  public boolean isForeignTo(String tenant) {
    return (USER.equals(type) && "guest".equals(userType))
        || (ownerTenant != null && !ownerTenant.equalsIgnoreCase(tenant));
  }

  /** The rule that the directory gives, for a person. */
  public String rule() {
    String what =
        switch (type) {
          case USER -> "Entra user" + userWord();
          case SERVICE_PRINCIPAL -> "Entra service principal";
          case MANAGED_IDENTITY -> "Entra managed identity";
          default -> "Entra group";
        };
    return "principal " + objectId + " (" + what + ")";
  }

  private String userWord() {
    return userType == null
        ? ""
        : switch (userType) {
          case "member" -> ", Member";
          case "guest" -> ", Guest";
          default -> "";
        };
  }
}
