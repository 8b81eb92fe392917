package dev.ajar.findings;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.ajar.config.Known;
import dev.ajar.config.Rules;
import dev.ajar.model.AccountHistory;
import dev.ajar.model.Basis;
import dev.ajar.model.Observation;
import dev.ajar.model.Place;
import dev.ajar.model.RoleLife;
import dev.ajar.model.RolePower;
import dev.ajar.model.RoleScope;
import dev.ajar.model.Settings;
import dev.ajar.tables.Cover;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Observations;
import dev.ajar.tables.RowList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * {@code observations, cover → exposures}: the windows of role assignments that let somebody else
 * than our own people near blobs (exposure.md §3, role-assignment).
 *
 * <p>A role counts that has data actions of blobs or hands out keys, and one that nobody defined; a
 * principal counts that neither the configuration nor the directory calls own or platform. What is
 * not known to cover an account, a management group above it or a resource group that may be its
 * own, makes a window possible.
 */
public final class FindRoleWindows {
  private static final String ROLE = "role";
  private static final String POWER = "power";
  private static final String CAPABILITY = "capability";
  private static final String KEYS = "keys";
  private static final String DEFINED = "defined";
  private static final String SAID = "said";
  static final String SCOPE = "scope";
  private static final String AT = "at";
  private static final String SEEN = "seen";
  private static final String ABSENT = "absent";
  private static final String SURE = "sure";
  private static final String SUBSCRIPTION = "account_subscription";
  private static final String GROUP = "account_group";
  private static final List<String> ANYTHING = List.of("delete", "list", "read", "write");

  private static final ArrayType WORDS = DataTypes.createArrayType(DataTypes.StringType);
  private static final StructType DEFINITION =
      new StructType()
          .add("actions", WORDS)
          .add("notActions", WORDS)
          .add("dataActions", WORDS)
          .add("notDataActions", WORDS);
  private static final StructType ASSIGNMENT =
      new StructType()
          .add("principalId", DataTypes.StringType)
          .add("roleDefinitionId", DataTypes.StringType)
          .add(SCOPE, DataTypes.StringType);
  private static final StructType POWER_TYPE =
      new StructType().add(CAPABILITY, WORDS).add(KEYS, DataTypes.BooleanType);
  private static final StructType SCOPE_TYPE =
      new StructType()
          .add("subscription", DataTypes.StringType)
          .add("resource_group", DataTypes.StringType)
          .add("account", DataTypes.StringType)
          .add("container", DataTypes.StringType)
          .add("is_root", DataTypes.BooleanType);

  private static final UserDefinedFunction POWER_OF =
      udf(
          (UDF4<Seq<String>, Seq<String>, Seq<String>, Seq<String>, Row>)
              (actions, notActions, dataActions, notDataActions) ->
                  row(
                      RolePower.of(
                          list(actions),
                          list(notActions),
                          list(dataActions),
                          list(notDataActions))),
          POWER_TYPE);
  private static final UserDefinedFunction BUILT_IN =
      udf(
          (UDF1<String, Row>)
              role -> {
                RolePower power = role == null ? null : RolePower.ofBuiltIn(role);
                return power == null ? null : row(power);
              },
          POWER_TYPE);
  private static final UserDefinedFunction SCOPE_OF =
      udf((UDF1<String, Row>) FindRoleWindows::scope, SCOPE_TYPE);

  /** What the timeline of an assignment needs of an observation. */
  private static final Column FACT =
      struct(
          col(Observations.OBSERVED_TICKS),
          col(Observations.BASIS),
          col(Observations.VALUE).notEqual("false").as(Observations.VALUE),
          col(Observations.PREVIOUS_VALUE).notEqual("false").as(Observations.PREVIOUS_VALUE),
          col(Observations.CALLER),
          col(Observations.ACTOR_ID),
          col(Observations.OPERATION),
          col(Observations.CORRELATION_ID),
          col(Observations.STARTED_TICKS),
          col(Observations.FILE),
          col(Observations.OFFSET),
          col(Observations.UNTIL_TICKS));

  /** What an assignment was: of a deletion, what it was before. */
  private static final Column TELLING =
      when(col(Observations.VALUE).equalTo("false"), col(Observations.PREVIOUS_VALUE))
          .otherwise(col(Observations.VALUE));

  private FindRoleWindows() {}

  /** A word of what an observation says that an assignment is or was; null where it does not. */
  static Column told(String word) {
    return get_json_object(TELLING, "$." + word);
  }

