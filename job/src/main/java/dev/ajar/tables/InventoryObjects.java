package dev.ajar.tables;

/**
 * {@code inventory_objects}: one row per blob, version or snapshot in a blob inventory. Not a
 * table: handed from the evidence to the objects (exposure.md §2, inputs.md §7).
 */
public final class InventoryObjects {
  public static final String ACCOUNT = "account";
  public static final String CONTAINER = "container";
  public static final String OBJECT = "object";
  public static final String VERSION_ID = "version_id";
  public static final String SNAPSHOT = "snapshot";
  public static final String IS_CURRENT = "is_current";
  public static final String DELETED = "deleted";
  public static final String SIZE = "size";
  public static final String CREATED_AT = "created_at";
  public static final String MODIFIED_AT = "modified_at";
  public static final String DELETED_AT = "deleted_at";
  public static final String CONTENT_TYPE = "content_type";
  public static final String ETAG = "etag";
  public static final String BLOB_TYPE = "blob_type";
  public static final String SEEN_FROM_TICKS = "seen_from_ticks";
  public static final String SEEN_TO_TICKS = "seen_to_ticks";
  public static final String FILE = "file";
  public static final String OFFSET = "offset";

  public static final Table TABLE =
      Table.named("inventory_objects", "One row per blob, version or snapshot in a blob inventory.")
          .text(ACCOUNT, "Storage account, lower case, from the manifest's endpoint.")
          .text(CONTAINER, "Container.")
          .text(OBJECT, "Blob, as its name is, secrets cut.")
          .text(VERSION_ID, "Version, as the inventory names it, of the current one too; or null.")
          .text(SNAPSHOT, "Snapshot; null for what is none.")
          .flag(IS_CURRENT, "Whether it is the current version; null where the rule left it out.")
          .flag(DELETED, "Whether it was deleted, and kept for a while; null where left out.")
          .count(SIZE, "Length in bytes; null where left out.")
          .instant(CREATED_AT, "Creation; null where left out.")
          .instant(MODIFIED_AT, "Last modification; null where left out.")
          .instant(DELETED_AT, "Deletion; null where it was not deleted, or left out.")
          .text(CONTENT_TYPE, "Content type.")
          .text(ETAG, "Entity tag, without quotes.")
          .text(BLOB_TYPE, "BlockBlob, PageBlob or AppendBlob.")
          .count(SEEN_FROM_TICKS, "Start of the inventory, in ticks.")
          .count(SEEN_TO_TICKS, "Completion of the inventory, in ticks.")
          .text(FILE, "File of evidence: the source's path as configured, then the path below it.")
          .count(
              OFFSET,
              "Byte, in the unpacked file, where the record begins; of a Parquet file the row.")
          .key(ACCOUNT, CONTAINER, OBJECT, VERSION_ID, SNAPSHOT, SEEN_FROM_TICKS, FILE, OFFSET)
          .build();

  private InventoryObjects() {}
}
