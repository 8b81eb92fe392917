package dev.ajar.sample;

import dev.ajar.sample.Tenant.Principal;

/**
 * Who makes a request, and how the storage log spells it.
 *
 * @param auth the normalised word: anonymous, sas, account-key, oauth or trusted-access
 * @param kind kind of actor
 * @param identity what tells this actor from others of its kind
 * @param relation what the actor must be judged to be
 * @param identityJson the record's field {@code identity}
 * @param address as the log spells it, without port; null where the record has none
 * @param userAgent the caller's own text
 */
record Caller(
    String auth,
    String kind,
    String identity,
    String relation,
    String identityJson,
    String address,
    String userAgent) {
  static Caller anonymous(String address, String relation, String userAgent) {
    return new Caller(
        "anonymous",
        "anonymous",
        network(address),
        relation,
        "{\"type\":\"Anonymous\"}",
        address,
        userAgent);
  }

  static Caller oauth(Principal who, String relation, String roleAssignment, String userAgent) {
    return new Caller(
        "oauth",
        "oauth",
        who.objectId(),
        relation,
        oauthJson(who, roleAssignment, "Granted", "Policy"),
        who.address(),
        userAgent);
  }

  /** A principal without any role that fits. */
  static Caller denied(Principal who, String relation, String userAgent) {
    return new Caller(
        "oauth",
        "oauth",
        who.objectId(),
        relation,
        oauthJson(who, null, "Denied", "NoApplicablePolicy"),
        who.address(),
        userAgent);
  }

  static Caller accountKey(
      Tenant.Account account, String address, String relation, String userAgent) {
    String token = "key1(" + account.keyHash() + ")";
    return new Caller(
        "account-key",
        "account-key",
        "key1 " + account.keyHash() + " " + address,
        relation,
        "{\"type\":\"AccountKey\",\"tokenHash\":\"" + token + "\"}",
        address,
        userAgent);
  }

  static Caller sas(
      Tenant.Account account,
      String signatureHash,
      String address,
      String relation,
      String userAgent) {
    String token = "key1(" + account.keyHash() + "),SasSignature(" + signatureHash + ")";
    return new Caller(
        "sas",
        "sas",
        signatureHash + " " + address,
        relation,
        "{\"type\":\"SAS\",\"tokenHash\":\"" + token + "\"}",
        address,
        userAgent);
  }

  /** The storage resource provider: no address, no duration. */
  static Caller platform(String hash) {
    String token = "system-1(" + hash + ")";
    return new Caller(
        "trusted-access",
        "platform",
        "azure",
        "platform",
        "{\"type\":\"TrustedAccess\",\"tokenHash\":\"" + token + "\"}",
        null,
        "SRP/1.0");
  }

  /** IPv4 as it is, IPv6 by /64; the addresses of the sample need no other care. */
  static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    int groups = 0;
    int end = 0;
    while (groups < 4) {
      end = address.indexOf(':', end) + 1;
      groups++;
    }
    return address.substring(0, end) + ":/64";
  }

  private static String oauthJson(
      Principal who, String roleAssignment, String result, String reason) {
    StringBuilder json = new StringBuilder("{\"authorization\":[{");
    json.append(
        "\"action\":\"Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read\",");
    json.append("\"principals\":[{\"id\":\"").append(who.objectId()).append("\",\"type\":\"");
    json.append(who.upn() == null ? "ServicePrincipal" : "User").append("\"}],");
    json.append("\"reason\":\"").append(reason).append("\",\"result\":\"").append(result);
    if (roleAssignment != null) {
      // The built-in role Storage Blob Data Reader.
      json.append("\",\"roleAssignmentId\":\"").append(roleAssignment);
      json.append("\",\"roleDefinitionId\":\"2a2b9908-6ea1-4ae2-8e65-a410df84e7d1");
    }
    json.append("\",\"type\":\"RBAC\"}],\"requester\":{\"appId\":\"").append(who.appId());
    json.append("\",\"audience\":\"https://storage.azure.com/\",\"objectId\":\"");
    json.append(who.objectId()).append("\",\"tenantId\":\"").append(who.tenantId());
    json.append("\",\"tokenIssuer\":\"https://sts.windows.net/").append(who.tenantId()).append('/');
    if (who.upn() != null) {
      json.append("\",\"upn\":\"").append(who.upn());
    }
    return json.append("\"},\"type\":\"OAuth\"}").toString();
  }
}
