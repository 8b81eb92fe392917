package dev.ajar.evidence.storagelogs;

import dev.ajar.evidence.AzureTime;
import dev.ajar.evidence.CallerAddress;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.Secrets;
import dev.ajar.model.ActorKey;
import dev.ajar.model.OperationClass;
import dev.ajar.model.Operations;
import dev.ajar.model.UriQuery;
import dev.ajar.tables.LogRecords;
import org.apache.spark.sql.Row;

/**
 * One request as a storage resource log holds it (inputs: exposure.md §5): the logged fields, and
 * what they say. Reused from record to record; {@link #toRow} copies.
 *
 * <p>Nothing logged is trusted: it is text of whoever made the request. Secrets are cut when a row
 * is made.
 */
public final class StorageLogRecord implements LogRequest {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int LAST_SUCCESS = 299;
  private static final int NOT_MODIFIED = 304;

  /** The slashes of {@code https://} do not end a host. */
  private static final int SCHEME = "https://".length();

  String time;
  String resourceId;
  String category;
  String operationName;
  String statusCode;
  String statusText;
  String callerIpAddress;
  String correlationId;
  String uri;
  String protocol;
  String identityType;
  String tokenHash;
  String objectId;
  String upn;
  String appId;
  String tenantId;
  String roleAssignmentId;
  boolean roleGranted;
  String accountName;
  String objectKey;
  String userAgent;
  String referrer;
  String clientRequestId;
  String etag;
  String serviceType;
  String lastModified;
  String downloadRange;
  String metricResponseType;
  String operationCount;
  String requestBodySize;
  String responseBodySize;

  /** Of an export: the table of Log Analytics. */
  String table;

  /** How rich the record's source is; stays from record to record. */
  long sourceRank = LogRecords.RESOURCE_LOG;

  private final LogRow row = new LogRow();
  private final ResourceName resource = new ResourceName();
  private long offset;
  private long ticks;
  private Operations.Operation operation;
  private ObjectPlace place;
  private String logAccount;
  private String container;
  private TokenHash token;
  private String authType;
  private Long status;
  private Operations.Endpoint endpoint;

  /** A URI up to the slash behind its host; null if the last one had none. */
  private String lastOrigin;

  private Host lastHost;

  /** Null until it is asked for. */
  private CallerAddress caller;

  StorageLogRecord() {}

  /** Forgets the last record. */
  void clear(long newOffset) {
    offset = newOffset;
    time = resourceId = category = operationName = statusCode = statusText = null;
    callerIpAddress = correlationId = uri = protocol = identityType = tokenHash = null;
    objectId = upn = appId = tenantId = roleAssignmentId = accountName = objectKey = null;
    userAgent = referrer = clientRequestId = etag = serviceType = lastModified = null;
    downloadRange = metricResponseType = operationCount = null;
    requestBodySize = responseBodySize = table = null;
    roleGranted = false;
    caller = null;
  }

  /** Works out what every consumer needs; returns why the record cannot be read, else null. */
  String resolve() {
    if (time == null) {
      return "no time";
    }
    ticks = AzureTime.ticks(time);
    if (!AzureTime.isTime(ticks)) {
      return AzureTime.problem(ticks);
    }
    if (operationName == null) {
      return "no operation name";
    }
    operation = Operations.of(operationName);
    place = ObjectPlace.of(objectKey, uri, operation);
    resource.read(resourceId);
    logAccount =
        accountName != null ? accountName.toLowerCase(java.util.Locale.ROOT) : resource.account();
    if (logAccount == null && place.url() == null && objectKey != null) {
      logAccount = place.account();
    }
    if (logAccount == null) {
      return "no account";
    }
    logAccount = Secrets.cut(logAccount);
    container = Secrets.cut(place.container());
    token = TokenHash.parse(tokenHash);
    authType = AuthType.of(identityType, token, uri);
    status = Numbers.whole(statusCode);
    endpoint = host().endpoint(operation);
    return null;
  }

  /** When the request was received, in ticks. */
  @Override
  public long ticks() {
    return ticks;
  }

  /** Where the record begins in the unpacked file. */
  public long offset() {
    return offset;
  }

  /**
   * The account whose data was asked for, lower case, never null: of a copy's source the one that
   * its URL names.
   */
  @Override
  public String account() {
    boolean elsewhere = place.url() != null || operation.name().equals(Operations.COPY_BLOB_SOURCE);
    return elsewhere && place.account() != null ? Secrets.cut(place.account()) : logAccount;
  }

  /** The account whose log holds the record, lower case; never null. */
  @Override
  public String logAccount() {
    return logAccount;
  }

  /** The container; null for operations on the account. */
  @Override
  public String container() {
    return container;
  }

  /** The blob or path, as its name is; null for operations on a container or account. */
  public String object() {
    return place.object();
  }

  /** The category as logged; null if it was not. */
  public String category() {
    return category;
  }

  /** The subscription of the account, lower case; null if not named. */
  @Override
  public String subscription() {
    return resource.subscription();
  }

  /** {@code blob}, {@code file}, {@code queue} or {@code table}; null if not named. */
  public String service() {
    String named =
        resource.service() != null ? resource.service() : ResourceName.service(serviceType);
    return named != null ? named : ResourceName.serviceOfTable(table);
  }

  /** The operation; never null. */
  @Override
  public Operations.Operation operation() {
    return operation;
  }

