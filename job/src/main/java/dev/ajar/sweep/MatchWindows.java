package dev.ajar.sweep;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import dev.ajar.sweep.WindowIndex.Kind;
import dev.ajar.sweep.WindowIndex.Match;
import dev.ajar.sweep.WindowIndex.Request;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.LogRecords;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF6;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code log records, windows → matched records}: each record with the window it falls in, its
 * {@code via}, {@code certainty} and {@code settling} (exposure.md §5); records that no stretch
 * takes fall away.
 *
 * <p>A matched record has the columns of {@link Accesses} and its instant in ticks. Its {@code
 * window_id} is null where it fell in a closed span: it contradicts what the configuration says.
 */
public final class MatchWindows {
  /** The instant of a matched record, in ticks. */
  public static final String AT_TICKS = "at_ticks";

  /** What {@link #transform} returns. */
  public static final StructType MATCHED =
      Accesses.TABLE.columns().add(AT_TICKS, DataTypes.LongType, true);

  private static final String FOUND = "found";
  private static final StructType FOUND_COLUMNS =
      new StructType()
          .add(Accesses.WINDOW_ID, DataTypes.StringType, true)
          .add(Accesses.VIA, DataTypes.StringType, false)
          .add(Accesses.CERTAINTY, DataTypes.StringType, false)
          .add(Accesses.SETTLING, DataTypes.BooleanType, false);

  private MatchWindows() {}

  /** Matches {@code records}, rows of {@link LogRecords}, against the windows. */
  public static Dataset<Row> transform(Dataset<Row> records, Broadcast<WindowIndex> windows) {
    Matcher match =
        (account, container, ticks, anonymous, succeeded, provesNothing) ->
            found(
                windows
                    .value()
                    .match(
                        new Request(
                            account, container, ticks, anonymous, succeeded, provesNothing)));
    Column found =
        // Else Spark takes the liberty to match once for the filter and again for each column.
        udf(match, FOUND_COLUMNS)
            .asNondeterministic()
            .apply(
                col(Accesses.ACCOUNT),
                col(Accesses.CONTAINER),
                col(LogRecords.AT_TICKS),
                col(Accesses.AUTH_TYPE).eqNullSafe("anonymous"),
                col(Accesses.SUCCEEDED),
                col(LogRecords.NEEDS_NO_PERMISSION));
    List<String> ofMatch = List.of(FOUND_COLUMNS.fieldNames());
    List<Column> columns = new ArrayList<>();
    for (String name : MATCHED.fieldNames()) {
      columns.add((ofMatch.contains(name) ? col(FOUND + "." + name) : col(name)).as(name));
    }
    return LogRecords.TABLE
        .conform(records)
        .withColumn(FOUND, found)
        .where(col(FOUND).isNotNull())
        .select(columns.toArray(Column[]::new));
  }

  private static Row found(Match match) {
    return match == null
        ? null
        : RowFactory.create(
            match.stretch().kind() == Kind.CLOSED ? null : match.stretch().windowId(),
            match.through() ? "through" : "during",
            match.confirmed() ? "confirmed" : "possible",
            match.settling());
  }

  /** Takes what the index must know of a record, and no more: the rest of it stays as it is. */
  @FunctionalInterface
  private interface Matcher extends UDF6<String, String, Long, Boolean, Boolean, Boolean, Row> {}
}