  /**
   * The windows of role assignments.
   *
   * @param observations rows of {@link Observations}, with the mentions of accounts
   * @param cover rows of {@link Cover}
   */
  public static Dataset<Row> transform(
      Dataset<Row> observations, Dataset<Row> cover, Known known, Rules rules) {
    Dataset<Row> assignments = withAbsences(assignments(observations, known), observations);
    Dataset<Row> ways = onAccounts(assignments, accounts(observations));
    return FindAccountWindows.transform(
        observations, cover, ways, known, rules, FindRoleWindows::windows);
  }

  /** The assignments that matter, each with what its role gives and what was seen of it. */
  private static Dataset<Row> assignments(Dataset<Row> observations, Known known) {
    Dataset<Row> definitions =
        observations
            .where(col(Observations.SETTING).equalTo(Settings.ROLE_DEFINITION))
            .withColumn(SAID, from_json(col(Observations.VALUE), DEFINITION))
            .withColumn(
                POWER,
                POWER_OF.apply(
                    col(SAID + ".actions"),
                    col(SAID + ".notActions"),
                    col(SAID + ".dataActions"),
                    col(SAID + ".notDataActions")))
            .groupBy(col(Observations.ITEM).as(ROLE))
            .agg(
                struct(
                        array_sort(array_distinct(flatten(collect_list(POWER + "." + CAPABILITY))))
                            .as(CAPABILITY),
                        max(POWER + "." + KEYS).as(KEYS))
                    .as(DEFINED));
    Column power = coalesce(col(DEFINED), BUILT_IN.apply(col(ROLE)));
    Column givesSomething =
        power
            .isNull()
            .or(power.getField(KEYS))
            .or(not(power.getField(CAPABILITY).equalTo(array())));
    Dataset<Row> assignments =
        observations
            .where(col(Observations.SETTING).equalTo(Settings.ROLE_ASSIGNMENT))
            .withColumn(SAID, from_json(TELLING, ASSIGNMENT))
            .groupBy(Observations.ITEM)
            .agg(
                min(SAID + ".roleDefinitionId").as(ROLE),
                min(SAID + ".principalId").as(ExposureWindows.PRINCIPAL),
                min(SAID + "." + SCOPE).as(SCOPE),
                collect_list(FACT).as(SEEN))
            .where(
                col(Observations.ITEM)
                    .isNotNull()
                    .and(col(ROLE).isNotNull())
                    .and(col(SCOPE).isNotNull()));
    return Directory.join(assignments, col(ExposureWindows.PRINCIPAL), observations)
        .where(
            new Relations(known).isStranger(col(ExposureWindows.PRINCIPAL), col(Directory.LISTED)))
        .drop(Directory.LISTED, Directory.CALLED)
        .withColumn(AT, SCOPE_OF.apply(col(SCOPE)))
        .where(col(AT).isNotNull())
        .join(definitions, new String[] {ROLE}, "left")
        .withColumn(POWER, power)
        .where(givesSomething);
  }

  /** A whole list of a scope that an assignment lies in, and that does not name it: it is gone. */
  private static Dataset<Row> withAbsences(Dataset<Row> assignments, Dataset<Row> observations) {
    Column none = lit(null).cast("string");
    Column gone =
        struct(
            col(Observations.OBSERVED_TICKS),
            lit(Basis.SNAPSHOT.word()).as(Observations.BASIS),
            lit(false).as(Observations.VALUE),
            lit(null).cast("boolean").as(Observations.PREVIOUS_VALUE),
            none.as(Observations.CALLER),
            none.as(Observations.ACTOR_ID),
            none.as(Observations.OPERATION),
            none.as(Observations.CORRELATION_ID),
            lit(null).cast("bigint").as(Observations.STARTED_TICKS),
            col(Observations.FILE),
            col(Observations.OFFSET),
            col(Observations.UNTIL_TICKS));
    Dataset<Row> lists =
        observations
            .where(
                col(Observations.SETTING)
                    .equalTo(Settings.ROLE_ASSIGNMENT_LIST)
                    .and(col(Observations.VALUE).equalTo("whole")))
            .select(col(Observations.ITEM).as("of"), gone.as("list"));
    Column within =
        col("of")
            .equalTo("/")
            .or(concat(col(SCOPE), lit("/")).startsWith(concat(col("of"), lit("/"))));
    Column isNamed =
        exists(
            col(SEEN),
            seen ->
                seen.getField(Observations.OBSERVED_TICKS)
                    .equalTo(col("list." + Observations.OBSERVED_TICKS))
                    .and(seen.getField(Observations.VALUE)));
    Dataset<Row> absences =
        assignments
            .join(broadcast(lists), within.and(not(isNamed)))
            .groupBy(Observations.ITEM)
            .agg(collect_list("list").as(ABSENT));
    return assignments
        .join(absences, new String[] {Observations.ITEM}, "left")
        .withColumn(
            SEEN, when(col(ABSENT).isNull(), col(SEEN)).otherwise(concat(col(SEEN), col(ABSENT))));
  }

