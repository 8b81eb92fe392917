package dev.ajar.tables;

/** {@code sources}: one row per evidence file and version of it. */
public final class Sources {
  public static final String FILE = "file";
  public static final String KIND = "kind";
  public static final String BYTES = "bytes";
  public static final String ETAG = "etag";
  public static final String MODIFIED_AT = "modified_at";
  public static final String SHA256 = "sha256";
  public static final String STATE = "state";
  public static final String LINES = "lines";
  public static final String ACCEPTED = "accepted";
  public static final String OUTSIDE = "outside";
  public static final String DUPLICATE = "duplicate";
  public static final String QUARANTINED = "quarantined";
  public static final String READ_FOR = "read_for";
  public static final String FIRST_RUN_ID = "first_run_id";
  public static final String GONE_AT = "gone_at";
  public static final String PROBLEM = "problem";
  public static final String FIRST_HOUR = "first_hour";
  public static final String LAST_HOUR = "last_hour";
  public static final String ACCOUNTS = "accounts";
  public static final String READ_TO = "read_to";
  public static final String RESUME_AT = "resume_at";
  public static final String TAIL_SHA256 = "tail_sha256";

  public static final Table TABLE =
      Table.named("sources", "One row per evidence file and version of it.")
          .text(FILE, "File of evidence: the source's path as configured, then the path below it.")
          .text(KIND, "Kind of the source, as configured.")
          .count(BYTES, "Size as stored.")
          .text(ETAG, "Entity tag, where the file system gives one.")
          .instant(MODIFIED_AT, "Last modification, as the file system says.")
          .text(SHA256, "SHA-256, lower hex, of the stored bytes, where the file was read whole.")
          .text(
              STATE,
              "read, unreadable (not read to its end) or unfinished (its last line was still being written).")
          .count(LINES, "Records in the file: accepted + outside + duplicate + quarantined.")
          .count(ACCEPTED, "Records kept.")
          .count(
              OUTSIDE,
              "Records whose time, account and container were read and that nothing wants.")
          .count(DUPLICATE, "Records that another source or file holds already.")
          .count(QUARANTINED, "Records that could not be read as what they claim to be.")
          .text(
              READ_FOR,
              "What the file was read for: touches, and the fingerprint of the hulls that met its hours.")
          .text(FIRST_RUN_ID, "The run that first read this version.")
          .instant(GONE_AT, "When Ajar first found this version gone; null while it is there.")
          .text(PROBLEM, "Why the file was not read to its end; else null.")
          .instant(FIRST_HOUR, "Of a storage log: first clock hour of its records' own times.")
          .instant(LAST_HOUR, "Of a storage log: last clock hour of its records' own times.")
          .words(
              ACCOUNTS,
              "Of a storage log: accounts that its records ask for, in order; null if more than 64.")
          .count(READ_TO, "Of a log: how many stored bytes there were to read; null if packed.")
          .count(
              RESUME_AT, "Where reading goes on if the file only grows; 0 if it must begin again.")
          .text(TAIL_SHA256, "SHA-256, lower hex, of the 4 KB before read_to.")
          .key(FILE, ETAG, MODIFIED_AT)
          .build();

  private Sources() {}
}
