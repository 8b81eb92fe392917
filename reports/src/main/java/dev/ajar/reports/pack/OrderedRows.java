package dev.ajar.reports.pack;

import static org.apache.spark.sql.functions.col;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows in one order, brought here a piece at a time: however many there are, this process holds no
 * more than a piece.
 */
final class OrderedRows {
  /** Rows of a piece; of a few kilobytes each, they fit a small heap. */
  private static final int PIECE = 20_000;

  private OrderedRows() {}

  /**
   * The rows, in the order of these columns, nulls first.
   *
   * @param order columns that tell any two rows apart
   */
  static Iterator<Row> of(Dataset<Row> rows, List<String> order) {
    return of(rows, order, PIECE);
  }

  static Iterator<Row> of(Dataset<Row> rows, List<String> order, int piece) {
    Column[] columns = order.stream().map(name -> col("`" + name + "`")).toArray(Column[]::new);
    int pieces = (int) Math.min(Integer.MAX_VALUE, rows.count() / piece + 1);
    Dataset<Row> ordered =
        pieces == 1
            ? rows.coalesce(1).sortWithinPartitions(columns)
            : rows.repartitionByRange(pieces, columns).sortWithinPartitions(columns);
    return ordered.toLocalIterator();
  }
}
