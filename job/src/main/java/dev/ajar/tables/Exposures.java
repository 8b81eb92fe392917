package dev.ajar.tables;

import java.util.Set;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * {@code exposures}: one row per exposure window, or per span in which a vector is closed, as
 * configuration alone shows them. Not a table: handed from the timelines to the sweep, to traffic
 * and to the verdicts (exposure.md §2, §4).
 *
 * <p>A row has every column of {@code exposure_windows} but hours and verdict. Instants are cut
 * from the ticks beside them. A row of kind {@link #CLOSED} uses {@code opened_after_ticks} and
 * {@code closed_before_ticks} (and their instants) as its begin and end, null where unbounded; its
 * columns about windows are null.
 */
public final class Exposures {
  public static final String KIND = "kind";
  public static final String OPENED_AFTER_TICKS = "opened_after_ticks";
  public static final String OPENED_BEFORE_TICKS = "opened_before_ticks";
  public static final String CLOSED_AFTER_TICKS = "closed_after_ticks";
  public static final String CLOSED_BEFORE_TICKS = "closed_before_ticks";
  public static final String OPENED_STARTED_TICKS = "opened_started_ticks";
  public static final String SIGN = "sign";
  public static final String CONTRADICTED = "contradicted";
  public static final String SPANS = "spans";
  public static final String CLOSED_KNOWN = "closed_known";
  public static final String CLOSED_OBSERVED_TICKS = "closed_observed_ticks";

  public static final String UNTRACEABLE = "untraceable";

  /** {@link #KIND} of an exposure window. */
  public static final String WINDOW = "window";

  /** {@link #KIND} of a span in which the vector is closed. */
  public static final String CLOSED = "closed";

  /** One element of {@link #SPANS}; {@code from_ticks} and {@code to_ticks} null: not known. */
  public static final StructType SPAN =
      new StructType()
          .add("from_ticks", DataTypes.LongType, true)
          .add("to_ticks", DataTypes.LongType, true)
          .add("state", DataTypes.StringType, true)
          .add("capability", DataTypes.createArrayType(DataTypes.StringType), true)
          .add("reach", DataTypes.StringType, true)
          .add("cause", DataTypes.StringType, true)
          .add("evidence", DataTypes.createArrayType(Table.PLACE), true);

  private static final Set<String> JUDGED_LATER =
      Set.of(
          ExposureWindows.HOURS_EXPOSED,
          ExposureWindows.HOURS_IN_PERIOD,
          ExposureWindows.HOURS_COVERED,
          ExposureWindows.HOURS_LOGGED,
          ExposureWindows.TRACEABLE,
          ExposureWindows.VERDICT);

  public static final Table TABLE = table();

  private Exposures() {}

  private static Table table() {
    Table.Builder columns =
        Table.named("exposures", "One row per exposure window or closed span, by configuration.")
            .text(KIND, "window or closed.");
    for (StructField field : ExposureWindows.TABLE.columns().fields()) {
      if (!JUDGED_LATER.contains(field.name())) {
        columns.column(field.name(), field.dataType(), field.getComment().get());
      }
    }
    return columns
        .count(OPENED_AFTER_TICKS, "opened_after in ticks; of a closed span its begin.")
        .count(OPENED_BEFORE_TICKS, "opened_before in ticks.")
        .count(CLOSED_AFTER_TICKS, "closed_after in ticks.")
        .count(CLOSED_BEFORE_TICKS, "closed_before in ticks; of a closed span its end.")
        .count(
            OPENED_STARTED_TICKS,
            "Start of the operation that opened it, in ticks, where the opening is exact; else null.")
        .flag(SIGN, "The window shows a sign of openness (exposure.md §4).")
        .flag(CONTRADICTED, "Evidence contradicts itself somewhere in it; the open value held.")
        .column(
            SPANS,
            DataTypes.createArrayType(SPAN),
            "Spans of the window in order, without overlap or hole.")
        .flag(CLOSED_KNOWN, "Of a closed span: known closed throughout; false where only inferred.")
        .column(
            CLOSED_OBSERVED_TICKS,
            DataTypes.createArrayType(DataTypes.LongType),
            "Of a closed span: sorted instants, in ticks, at which a setting was observed to close the vector: those inside and at its borders, the last before and the first after it while it stays closed.")
        .flag(
            UNTRACEABLE,
            "Requests through it cannot be told from others: a role that lets in by the account's"
                + " keys.")
        .key(
            KIND,
            ExposureWindows.ACCOUNT,
            ExposureWindows.CONTAINER,
            ExposureWindows.VECTOR,
            ExposureWindows.SUBJECT,
            OPENED_AFTER_TICKS)
        .build();
  }
}
