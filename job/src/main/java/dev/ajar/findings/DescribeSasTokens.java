package dev.ajar.findings;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.ajar.config.Known;
import dev.ajar.config.Period;
import dev.ajar.config.Rules;
import dev.ajar.model.ActorKey;
import dev.ajar.model.SasTerms;
import dev.ajar.model.Ticks;
import dev.ajar.model.Way;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Credentials;
import dev.ajar.tables.LogRecords;
import dev.ajar.tables.RowList;
import dev.ajar.tables.SasTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.api.java.UDF5;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code log records, leads → SAS tokens}: each signature that was seen, what it allows, how it was
 * used, and why it is risky (exposure.md §3, sas).
 *
 * <p>A SAS is risky if it reaches the whole account, lets its holder write or delete, lasts longer
 * than {@code sas_max_days} or was renewed; if its terms are kept where no log shows them; if it is
 * a lead; or if an actor used it that is neither own nor platform.
 */
public final class DescribeSasTokens {
  private static final String KEPT = "kept";
  private static final String TERMS = "terms";
  static final String STRANGER = "stranger";
  static final String LEAD = "lead";
  private static final String LONG = "long";
  private static final String SAID = "said";
  private static final String LAST = "last";
  private static final String[] TOKEN = {SasTokens.ACCOUNT, SasTokens.SAS_SHA256};

  private static final StructType TERMS_TYPE =
      new StructType()
          .add(SasTokens.KIND, DataTypes.StringType)
          .add(SasTokens.PERMISSIONS, DataTypes.StringType)
          .add(SasTokens.BREADTH, DataTypes.StringType)
          .add(SasTokens.PATH, DataTypes.StringType)
          .add(SasTokens.CAPABILITY, DataTypes.createArrayType(DataTypes.StringType))
          .add(SasTokens.POLICY, DataTypes.StringType)
          .add(SasTokens.STARTS_AT, DataTypes.LongType)
          .add(SasTokens.EXPIRES_AT, DataTypes.LongType)
          .add(SasTokens.DELEGATION_EXPIRES_AT, DataTypes.LongType)
          .add(SasTokens.ADDRESSES, DataTypes.StringType)
          .add(SasTokens.PROTOCOLS, DataTypes.StringType)
          .add(SasTokens.DELEGATED_BY, DataTypes.StringType)
          .add(SasTokens.DELEGATED_TENANT, DataTypes.StringType)
          .add(RenewedTokens.ENDS, DataTypes.LongType)
          .add(SAID, DataTypes.BooleanType);

  private static final UserDefinedFunction READ =
      udf((UDF4<String, String, Boolean, Boolean, Row>) DescribeSasTokens::terms, TERMS_TYPE);

  private static final UserDefinedFunction RISK =
      udf(
          (UDF5<Row, Boolean, Boolean, Boolean, Boolean, String>) DescribeSasTokens::risk,
          DataTypes.StringType);

  private DescribeSasTokens() {}

  /**
   * The tokens of an audit.
   *
   * @param records rows of {@link LogRecords}, without duplicates
   * @param leads rows of {@link Credentials}
   * @param known who is who
   */
  public static Dataset<Row> transform(
      Dataset<Row> records, Dataset<Row> leads, Known known, Rules rules, Period period) {
    Dataset<Row> seen =
        seen(records, new Relations(known), period)
            .withColumn(
                TERMS,
                READ.apply(
                    col(KEPT + "." + Accesses.URI),
                    when(col(KEPT + "." + Accesses.SUCCEEDED), col(KEPT + "." + Accesses.OBJECT)),
                    col(KEPT + "." + Accesses.AUTH_TYPE).eqNullSafe(ActorKey.USER_DELEGATION_SAS),
                    col(KEPT + "." + Accesses.ACTOR_ID).eqNullSafe(ActorKey.platform().id())));
    Column limited = not(col(SasTokens.BREADTH).eqNullSafe(SasTerms.ACCOUNT));
    Dataset<Row> told =
        seen.select(
                col("*"),
                col(TERMS + ".*"),
                col(KEPT + "." + Accesses.KEY_LABEL),
                col(KEPT + "." + Accesses.KEY_SHA256),
                col(KEPT + "." + Accesses.CONTAINER))
            .withColumn(SasTokens.CONTAINER, when(limited, col(SasTokens.CONTAINER)));
    Column days = lit(TimeUnit.DAYS.toSeconds(rules.sasMaxDays()) * Ticks.PER_SECOND);
    Column lifetime =
        col(RenewedTokens.ENDS).minus(coalesce(col(SasTokens.STARTS_AT), col(RenewedTokens.FIRST)));
    Dataset<Row> tokens =
        told.join(RenewedTokens.transform(told), TOKEN, "left")
            .join(leads(leads), TOKEN, "left")
            .withColumn(LONG, coalesce(lifetime.gt(days), lit(false)))
            .withColumn(
                SasTokens.RISK,
                RISK.apply(
                    col(TERMS),
                    col(LONG),
                    col(SasTokens.RENEWED_BY).isNotNull(),
                    col(LEAD).isNotNull(),
                    col(STRANGER)));
    for (String instant :
        List.of(SasTokens.STARTS_AT, SasTokens.EXPIRES_AT, SasTokens.DELEGATION_EXPIRES_AT)) {
      tokens = tokens.withColumn(instant, TickColumns.toInstant(instant));
    }
    return SasTokens.TABLE.conform(
        tokens
            .withColumn(SasTokens.FIRST_USED_AT, TickColumns.toInstant(RenewedTokens.FIRST))
            .withColumn(SasTokens.LAST_USED_AT, TickColumns.toInstant(LAST)));
  }

