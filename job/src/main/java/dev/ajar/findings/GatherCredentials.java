package dev.ajar.findings;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.ajar.model.CredentialLife;
import dev.ajar.model.SasTerms;
import dev.ajar.model.Ticks;
import dev.ajar.model.Way;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Credentials;
import dev.ajar.tables.LogRecords;
import dev.ajar.tables.SasTokens;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code leads, SAS tokens, log records → credentials}: what the responder declares, with what the
 * logs tell of it, and the SAS tokens that are risky (exposure.md §3, sas and account-key).
 *
 * <p>A SAS may have been used from {@code st} to the first certain end: {@code se}, {@code ske}, or
 * the use of another key under the label of the one that signed it. A limit that it was used in
 * spite of is none.
 */
public final class GatherCredentials {
  private static final String SINCE = "since";
  private static final String SINCE_CAUSE = "since_cause";
  private static final String SAID = "said";
  private static final String LAST = "last";
  private static final String USE = "use";
  private static final String[] TOKEN = {Credentials.ACCOUNT, Credentials.SUBJECT};
  private static final String[] LABEL = {Credentials.ACCOUNT, Credentials.SIGNER};
  private static final String[] KEY = {
    Credentials.ACCOUNT, Credentials.SIGNER, Credentials.SIGNER_SHA256
  };

  private GatherCredentials() {}

  /**
   * Rows of {@link Credentials}.
   *
   * @param leads rows of {@link Credentials}
   * @param tokens rows of {@link SasTokens}
   * @param records rows of {@link LogRecords}, without duplicates
   */
  public static Dataset<Row> transform(
      Dataset<Row> leads, Dataset<Row> tokens, Dataset<Row> records) {
    Dataset<Row> uses = keyUses(records);
    Column isSas = col(Credentials.VECTOR).equalTo(Way.SAS);
    Dataset<Row> sas = ofTokens(tokens, leads.where(isSas));
    Dataset<Row> unseen =
        leads.where(isSas).join(tokens.select(col(TOKEN[0]), subject()), TOKEN, "left_anti");
    Dataset<Row> others = leads.where(not(isSas)).union(Credentials.TABLE.conform(unseen));
    return Credentials.TABLE.conform(
        withNextKey(Credentials.TABLE.conform(sas).union(withUses(others, uses)), uses));
  }

  private static Column subject() {
    return col(SasTokens.SAS_SHA256).as(Credentials.SUBJECT);
  }

  /** The risky tokens, once each; of leads about one, the earliest or an undated one counts. */
  private static Dataset<Row> ofTokens(Dataset<Row> tokens, Dataset<Row> leads) {
    Column since =
        struct(col(Credentials.FROM_TICKS).as(SINCE), col(Credentials.FROM_CAUSE).as(SINCE_CAUSE));
    Dataset<Row> told =
        tokens
            .where(col(SasTokens.RISK).isNotNull())
            .withColumn(Credentials.SUBJECT, subject())
            .join(
                leads
                    .groupBy(TOKEN[0], TOKEN[1])
                    .agg(min(since).as(SAID))
                    .select(col(TOKEN[0]), col(TOKEN[1]), col(SAID + ".*")),
                TOKEN,
                "left");
    Column starts = ticks(SasTokens.STARTS_AT);
    Column expires = ticks(SasTokens.EXPIRES_AT);
    Column delegation = ticks(SasTokens.DELEGATION_EXPIRES_AT);
    Column usedFrom = ticks(SasTokens.FIRST_USED_AT);
    Column usedTo = ticks(SasTokens.LAST_USED_AT).plus(lit(Ticks.PER_MICRO));
    Column from = unless(usedFrom.lt(starts), starts);
    Column to =
        least(unless(usedTo.gt(expires), expires), unless(usedTo.gt(delegation), delegation));
    Column delegated = col(SasTokens.KIND).equalTo(SasTerms.USER_DELEGATION);
    return told.withColumn(Credentials.VECTOR, lit(Way.SAS))
        .withColumn(Credentials.USED_FROM_TICKS, usedFrom)
        .withColumn(Credentials.USED_TO_TICKS, usedTo)
        .withColumn(Credentials.FROM_TICKS, greatest(from, col(SINCE)))
        .withColumn(
            Credentials.FROM_CAUSE,
            when(col(SINCE).equalTo(col(Credentials.FROM_TICKS)), col(SINCE_CAUSE))
                .when(col(Credentials.FROM_TICKS).isNotNull(), lit("st")))
        .withColumn(Credentials.TO_TICKS, to)
        .withColumn(
            Credentials.TO_CAUSE,
            when(expires.equalTo(col(Credentials.TO_TICKS)), lit("se"))
                .when(col(Credentials.TO_TICKS).isNotNull(), lit("ske")))
        .withColumn(
            Credentials.SIGNER,
            when(delegated, lit(CredentialLife.USER_DELEGATION))
                .otherwise(col(SasTokens.KEY_LABEL)))
        .withColumn(Credentials.SIGNER_SHA256, when(not(delegated), col(SasTokens.KEY_SHA256)))
        .withColumn(Credentials.NEXT_KEY, lit(null).cast(Credentials.KEY_USE));
  }

