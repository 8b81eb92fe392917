package dev.ajar.sweep;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.ajar.evidence.FileTally;
import dev.ajar.tables.Quarantine;
import dev.ajar.tables.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.StructField;

/**
 * {@code tallies and quarantine of slices → of files}: counts add up, the worst state counts, and
 * of a file's quarantined records the first are kept (exposure.md §8).
 */
final class MergeSlices {
  private static final Set<String> COUNTS =
      Set.of(
          Sources.LINES, Sources.ACCEPTED, Sources.OUTSIDE, Sources.DUPLICATE, Sources.QUARANTINED);

  private MergeSlices() {}

  /**
   * Tallies of files.
   *
   * @param also columns that tell slices of different versions of a file apart, and are kept
   */
  static Dataset<Row> sources(Dataset<Row> slices, String... also) {
    List<Column> merged = new ArrayList<>();
    for (StructField field : Sources.TABLE.columns().fields()) {
      String name = field.name();
      if (name.equals(Sources.FILE)) {
        continue;
      }
      Column value = col(name);
      Column column =
          switch (name) {
            // In the order of the alphabet: read, unfinished, unreadable.
            case Sources.STATE -> max(value);
            case Sources.PROBLEM, Sources.FIRST_HOUR -> min(value);
            case Sources.LAST_HOUR -> max(value);
            case Sources.ACCOUNTS -> accounts();
            default -> COUNTS.contains(name) ? sum(value) : first(value, true);
          };
      merged.add(column.as(name));
    }
    Column[] rest = merged.subList(1, merged.size()).toArray(Column[]::new);
    Dataset<Row> files = slices.groupBy(Sources.FILE, also).agg(merged.get(0), rest);
    List<Column> columns = new ArrayList<>();
    Stream.of(Sources.TABLE.columns().fieldNames()).forEach(name -> columns.add(col(name)));
    Stream.of(also).forEach(name -> columns.add(col(name)));
    return files.select(columns.toArray(Column[]::new));
  }

  /** Accounts of all slices, in order; null if a slice has too many, or all together. */
  private static Column accounts() {
    Column all = array_sort(array_distinct(flatten(collect_list(col(Sources.ACCOUNTS)))));
    Column untold = max(col(Sources.ACCOUNTS).isNull().and(col(Sources.FIRST_HOUR).isNotNull()));
    return when(
        not(untold)
            .and(size(all).leq(FileTally.KEPT_ACCOUNTS))
            .and(max(col(Sources.FIRST_HOUR)).isNotNull()),
        all);
  }

  /**
   * Quarantined records of files.
   *
   * @param also as above
   */
  static Dataset<Row> quarantined(Dataset<Row> slices, String... also) {
    String place = "place";
    WindowSpec ofFile = Window.partitionBy(Quarantine.FILE, also).orderBy(col(Quarantine.OFFSET));
    return slices
        .withColumn(place, row_number().over(ofFile))
        .where(col(place).leq(FileTally.KEPT_RECORDS))
        .drop(place);
  }
}
