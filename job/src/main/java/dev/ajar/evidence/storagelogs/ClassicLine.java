package dev.ajar.evidence.storagelogs;

import dev.ajar.model.OperationClass;
import dev.ajar.model.Operations;
import dev.ajar.model.UriQuery;
import java.util.Locale;

/**
 * Fills a record from a line of a classic log, of version 1.0 or 2.0 (inputs.md §3). Such logs name
 * no key and no signature: who signed is not known. Reused from line to line.
 */
final class ClassicLine {
  private static final int FIELDS_1 = 30;
  private static final int FIELDS_2 = 38;
  private static final String SUCCESS = "Success";

  private final ClassicFields fields = new ClassicFields();

  /**
   * Fills {@code record}, which is clear.
   *
   * @return null, or why the line cannot be read, as a constant phrase
   */
  String fill(StorageLogRecord record, byte[] bytes, int start, int length) {
    int count = fields.split(bytes, start, length);
    String version = fields.text(1);
    boolean first = "1.0".equals(version);
    if (!first && !"2.0".equals(version)) {
      return "no classic log of version 1.0 or 2.0";
    }
    if (count != (first ? FIELDS_1 : FIELDS_2)) {
      return first ? "not the 30 fields of version 1.0" : "not the 38 fields of version 2.0";
    }
    request(record);
    target(record);
    record.objectId = fields.text(31);
    record.tenantId = fields.text(32);
    record.appId = fields.text(33);
    record.upn = fields.text(36);
    return null;
  }

  /** What the caller was allowed by: JSON; null if it is not said. */
  String authorization() {
    return fields.text(FIELDS_2);
  }

  private void request(StorageLogRecord record) {
    record.time = fields.text(2);
    record.operationName = fields.text(3);
    record.statusText = fields.text(4);
    record.statusCode = fields.text(5);
    record.metricResponseType =
        record.statusText != null && record.statusText.endsWith(SUCCESS)
            ? SUCCESS
            : record.statusText;
    record.identityType = identity(fields.text(8));
    record.correlationId = fields.text(14);
    record.operationCount = fields.text(15);
    record.callerIpAddress = fields.text(16);
    record.requestBodySize = fields.text(19);
    record.responseBodySize = fields.text(21);
    record.userAgent = fields.text(28);
    record.referrer = fields.text(29);
    record.clientRequestId = fields.text(30);
    if (record.operationName != null) {
      record.category = category(Operations.of(record.operationName));
    }
  }

  private void target(StorageLogRecord record) {
    record.accountName = fields.text(10);
    record.serviceType = fields.text(11);
    record.uri = fields.text(12);
    record.objectKey = decoded(fields.text(13), record.uri);
    record.etag = fields.text(25);
    record.lastModified = fields.text(26);
    int scheme = record.uri == null ? -1 : record.uri.indexOf("://");
    record.protocol = scheme <= 0 ? null : record.uri.substring(0, scheme).toUpperCase(Locale.ROOT);
  }

  /** The words that resource logs have for the same. */
  private static String identity(String word) {
    if (word == null) {
      return null;
    }
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "authenticated" -> "AccountKey";
      case "bearer" -> "OAuth";
      default -> word;
    };
  }

  /**
   * The object's key as resource logs have it. A key that is spelled as the path of the URL,
   * escapes and all, is encoded like that; any other is taken as the name.
   */
  private static String decoded(String key, String uri) {
    int slash = key == null || uri == null ? -1 : key.indexOf('/', 1);
    if (slash < 0 || key.indexOf('%') < 0 || ObjectPlace.isUrl(key) || !ObjectPlace.isUrl(uri)) {
      return key;
    }
    int path = uri.indexOf('/', uri.indexOf("://") + 3);
    int query = uri.indexOf('?');
    int end = query < 0 ? uri.length() : query;
    boolean same = path >= 0 && path < end && uri.substring(path, end).equals(key.substring(slash));
    return same ? UriQuery.decode(key) : key;
  }

  /** In which category Azure logs an operation; null where that is not known. */
  static String category(Operations.Operation operation) {
    if (operation.name().equals(Operations.COPY_BLOB_SOURCE)) {
      return StorageLogPath.category("storagewrite", null);
    }
    OperationClass known = operation.operationClass();
    return switch (known) {
      case LIST, READ, METADATA -> StorageLogPath.category("storageread", null);
      case WRITE, ACL -> StorageLogPath.category("storagewrite", null);
      case DELETE -> StorageLogPath.category("storagedelete", null);
      case OTHER -> null;
    };
  }
}
