package dev.ajar.tables;

/**
 * {@code events}: one row per control-plane or credential operation that matters, failed ones too.
 */
public final class Events {
  public static final String AT = "at";
  public static final String OPERATION = "operation";
  public static final String OUTCOME = "outcome";
  public static final String SCOPE = "scope";
  public static final String ACCOUNT = "account";
  public static final String CONTAINER = "container";
  public static final String CALLER = "caller";
  public static final String CALLER_IP = "caller_ip";
  public static final String ACTOR_ID = "actor_id";
  public static final String CORRELATION_ID = "correlation_id";
  public static final String FILE = "file";
  public static final String OFFSET = "offset";
  public static final String OBJECT_ID = "object_id";
  public static final String APP_ID = "app_id";
  public static final String TENANT_ID = "tenant_id";

  public static final Table TABLE =
      Table.named(
              "events",
              "One row per control-plane or credential operation that matters, failed ones too.")
          .instant(AT, "When the operation ended, or began where no end is known.")
          .text(OPERATION, "Operation, lower case.")
          .text(OUTCOME, "success, failure or unknown (a Start without an end).")
          .text(SCOPE, "Resource the operation was on, lower case.")
          .text(ACCOUNT, "Storage account; null where the scope is above one.")
          .text(CONTAINER, "Container; null where the operation is not on one.")
          .text(CALLER, "Who, as the evidence names them.")
          .text(CALLER_IP, "Address of the caller, without port; null where unknown.")
          .text(ACTOR_ID, "Actor.")
          .text(CORRELATION_ID, "Correlation id.")
          .text(FILE, "File of evidence: the source's path as configured, then the path below it.")
          .count(
              OFFSET,
              "Byte, in the unpacked file, where the record begins; of a Parquet file the row.")
          .text(OBJECT_ID, "Entra object id of the caller.")
          .text(APP_ID, "Application id of the caller.")
          .text(TENANT_ID, "Tenant of the caller.")
          .key(AT, OPERATION, CORRELATION_ID, FILE, OFFSET)
          .build();

  private Events() {}
}
