package dev.ajar.findings;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.ajar.config.Known;
import dev.ajar.config.Rules;
import dev.ajar.model.Premises;
import dev.ajar.model.Relation;
import dev.ajar.model.SwitchDefaults;
import dev.ajar.model.Ticks;
import dev.ajar.tables.Cover;
import dev.ajar.tables.Exposures;
import dev.ajar.tables.Observations;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * {@code observations, cover → exposures}.
 *
 * <p>A container is exposed to anonymous callers from when to when none of the account's switch,
 * the container's level, the network and their existence is closed (exposure.md §2 to §4).
 *
 * <p>One pass: an account's own observations and its cover are read first and kept, then one
 * container after the other; so the memory needed is that of one account's settings and one
 * container.
 */
public final class FindExposureWindows {
  private static final List<String> USED =
      List.of(
          Observations.ACCOUNT,
          Observations.CONTAINER,
          Observations.SETTING,
          Observations.ITEM,
          Observations.VALUE,
          Observations.PREVIOUS_VALUE,
          Observations.BASIS,
          Observations.CALLER,
          Observations.OPERATION,
          Observations.CORRELATION_ID,
          Observations.FILE,
          Observations.OFFSET,
          Observations.ACTOR_ID,
          Observations.OBSERVED_TICKS,
          Observations.STARTED_TICKS,
          Observations.UNTIL_TICKS);

  private static final Set<String> OURS = Set.of(Relation.OWN.word(), Relation.PLATFORM.word());

  private FindExposureWindows() {}

  /**
   * Windows and closed spans of every account and container that {@code observations} name.
   *
   * @param observations {@code observations}, and rows of basis {@code mention} and {@code traffic}
   * @param cover rows of {@link Cover}
   * @param known for whose a tenant is that a firewall names
   * @param rules for the two cut-offs of a null switch
   */
  public static Dataset<Row> transform(
      Dataset<Row> observations, Dataset<Row> cover, Known known, Rules rules) {
    Premises premises = premises(known, rules);
    Dataset<Row> facts = facts(observations, cover);
    MapFunction<Row, String> byAccount = row -> row.getAs(Observations.ACCOUNT);
    FlatMapGroupsFunction<String, Row, Row> windows =
        (account, rows) -> new AccountWindows(account, rows, premises);
    Dataset<Row> exposures =
        facts
            .groupByKey(byAccount, Encoders.STRING())
            .flatMapSortedGroups(
                new Column[] {col(Observations.CONTAINER).asc_nulls_first()},
                windows,
                Encoders.row(Exposures.TABLE.columns()));
    return Exposures.TABLE.conform(exposures);
  }

  static Premises premises(Known known, Rules rules) {
    SwitchDefaults defaults =
        new SwitchDefaults(
            Ticks.of(rules.anonymousByDefaultBefore()), Ticks.of(rules.noAnonymousByDefaultFrom()));
    Set<String> tenants =
        known.tenants().stream()
            .filter(tenant -> OURS.contains(tenant.relation()))
            .map(tenant -> tenant.match().toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(HashSet::new));
    return new Premises(defaults, tenants);
  }

  /** What accounts and their containers are known by, and when it is covered, in one shape. */
  static Dataset<Row> facts(Dataset<Row> observations, Dataset<Row> cover) {
    return observations
        .where(col(Observations.ACCOUNT).isNotNull())
        .select(USED.stream().map(name -> col(name)).toArray(Column[]::new))
        .unionByName(asFacts(cover));
  }

  /** Cover in the columns of observations: the plane as setting, the span as its two times. */
  private static Dataset<Row> asFacts(Dataset<Row> cover) {
    Column[] columns =
        USED.stream()
            .map(
                name ->
                    switch (name) {
                      case Observations.ACCOUNT -> col(Cover.ACCOUNT);
                      case Observations.SETTING -> col(Cover.PLANE).as(name);
                      case Observations.BASIS -> lit(AccountWindows.COVER).as(name);
                      case Observations.OBSERVED_TICKS -> col(Cover.FROM_TICKS).as(name);
                      case Observations.UNTIL_TICKS -> col(Cover.TO_TICKS).as(name);
                      default -> lit(null).cast(typeOf(name)).as(name);
                    })
            .toArray(Column[]::new);
    return cover.where(col(Cover.ACCOUNT).isNotNull()).select(columns);
  }

  private static org.apache.spark.sql.types.DataType typeOf(String column) {
    for (StructField field : Observations.TABLE.columns().fields()) {
      if (field.name().equals(column)) {
        return field.dataType();
      }
    }
    throw new IllegalArgumentException(column);
  }
}
