package dev.ajar.findings;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.ajar.model.OperationClass;
import dev.ajar.model.Ticks;
import dev.ajar.model.Way;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Exposures;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import scala.jdk.javaapi.CollectionConverters;

/**
 * {@code exposures, matched records → exposures}: a successful anonymous request proves its window
 * open at its instant (exposure.md §2, Traffic).
 *
 * <p>It moves {@code opened_before} and {@code closed_after}, widens the capability and makes the
 * exposure {@code proven}. It cuts no span of settings, makes no sign and proves nothing closed. A
 * SAS or key that was used was good between its first and last successful use.
 */
public final class ApplyTraffic {
  private static final String BASIS = "traffic";
  private static final String FIRST = "traffic_first_ticks";
  private static final String LAST = "traffic_last_ticks";
  private static final String FIRST_PLACE = "traffic_first_place";
  private static final String LAST_PLACE = "traffic_last_place";
  private static final String LISTED = "traffic_listed";
  private static final String READ = "traffic_read";

  private ApplyTraffic() {}

  /**
   * The exposures, moved by traffic.
   *
   * @param exposures rows of {@link Exposures}
   * @param matched rows of {@link Accesses} with {@code at_ticks}
   */
  public static Dataset<Row> transform(Dataset<Row> exposures, Dataset<Row> matched) {
    Dataset<Row> moved =
        exposures.join(proofs(matched), new String[] {ExposureWindows.WINDOW_ID}, "left");
    Column opens =
        col(FIRST)
            .isNotNull()
            .and(
                col(Exposures.OPENED_BEFORE_TICKS)
                    .isNull()
                    .or(col(FIRST).lt(col(Exposures.OPENED_BEFORE_TICKS))));
    Column closes =
        col(LAST)
            .isNotNull()
            .and(
                col(Exposures.CLOSED_AFTER_TICKS)
                    .isNull()
                    .or(col(LAST).gt(col(Exposures.CLOSED_AFTER_TICKS))));
    Dataset<Row> told =
        moved
            .withColumn(
                ExposureWindows.OPENED_BASIS,
                when(opens, lit(BASIS)).otherwise(col(ExposureWindows.OPENED_BASIS)))
            .withColumn(
                ExposureWindows.CLOSED_BASIS,
                when(closes, lit(BASIS)).otherwise(col(ExposureWindows.CLOSED_BASIS)))
            .withColumn(
                ExposureWindows.OPENED_EVIDENCE,
                withPlace(opens, ExposureWindows.OPENED_EVIDENCE, FIRST_PLACE))
            .withColumn(
                ExposureWindows.CLOSED_EVIDENCE,
                withPlace(closes, ExposureWindows.CLOSED_EVIDENCE, LAST_PLACE))
            .withColumn(
                Exposures.OPENED_BEFORE_TICKS,
                least(col(Exposures.OPENED_BEFORE_TICKS), col(FIRST)))
            .withColumn(
                Exposures.CLOSED_AFTER_TICKS,
                greatest(col(Exposures.CLOSED_AFTER_TICKS), col(LAST)))
            .withColumn(ExposureWindows.CAPABILITY, capability())
            .withColumn(
                Exposures.SPANS,
                when(
                        col(FIRST).isNotNull().and(isUsed()),
                        CUT.apply(col(Exposures.SPANS), col(FIRST), col(LAST)))
                    .otherwise(col(Exposures.SPANS)))
            .withColumn(
                ExposureWindows.EXPOSURE,
                when(col(FIRST).isNotNull(), lit("proven"))
                    .otherwise(col(ExposureWindows.EXPOSURE)));
    return Exposures.TABLE.conform(
        told.withColumn(
                ExposureWindows.OPENED_BEFORE, TickColumns.toInstant(Exposures.OPENED_BEFORE_TICKS))
            .withColumn(
                ExposureWindows.CLOSED_AFTER, TickColumns.toInstant(Exposures.CLOSED_AFTER_TICKS)));
  }

  /** Whether the window is of a credential that proves itself by being used. */
  private static Column isUsed() {
    return col(ExposureWindows.VECTOR).isin(Way.SAS, Way.ACCOUNT_KEY);
  }

  /** Spans of a SAS or key are proven between first and last use (exposure.md §4). */
  private static final UserDefinedFunction CUT =
      udf(
          (UDF3<scala.collection.Seq<Row>, Long, Long, Row[]>)
              (spans, first, last) ->
                  SpanCut.proven(CollectionConverters.asJava(spans), first, last + Ticks.PER_MICRO),
          DataTypes.createArrayType(Exposures.SPAN));

  /** What the successful requests through each window prove. */
  private static Dataset<Row> proofs(Dataset<Row> matched) {
    Column content =
        col(Accesses.OPERATION_CLASS)
            .isin(OperationClass.READ.word(), OperationClass.METADATA.word())
            .and(col(Accesses.OBJECT).isNotNull());
    Column anonymous = coalesce(col(Accesses.AUTH_TYPE).equalTo(Way.ANONYMOUS), lit(false));
    Column list = col(Accesses.OPERATION_CLASS).equalTo(OperationClass.LIST.word());
    Column place = struct(col(Accesses.FILE), col(Accesses.OFFSET));
    Column order = struct(col("at_ticks"), col(Accesses.FILE), col(Accesses.OFFSET));
    return matched
        .where(
            col(Accesses.VIA)
                .equalTo("through")
                .and(col(Accesses.SUCCEEDED))
                .and(not(col(Accesses.SETTLING)))
                .and(col(Accesses.WINDOW_ID).isNotNull())
                .and(not(anonymous).or(content).or(list)))
        .groupBy(Accesses.WINDOW_ID)
        .agg(
            min("at_ticks").as(FIRST),
            max("at_ticks").as(LAST),
            min_by(place, order).as(FIRST_PLACE),
            max_by(place, order).as(LAST_PLACE),
            max(list).as(LISTED),
            max(content).as(READ));
  }

  /**
   * The widest of the proven and inferred spans and of what traffic proved: a list proves list and
   * read. What a SAS, key or role gives is known without.
   */
  private static Column capability() {
    Column proven =
        when(col(LISTED), array(lit("list"), lit("read"))).otherwise(array(lit("read")));
    Column isGiven = isUsed().or(col(ExposureWindows.VECTOR).equalTo(Way.ROLE_ASSIGNMENT));
    return when(col(FIRST).isNull().or(isGiven), col(ExposureWindows.CAPABILITY))
        .when(
            col(ExposureWindows.EXPOSURE).isin("proven", "inferred"),
            array_sort(array_union(col(ExposureWindows.CAPABILITY), proven)))
        .otherwise(proven);
  }

  private static Column withPlace(Column when, String evidence, String place) {
    Column before =
        coalesce(col(evidence), array().cast("array<struct<file:string,offset:bigint>>"));
    return when(when, array_sort(array_union(before, array(col(place))))).otherwise(col(evidence));
  }
}
