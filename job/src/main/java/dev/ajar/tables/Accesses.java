package dev.ajar.tables;

/** {@code accesses}: one row per record in a window. */
public final class Accesses {
  public static final String WINDOW_ID = "window_id";
  public static final String AT = "at";
  public static final String VIA = "via";
  public static final String CERTAINTY = "certainty";
  public static final String SETTLING = "settling";
  public static final String ACCOUNT = "account";
  public static final String CONTAINER = "container";
  public static final String OBJECT = "object";
  public static final String VERSION_ID = "version_id";
  public static final String SNAPSHOT = "snapshot";
  public static final String PREFIX = "prefix";
  public static final String ENDPOINT = "endpoint";
  public static final String OPERATION = "operation";
  public static final String OPERATION_CLASS = "operation_class";
  public static final String STATUS_CODE = "status_code";
  public static final String STATUS_TEXT = "status_text";
  public static final String SUCCEEDED = "succeeded";
  public static final String AUTH_TYPE = "auth_type";
  public static final String KEY_LABEL = "key_label";
  public static final String KEY_SHA256 = "key_sha256";
  public static final String SAS_SHA256 = "sas_sha256";
  public static final String OBJECT_ID = "object_id";
  public static final String UPN = "upn";
  public static final String APP_ID = "app_id";
  public static final String TENANT_ID = "tenant_id";
  public static final String ROLE_ASSIGNMENT_ID = "role_assignment_id";
  public static final String CALLER_IP = "caller_ip";
  public static final String CALLER_PORT = "caller_port";
  public static final String USER_AGENT = "user_agent";
  public static final String REFERRER = "referrer";
  public static final String PROTOCOL = "protocol";
  public static final String URI = "uri";
  public static final String BYTES_OUT = "bytes_out";
  public static final String BYTES_IN = "bytes_in";
  public static final String RANGE_START = "range_start";
  public static final String RANGE_END = "range_end";
  public static final String COPY_SOURCE = "copy_source";
  public static final String COPY_DESTINATION = "copy_destination";
  public static final String REQUEST_ID = "request_id";
  public static final String CLIENT_REQUEST_ID = "client_request_id";
  public static final String OPERATION_COUNT = "operation_count";
  public static final String ACTOR_ID = "actor_id";
  public static final String FILE = "file";
  public static final String OFFSET = "offset";
  public static final String OBJECT_LENGTH = "object_length";
  public static final String OBJECT_ETAG = "object_etag";
  public static final String OBJECT_MODIFIED = "object_modified";

  public static final Table TABLE =
      Table.named("accesses", "One row per record in a window.")
          .text(WINDOW_ID, "The window.")
          .instant(AT, "When the request was received.")
          .text(
              VIA,
              "through: the request used the window's vector; during: another request in the same time.")
          .text(CERTAINTY, "confirmed or possible.")
          .flag(SETTLING, "In the seconds that Azure takes to apply a change.")
          .text(ACCOUNT, "Storage account.")
          .text(CONTAINER, "Container.")
          .text(OBJECT, "Blob, as its name is; null for operations on the container.")
          .text(VERSION_ID, "Version asked for.")
          .text(SNAPSHOT, "Snapshot asked for.")
          .text(PREFIX, "Prefix listed.")
          .text(ENDPOINT, "blob, dfs or web.")
          .text(OPERATION, "Operation, as logged.")
          .text(OPERATION_CLASS, "list, read, metadata, write, delete, acl or other.")
          .count(STATUS_CODE, "HTTP status; null if not a number.")
          .text(STATUS_TEXT, "Status in words.")
          .flag(SUCCEEDED, "200 to 299, and 304.")
          .text(
              AUTH_TYPE,
              "anonymous, sas, account-key, oauth, user-delegation-sas, trusted-access or the logged word, lower case.")
          .text(KEY_LABEL, "key1 or key2: the slot of the key that signed.")
          .text(KEY_SHA256, "Hash of the key that signed, upper hex.")
          .text(SAS_SHA256, "Hash of the SAS signature, upper hex.")
          .text(OBJECT_ID, "Entra object id.")
          .text(UPN, "User principal name.")
          .text(APP_ID, "Application id.")
          .text(TENANT_ID, "Tenant of the caller.")
          .text(
              ROLE_ASSIGNMENT_ID,
              "Role assignment that let the request in, last segment, lower case.")
          .text(CALLER_IP, "Address, without port.")
          .count(CALLER_PORT, "Port.")
          .text(USER_AGENT, "User agent, secrets cut: the caller's text.")
          .text(REFERRER, "Referrer, secrets cut: the caller's text.")
          .text(PROTOCOL, "HTTPS, HTTP, …")
          .text(URI, "URI, secrets cut.")
          .count(BYTES_OUT, "Bytes of the response body.")
          .count(BYTES_IN, "Bytes of the request body.")
          .count(RANGE_START, "First byte asked for; null without a range.")
          .count(RANGE_END, "Last byte asked for, inclusive; null without a range or if open.")
          .text(COPY_SOURCE, "Source of a server-side copy, secrets cut.")
          .text(COPY_DESTINATION, "Destination of a server-side copy.")
          .text(REQUEST_ID, "Request id.")
          .text(CLIENT_REQUEST_ID, "Client's id of the request, secrets cut.")
          .count(OPERATION_COUNT, "Sub-operation, from 0.")
          .text(ACTOR_ID, "Actor.")
          .text(FILE, "File of evidence: the source's path as configured, then the path below it.")
          .count(
              OFFSET,
              "Byte, in the unpacked file, where the record begins; of a Parquet file the row.")
          .count(OBJECT_LENGTH, "Length of the object, where the record tells; else null.")
          .text(OBJECT_ETAG, "Entity tag of the object, where the record tells; else null.")
          .text(OBJECT_MODIFIED, "Last-modified time of the object as logged; else null.")
          .key(WINDOW_ID, ACCOUNT, REQUEST_ID, OPERATION, OPERATION_COUNT, OBJECT, FILE, OFFSET)
          .build();

  private Accesses() {}
}
