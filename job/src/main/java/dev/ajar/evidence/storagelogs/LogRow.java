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
import org.apache.spark.sql.types.StructType;

/**
 * {@link StorageLogRecord} → a row of {@link LogRecords}: texts with secrets cut, words as told.
 */
final class LogRow {
  private static final StructType COLUMNS = LogRecords.TABLE.columns();

  private static final int FILE = column(Accesses.FILE);
  private static final int OFFSET = column(Accesses.OFFSET);
  private static final int AT_TICKS = column(LogRecords.AT_TICKS);
  private static final int AT = column(Accesses.AT);
  private static final int SOURCE_RANK = column(LogRecords.SOURCE_RANK);
  private static final int CATEGORY = column(LogRecords.CATEGORY);
  private static final int SUBSCRIPTION = column(LogRecords.SUBSCRIPTION);
  private static final int NEEDS_NO_PERMISSION = column(LogRecords.NEEDS_NO_PERMISSION);
  private static final int LOG_ACCOUNT = column(LogRecords.LOG_ACCOUNT);
  private static final int OPERATION = column(Accesses.OPERATION);
  private static final int OPERATION_CLASS = column(Accesses.OPERATION_CLASS);
  private static final int STATUS_CODE = column(Accesses.STATUS_CODE);
  private static final int STATUS_TEXT = column(Accesses.STATUS_TEXT);
  private static final int SUCCEEDED = column(Accesses.SUCCEEDED);
  private static final int CALLER_IP = column(Accesses.CALLER_IP);
  private static final int CALLER_PORT = column(Accesses.CALLER_PORT);
  private static final int USER_AGENT = column(Accesses.USER_AGENT);
  private static final int REFERRER = column(Accesses.REFERRER);
  private static final int PROTOCOL = column(Accesses.PROTOCOL);
  private static final int URI = column(Accesses.URI);
  private static final int BYTES_OUT = column(Accesses.BYTES_OUT);
  private static final int BYTES_IN = column(Accesses.BYTES_IN);
  private static final int REQUEST_ID = column(Accesses.REQUEST_ID);
  private static final int CLIENT_REQUEST_ID = column(Accesses.CLIENT_REQUEST_ID);
  private static final int OPERATION_COUNT = column(Accesses.OPERATION_COUNT);
  private static final int AUTH_TYPE = column(Accesses.AUTH_TYPE);
  private static final int KEY_LABEL = column(Accesses.KEY_LABEL);
  private static final int KEY_SHA256 = column(Accesses.KEY_SHA256);
  private static final int SAS_SHA256 = column(Accesses.SAS_SHA256);
  private static final int OBJECT_ID = column(Accesses.OBJECT_ID);
  private static final int UPN = column(Accesses.UPN);
  private static final int APP_ID = column(Accesses.APP_ID);
  private static final int TENANT_ID = column(Accesses.TENANT_ID);
  private static final int ROLE_ASSIGNMENT_ID = column(Accesses.ROLE_ASSIGNMENT_ID);
  private static final int ACTOR_ID = column(Accesses.ACTOR_ID);
  private static final int ACCOUNT = column(Accesses.ACCOUNT);
  private static final int CONTAINER = column(Accesses.CONTAINER);
  private static final int OBJECT = column(Accesses.OBJECT);
  private static final int ENDPOINT = column(Accesses.ENDPOINT);
  private static final int VERSION_ID = column(Accesses.VERSION_ID);
  private static final int SNAPSHOT = column(Accesses.SNAPSHOT);
  private static final int PREFIX = column(Accesses.PREFIX);
  private static final int COPY_SOURCE = column(Accesses.COPY_SOURCE);
  private static final int OBJECT_LENGTH = column(Accesses.OBJECT_LENGTH);
  private static final int OBJECT_ETAG = column(Accesses.OBJECT_ETAG);
  private static final int OBJECT_MODIFIED = column(Accesses.OBJECT_MODIFIED);
  private static final int RANGE_START = column(Accesses.RANGE_START);
  private static final int RANGE_END = column(Accesses.RANGE_END);

  private static final String RANGE = "bytes=";
  private static final int KNOWN_ACTORS = 1_000;

  /** Of each column the text before, and what is left of it without secrets. */
  private final String[] last = new String[COLUMNS.length()];

