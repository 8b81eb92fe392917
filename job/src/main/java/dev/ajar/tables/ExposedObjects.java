package dev.ajar.tables;

/**
 * {@code exposed_objects}: one row per object (version) that existed in a window, by inventory or
 * by logs.
 */
public final class ExposedObjects {
  public static final String WINDOW_ID = "window_id";
  public static final String ACCOUNT = "account";
  public static final String CONTAINER = "container";
  public static final String OBJECT = "object";
  public static final String VERSION_ID = "version_id";
  public static final String SNAPSHOT = "snapshot";
  public static final String SIZE = "size";
  public static final String CREATED_AT = "created_at";
  public static final String MODIFIED_AT = "modified_at";
  public static final String CONTENT_TYPE = "content_type";
  public static final String SENSITIVITY = "sensitivity";
  public static final String VERDICT = "verdict";
  public static final String READS = "reads";
  public static final String BYTES_OUT = "bytes_out";
  public static final String COMPLETE_COPY = "complete_copy";
  public static final String FIRST_READ_AT = "first_read_at";
  public static final String LAST_READ_AT = "last_read_at";
  public static final String READERS = "readers";

  public static final Table TABLE =
      Table.named(
              "exposed_objects",
              "One row per object (version) that existed in a window, by inventory or by logs.")
          .text(WINDOW_ID, "The window.")
          .text(ACCOUNT, "Storage account.")
          .text(CONTAINER, "Container.")
          .text(OBJECT, "Blob.")
          .text(VERSION_ID, "Version; null for the current one.")
          .text(SNAPSHOT, "Snapshot; null for what is none.")
          .count(SIZE, "Length in bytes; null where unknown.")
          .instant(CREATED_AT, "Creation.")
          .instant(MODIFIED_AT, "Last modification.")
          .text(CONTENT_TYPE, "Content type.")
          .text(SENSITIVITY, "What the name and type suggest; a hint, not a finding of content.")
          .text(VERDICT, "confirmed, possible, not observed or not determinable.")
          .count(READS, "Successful reads through the window.")
          .count(BYTES_OUT, "Bytes read through the window.")
          .flag(
              COMPLETE_COPY,
              "One actor's successful reads cover the whole length; null where the length is unknown.")
          .instant(FIRST_READ_AT, "First successful read through the window.")
          .instant(LAST_READ_AT, "Last one.")
          .words(READERS, "Actors of these reads.")
          .key(WINDOW_ID, CONTAINER, OBJECT, VERSION_ID, SNAPSHOT)
          .build();

  private ExposedObjects() {}
}
