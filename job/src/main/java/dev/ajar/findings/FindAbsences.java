package dev.ajar.findings;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import dev.ajar.model.Basis;
import dev.ajar.model.Settings;
import dev.ajar.tables.Observations;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * {@code observations → observations}.
 *
 * <p>A container that is named anywhere and is not in a whole list of its account's containers did
 * not exist when the list was taken; likewise an account and the list of its subscription
 * (exposure.md §2). A list with more to come, or filtered, says nothing of what is not in it.
 *
 * <p>Azure's own containers ({@code $logs}, {@code $blobchangefeed}, …) are in some lists and not
 * in others: their absence says nothing. {@code $web} and {@code $root} are containers like any
 * other. An account that evidence names in two subscriptions was moved: its absence from one list
 * says nothing.
 */
public final class FindAbsences {
  private static final String WHOLE = "whole";
  private static final String LIST_PLACE = "list_place";
  private static final String LIST_TICKS = "list_ticks";
  private static final String LIST_AT = "list_at";
  private static final String SUBSCRIPTION = "subscription";
  private static final String SUBSCRIPTIONS = "subscriptions";

  private FindAbsences() {}

  /** The absences, as snapshots of {@code exists} = false at the list's instant and place. */
  public static Dataset<Row> transform(Dataset<Row> observations) {
    Dataset<Row> absences =
        absentContainers(observations).unionByName(absentAccounts(observations));
    return Observations.TABLE.conform(absences.select(columns()));
  }

  private static Dataset<Row> absentContainers(Dataset<Row> observations) {
    Dataset<Row> lists = wholeLists(observations, Settings.CONTAINER_LIST, Observations.ACCOUNT);
    Column name = col(Observations.CONTAINER);
    Dataset<Row> named =
        observations
            .where(col(Observations.ACCOUNT).isNotNull().and(name.isNotNull()))
            .where(not(name.startsWith("$")).or(name.isin("$web", "$root")))
            .select(Observations.ACCOUNT, Observations.CONTAINER)
            .distinct();
    Dataset<Row> present =
        present(observations)
            .where(name.isNotNull())
            .select(Observations.ACCOUNT, Observations.CONTAINER, LIST_TICKS)
            .distinct();
    String[] key = {Observations.ACCOUNT, Observations.CONTAINER, LIST_TICKS};
    return lists
        .join(named, Observations.ACCOUNT)
        .join(present, key, "left_anti")
        .select(
            col(Observations.ACCOUNT),
            col(Observations.CONTAINER),
            col(LIST_TICKS),
            col(LIST_AT),
            col(LIST_PLACE));
  }

  private static Dataset<Row> absentAccounts(Dataset<Row> observations) {
    Dataset<Row> lists =
        wholeLists(observations, Settings.ACCOUNT_LIST, Observations.ITEM)
            .withColumnRenamed(Observations.ITEM, SUBSCRIPTION);
    Dataset<Row> accounts =
        observations
            .where(col(Observations.SETTING).equalTo(Settings.SUBSCRIPTION))
            .where(col(Observations.ACCOUNT).isNotNull())
            .groupBy(Observations.ACCOUNT)
            .agg(
                max(lower(col(Observations.VALUE))).as(SUBSCRIPTION),
                count_distinct(lower(col(Observations.VALUE))).as(SUBSCRIPTIONS))
            .where(col(SUBSCRIPTIONS).equalTo(1));
    Dataset<Row> present =
        present(observations)
            .where(col(Observations.CONTAINER).isNull())
            .select(Observations.ACCOUNT, LIST_TICKS)
            .distinct();
    String[] key = {Observations.ACCOUNT, LIST_TICKS};
    return lists
        .join(accounts, SUBSCRIPTION)
        .join(present, key, "left_anti")
        .select(
            col(Observations.ACCOUNT),
            lit(null).cast("string").as(Observations.CONTAINER),
            col(LIST_TICKS),
            col(LIST_AT),
            col(LIST_PLACE));
  }

  /** One row per list and instant: a list of several pages is one, at the place of its first. */
  private static Dataset<Row> wholeLists(Dataset<Row> observations, String setting, String listed) {
    Column owner = setting.equals(Settings.ACCOUNT_LIST) ? lower(col(listed)) : col(listed);
    return observations
        .where(col(Observations.SETTING).equalTo(setting))
        .where(col(Observations.VALUE).equalTo(WHOLE))
        .where(owner.isNotNull())
        .groupBy(owner.as(listed), col(Observations.OBSERVED_TICKS).as(LIST_TICKS))
        .agg(
            min(col(Observations.OBSERVED_AT)).as(LIST_AT),
            min(struct(col(Observations.FILE), col(Observations.OFFSET))).as(LIST_PLACE));
  }

  /** What a snapshot shows to exist, at its instant. */
  private static Dataset<Row> present(Dataset<Row> observations) {
    return observations
        .where(col(Observations.SETTING).equalTo(Settings.EXISTS))
        .where(col(Observations.VALUE).equalTo("true"))
        .where(col(Observations.BASIS).equalTo(Basis.SNAPSHOT.word()))
        .where(col(Observations.ACCOUNT).isNotNull())
        .withColumn(LIST_TICKS, col(Observations.OBSERVED_TICKS));
  }

  private static Column[] columns() {
    return java.util.Arrays.stream(Observations.TABLE.columns().fields())
        .map(FindAbsences::column)
        .toArray(Column[]::new);
  }

  private static Column column(StructField field) {
    String name = field.name();
    Column value =
        switch (name) {
          case Observations.ACCOUNT, Observations.CONTAINER -> col(name);
          case Observations.SETTING -> lit(Settings.EXISTS);
          case Observations.VALUE -> lit("false");
          case Observations.OBSERVED_AT -> col(LIST_AT);
          case Observations.BASIS -> lit(Basis.SNAPSHOT.word());
          case Observations.FILE -> col(LIST_PLACE).getField(Observations.FILE);
          case Observations.OFFSET -> col(LIST_PLACE).getField(Observations.OFFSET);
          case Observations.OBSERVED_TICKS -> col(LIST_TICKS);
          default -> lit(null).cast(field.dataType());
        };
    return value.as(name);
  }
}
