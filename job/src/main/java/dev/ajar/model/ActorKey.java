package dev.ajar.model;

import java.io.Serializable;

/**
 * Who made a request, by the strongest identity the record holds (exposure.md §6).
 *
 * @param kind one of the constants of this class
 * @param identity what tells this actor from others of its kind
 */
public record ActorKey(String kind, String identity) implements Serializable {
  public static final String OAUTH = "oauth";
  public static final String USER_DELEGATION_SAS = "user-delegation-sas";
  public static final String SAS = "sas";
  public static final String ACCOUNT_KEY = "account-key";
  public static final String ANONYMOUS = "anonymous";
  public static final String PLATFORM = "platform";
  public static final String UNNAMED = "unnamed";

  /** An Entra principal: by object id, else application id, else name; null if none is known. */
  public static ActorKey oauth(String objectId, String appId, String upn) {
    String identity = objectId != null ? objectId : appId != null ? appId : upn;
    return identity == null
        ? null
        : new ActorKey(OAUTH, identity.toLowerCase(java.util.Locale.ROOT));
  }

  /** A user-delegation SAS: by delegator, signature and address. */
  public static ActorKey userDelegationSas(String delegator, String sasSha256, String network) {
    return new ActorKey(USER_DELEGATION_SAS, delegator + " " + sasSha256 + " " + network);
  }

  /** Another SAS: by signature and address. */
  public static ActorKey sas(String sasSha256, String network) {
    return new ActorKey(SAS, sasSha256 + " " + network);
  }

  /** An account key: by label, hash and address. */
  public static ActorKey accountKey(String label, String keySha256, String network) {
    return new ActorKey(ACCOUNT_KEY, label + " " + keySha256 + " " + network);
  }

  /** A caller without credentials: by address, IPv6 by /64. */
  public static ActorKey anonymous(String network) {
    return new ActorKey(ANONYMOUS, String.valueOf(network));
  }

  /** Azure itself. */
  public static ActorKey platform() {
    return new ActorKey(PLATFORM, "azure");
  }

  /** A request whose record names nobody: by the word the log uses and the address. */
  public static ActorKey unnamed(String authType, String network) {
    return new ActorKey(UNNAMED, authType + " " + network);
  }

  /** The hash that tables hold. */
  public String id() {
    return Hashes.id("actor", kind, identity);
  }
}
