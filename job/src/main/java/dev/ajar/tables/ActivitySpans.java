package dev.ajar.tables;

/**
 * {@code activity_spans}: what each file of the Activity Log covers, and what it fails to. Not a
 * table: handed from the reader to {@code ControlCover}.
 */
public final class ActivitySpans {
  public static final String SOURCE = "source";
  public static final String KIND = "kind";
  public static final String SUBSCRIPTION = "subscription";
  public static final String FROM_TICKS = "from_ticks";
  public static final String TO_TICKS = "to_ticks";
  public static final String FILE = "file";

  /** Records in the shape of a diagnostic export: from the first to the last, both inclusive. */
  public static final String EXPORT = "export";

  /** Records in any other shape: from the first to the last, both inclusive. */
  public static final String DUMP = "dump";

  /** A file was not read to its end: what it held besides may be of this span; to is exclusive. */
  public static final String HOLE = "hole";

  /**
   * Single records could not be read and are in {@code quarantine}: they may be of this span, to is
   * exclusive. It cuts no cover (exposure.md §2: from the first to the last record), and a person
   * should know of it.
   */
  public static final String UNREAD = "unread";

  public static final Table TABLE =
      Table.named("activity_spans", "One row per file, subscription and kind of span.")
          .count(SOURCE, "Index of the source in the configuration.")
          .text(KIND, "export, dump, hole or unread.")
          .text(SUBSCRIPTION, "Subscription, lower case; null for a hole in all of the source's.")
          .count(FROM_TICKS, "First instant; null for a hole without a known beginning.")
          .count(TO_TICKS, "Last instant, or end of a hole; null for a hole without a known end.")
          .text(FILE, "File of evidence.")
          .build();

  private ActivitySpans() {}
}
