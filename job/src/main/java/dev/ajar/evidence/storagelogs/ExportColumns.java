package dev.ajar.evidence.storagelogs;

import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Columns of {@code StorageBlobLogs} and its siblings, and the fields that they are (inputs.md
 * §2.1). {@code TenantId} is the workspace's id, never that of a caller's tenant.
 */
final class ExportColumns {
  static final String TIME = "TimeGenerated";

  /** What the caller was allowed by: JSON, or text that holds it. No field by itself. */
  static final String DETAILS = "AuthorizationDetails";

  private static final Map<String, BiConsumer<StorageLogRecord, String>> SETTERS =
      Map.ofEntries(
          Map.entry(TIME, (record, text) -> record.time = text),
          Map.entry("_ResourceId", (record, text) -> record.resourceId = text),
          Map.entry("Category", (record, text) -> record.category = text),
          Map.entry("OperationName", (record, text) -> record.operationName = text),
          Map.entry("StatusCode", (record, text) -> record.statusCode = text),
          Map.entry("StatusText", (record, text) -> record.statusText = text),
          Map.entry("CallerIpAddress", (record, text) -> record.callerIpAddress = text),
          Map.entry("CorrelationId", (record, text) -> record.correlationId = text),
          Map.entry("Uri", (record, text) -> record.uri = text),
          Map.entry("Protocol", (record, text) -> record.protocol = text),
          Map.entry("AuthenticationType", (record, text) -> record.identityType = text),
          Map.entry("AuthenticationHash", (record, text) -> record.tokenHash = text),
          Map.entry("RequesterObjectId", (record, text) -> record.objectId = text),
          Map.entry("RequesterAppId", (record, text) -> record.appId = text),
          Map.entry("RequesterTenantId", (record, text) -> record.tenantId = text),
          Map.entry("RequesterUpn", (record, text) -> record.upn = text),
          Map.entry("AccountName", (record, text) -> record.accountName = text),
          Map.entry("ObjectKey", (record, text) -> record.objectKey = text),
          Map.entry("UserAgentHeader", (record, text) -> record.userAgent = text),
          Map.entry("ReferrerHeader", (record, text) -> record.referrer = text),
          Map.entry("ClientRequestId", (record, text) -> record.clientRequestId = text),
          Map.entry("Etag", (record, text) -> record.etag = text),
          Map.entry("ServiceType", (record, text) -> record.serviceType = text),
          Map.entry("LastModifiedTime", (record, text) -> record.lastModified = text),
          Map.entry("MetricResponseType", (record, text) -> record.metricResponseType = text),
          Map.entry("OperationCount", (record, text) -> record.operationCount = text),
          Map.entry("RequestBodySize", (record, text) -> record.requestBodySize = text),
          Map.entry("ResponseBodySize", (record, text) -> record.responseBodySize = text),
          Map.entry("Type", (record, text) -> record.table = text));

  private ExportColumns() {}

  /** Whether the column is a field. */
  static boolean isKnown(String column) {
    return SETTERS.containsKey(column);
  }

  /** Sets the field that a known column is; null for no value. */
  static void set(StorageLogRecord record, String column, String text) {
    SETTERS.get(column).accept(record, text);
  }
}
