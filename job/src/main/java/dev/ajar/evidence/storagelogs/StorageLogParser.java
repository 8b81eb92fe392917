package dev.ajar.evidence.storagelogs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ajar.evidence.CsvRecords;
import dev.ajar.evidence.JsonRecords;
import dev.ajar.evidence.PortalTime;
import dev.ajar.evidence.lines.LineSlots;
import dev.ajar.tables.LogRecords;
import java.io.IOException;

/**
 * Reads the bytes of one record of a storage resource log, in one pass without a tree.
 *
 * <p>Keys it does not know do not matter. Numbers may be text and objects may be text that holds
 * JSON. Not thread-safe: it fills one record again and again.
 */
final class StorageLogParser {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private static final String GRANTED = "Granted";

  private final StorageLogRecord record = new StorageLogRecord();
  private final PlainLine plain = new PlainLine();

  private final ClassicLine classic = new ClassicLine();
  private LogLayout layout = LogLayout.RESOURCE_LOG;

  /** Tells what the records to come are those of. */
  void begin(LogLayout ofRecords) {
    layout = ofRecords;
    record.sourceRank = ofRecords.rank();
  }

  /** The record that {@link #parse} filled last. */
  StorageLogRecord record() {
    return record;
  }

  /**
   * Reads one record.
   *
   * @param offset where the record begins in its unpacked file
   * @return null, or why it cannot be read, as a constant phrase
   */
  String parse(long offset, byte[] bytes, int start, int length) {
    record.clear(offset);
    if (layout == LogLayout.CLASSIC) {
      String problem = classic.fill(record, bytes, start, length);
      if (problem != null) {
        return problem;
      }
      authorization(classic.authorization());
      return record.resolve();
    }
    try (JsonParser json = JSON.createParser(bytes, start, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return JsonRecords.NOT_AN_OBJECT;
      }
      if (layout == LogLayout.WORKSPACE_EXPORT) {
        columns(json);
      } else {
        fields(json);
      }
    } catch (IOException e) {
      return JsonRecords.NOT_JSON;
    }
    return record.resolve();
  }

  /** The same of a row of a CSV file that has these columns. */
  String parse(long offset, CsvColumns columns, CsvRecords row) {
    record.clear(offset);
    record.sourceRank = LogRecords.PORTAL_CSV;
    columns.fill(record, row);
    if (PortalTime.mayBeginWithTheDay(record.time)) {
      return PortalTime.DAY_OR_MONTH;
    }
    String details = columns.details(row);
    if (details != null && (isObject(details) || details.charAt(0) == '[')) {
      try (JsonParser json = JSON.createParser(details)) {
        json.nextToken();
        authorization(json);
      } catch (IOException e) {
        return CsvColumns.DETAILS_NOT_JSON;
      }
    }
    return record.resolve();
  }

  /** The same of a record whose fields stand in {@code slots}, mostly without parsing it. */
  String parse(long offset, LineSlots slots, int start, int length) {
    return plain.fills(record, offset, slots)
        ? record.resolve()
        : parse(offset, slots.bytes(), start, length);
  }

