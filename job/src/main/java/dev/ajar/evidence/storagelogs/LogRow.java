package dev.ajar.evidence.storagelogs;

import dev.ajar.evidence.CallerAddress;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.Secrets;
import dev.ajar.model.ActorKey;
import dev.ajar.model.OperationClass;
import dev.ajar.model.Operations;
import dev.ajar.model.Ticks;
import dev.ajar.model.UriQuery;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.LogRecords;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * {@link StorageLogRecord} → a row of {@link LogRecords}: texts with secrets cut, words as told.
 */
final class LogRow {
  private static final Map<String, Integer> INDEX = new HashMap<>();
  private static final String RANGE = "bytes=";
  private static final int KNOWN_ACTORS = 1_000;

  static {
    String[] names = LogRecords.TABLE.columns().fieldNames();
    for (int i = 0; i < names.length; i++) {
      INDEX.put(names[i], i);
    }
  }

  /** Of each column the text before, and what is left of it without secrets. */
  private final String[] last = new String[INDEX.size()];

  private final String[] lastCut = new String[INDEX.size()];
  private final Map<ActorKey, String> actors = new HashMap<>();
  private Object[] row;

  Row of(StorageLogRecord record, EvidenceFile file) {
    row = new Object[INDEX.size()];
    request(record);
    identity(record);
    target(record);
    set(Accesses.FILE, file.file());
    set(Accesses.OFFSET, record.offset());
    return RowFactory.create(row);
  }

  private void request(StorageLogRecord record) {
    set(LogRecords.AT_TICKS, record.ticks());
    set(Accesses.AT, Timestamp.from(Ticks.toInstant(record.ticks())));
    set(LogRecords.SOURCE_RANK, record.sourceRank);
    text(LogRecords.CATEGORY, record.category());
    text(LogRecords.SUBSCRIPTION, record.subscription());
    set(LogRecords.NEEDS_NO_PERMISSION, record.needsNoPermission());
    set(LogRecords.LOG_ACCOUNT, record.logAccount());
    text(Accesses.OPERATION, record.operationName);
    set(Accesses.OPERATION_CLASS, record.operationClass().word());
    set(Accesses.STATUS_CODE, record.status());
    text(
        Accesses.STATUS_TEXT,
        record.statusText == null && record.status() == null
            ? record.statusCode
            : record.statusText);
    set(Accesses.SUCCEEDED, record.succeeded());
    CallerAddress caller = record.caller();
    set(Accesses.CALLER_IP, caller.address());
    set(Accesses.CALLER_PORT, caller.port());
    text(Accesses.USER_AGENT, record.userAgent);
    text(Accesses.REFERRER, record.referrer);
    text(Accesses.PROTOCOL, record.protocol);
    text(Accesses.URI, record.uri);
    set(Accesses.BYTES_OUT, Numbers.size(record.responseBodySize));
    set(Accesses.BYTES_IN, Numbers.size(record.requestBodySize));
    text(Accesses.REQUEST_ID, record.correlationId);
    text(Accesses.CLIENT_REQUEST_ID, record.clientRequestId);
    Long count = Numbers.whole(record.operationCount);
    set(Accesses.OPERATION_COUNT, count == null ? 0L : count);
  }

  private void identity(StorageLogRecord record) {
    text(Accesses.AUTH_TYPE, record.authType());
    text(Accesses.KEY_LABEL, record.keyLabel());
    text(Accesses.KEY_SHA256, record.keySha256());
    text(Accesses.SAS_SHA256, record.sasSha256());
    text(Accesses.OBJECT_ID, record.objectId);
    text(Accesses.UPN, record.upn);
    text(Accesses.APP_ID, record.appId);
    text(Accesses.TENANT_ID, record.tenantId);
    text(Accesses.ROLE_ASSIGNMENT_ID, lastSegment(record.roleAssignmentId));
    set(Accesses.ACTOR_ID, id(record.actor()));
  }

  /** The actor's hash: few actors make most requests. */
  private String id(ActorKey actor) {
    if (actors.size() >= KNOWN_ACTORS) {
      actors.clear();
    }
    return actors.computeIfAbsent(actor, ActorKey::id);
  }

  private void target(StorageLogRecord record) {
    set(Accesses.ACCOUNT, record.account());
    set(Accesses.CONTAINER, record.container());
    text(Accesses.OBJECT, record.object());
    set(Accesses.ENDPOINT, record.endpoint().word());
    text(Accesses.VERSION_ID, UriQuery.parameter(record.uri, "versionid"));
    text(Accesses.SNAPSHOT, UriQuery.parameter(record.uri, "snapshot"));
    text(Accesses.PREFIX, prefix(record));
    range(record);
    if (record.operation().name().equals(Operations.COPY_BLOB_SOURCE)) {
      String url = record.place().url();
      text(Accesses.COPY_SOURCE, url != null ? url : record.uri);
    }
    set(Accesses.OBJECT_LENGTH, record.objectLength());
    text(Accesses.OBJECT_ETAG, record.etag);
    text(Accesses.OBJECT_MODIFIED, record.lastModified);
  }

  /** What was listed: the blob endpoint names it {@code prefix}, the dfs endpoint a directory. */
  private static String prefix(StorageLogRecord record) {
    if (record.operation().operationClass() != OperationClass.LIST) {
      return null;
    }
    String prefix = UriQuery.parameter(record.uri, "prefix");
    return prefix != null ? prefix : UriQuery.parameter(record.uri, "directory");
  }

  /**
   * The bytes asked for. A partial answer whose range is missing or cannot be read has the empty
   * range from 0 to -1: it must not pass for a read of the whole.
   */
  private void range(StorageLogRecord record) {
    if (!record.isPartial()) {
      return;
    }
    String range = record.downloadRange;
    int dash = range == null ? -1 : range.indexOf('-');
    boolean readable = dash > RANGE.length() && range.regionMatches(true, 0, RANGE, 0, 6);
    Long from = readable ? Numbers.whole(range.substring(RANGE.length(), dash).strip()) : null;
    String rest = readable ? range.substring(dash + 1).strip() : "";
    Long to = rest.isEmpty() ? null : Numbers.whole(rest);
    boolean open = readable && rest.isEmpty();
    if (from == null || from < 0 || (!open && (to == null || to < from))) {
      set(Accesses.RANGE_START, 0L);
      set(Accesses.RANGE_END, -1L);
      return;
    }
    set(Accesses.RANGE_START, from);
    set(Accesses.RANGE_END, to);
  }

  private static String lastSegment(String id) {
    return id == null
        ? null
        : id.substring(id.lastIndexOf('/') + 1).strip().toLowerCase(Locale.ROOT);
  }

  private void text(String column, String value) {
    int index = INDEX.get(column);
    if (value != null && !value.equals(last[index])) {
      last[index] = value;
      lastCut[index] = Secrets.cut(value);
    }
    row[index] = value == null ? null : lastCut[index];
  }

  private void set(String column, Object value) {
    row[INDEX.get(column)] = value;
  }
}
