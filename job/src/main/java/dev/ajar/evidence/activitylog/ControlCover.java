package dev.ajar.evidence.activitylog;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.ajar.config.SourceConfig;
import dev.ajar.model.Ticks;
import dev.ajar.tables.ActivitySpans;
import dev.ajar.tables.Cover;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code activity_spans, account subscriptions → cover} (plane control).
 *
 * <p>Records in the shape of a diagnostic export cover their subscription from a source's first to
 * its last, but for the hours of files that could not be read whole; {@code covers} adds to a
 * source exactly what it says, for the subscriptions its records name; nothing is covered between
 * two sources (exposure.md §2). An account that evidence places in several subscriptions is covered
 * where all of them are.
 */
public final class ControlCover {
  /** Columns of {@code accountSubscriptions}. */
  public static final String ACCOUNT = "account";

  public static final String SUBSCRIPTION = "subscription";

  private static final StructType BY_SUBSCRIPTION =
      new StructType()
          .add(SUBSCRIPTION, DataTypes.StringType)
          .add(Cover.FROM_TICKS, DataTypes.LongType)
          .add(Cover.TO_TICKS, DataTypes.LongType);
  private static final StructType BY_ACCOUNT =
      new StructType()
          .add(Cover.ACCOUNT, DataTypes.StringType)
          .add(Cover.FROM_TICKS, DataTypes.LongType)
          .add(Cover.TO_TICKS, DataTypes.LongType);

  private ControlCover() {}

  /**
   * Rows of {@link Cover}, apart and not touching, per account.
   *
   * @param spans {@link ActivitySpans}
   * @param sources the configuration's sources; what the Activity Log's declare to cover counts
   * @param accountSubscriptions columns {@link #ACCOUNT} and {@link #SUBSCRIPTION}, both lower case
   */
  public static Dataset<Row> transform(
      Dataset<Row> spans, List<SourceConfig> sources, Dataset<Row> accountSubscriptions) {
    Map<Long, Spans> declared = declared(sources);
    String subscription = "covered_subscription";
    Dataset<Row> covered =
        ActivitySpans.TABLE
            .conform(spans)
            .groupByKey((MapFunction<Row, Long>) row -> row.getLong(0), Encoders.LONG())
            .flatMapGroups(
                (FlatMapGroupsFunction<Long, Row, Row>)
                    (source, rows) -> bySubscription(rows, declared.get(source)),
                Encoders.row(BY_SUBSCRIPTION))
            .withColumnRenamed(SUBSCRIPTION, subscription);
    Dataset<Row> accounts = accountSubscriptions.select(col(ACCOUNT), col(SUBSCRIPTION)).distinct();
    Dataset<Row> cover =
        accounts
            .join(covered, accounts.col(SUBSCRIPTION).equalTo(col(subscription)), "left")
            .select(ACCOUNT, SUBSCRIPTION, Cover.FROM_TICKS, Cover.TO_TICKS)
            .groupByKey((MapFunction<Row, String>) row -> row.getString(0), Encoders.STRING())
            .flatMapGroups(
                (FlatMapGroupsFunction<String, Row, Row>) ControlCover::byAccount,
                Encoders.row(BY_ACCOUNT))
            .withColumn(Cover.PLANE, lit(Cover.CONTROL));
    return Cover.TABLE.conform(cover);
  }

  private static Map<Long, Spans> declared(List<SourceConfig> sources) {
    Map<Long, Spans> declared = new HashMap<>();
    for (SourceConfig source : sources) {
      if (source.covers() != null) {
        declared.put(
            (long) source.index(),
            Spans.of(Ticks.of(source.covers().from()), Ticks.of(source.covers().to())));
      }
    }
    return declared;
  }

  private static Iterator<Row> bySubscription(Iterator<Row> rows, Spans declared) {
    Map<String, long[]> exported = new TreeMap<>();
    Map<String, Spans> covered = new TreeMap<>();
    Map<String, Spans> holes = new HashMap<>();
    rows.forEachRemaining(
        row -> {
          String subscription = row.getAs(ActivitySpans.SUBSCRIPTION);
          String kind = row.getAs(ActivitySpans.KIND);
          Long from = row.getAs(ActivitySpans.FROM_TICKS);
          Long to = row.getAs(ActivitySpans.TO_TICKS);
          if (kind.equals(ActivitySpans.HOLE)) {
            Spans hole =
                Spans.of(
                    from == null ? Ticks.UNBOUNDED_PAST : from,
                    to == null ? Ticks.UNBOUNDED_FUTURE : to);
            holes.merge(subscription == null ? "" : subscription, hole, Spans::with);
            return;
          }
          covered.putIfAbsent(subscription, declared == null ? Spans.NONE : declared);
          if (kind.equals(ActivitySpans.EXPORT)) {
            exported.merge(
                subscription,
                new long[] {from, to + 1},
                (a, b) -> new long[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])});
          }
        });
    exported.forEach(
        (subscription, span) ->
            covered.merge(subscription, Spans.of(span[0], span[1]), Spans::with));
    List<Row> result = new ArrayList<>();
    covered.forEach(
        (subscription, spans) -> {
          Spans seen =
              spans
                  .without(holes.getOrDefault("", Spans.NONE))
                  .without(holes.getOrDefault(subscription, Spans.NONE));
          seen.forEach((from, to) -> result.add(RowFactory.create(subscription, from, to)));
        });
    return result.iterator();
  }

  private static Iterator<Row> byAccount(String account, Iterator<Row> rows) {
    Map<String, Spans> bySubscription = new TreeMap<>();
    rows.forEachRemaining(
        row -> {
          Spans span = row.isNullAt(2) ? Spans.NONE : Spans.of(row.getLong(2), row.getLong(3));
          bySubscription.merge(row.getString(1), span, Spans::with);
        });
    Spans everywhere = bySubscription.values().stream().reduce(Spans::within).orElse(Spans.NONE);
    List<Row> result = new ArrayList<>();
    everywhere.forEach((from, to) -> result.add(RowFactory.create(account, from, to)));
    return result.iterator();
  }
}
