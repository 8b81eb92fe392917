package dev.ajar.tables;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code activities}: one row per record of the Activity Log that bears on storage, as far as
 * pairing Starts and ends needs it. Not a table: handed from the evidence to {@code PairActivity}.
 */
public final class Activities {
  public static final String AT_TICKS = "at_ticks";
  public static final String KIND = "kind";
  public static final String OPERATION = "operation";
  public static final String PHASE = "phase";
  public static final String EFFECT = "effect";
  public static final String SCOPE = "scope";
  public static final String ACCOUNT = "account";
  public static final String CONTAINER = "container";
  public static final String ITEM = "item";
  public static final String CORRELATION_ID = "correlation_id";
  public static final String OPERATION_ID = "operation_id";
  public static final String CALLER = "caller";
  public static final String CALLER_IP = "caller_ip";
  public static final String ACTOR_ID = "actor_id";
  public static final String OBJECT_ID = "object_id";
  public static final String APP_ID = "app_id";
  public static final String TENANT_ID = "tenant_id";
  public static final String REQUEST = "request";
  public static final String RESPONSE = "response";
  public static final String FILE = "file";
  public static final String OFFSET = "offset";
  public static final String VERSION = "version";

  /** Kinds of operation: what a success changes. */
  public static final String ACCOUNT_WRITE = "account-write";

  public static final String ACCOUNT_DELETE = "account-delete";
  public static final String CONTAINER_WRITE = "container-write";
  public static final String CONTAINER_DELETE = "container-delete";
  public static final String DIAGNOSTIC_WRITE = "diagnostic-write";
  public static final String DIAGNOSTIC_DELETE = "diagnostic-delete";
  public static final String KEY_REGENERATE = "key-regenerate";

  /** All user delegation keys of an account are revoked. */
  public static final String DELEGATION_REVOKE = "delegation-revoke";

  public static final String ROLE_WRITE = "role-write";
  public static final String ROLE_DELETE = "role-delete";

  /** Matters, and changes no setting that Ajar follows. */
  public static final String OTHER = "other";

  /** Phases of an operation. */
  public static final String START = "start";

  /** Neither the beginning nor the end: accepted, cancelled, in progress. */
  public static final String MIDDLE = "middle";

  public static final String SUCCESS = "success";
  public static final String FAILURE = "failure";

  /** What an end says it did: the resource was made (201). */
  public static final String CREATED = "created";

  /** The resource was there already (200). */
  public static final String UPDATED = "updated";

  /** There was nothing to do it to (204). */
  public static final String NOTHING = "nothing";

  /** States of a body: the record has none. */
  public static final String ABSENT = "absent";

  /** It has one that is masked, cut off or of another form. */
  public static final String UNREADABLE = "unreadable";

  public static final String READ = "read";

  /** Columns of a body. */
  public static final String BODY_STATE = "state";

  public static final String BODY_REPLACES = "replaces";
  public static final String BODY_CLAIMS = "claims";

  /** One setting that a body names; the value is null where it cannot be read. */
  public static final StructType CLAIM =
      new StructType()
          .add("setting", DataTypes.StringType, true)
          .add("value", DataTypes.StringType, true);

  /** A request's or response's body. */
  public static final StructType BODY =
      new StructType()
          .add(BODY_STATE, DataTypes.StringType, true)
          .add(BODY_REPLACES, DataTypes.BooleanType, true)
          .add(BODY_CLAIMS, DataTypes.createArrayType(CLAIM), true);

  public static final Table TABLE =
      Table.named("activities", "One row per record of the Activity Log that bears on storage.")
          .count(AT_TICKS, "Time of the record, in ticks.")
          .text(KIND, "What a success changes: account-write, container-delete, …, other.")
          .text(OPERATION, "Operation, lower case.")
          .text(PHASE, "start, middle, success or failure.")
          .text(EFFECT, "created, updated or nothing, as the status says; null where it does not.")
          .text(SCOPE, "Resource the operation was on, lower case.")
          .text(ACCOUNT, "Storage account; null where the scope is above one.")
          .text(CONTAINER, "Container; null where the operation is not on one.")
          .text(ITEM, "Name of the diagnostic setting; else null.")
          .text(CORRELATION_ID, "Correlation id, lower case.")
          .text(OPERATION_ID, "Operation id, lower case; null where not given.")
          .text(CALLER, "Who, as the evidence names them.")
          .text(CALLER_IP, "Address of the caller, without port; null where unknown.")
          .text(ACTOR_ID, "Actor.")
          .text(OBJECT_ID, "Entra object id of the caller.")
          .text(APP_ID, "Application id of the caller.")
          .text(TENANT_ID, "Tenant of the caller.")
          .column(REQUEST, BODY, "What the request's body says of settings.")
          .column(RESPONSE, BODY, "What the response's body says of settings.")
          .text(FILE, "File of evidence.")
          .count(OFFSET, "Byte where the record begins.")
          .text(VERSION, "Version of the file, where it is gone; else null.")
          .key(FILE, OFFSET)
          .build();

  private Activities() {}
}
