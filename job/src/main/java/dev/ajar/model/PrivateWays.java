package dev.ajar.model;

import java.util.Set;

/**
 * The private ways into an account that its firewall gives to another tenant: they stay where
 * public network access is off (exposure.md §3, network).
 *
 * <p>A rule for a resource names the tenant of the resource. A rule for a subnet names its
 * subscription only, so that one in another subscription than the account's own may be anyone's.
 */
final class PrivateWays {
  private static final String RESOURCE = "resource:";
  private static final String SUBNET = "vnet:";

  /** Azure's own scanner, under a tenant of Azure's. */
  private static final String SCANNER = "/providers/microsoft.security/datascanners/";

  /** Behind the rules: one of them lets in another tenant. */
  static final String FOREIGN = "foreign";

  /** Behind the rules: one of them may let in another tenant. */
  static final String PERHAPS_FOREIGN = "perhaps-foreign";

  private PrivateWays() {}

  /**
   * The firewall with a word behind its rules that says whether they let in another tenant.
   *
   * @param acls a value of {@link Settings#NETWORK_ACLS}
   * @param tenants our own and the platform's; where there is none, nobody knows whose one is
   * @param subscriptions those that the account is said to be in
   */
  static String marked(String acls, Set<String> tenants, Set<String> subscriptions) {
    boolean perhaps = false;
    for (String rule : acls.split(" ", -1)) {
      if (rule.startsWith(RESOURCE) && !rule.contains(SCANNER)) {
        int slash = rule.indexOf('/', RESOURCE.length());
        // What is no path names no tenant.
        String tenant = slash < 0 ? "" : rule.substring(RESOURCE.length(), slash);
        if (!tenants.contains(tenant)) {
          if (!tenants.isEmpty() && !tenant.isEmpty()) {
            return acls + " " + FOREIGN;
          }
          perhaps = true;
        }
      } else if (rule.startsWith(SUBNET)) {
        perhaps |=
            subscriptions.stream()
                .noneMatch(own -> rule.startsWith(SUBNET + "/subscriptions/" + own + "/"));
      }
    }
    return perhaps ? acls + " " + PERHAPS_FOREIGN : acls;
  }
}
