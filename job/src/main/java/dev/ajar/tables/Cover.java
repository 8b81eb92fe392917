package dev.ajar.tables;

/**
 * {@code cover}: one row per span in which no change of an account's settings could pass unseen.
 * Not a table: handed from the evidence to the timelines (exposure.md §2).
 */
public final class Cover {
  public static final String ACCOUNT = "account";
  public static final String PLANE = "plane";
  public static final String FROM_TICKS = "from_ticks";
  public static final String TO_TICKS = "to_ticks";

  /** Changes through ARM: the Activity Log was there. */
  public static final String CONTROL = "control";

  /** Changes through the data plane: the storage write logs were there and were looked through. */
  public static final String DATA = "data";

  public static final Table TABLE =
      Table.named("cover", "One row per span in which no change could pass unseen.")
          .text(ACCOUNT, "Storage account.")
          .text(PLANE, "control or data.")
          .count(FROM_TICKS, "Begin, inclusive, in ticks.")
          .count(TO_TICKS, "End, exclusive, in ticks.")
          .key(ACCOUNT, PLANE, FROM_TICKS)
          .build();

  private Cover() {}
}
