package dev.ajar.tables;

/** {@code quarantine}: one row per record that could not be read. */
public final class Quarantine {
  public static final String FILE = "file";
  public static final String OFFSET = "offset";
  public static final String REASON = "reason";
  public static final String RAW = "raw";

  public static final Table TABLE =
      Table.named("quarantine", "One row per record that could not be read.")
          .text(FILE, "File of evidence: the source's path as configured, then the path below it.")
          .count(
              OFFSET,
              "Byte, in the unpacked file, where the record begins; of a Parquet file the row.")
          .text(REASON, "Why.")
          .text(RAW, "The record, at most 64 KB, secrets cut.")
          .key(FILE, OFFSET, REASON)
          .build();

  private Quarantine() {}
}
