package dev.ajar.model;

/**
 * The settings that observations are about: the words of the column {@code setting}.
 *
 * <p>Values are text. Booleans are {@code true} and {@code false}; a setting seen as null in a
 * snapshot is an observation of basis {@code default} whose value is what Azure documents, or null
 * where that is unknown.
 */
public final class Settings {
  /** The account or the container exists: {@code true} or {@code false}. */
  public static final String EXISTS = "exists";

  /** The account's switch over all anonymous access: {@code true} or {@code false}. */
  public static final String ALLOW_BLOB_PUBLIC_ACCESS = "allowBlobPublicAccess";

  /** The container's level: {@code none}, {@code blob} or {@code container}. */
  public static final String PUBLIC_ACCESS = "publicAccess";

  /** {@code Enabled}, {@code Disabled} or {@code SecuredByPerimeter}. */
  public static final String PUBLIC_NETWORK_ACCESS = "publicNetworkAccess";

  /**
   * The account's firewall, in one canonical spelling: {@code Allow}, or {@code Deny} followed by
   * the rules, sorted and each behind one space ({@code Deny ip:203.0.113.0/24
   * vnet:/subscriptions/… resource:tenant/id}).
   */
  public static final String NETWORK_ACLS = "networkAcls";

  /**
   * A private endpoint that the account has let in; {@code item} is its resource, lower case, the
   * value {@code approved}. No window is made of it.
   */
  public static final String PRIVATE_ENDPOINT = "privateEndpoint";

  public static final String ALLOW_SHARED_KEY_ACCESS = "allowSharedKeyAccess";

  /** When a key of an account was made; {@code item} is the label, the value an instant. */
  public static final String KEY_CREATION_TIME = "keyCreationTime";

  /** The account's user delegation keys were {@code revoked}. */
  public static final String USER_DELEGATION_KEYS = "userDelegationKeys";

  /** Another key was used under a label; {@code item} is the label. Never stored. */
  public static final String KEY_HASH = "keyHash";

  /**
   * When the account was created; the value is an instant (ISO-8601, UTC). An account begins then.
   */
  public static final String CREATION_TIME = "creationTime";

  /**
   * A list of an account's containers was seen: {@code whole} or {@code partial}. On the account.
   */
  public static final String CONTAINER_LIST = "containerList";

  /**
   * A list of a subscription's accounts was seen: {@code whole} or {@code partial}; {@code item} is
   * the subscription and {@code account} is null.
   */
  public static final String ACCOUNT_LIST = "accountList";

  /**
   * One diagnostic setting of an account's blob service; {@code item} is its name. The value lists
   * the storage categories it sends, sorted, a {@code >} and where to, lower case ({@code
   * StorageRead,StorageWrite>/subscriptions/…/storageaccounts/logs}); {@code off} when it sends
   * none or does not exist.
   */
  public static final String DIAGNOSTIC_SETTING = "diagnosticSetting";

  /**
   * The list of an account's diagnostic settings was seen: {@code whole} or {@code partial}. Names
   * not in a whole list did not exist then.
   */
  public static final String DIAGNOSTIC_SETTING_LIST = "diagnosticSettingList";

  /**
   * A role assignment; {@code item} is its GUID, account and container are set where its scope is
   * one or lies below one. The value is a JSON object with sorted keys: {@code condition}, {@code
   * principalId}, {@code principalType}, {@code roleDefinitionId} (a GUID) and {@code scope} (lower
   * case, {@code /} for the tenant's root); what is not known is left out. {@code false} once it is
   * deleted.
   */
  public static final String ROLE_ASSIGNMENT = "roleAssignment";

  /**
   * A list of the role assignments of a scope was seen: {@code whole} or {@code partial}; {@code
   * item} is the scope, null where nobody says which, and {@code account} is null.
   */
  public static final String ROLE_ASSIGNMENT_LIST = "roleAssignmentList";

  /**
   * What a role lets its holders do; {@code item} is its GUID, {@code account} is null. The value
   * is a JSON object with sorted keys: {@code actions}, {@code dataActions}, {@code name}, {@code
   * notActions}, {@code notDataActions}; operations sorted, lower case.
   */
  public static final String ROLE_DEFINITION = "roleDefinition";

  /**
   * Who somebody in the Entra tenant is; {@code item} is the object id, lower case, {@code account}
   * is null, and so is the time where the source does not say it. The value is a JSON object with
   * sorted keys: {@code appId}, {@code displayName}, {@code ownerTenant}, {@code type} (as in
   * {@link Principal}), {@code upn}, {@code userType}; what is not known is left out.
   */
  public static final String PRINCIPAL = "principal";

  /**
   * The addresses of one of Azure's services; {@code item} is the tag's name, {@code account} is
   * null. The value is a JSON object with one key, {@code addressPrefixes}: ranges as {@link
   * AddressRange} spells them, sorted as text.
   */
  public static final String SERVICE_TAG = "serviceTag";

  /** The subscription an account belongs to, lower case; basis {@code mention}, never stored. */
  public static final String SUBSCRIPTION = "subscription";

  /** The resource group an account is in, lower case; basis {@code mention}, never stored. */
  public static final String RESOURCE_GROUP = "resourceGroup";

  private Settings() {}
}
