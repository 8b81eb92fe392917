package dev.ajar.sweep;

import dev.ajar.sweep.WindowIndex.Kind;
import dev.ajar.sweep.WindowIndex.Match;
import dev.ajar.sweep.WindowIndex.Request;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.LogRecords;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
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

  private MatchWindows() {}

  /** Matches {@code records}, rows of {@link LogRecords}, against the windows. */
  public static Dataset<Row> transform(Dataset<Row> records, Broadcast<WindowIndex> windows) {
    return LogRecords.TABLE
        .conform(records)
        .flatMap(
            (FlatMapFunction<Row, Row>) record -> match(record, windows.value()),
            Encoders.row(MATCHED));
  }

  /** What the index must know of a log record. */
  static Request request(Row record) {
    return new Request(
        record.getAs(Accesses.ACCOUNT),
        record.getAs(Accesses.CONTAINER),
        record.<Long>getAs(LogRecords.AT_TICKS),
        "anonymous".equals(record.getAs(Accesses.AUTH_TYPE)),
        record.<Boolean>getAs(Accesses.SUCCEEDED),
        record.<Boolean>getAs(LogRecords.NEEDS_NO_PERMISSION));
  }

  private static Iterator<Row> match(Row record, WindowIndex windows) {
    Match match = windows.match(request(record));
    if (match == null) {
      return Collections.emptyIterator();
    }
    Object[] row = new Object[MATCHED.length()];
    String[] names = MATCHED.fieldNames();
    for (int i = 0; i < names.length; i++) {
      row[i] =
          switch (names[i]) {
            case Accesses.WINDOW_ID ->
                match.stretch().kind() == Kind.CLOSED ? null : match.stretch().windowId();
            case Accesses.VIA -> match.through() ? "through" : "during";
            case Accesses.CERTAINTY -> match.confirmed() ? "confirmed" : "possible";
            case Accesses.SETTLING -> match.settling();
            default -> record.getAs(names[i]);
          };
    }
    return List.of(RowFactory.create(row)).iterator();
  }
}
