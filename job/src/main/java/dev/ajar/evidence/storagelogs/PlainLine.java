package dev.ajar.evidence.storagelogs;

import dev.ajar.evidence.lines.LineSlots;
import dev.ajar.evidence.lines.Meanings;

/**
 * Fills a record from a line whose fields stand in {@link LineSlots}: the same as {@link
 * StorageLogParser} fills it from the line's JSON, without reading that again. Reused from line to
 * line.
 */
final class PlainLine {
  private final Meanings<String>[] repeated = repeated();

  /** Fields whose values come again and again: each is one object. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Meanings<String>[] repeated() {
    Meanings<String>[] fields = new Meanings[LogField.COUNT];
    for (int field :
        new int[] {
          LogField.RESOURCE_ID,
          LogField.CATEGORY,
          LogField.OPERATION_NAME,
          LogField.STATUS_CODE,
          LogField.STATUS_TEXT,
          LogField.PROTOCOL,
          LogField.IDENTITY_TYPE,
          LogField.TOKEN_HASH,
          LogField.OBJECT_ID,
          LogField.APP_ID,
          LogField.TENANT_ID,
          LogField.UPN,
          LogField.ROLE_ASSIGNMENT_ID,
          LogField.ACCOUNT_NAME,
          LogField.USER_AGENT,
          LogField.REFERRER,
          LogField.SERVICE_TYPE,
          LogField.TABLE,
          LogField.METRIC_RESPONSE_TYPE,
          LogField.OPERATION_COUNT
        }) {
      fields[field] = new Meanings<>(text -> text);
    }
    return fields;
  }

  /**
   * Fills {@code record}.
   *
   * @return false where only the full parser can tell what the line says: of a {@code userName},
   *     which counts by its order, and of assignments that are not spelled plainly
   */
  boolean fills(StorageLogRecord record, long offset, LineSlots line) {
    if (line.has(LogField.USER_NAME) || line.has(LogField.ASSIGNMENT_IN_DOUBT)) {
      return false;
    }
    record.clear(offset);
    record.time = text(line, LogField.TIME);
    record.resourceId = text(line, LogField.RESOURCE_ID);
    record.category = text(line, LogField.CATEGORY);
    record.operationName = text(line, LogField.OPERATION_NAME);
    record.statusCode = text(line, LogField.STATUS_CODE);
    record.statusText = text(line, LogField.STATUS_TEXT);
    record.callerIpAddress = text(line, LogField.CALLER_IP);
    record.correlationId = text(line, LogField.CORRELATION_ID);
    record.uri = text(line, LogField.URI);
    record.protocol = text(line, LogField.PROTOCOL);
    record.identityType = text(line, LogField.IDENTITY_TYPE);
    record.tokenHash = text(line, LogField.TOKEN_HASH);
    record.objectId = text(line, LogField.OBJECT_ID);
    record.appId = text(line, LogField.APP_ID);
    record.tenantId = text(line, LogField.TENANT_ID);
    record.upn = text(line, LogField.UPN);
    record.roleAssignmentId = text(line, LogField.ROLE_ASSIGNMENT_ID);
    record.accountName = text(line, LogField.ACCOUNT_NAME);
    record.objectKey = text(line, LogField.OBJECT_KEY);
    record.userAgent = text(line, LogField.USER_AGENT);
    record.referrer = text(line, LogField.REFERRER);
    record.clientRequestId = text(line, LogField.CLIENT_REQUEST_ID);
    record.etag = text(line, LogField.ETAG);
    record.serviceType = text(line, LogField.SERVICE_TYPE);
    record.lastModified = text(line, LogField.LAST_MODIFIED);
    record.downloadRange = text(line, LogField.DOWNLOAD_RANGE);
    record.metricResponseType = text(line, LogField.METRIC_RESPONSE_TYPE);
    record.operationCount = text(line, LogField.OPERATION_COUNT);
    record.requestBodySize = text(line, LogField.REQUEST_BODY_SIZE);
    record.responseBodySize = text(line, LogField.RESPONSE_BODY_SIZE);
    record.table = text(line, LogField.TABLE);
    return true;
  }

  /** The field's text; null if the line does not have it, and for a blank one. */
  private String text(LineSlots line, int field) {
    if (!line.has(field)) {
      return null;
    }
    if (!line.isPlain(field)) {
      String text = line.text(field);
      return text.isBlank() ? null : text;
    }
    return repeated[field] == null ? line.text(field) : repeated[field].of(line, field);
  }
}