  private void fields(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "time" -> record.time = text(json);
        case "resourceId" -> record.resourceId = text(json);
        case "category" -> record.category = text(json);
        case "operationName" -> record.operationName = text(json);
        case "statusCode" -> record.statusCode = text(json);
        case "statusText" -> record.statusText = text(json);
        case "callerIpAddress" -> record.callerIpAddress = text(json);
        case "correlationId" -> record.correlationId = text(json);
        case "uri" -> record.uri = text(json);
        case "protocol" -> record.protocol = text(json);
        case "identity" -> identity(json);
        case "properties" -> properties(json);
        default -> json.skipChildren();
      }
    }
  }

  /** A record of an export: flat columns (inputs.md §2.1). */
  private void columns(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals(ExportColumns.DETAILS)) {
        authorization(json);
      } else if (ExportColumns.isKnown(name)) {
        ExportColumns.set(record, name, text(json));
      } else {
        json.skipChildren();
      }
    }
  }

  private void identity(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      String held = text(json);
      if (!isObject(held)) {
        record.identityType = held;
        return;
      }
      try (JsonParser inner = JSON.createParser(held)) {
        inner.nextToken();
        identity(inner);
      }
      return;
    }
    boolean entered = isEntered(json);
    while (entered && hasField(json)) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "type" -> record.identityType = text(json);
        case "tokenHash" -> record.tokenHash = text(json);
        case "requester" -> requester(json);
        case "authorization" -> authorization(json);
        case "properties" -> properties(json);
        default -> json.skipChildren();
      }
    }
  }

  private void requester(JsonParser json) throws IOException {
    boolean entered = isEntered(json);
    while (entered && hasField(json)) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "objectId" -> record.objectId = text(json);
        case "appId" -> record.appId = text(json);
        case "tenantId" -> record.tenantId = text(json);
        case "upn" -> record.upn = text(json);
        case "userName" -> {
          String userName = text(json);
          record.upn = record.upn == null ? userName : record.upn;
        }
        default -> json.skipChildren();
      }
    }
  }

  /** One entry per action: the first granted one that names its assignment counts. */
  private void authorization(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        assignment(json);
      }
    } else if (json.currentToken() == JsonToken.VALUE_STRING) {
      String held = text(json);
      if (held != null && (isObject(held) || held.charAt(0) == '[')) {
        try (JsonParser inner = JSON.createParser(held)) {
          inner.nextToken();
          authorization(inner);
        }
      }
    } else {
      assignment(json);
    }
  }

  /** The same out of a text; one that is no JSON says nothing. */
  private void authorization(String held) {
    if (held == null) {
      return;
    }
    try (JsonParser json = JSON.createParser(held)) {
      json.nextToken();
      authorization(json);
    } catch (IOException notJson) {
      record.roleAssignmentId = null;
    }
  }

  private void assignment(JsonParser json) throws IOException {
    String id = null;
    boolean granted = false;
    boolean entered = isEntered(json);
    while (entered && hasField(json)) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "roleAssignmentId" -> id = text(json);
        case "result" -> granted = GRANTED.equalsIgnoreCase(text(json));
        default -> json.skipChildren();
      }
    }
    if (id != null && (record.roleAssignmentId == null || (granted && !record.roleGranted))) {
      record.roleAssignmentId = id;
      record.roleGranted = granted;
    }
  }

  private void properties(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      String held = text(json);
      if (isObject(held)) {
        try (JsonParser inner = JSON.createParser(held)) {
          inner.nextToken();
          properties(inner);
        }
      }
      return;
    }
    boolean entered = isEntered(json);
    while (entered && hasField(json)) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "accountName" -> record.accountName = text(json);
        case "objectKey" -> record.objectKey = text(json);
        case "userAgentHeader" -> record.userAgent = text(json);
        case "referrerHeader" -> record.referrer = text(json);
        case "clientRequestId" -> record.clientRequestId = text(json);
        case "etag" -> record.etag = text(json);
        case "serviceType" -> record.serviceType = text(json);
        case "lastModifiedTime" -> record.lastModified = text(json);
        case "downloadRange" -> record.downloadRange = text(json);
        case "metricResponseType" -> record.metricResponseType = text(json);
        case "operationCount" -> record.operationCount = text(json);
        case "requestBodySize" -> record.requestBodySize = text(json);
        case "responseBodySize" -> record.responseBodySize = text(json);
        default -> json.skipChildren();
      }
    }
  }

  /** Whether an object is at hand, to be entered; passes over what is none. */
  private static boolean isEntered(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      json.skipChildren();
    }
    return json.currentToken() == JsonToken.START_OBJECT;
  }

  private static boolean hasField(JsonParser json) throws IOException {
    return json.nextToken() == JsonToken.FIELD_NAME;
  }

  private static boolean isObject(String text) {
    return text != null && text.charAt(0) == '{';
  }

  /** A scalar as text; null for null, for nothing and for what is no scalar. */
  private static String text(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
      json.skipChildren();
      return null;
    }
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    String text = json.getText();
    return text.isBlank() ? null : text;
  }
}
