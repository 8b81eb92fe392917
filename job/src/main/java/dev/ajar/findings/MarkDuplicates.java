package dev.ajar.findings;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import dev.ajar.tables.Accesses;
import dev.ajar.tables.LogRecords;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * {@code accepted log records → accepted log records with a mark}: logging is best-effort and
 * repeats itself; the same account, request id, operation name, operation count and object is one
 * request. Kept is the copy of the richest source, then the smallest path below its source, then
 * the smallest offset (exposure.md §5).
 *
 * <p>A record without a request id is nobody's duplicate.
 */
public final class MarkDuplicates {
  /** The mark: true on every copy but the one that is kept. */
  public static final String DUPLICATE = "duplicate";

  private MarkDuplicates() {}

  /**
   * The same records with {@link #DUPLICATE}.
   *
   * @param records rows of {@link LogRecords}
   * @param sourcePaths the paths of the log sources, as configured
   */
  public static Dataset<Row> transform(Dataset<Row> records, List<String> sourcePaths) {
    Column unnamed =
        when(
            col(Accesses.REQUEST_ID).isNull(),
            concat_ws(" ", col(Accesses.FILE), col(Accesses.OFFSET)));
    WindowSpec copies =
        Window.partitionBy(
                col(Accesses.ACCOUNT),
                col(Accesses.REQUEST_ID),
                col(Accesses.OPERATION),
                col(Accesses.OPERATION_COUNT),
                col(Accesses.CONTAINER),
                col(Accesses.OBJECT),
                unnamed)
            .orderBy(
                col(LogRecords.SOURCE_RANK),
                pathBelow(sourcePaths),
                col(Accesses.OFFSET),
                col(Accesses.FILE));
    return records.withColumn(DUPLICATE, row_number().over(copies).gt(1));
  }

  /** The records without the copies. */
  public static Dataset<Row> kept(Dataset<Row> records, List<String> sourcePaths) {
    return transform(records, sourcePaths)
        .where(org.apache.spark.sql.functions.not(col(DUPLICATE)))
        .drop(DUPLICATE);
  }

  private static Column pathBelow(List<String> sourcePaths) {
    Column below = lit(null).cast("string");
    for (String path : sourcePaths) {
      int head = path.length() + 2;
      below =
          coalesce(
              below,
              when(
                  col(Accesses.FILE).startsWith(path + "/"),
                  substring(col(Accesses.FILE), head, Integer.MAX_VALUE - head)));
    }
    return coalesce(below, col(Accesses.FILE));
  }
}
