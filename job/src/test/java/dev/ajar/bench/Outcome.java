package dev.ajar.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a contender found: the same for all, or the benchmark ends.
 *
 * @param rows rows written
 * @param statusCodes sum of them
 * @param bytesOut sum of the response bodies
 * @param objects sum of the lengths of objects' names
 * @param first time of the first row
 * @param last time of the last row
 * @param byWindow rows of each window
 */
record Outcome(
    long rows,
    long statusCodes,
    long bytesOut,
    long objects,
    String first,
    String last,
    Map<String, Long> byWindow) {

  /** Of rows with window_id, at, status_code, bytes_out and object. */
  static Outcome of(Dataset<Row> rows) {
    List<Row> windows =
        rows.groupBy("window_id")
            .agg(
                count(lit(1)),
                sum("status_code"),
                sum("bytes_out"),
                sum(org.apache.spark.sql.functions.length(col("object"))),
                min(col("at").cast("timestamp")).cast("string"),
                max(col("at").cast("timestamp")).cast("string"))
            .collectAsList();
    long all = 0;
    long statusCodes = 0;
    long bytesOut = 0;
    long objects = 0;
    String first = "~";
    String last = "";
    Map<String, Long> byWindow = new TreeMap<>();
    for (Row window : windows) {
      byWindow.put(window.getString(0), window.getLong(1));
      all += window.getLong(1);
      statusCodes += number(window, 2);
      bytesOut += number(window, 3);
      objects += number(window, 4);
      first = first.compareTo(window.getString(5)) <= 0 ? first : window.getString(5);
      last = last.compareTo(window.getString(6)) >= 0 ? last : window.getString(6);
    }
    return new Outcome(all, statusCodes, bytesOut, objects, first, last, byWindow);
  }

  /**
   * Ends the benchmark where two contenders differ.
   *
   * @throws IllegalStateException naming them and what they found
   */
  static void same(String name, Outcome outcome, String otherName, Outcome other) {
    if (!outcome.equals(other)) {
      throw new IllegalStateException(
          name + " and " + otherName + " differ:\n  " + outcome + "\n  " + other);
    }
  }

  /** The same, whatever the windows are called. */
  Outcome withoutWindows() {
    return new Outcome(rows, statusCodes, bytesOut, objects, first, last, Map.of());
  }

  private static long number(Row row, int column) {
    return row.isNullAt(column) ? 0 : row.getLong(column);
  }
}
