package dev.ajar.reports.views;

import static org.apache.spark.sql.functions.array_size;
import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.ajar.tables.ExposedObjects;
import dev.ajar.tables.ExposureWindows;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The objects that are known to have existed in windows.
 *
 * @param totals counts over all of them
 * @param hints what names and types suggest, with distinct objects each, the most first
 * @param listed objects in windows: by verdict, then bytes read
 */
public record ObjectsView(Totals totals, List<Hint> hints, Listed<Exposed> listed) {
  private static final int MOST_HINTS = 20;
  private static final String RANK = "rank";
  private static final String CORE = "core";

  /**
   * Counts. An object is told apart by account, container and name; an object in several windows,
   * or with several versions, counts once.
   *
   * @param rows object versions in windows: one in two windows counts twice
   * @param versions distinct object versions
   * @param objects distinct objects
   * @param inCore those in a window that is proven or inferred open
   * @param confirmed those with a confirmed taking
   * @param possible none seen, some exposed hour is not covered
   * @param notObserved none seen, every exposed hour is covered
   * @param notDeterminable no exposed hour is covered
   * @param completeCopies those of which one actor has a whole copy
   * @param unknownLength versions whose length is unknown: a whole copy cannot be told
   * @param knownBytes sum of the lengths of distinct versions, where known
   */
  public record Totals(
      long rows,
      long versions,
      long objects,
      long inCore,
      long confirmed,
      long possible,
      long notObserved,
      long notDeterminable,
      long completeCopies,
      long unknownLength,
      long knownBytes) {}

  /** What names and types suggest, a hint and not a finding of content. */
  public record Hint(String sensitivity, long objects, long confirmed) {}

  /** One object version in one window. */
  public record Exposed(
      String windowId,
      String account,
      String container,
      String object,
      String versionId,
      Long size,
      String contentType,
      String sensitivity,
      String verdict,
      long reads,
      long bytes,
      Boolean completeCopy,
      Instant firstReadAt,
      Instant lastReadAt,
      long readers) {}

  /** Reads the objects; at most {@code most} are listed. */
  static ObjectsView of(Dataset<Row> objects, Dataset<Row> windows, int most) {
    Dataset<Row> exposure =
        windows.select(
            col(ExposureWindows.WINDOW_ID).as("of_window"),
            col(ExposureWindows.EXPOSURE).isin("proven", "inferred").as(CORE));
    Dataset<Row> versions =
        objects
            .join(exposure, col(ExposedObjects.WINDOW_ID).equalTo(col("of_window")), "left")
            .groupBy(
                col(ExposedObjects.ACCOUNT),
                col(ExposedObjects.CONTAINER),
                col(ExposedObjects.OBJECT),
                col(ExposedObjects.VERSION_ID))
            .agg(
                count(lit(1)).as("rows"),
                min(WindowsView.verdictRank(col(ExposedObjects.VERDICT))).as(RANK),
                bool_or(coalesce(col(CORE), lit(false))).as(CORE),
                bool_or(coalesce(col(ExposedObjects.COMPLETE_COPY), lit(false))).as("complete"),
                max(col(ExposedObjects.SIZE)).as("length"),
                max(col(ExposedObjects.SENSITIVITY)).as(ExposedObjects.SENSITIVITY));
    Dataset<Row> distinct =
        versions
            .groupBy(
                col(ExposedObjects.ACCOUNT),
                col(ExposedObjects.CONTAINER),
                col(ExposedObjects.OBJECT))
            .agg(
                sum(col("rows")).as("rows"),
                count(lit(1)).as("versions"),
                min(col(RANK)).as(RANK),
                bool_or(col(CORE)).as(CORE),
                bool_or(col("complete")).as("complete"),
                count_if(col("length").isNull()).as("unknown_length"),
                sum(col("length")).as("known_bytes"),
                max(col(ExposedObjects.SENSITIVITY)).as(ExposedObjects.SENSITIVITY));
    Row all = Collected.one(totals(distinct));
    List<Hint> hints =
        Collected.rows(
                distinct
                    .where(col(ExposedObjects.SENSITIVITY).isNotNull())
                    .groupBy(col(ExposedObjects.SENSITIVITY))
                    .agg(
                        count(lit(1)).as("objects"), count_if(col(RANK).equalTo(0)).as("confirmed"))
                    .orderBy(
                        col("confirmed").desc(),
                        col("objects").desc(),
                        col(ExposedObjects.SENSITIVITY))
                    .limit(MOST_HINTS))
            .stream()
            .map(
                row ->
                    new Hint(
                        Collected.text(row, ExposedObjects.SENSITIVITY),
                        Collected.count(row, "objects"),
                        Collected.count(row, "confirmed")))
            .toList();
    List<Exposed> listed =
        Collected.rows(
                objects
                    .withColumn(
                        "readers_count",
                        coalesce(array_size(col(ExposedObjects.READERS)), lit(0)).cast("bigint"))
                    .drop(ExposedObjects.READERS)
                    .orderBy(order())
                    .limit(most))
            .stream()
            .map(ObjectsView::exposed)
            .toList();
    Totals totals = totals(all);
    return new ObjectsView(totals, hints, new Listed<>(listed, totals.rows()));
  }