  /** Every account that is known of, with its subscription and resource group where they are. */
  private static Dataset<Row> accounts(Dataset<Row> observations) {
    return observations
        .where(col(Observations.ACCOUNT).isNotNull())
        .groupBy(Observations.ACCOUNT)
        .agg(said(Settings.SUBSCRIPTION).as(SUBSCRIPTION), said(Settings.RESOURCE_GROUP).as(GROUP));
  }

  private static Column said(String setting) {
    return min(when(col(Observations.SETTING).equalTo(setting), col(Observations.VALUE)));
  }

  /** Each assignment on each account that it covers, or may cover. */
  private static Dataset<Row> onAccounts(Dataset<Row> assignments, Dataset<Row> accounts) {
    Column account = col(AT + ".account");
    Column subscription = col(AT + ".subscription");
    Column group = col(AT + ".resource_group");
    Column below = account.isNull().and(subscription.isNotNull());
    Dataset<Row> onOne =
        assignments
            .join(accounts, account.equalTo(col(Observations.ACCOUNT)))
            .withColumn(SURE, lit(true));
    Dataset<Row> inSubscription =
        assignments
            .where(below)
            .join(
                accounts,
                subscription
                    .equalTo(col(SUBSCRIPTION))
                    .and(group.isNull().or(col(GROUP).isNull()).or(group.equalTo(col(GROUP)))))
            .withColumn(SURE, group.isNull().or(col(GROUP).isNotNull()));
    Dataset<Row> perhaps =
        assignments
            .where(below)
            .crossJoin(accounts.where(col(SUBSCRIPTION).isNull()))
            .withColumn(SURE, lit(false));
    Dataset<Row> onAll =
        assignments
            .where(account.isNull().and(subscription.isNull()))
            .crossJoin(accounts)
            .withColumn(SURE, col(AT + ".is_root"));
    return onOne.union(inSubscription).union(perhaps).union(onAll);
  }

  private static Iterator<Row> windows(AccountHistory history, Row way) {
    Row power = way.getAs(POWER);
    boolean keys = power == null || power.<Boolean>getAs(KEYS);
    List<String> data = power == null ? List.of() : power.getList(power.fieldIndex(CAPABILITY));
    List<Observation> existence = new ArrayList<>();
    for (Row seen : way.<Row>getList(way.fieldIndex(SEEN))) {
      existence.add(observation(way, seen));
    }
    existence.sort(Observation.ORDER);
    RoleLife life =
        new RoleLife(
            way.getAs(Observations.ITEM),
            way.<Row>getAs(AT).getAs("container"),
            keys ? ANYTHING : data,
            power != null && way.<Boolean>getAs(SURE),
            power != null && data.isEmpty(),
            existence);
    return ExposureRows.ofRole(history.role(life), way.getAs(ExposureWindows.PRINCIPAL), keys);
  }

  private static Observation observation(Row way, Row seen) {
    return new Observation(
        way.getAs(Observations.ACCOUNT),
        null,
        Settings.ROLE_ASSIGNMENT,
        way.getAs(Observations.ITEM),
        word(seen.getAs(Observations.VALUE)),
        word(seen.getAs(Observations.PREVIOUS_VALUE)),
        seen.getAs(Observations.OBSERVED_TICKS),
        Basis.of(seen.getAs(Observations.BASIS)),
        new Observation.Origin(
            seen.getAs(Observations.CALLER),
            seen.getAs(Observations.ACTOR_ID),
            seen.getAs(Observations.OPERATION),
            seen.getAs(Observations.CORRELATION_ID),
            seen.getAs(Observations.STARTED_TICKS),
            new Place(seen.getAs(Observations.FILE), seen.getAs(Observations.OFFSET))),
        seen.getAs(Observations.UNTIL_TICKS));
  }

  private static String word(Boolean present) {
    return present == null ? null : present.toString();
  }

  private static Row scope(String text) {
    RoleScope scope = RoleScope.parse(text);
    return scope == null
        ? null
        : RowFactory.create(
            scope.subscription(),
            scope.resourceGroup(),
            scope.account(),
            scope.container(),
            scope.isRoot());
  }

  private static Row row(RolePower power) {
    return RowFactory.create(RowList.of(power.capability()), power.reachesKeys());
  }

  private static List<String> list(Seq<String> words) {
    return words == null ? List.of() : CollectionConverters.asJava(words);
  }
}