  /** The operation's class: a 304 of a read is metadata. */
  public OperationClass operationClass() {
    OperationClass known = operation.operationClass();
    boolean leaves = known == OperationClass.READ || known == OperationClass.LIST;
    return leaves && status != null && status == NOT_MODIFIED ? OperationClass.METADATA : known;
  }

  /** The endpoint that the URI's host names, else the operation's. */
  public Operations.Endpoint endpoint() {
    return endpoint;
  }

  /** What the URI's host is: mostly that of the request before. */
  private Host host() {
    if (uri == null) {
      return Host.OTHER;
    }
    if (lastOrigin == null || !uri.startsWith(lastOrigin)) {
      lastHost = Host.of(ObjectPlace.host(uri));
      int slash = ObjectPlace.isUrl(uri) ? uri.indexOf('/', SCHEME) : -1;
      lastOrigin = slash < 0 ? null : uri.substring(0, slash + 1);
    }
    return lastHost;
  }

  /** Whether the request is answered to anyone (exposure.md §2): it proves nothing about reach. */
  @Override
  public boolean needsNoPermission() {
    return operation.needsNoPermission() || endpoint == Operations.Endpoint.WEB;
  }

  /** The HTTP status; null if it is no number. */
  public Long status() {
    return status;
  }

  /** Whether the status is 200 to 299 or 304. */
  @Override
  public boolean succeeded() {
    return status != null && isSuccess(status);
  }

  static boolean isSuccess(long status) {
    return (status >= OK && status <= LAST_SUCCESS) || status == NOT_MODIFIED;
  }

  /** The word of {@code auth_type}; null if the record names none. */
  public String authType() {
    return authType;
  }

  /** Whether the caller gave no credentials. */
  @Override
  public boolean isAnonymous() {
    return AuthType.ANONYMOUS.equals(authType);
  }

  @Override
  public boolean mayBeSas() {
    return token.sasSha256() != null
        || AuthType.SAS.equals(authType)
        || AuthType.USER_DELEGATION_SAS.equals(authType);
  }

  @Override
  public boolean mayBeAccountKey() {
    return AuthType.ACCOUNT_KEY.equals(authType);
  }

  @Override
  public boolean mayBeOauth() {
    return AuthType.OAUTH.equals(authType);
  }

  /** Whether Azure itself made the request. */
  public boolean isPlatform() {
    return AuthType.isPlatform(authType, token, uri);
  }

  /** The signature's hash, upper case hex; null if none was logged. */
  public String sasSha256() {
    return token.sasSha256();
  }

  /** The label of the key that signed, and its hash. */
  public String keyLabel() {
    return token.label();
  }

  public String keySha256() {
    return token.keySha256();
  }

  /** The caller's Entra object id, as logged; null if none was. */
  public String objectId() {
    return objectId;
  }

  /** Where the request came from. */
  CallerAddress caller() {
    if (caller == null) {
      caller = CallerAddress.parse(callerIpAddress);
    }
    return caller;
  }

  /** Who made the request (exposure.md §6). */
  public ActorKey actor() {
    if (isPlatform()) {
      return ActorKey.platform();
    }
    String network = CallerAddress.network(caller().address());
    String word = authType == null ? "none" : authType;
    ActorKey known =
        switch (word) {
          case AuthType.ANONYMOUS -> ActorKey.anonymous(network);
          case AuthType.ACCOUNT_KEY ->
              token.label() == null
                  ? null
                  : ActorKey.accountKey(token.label(), token.keySha256(), network);
          case AuthType.SAS ->
              token.sasSha256() == null ? null : ActorKey.sas(token.sasSha256(), network);
          case AuthType.USER_DELEGATION_SAS -> delegated(network);
          default -> ActorKey.oauth(Secrets.cut(objectId), Secrets.cut(appId), Secrets.cut(upn));
        };
    return known != null ? known : ActorKey.unnamed(Secrets.cut(word), network);
  }

  private ActorKey delegated(String network) {
    String inUri = UriQuery.parameter(uri, "skoid");
    String delegator = objectId != null ? objectId : inUri;
    if (delegator == null && token.sasSha256() == null) {
      return null;
    }
    String name =
        delegator == null ? null : Secrets.cut(delegator).toLowerCase(java.util.Locale.ROOT);
    return ActorKey.userDelegationSas(name, token.sasSha256(), network);
  }

  /** Whether only a part of the object was asked for or sent. */
  boolean isPartial() {
    return downloadRange != null || (status != null && status == PARTIAL);
  }

  /** The object's length where the record tells it: a whole read or a whole upload; else null. */
  Long objectLength() {
    boolean done =
        status != null
            && (metricResponseType == null || metricResponseType.equalsIgnoreCase("Success"));
    if (done && status == OK && !isPartial() && isWholeRead()) {
      return Numbers.size(responseBodySize);
    }
    boolean uploaded =
        done && succeeded() && operation.name().equals("PutBlob") && requestBodySize != null;
    return uploaded ? Numbers.size(requestBodySize) : null;
  }

  private boolean isWholeRead() {
    return operation.name().equals("GetBlob") || operation.name().equals("ReadFile");
  }

  /** Where the request went. */
  ObjectPlace place() {
    return place;
  }

  /** A row of {@link LogRecords}, secrets cut. */
  public Row toRow(EvidenceFile file) {
    return row.of(this, file);
  }
}