  private static Column unless(Column condition, Column value) {
    return when(not(coalesce(condition, lit(false))), value);
  }

  private static Column ticks(String instant) {
    return unix_micros(col(instant)).multiply(lit(Ticks.PER_MICRO));
  }

  /** First and last successful use of each key under each label. */
  private static Dataset<Row> keyUses(Dataset<Row> records) {
    Column use =
        struct(col(LogRecords.AT_TICKS).as("ticks"), col(Accesses.FILE), col(Accesses.OFFSET));
    return records
        .where(
            col(Accesses.SUCCEEDED)
                .and(col(Accesses.KEY_LABEL).isin("key1", "key2"))
                .and(col(Accesses.KEY_SHA256).isNotNull()))
        .groupBy(
            col(Accesses.ACCOUNT).as(Credentials.ACCOUNT),
            col(Accesses.KEY_LABEL).as(Credentials.SIGNER),
            col(Accesses.KEY_SHA256).as(Credentials.SIGNER_SHA256))
        .agg(min(use).as(USE), max(col(LogRecords.AT_TICKS)).as(LAST));
  }

  /** When a key that is a lead was used. */
  private static Dataset<Row> withUses(Dataset<Row> leads, Dataset<Row> uses) {
    return Credentials.TABLE.conform(
        leads
            .join(uses, KEY, "left")
            .withColumn(Credentials.USED_FROM_TICKS, col(USE + ".ticks"))
            .withColumn(Credentials.USED_TO_TICKS, col(LAST).plus(lit(1L))));
  }

  /** With the first use of another key under the label, after the last use of the own one. */
  private static Dataset<Row> withNextKey(Dataset<Row> credentials, Dataset<Row> uses) {
    Dataset<Row> others =
        uses.select(
            col(LABEL[0]),
            col(LABEL[1]),
            col(Credentials.SIGNER_SHA256).as("other_sha256"),
            col(USE).as("other_use"));
    Column later =
        col("other_sha256")
            .notEqual(col(Credentials.SIGNER_SHA256))
            .and(col("other_use.ticks").gt(col(LAST)));
    Dataset<Row> next =
        uses.join(others, LABEL).where(later).groupBy(columns(KEY)).agg(min("other_use").as(USE));
    return credentials
        .drop(Credentials.NEXT_KEY)
        .join(next.withColumnRenamed(USE, Credentials.NEXT_KEY), KEY, "left");
  }

  private static Column[] columns(String[] names) {
    Column[] columns = new Column[names.length];
    for (int i = 0; i < names.length; i++) {
      columns[i] = col(names[i]);
    }
    return columns;
  }
}
