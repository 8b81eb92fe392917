package dev.ajar.evidence.storagelogs;

import dev.ajar.evidence.lines.LineFields;
import java.util.Map;

/**
 * The fields of a log line that Ajar reads, as numbers, and where in the line they stand. The same
 * places that {@link StorageLogParser} knows.
 */
final class LogField {
  static final int TIME = 0;
  static final int RESOURCE_ID = 1;
  static final int CATEGORY = 2;
  static final int OPERATION_NAME = 3;
  static final int STATUS_CODE = 4;
  static final int STATUS_TEXT = 5;
  static final int CALLER_IP = 6;
  static final int CORRELATION_ID = 7;
  static final int URI = 8;
  static final int PROTOCOL = 9;
  static final int IDENTITY_TYPE = 10;
  static final int TOKEN_HASH = 11;
  static final int OBJECT_ID = 12;
  static final int APP_ID = 13;
  static final int TENANT_ID = 14;
  static final int UPN = 15;
  static final int USER_NAME = 16;

  /** Of the entry of {@code authorization} that is being read. */
  static final int ASSIGNMENT_ID = 17;

  static final int ASSIGNMENT_RESULT = 18;

  static final int ACCOUNT_NAME = 19;
  static final int OBJECT_KEY = 20;
  static final int USER_AGENT = 21;
  static final int REFERRER = 22;
  static final int CLIENT_REQUEST_ID = 23;
  static final int ETAG = 24;
  static final int SERVICE_TYPE = 25;
  static final int LAST_MODIFIED = 26;
  static final int DOWNLOAD_RANGE = 27;
  static final int METRIC_RESPONSE_TYPE = 28;
  static final int OPERATION_COUNT = 29;
  static final int REQUEST_BODY_SIZE = 30;
  static final int RESPONSE_BODY_SIZE = 31;

  /** The assignment that counts, once all entries were read. */
  static final int ROLE_ASSIGNMENT_ID = 32;

  /** Of an export: the table of Log Analytics, which tells the service. */
  static final int TABLE = 33;

  /** Present where only the full parser can tell which assignment counts. */
  static final int ASSIGNMENT_IN_DOUBT = 34;

  static final int COUNT = 35;

  private static final LineFields PROPERTIES =
      LineFields.of(
          Map.ofEntries(
              Map.entry("accountName", ACCOUNT_NAME),
              Map.entry("objectKey", OBJECT_KEY),
              Map.entry("userAgentHeader", USER_AGENT),
              Map.entry("referrerHeader", REFERRER),
              Map.entry("clientRequestId", CLIENT_REQUEST_ID),
              Map.entry("etag", ETAG),
              Map.entry("serviceType", SERVICE_TYPE),
              Map.entry("lastModifiedTime", LAST_MODIFIED),
              Map.entry("downloadRange", DOWNLOAD_RANGE),
              Map.entry("metricResponseType", METRIC_RESPONSE_TYPE),
              Map.entry("operationCount", OPERATION_COUNT),
              Map.entry("requestBodySize", REQUEST_BODY_SIZE),
              Map.entry("responseBodySize", RESPONSE_BODY_SIZE)),
          Map.of());

  private static final LineFields REQUESTER =
      LineFields.of(
          Map.of(
              "objectId", OBJECT_ID,
              "appId", APP_ID,
              "tenantId", TENANT_ID,
              "upn", UPN,
              "userName", USER_NAME),
          Map.of());

  private static final LineFields IDENTITY =
      LineFields.of(
          Map.of("type", IDENTITY_TYPE, "tokenHash", TOKEN_HASH),
          Map.of(
              "requester",
              REQUESTER,
              "authorization",
              LineFields.entries(
                  Map.of("roleAssignmentId", ASSIGNMENT_ID, "result", ASSIGNMENT_RESULT)),
              "properties",
              PROPERTIES));

  /** All of them. */
  static final LineFields OF_LINE =
      LineFields.of(
          Map.of(
              "time", TIME,
              "resourceId", RESOURCE_ID,
              "category", CATEGORY,
              "operationName", OPERATION_NAME,
              "statusCode", STATUS_CODE,
              "statusText", STATUS_TEXT,
              "callerIpAddress", CALLER_IP,
              "correlationId", CORRELATION_ID,
              "uri", URI,
              "protocol", PROTOCOL),
          Map.of("identity", IDENTITY, "properties", PROPERTIES));

  /**
   * All of them as the flat columns of {@code StorageBlobLogs} (inputs.md §2.1). {@code TenantId}
   * is the workspace's id, never that of a caller's tenant.
   */
  static final LineFields OF_EXPORT =
      LineFields.of(
          Map.ofEntries(
              Map.entry("TimeGenerated", TIME),
              Map.entry("_ResourceId", RESOURCE_ID),
              Map.entry("Category", CATEGORY),
              Map.entry("OperationName", OPERATION_NAME),
              Map.entry("StatusCode", STATUS_CODE),
              Map.entry("StatusText", STATUS_TEXT),
              Map.entry("CallerIpAddress", CALLER_IP),
              Map.entry("CorrelationId", CORRELATION_ID),
              Map.entry("Uri", URI),
              Map.entry("Protocol", PROTOCOL),
              Map.entry("AuthenticationType", IDENTITY_TYPE),
              Map.entry("AuthenticationHash", TOKEN_HASH),
              Map.entry("RequesterObjectId", OBJECT_ID),
              Map.entry("RequesterAppId", APP_ID),
              Map.entry("RequesterTenantId", TENANT_ID),
              Map.entry("RequesterUpn", UPN),
              Map.entry("AccountName", ACCOUNT_NAME),
              Map.entry("ObjectKey", OBJECT_KEY),
              Map.entry("UserAgentHeader", USER_AGENT),
              Map.entry("ReferrerHeader", REFERRER),
              Map.entry("ClientRequestId", CLIENT_REQUEST_ID),
              Map.entry("Etag", ETAG),
              Map.entry("ServiceType", SERVICE_TYPE),
              Map.entry("LastModifiedTime", LAST_MODIFIED),
              Map.entry("MetricResponseType", METRIC_RESPONSE_TYPE),
              Map.entry("OperationCount", OPERATION_COUNT),
              Map.entry("RequestBodySize", REQUEST_BODY_SIZE),
              Map.entry("ResponseBodySize", RESPONSE_BODY_SIZE),
              Map.entry("Type", TABLE)),
          Map.of(
              "AuthorizationDetails",
              LineFields.entries(
                  Map.of("roleAssignmentId", ASSIGNMENT_ID, "result", ASSIGNMENT_RESULT))));

  private LogField() {}
}