  private static Column[] order() {
    return new Column[] {
      WindowsView.verdictRank(col(ExposedObjects.VERDICT)),
      when(col(ExposedObjects.SENSITIVITY).isNull(), lit(1)).otherwise(lit(0)),
      col(ExposedObjects.BYTES_OUT).desc_nulls_last(),
      col(ExposedObjects.ACCOUNT),
      col(ExposedObjects.CONTAINER),
      col(ExposedObjects.OBJECT),
      col(ExposedObjects.VERSION_ID).asc_nulls_first(),
      col(ExposedObjects.WINDOW_ID)
    };
  }

  private static Dataset<Row> totals(Dataset<Row> distinct) {
    return distinct.agg(
        sum(col("rows")).as("rows"),
        sum(col("versions")).as("versions"),
        count(lit(1)).as("objects"),
        count_if(col(CORE)).as("in_core"),
        count_if(col(RANK).equalTo(0)).as("confirmed"),
        count_if(col(RANK).equalTo(1)).as("possible"),
        count_if(col(RANK).equalTo(2)).as("not_determinable"),
        count_if(col(RANK).equalTo(3)).as("not_observed"),
        count_if(col("complete")).as("complete"),
        sum(col("unknown_length")).as("unknown_length"),
        sum(col("known_bytes")).as("known_bytes"));
  }

  private static Totals totals(Row all) {
    return new Totals(
        Collected.count(all, "rows"),
        Collected.count(all, "versions"),
        Collected.count(all, "objects"),
        Collected.count(all, "in_core"),
        Collected.count(all, "confirmed"),
        Collected.count(all, "possible"),
        Collected.count(all, "not_observed"),
        Collected.count(all, "not_determinable"),
        Collected.count(all, "complete"),
        Collected.count(all, "unknown_length"),
        Collected.count(all, "known_bytes"));
  }

  private static Exposed exposed(Row row) {
    return new Exposed(
        Collected.text(row, ExposedObjects.WINDOW_ID),
        Collected.text(row, ExposedObjects.ACCOUNT),
        Collected.text(row, ExposedObjects.CONTAINER),
        Collected.text(row, ExposedObjects.OBJECT),
        Collected.text(row, ExposedObjects.VERSION_ID),
        Collected.number(row, ExposedObjects.SIZE),
        Collected.text(row, ExposedObjects.CONTENT_TYPE),
        Collected.text(row, ExposedObjects.SENSITIVITY),
        Collected.text(row, ExposedObjects.VERDICT),
        Collected.count(row, ExposedObjects.READS),
        Collected.count(row, ExposedObjects.BYTES_OUT),
        Collected.flag(row, ExposedObjects.COMPLETE_COPY),
        Collected.instant(row, ExposedObjects.FIRST_READ_AT),
        Collected.instant(row, ExposedObjects.LAST_READ_AT),
        Collected.count(row, "readers_count"));
  }
}