  private final String[] lastCut = new String[COLUMNS.length()];
  private final Map<ActorKey, String> actors = new HashMap<>();
  private Object[] row;
  private EvidenceFile lastFile;
  private String fileName;

  Row of(StorageLogRecord record, EvidenceFile file) {
    row = new Object[COLUMNS.length()];
    request(record);
    identity(record);
    target(record);
    if (!file.equals(lastFile)) {
      lastFile = file;
      fileName = file.file();
    }
    set(FILE, fileName);
    set(OFFSET, record.offset());
    return RowFactory.create(row);
  }

  private void request(StorageLogRecord record) {
    set(AT_TICKS, record.ticks());
    set(AT, Timestamp.from(Ticks.toInstant(record.ticks())));
    set(SOURCE_RANK, record.sourceRank);
    text(CATEGORY, record.category());
    text(SUBSCRIPTION, record.subscription());
    set(NEEDS_NO_PERMISSION, record.needsNoPermission());
    set(LOG_ACCOUNT, record.logAccount());
    text(OPERATION, record.operationName);
    set(OPERATION_CLASS, record.operationClass().word());
    set(STATUS_CODE, record.status());
    text(
        STATUS_TEXT,
        record.statusText == null && record.status() == null
            ? record.statusCode
            : record.statusText);
    set(SUCCEEDED, record.succeeded());
    CallerAddress caller = record.caller();
    set(CALLER_IP, caller.address());
    set(CALLER_PORT, caller.port());
    text(USER_AGENT, record.userAgent);
    text(REFERRER, record.referrer);
    text(PROTOCOL, record.protocol);
    text(URI, record.uri);
    set(BYTES_OUT, Numbers.size(record.responseBodySize));
    set(BYTES_IN, Numbers.size(record.requestBodySize));
    text(REQUEST_ID, record.correlationId);
    text(CLIENT_REQUEST_ID, record.clientRequestId);
    Long count = Numbers.whole(record.operationCount);
    set(OPERATION_COUNT, count == null ? 0L : count);
  }

  private void identity(StorageLogRecord record) {
    text(AUTH_TYPE, record.authType());
    text(KEY_LABEL, record.keyLabel());
    text(KEY_SHA256, record.keySha256());
    text(SAS_SHA256, record.sasSha256());
    text(OBJECT_ID, record.objectId);
    text(UPN, record.upn);
    text(APP_ID, record.appId);
    text(TENANT_ID, record.tenantId);
    text(ROLE_ASSIGNMENT_ID, lastSegment(record.roleAssignmentId));
    set(ACTOR_ID, id(record.actor()));
  }

  /** The actor's hash: few actors make most requests. */
  private String id(ActorKey actor) {
    if (actors.size() >= KNOWN_ACTORS) {
      actors.clear();
    }
    return actors.computeIfAbsent(actor, ActorKey::id);
  }

  private void target(StorageLogRecord record) {
    set(ACCOUNT, record.account());
    set(CONTAINER, record.container());
    text(OBJECT, record.object());
    set(ENDPOINT, record.endpoint().word());
    text(VERSION_ID, UriQuery.parameter(record.uri, "versionid"));
    text(SNAPSHOT, UriQuery.parameter(record.uri, "snapshot"));
    text(PREFIX, prefix(record));
    range(record);
    if (record.operation().name().equals(Operations.COPY_BLOB_SOURCE)) {
      String url = record.place().url();
      text(COPY_SOURCE, url != null ? url : record.uri);
    }
    set(OBJECT_LENGTH, record.objectLength());
    text(OBJECT_ETAG, record.etag);
    text(OBJECT_MODIFIED, record.lastModified);
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
      set(RANGE_START, 0L);
      set(RANGE_END, -1L);
      return;
    }
    set(RANGE_START, from);
    set(RANGE_END, to);
  }

  private static String lastSegment(String id) {
    return id == null
        ? null
        : id.substring(id.lastIndexOf('/') + 1).strip().toLowerCase(Locale.ROOT);
  }

  private void text(int column, String value) {
    if (value != null && !value.equals(last[column])) {
      last[column] = value;
      lastCut[column] = Secrets.cut(value);
    }
    row[column] = value == null ? null : lastCut[column];
  }

  private void set(int column, Object value) {
    row[column] = value;
  }

  /** Where a column stands in a row: looked up once, not for every line. */
  private static int column(String name) {
    return COLUMNS.fieldIndex(name);
  }
}