  /** One row per signature; its terms are those of a request that Azure let pass, if any was. */
  private static Dataset<Row> seen(Dataset<Row> records, Relations relations, Period period) {
    Column at = col(LogRecords.AT_TICKS);
    Column succeeded = coalesce(col(Accesses.SUCCEEDED), lit(false));
    Column success = when(succeeded, at);
    Column used = succeeded.and(not(DescribeActors.isCopyEngine())).and(relations.isStranger());
    return records
        .where(
            col(Accesses.SAS_SHA256)
                .isNotNull()
                .and(at.geq(lit(Ticks.of(period.from()))))
                .and(at.lt(lit(Ticks.of(period.to())))))
        .groupBy(TOKEN[0], TOKEN[1])
        .agg(
            min_by(
                    struct(
                        col(Accesses.URI),
                        succeeded.as(Accesses.SUCCEEDED),
                        col(Accesses.CONTAINER),
                        col(Accesses.OBJECT),
                        col(Accesses.AUTH_TYPE),
                        col(Accesses.ACTOR_ID),
                        col(Accesses.KEY_LABEL),
                        col(Accesses.KEY_SHA256)),
                    struct(
                        not(succeeded),
                        col(Accesses.URI).isNull(),
                        col(Accesses.OBJECT).isNull(),
                        at,
                        col(Accesses.FILE),
                        col(Accesses.OFFSET)))
                .as(KEPT),
            min(success).as(RenewedTokens.FIRST),
            max(success).as(LAST),
            count(lit(1)).as(SasTokens.REQUESTS),
            sum(when(succeeded, lit(1L)).otherwise(lit(0L))).as(SasTokens.SUCCEEDED),
            max(used).as(STRANGER));
  }

  private static Dataset<Row> leads(Dataset<Row> leads) {
    return leads
        .where(col(Credentials.VECTOR).equalTo(Way.SAS))
        .select(
            col(Credentials.ACCOUNT),
            col(Credentials.SUBJECT).as(SasTokens.SAS_SHA256),
            lit(true).as(LEAD))
        .distinct();
  }

  private static Row terms(String uri, String object, Boolean delegated, Boolean platform) {
    SasTerms terms = SasTerms.of(uri, delegated, platform);
    return RowFactory.create(
        terms.kind(),
        terms.permissions(),
        terms.breadth(),
        terms.path(object),
        RowList.of(terms.capability()),
        terms.policy(),
        terms.starts(),
        terms.expires(),
        terms.delegationExpires(),
        terms.addresses(),
        terms.protocols(),
        terms.delegator(),
        terms.delegatorTenant(),
        terms.ends(),
        terms.isSaid());
  }

  private static String risk(
      Row terms, Boolean isLong, Boolean renewed, Boolean lead, Boolean stranger) {
    List<String> words = new ArrayList<>();
    if (!SasTerms.PLATFORM.equals(terms.getAs(SasTokens.KIND))) {
      List<String> capability = terms.getList(terms.fieldIndex(SasTokens.CAPABILITY));
      boolean permitted = terms.getAs(SasTokens.PERMISSIONS) != null;
      boolean said = terms.getAs(SAID);
      add(words, "whole-account", SasTerms.ACCOUNT.equals(terms.getAs(SasTokens.BREADTH)));
      add(words, "write", permitted && capability.contains("write"));
      add(words, "delete", permitted && capability.contains("delete"));
      add(words, LONG, isLong);
      add(words, "renewed", renewed);
      add(words, "terms-unknown", !said);
      add(words, STRANGER, stranger);
    }
    add(words, LEAD, lead);
    return words.isEmpty() ? null : String.join(", ", words);
  }

  private static void add(List<String> words, String word, boolean holds) {
    if (holds) {
      words.add(word);
    }
  }
}
