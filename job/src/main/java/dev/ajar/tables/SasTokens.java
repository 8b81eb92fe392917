package dev.ajar.tables;

/**
 * {@code sas_tokens}: one row per SAS signature seen in the account-hours that the sweep searched.
 */
public final class SasTokens {
  public static final String ACCOUNT = "account";
  public static final String CONTAINER = "container";
  public static final String SAS_SHA256 = "sas_sha256";
  public static final String KEY_LABEL = "key_label";
  public static final String KEY_SHA256 = "key_sha256";
  public static final String KIND = "kind";
  public static final String PERMISSIONS = "permissions";
  public static final String BREADTH = "breadth";
  public static final String PATH = "path";
  public static final String CAPABILITY = "capability";
  public static final String POLICY = "policy";
  public static final String STARTS_AT = "starts_at";
  public static final String EXPIRES_AT = "expires_at";
  public static final String DELEGATION_EXPIRES_AT = "delegation_expires_at";
  public static final String ADDRESSES = "addresses";
  public static final String PROTOCOLS = "protocols";
  public static final String DELEGATED_BY = "delegated_by";
  public static final String DELEGATED_TENANT = "delegated_tenant";
  public static final String FIRST_USED_AT = "first_used_at";
  public static final String LAST_USED_AT = "last_used_at";
  public static final String REQUESTS = "requests";
  public static final String SUCCEEDED = "succeeded";
  public static final String RENEWED_BY = "renewed_by";
  public static final String RISK = "risk";

  public static final Table TABLE =
      Table.named(
              "sas_tokens",
              "One row per SAS signature seen in the account-hours that the sweep searched. A SAS"
                  + " made offline leaves no trace when it is made: how many were made, nobody can"
                  + " know.")
          .text(ACCOUNT, "Storage account.")
          .text(CONTAINER, "Container that it is limited to; null where it reaches the account.")
          .text(SAS_SHA256, "Hash of the signature, as logged, upper case hex.")
          .text(KEY_LABEL, "What signed it: key1, key2, user-delegation; null if not logged.")
          .text(KEY_SHA256, "Hash of the key that signed it, as logged.")
          .text(
              KIND,
              "account, service, policy (its terms are in a stored access policy),"
                  + " user-delegation, platform (made by Azure for itself) or unknown.")
          .text(PERMISSIONS, "sp as logged; null where a stored access policy holds it.")
          .text(
              BREADTH,
              "account, container, directory, blob, blob-snapshot or blob-version; null if not"
                  + " logged.")
          .text(
              PATH,
              "The one blob or directory that it is limited to; null where it reaches more, or no"
                  + " successful request shows it.")
          .words(CAPABILITY, "What the permissions let a caller do; all where they are not known.")
          .text(POLICY, "si: the stored access policy that it names.")
          .instant(STARTS_AT, "st; null where it says none.")
          .instant(EXPIRES_AT, "se; null where a stored access policy holds it.")
          .instant(DELEGATION_EXPIRES_AT, "ske: when the user delegation key expires.")
          .text(ADDRESSES, "sip: the addresses that it is limited to.")
          .text(PROTOCOLS, "spr: the protocols that it is limited to.")
          .text(DELEGATED_BY, "skoid: object id of who delegated.")
          .text(DELEGATED_TENANT, "sktid: tenant of who delegated.")
          .instant(FIRST_USED_AT, "First successful request seen; null if none was.")
          .instant(LAST_USED_AT, "Last successful request seen.")
          .count(REQUESTS, "Distinct requests seen, failed ones too.")
          .count(SUCCEEDED, "Of these, those that succeeded.")
          .text(
              RENEWED_BY,
              "Hash of its renewal: the next of the same kind, breadth and permissions, first used"
                  + " before this one's end and ending later.")
          .text(
              RISK,
              "Why it has a window: whole-account, write, delete, long, renewed, terms-unknown,"
                  + " stranger, lead; null where nothing says so.")
          .key(ACCOUNT, SAS_SHA256)
          .build();

  private SasTokens() {}
}
