package dev.ajar.findings;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import dev.ajar.model.Basis;
import dev.ajar.model.Settings;
import dev.ajar.tables.Observations;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * {@code containers named in logs → observations}: a container named only in logs gets timelines
 * like any other, and a successful request proves that it existed then (exposure.md §4). These rows
 * are of basis {@code mention} and {@code traffic} and are never stored.
 */
public final class NamedInLogs {
  private static final String FIRST = "first_success_ticks";
  private static final String LAST = "last_success_ticks";

  private NamedInLogs() {}

  /**
   * The facts.
   *
   * @param mentions rows of account, container, subscription, first and last successful request in
   *     ticks, null if none succeeded
   */
  public static Dataset<Row> transform(Dataset<Row> mentions) {
    Dataset<Row> named =
        mentions
            .groupBy(Observations.ACCOUNT, Observations.CONTAINER)
            .agg(min(FIRST).as(FIRST), max(LAST).as(LAST), max("subscription").as("subscription"));
    Column facts =
        array(
            fact(col(Observations.CONTAINER), Basis.MENTION, Settings.EXISTS, null, lit(0L)),
            fact(
                lit(null).cast("string"),
                Basis.MENTION,
                Settings.SUBSCRIPTION,
                col("subscription"),
                lit(0L)),
            fact(
                col(Observations.CONTAINER),
                Basis.TRAFFIC,
                Settings.EXISTS,
                lit("true"),
                col(FIRST)),
            fact(
                col(Observations.CONTAINER),
                Basis.TRAFFIC,
                Settings.EXISTS,
                lit("true"),
                col(LAST)));
    Dataset<Row> rows =
        named
            .select(col(Observations.ACCOUNT), explode(facts).as("fact"))
            .where(
                col("fact.observed_ticks")
                    .isNotNull()
                    .and(
                        col("fact.setting")
                            .notEqual(Settings.SUBSCRIPTION)
                            .or(col("fact.value").isNotNull())))
            .distinct();
    Column[] columns =
        Arrays.stream(Observations.TABLE.columns().fields())
            .map(NamedInLogs::column)
            .toArray(Column[]::new);
    return Observations.TABLE.conform(rows.select(columns));
  }

  private static Column column(StructField field) {
    return switch (field.name()) {
      case Observations.ACCOUNT -> col(Observations.ACCOUNT);
      case Observations.CONTAINER,
          Observations.SETTING,
          Observations.VALUE,
          Observations.BASIS,
          Observations.OBSERVED_TICKS ->
          col("fact." + field.name()).as(field.name());
      case Observations.FILE -> lit("").as(field.name());
      case Observations.OFFSET -> lit(0L).as(field.name());
      default -> lit(null).cast(field.dataType()).as(field.name());
    };
  }

  private static Column fact(
      Column container, Basis basis, String setting, Column value, Column ticks) {
    return struct(
        container.as(Observations.CONTAINER),
        lit(setting).as(Observations.SETTING),
        (value == null ? lit(null).cast("string") : value).as(Observations.VALUE),
        lit(basis.word()).as(Observations.BASIS),
        ticks.as(Observations.OBSERVED_TICKS));
  }
}
