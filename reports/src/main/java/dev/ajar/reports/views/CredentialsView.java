package dev.ajar.reports.views;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;

import dev.ajar.tables.Accesses;
import dev.ajar.tables.SasTokens;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Signatures and account keys that were seen in use.
 *
 * @param totals counts over all signatures
 * @param tokens SAS signatures: those with a risk first, then by requests
 * @param keys uses of account keys among the accesses: those by others first, then by requests
 */
public record CredentialsView(Totals totals, Listed<Token> tokens, Listed<KeyUse> keys) {
  private static final String OUTSIDE_REQUESTS = "outside_requests";

  /**
   * Counts of signatures.
   *
   * @param signatures distinct signatures seen
   * @param atRisk those whose terms or users say that they have a window
   * @param termsUnknown those whose end stands in a stored access policy, or nowhere
   */
  public record Totals(long signatures, long atRisk, long termsUnknown) {}

  /** One SAS signature; times that its terms do not tell are null. */
  public record Token(
      String account,
      String container,
      String sha256,
      String keyLabel,
      String kind,
      String permissions,
      String breadth,
      String path,
      Instant startsAt,
      Instant expiresAt,
      Instant firstUsedAt,
      Instant lastUsedAt,
      long requests,
      long succeeded,
      String risk) {}

  /**
   * Requests in windows that one key signed, by itself or through a SAS.
   *
   * @param outside of the requests, those of actors neither own nor platform
   */
  public record KeyUse(
      String account,
      String label,
      String sha256,
      String authType,
      long requests,
      long succeeded,
      long outside,
      Instant firstAt,
      Instant lastAt) {}

  /** Reads both; at most {@code most} of each are listed. */
  static CredentialsView of(Dataset<Row> tokens, Dataset<Row> records, int most) {
    Row all =
        Collected.one(
            tokens.agg(
                count(lit(1)).as("signatures"),
                count_if(col(SasTokens.RISK).isNotNull()).as("at_risk"),
                count_if(col(SasTokens.EXPIRES_AT).isNull()).as("terms_unknown")));
    Totals totals =
        new Totals(
            Collected.count(all, "signatures"),
            Collected.count(all, "at_risk"),
            Collected.count(all, "terms_unknown"));
    List<Token> listed =
        Collected.rows(tokens.orderBy(tokenOrder()).limit(most)).stream()
            .map(CredentialsView::token)
            .toList();
    Dataset<Row> uses =
        records
            .where(signedByAccountKey())
            .groupBy(
                col(Accesses.ACCOUNT),
                col(Accesses.KEY_LABEL),
                col(Accesses.KEY_SHA256),
                col(Accesses.AUTH_TYPE))
            .agg(
                count(lit(1)).as("requests"),
                count_if(col(Accesses.SUCCEEDED)).as("succeeded"),
                count_if(col(AccessRecords.OUTSIDE)).as(OUTSIDE_REQUESTS),
                min(col(Accesses.AT)).as("first_at"),
                max(col(Accesses.AT)).as("last_at"));
    List<KeyUse> keys =
        Collected.rows(uses.orderBy(keyOrder()).limit(most)).stream()
            .map(CredentialsView::key)
            .toList();
    return new CredentialsView(
        totals,
        new Listed<>(listed, totals.signatures()),
        new Listed<>(keys, keys.size() < most ? keys.size() : uses.count()));
  }

  /** A user delegation key is no key of the account. */
  private static Column signedByAccountKey() {
    Column signed =
        col(Accesses.KEY_LABEL)
            .isNotNull()
            .or(col(Accesses.KEY_SHA256).isNotNull())
            .or(col(Accesses.AUTH_TYPE).equalTo("account-key"));
    return signed.and(not(col(Accesses.KEY_LABEL).eqNullSafe(lit("user-delegation"))));
  }

  private static Column[] tokenOrder() {
    return new Column[] {
      col(SasTokens.RISK).isNull(),
      coalesce(col(SasTokens.SUCCEEDED), lit(0L)).desc(),
      col(SasTokens.ACCOUNT),
      col(SasTokens.SAS_SHA256)
    };
  }

  private static Column[] keyOrder() {
    return new Column[] {
      col(OUTSIDE_REQUESTS).desc(),
      col("requests").desc(),
      col(Accesses.ACCOUNT),
      col(Accesses.KEY_LABEL),
      col(Accesses.KEY_SHA256),
      col(Accesses.AUTH_TYPE)
    };
  }

  private static Token token(Row row) {
    return new Token(
        Collected.text(row, SasTokens.ACCOUNT),
        Collected.text(row, SasTokens.CONTAINER),
        Collected.text(row, SasTokens.SAS_SHA256),
        Collected.text(row, SasTokens.KEY_LABEL),
        Collected.text(row, SasTokens.KIND),
        Collected.text(row, SasTokens.PERMISSIONS),
        Collected.text(row, SasTokens.BREADTH),
        Collected.text(row, SasTokens.PATH),
        Collected.instant(row, SasTokens.STARTS_AT),
        Collected.instant(row, SasTokens.EXPIRES_AT),
        Collected.instant(row, SasTokens.FIRST_USED_AT),
        Collected.instant(row, SasTokens.LAST_USED_AT),
        Collected.count(row, SasTokens.REQUESTS),
        Collected.count(row, SasTokens.SUCCEEDED),
        Collected.text(row, SasTokens.RISK));
  }

  private static KeyUse key(Row row) {
    return new KeyUse(
        Collected.text(row, Accesses.ACCOUNT),
        Collected.text(row, Accesses.KEY_LABEL),
        Collected.text(row, Accesses.KEY_SHA256),
        Collected.text(row, Accesses.AUTH_TYPE),
        Collected.count(row, "requests"),
        Collected.count(row, "succeeded"),
        Collected.count(row, OUTSIDE_REQUESTS),
        Collected.instant(row, "first_at"),
        Collected.instant(row, "last_at"));
  }
}
