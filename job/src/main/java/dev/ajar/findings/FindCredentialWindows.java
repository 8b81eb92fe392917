package dev.ajar.findings;

import dev.ajar.config.Known;
import dev.ajar.config.Rules;
import dev.ajar.model.Basis;
import dev.ajar.model.CredentialLife;
import dev.ajar.model.CredentialLife.Bound;
import dev.ajar.model.CredentialLife.Used;
import dev.ajar.model.Observation;
import dev.ajar.model.Place;
import dev.ajar.model.Settings;
import dev.ajar.model.Way;
import dev.ajar.tables.Cover;
import dev.ajar.tables.Credentials;
import dev.ajar.tables.Observations;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code observations, cover, credentials → exposures}.
 *
 * <p>A credential that may be out opens a window in its life, as long as no setting of the account
 * closes it (exposure.md §3, sas and account-key). What it was used for comes from the logs.
 */
public final class FindCredentialWindows {
  private FindCredentialWindows() {}

  /**
   * The windows of the credentials.
   *
   * @param observations rows of {@link Observations}; those of containers say nothing here
   * @param cover rows of {@link Cover}
   * @param credentials rows of {@link Credentials}
   */
  public static Dataset<Row> transform(
      Dataset<Row> observations,
      Dataset<Row> cover,
      Dataset<Row> credentials,
      Known known,
      Rules rules) {
    return FindAccountWindows.transform(
        observations,
        cover,
        credentials,
        known,
        rules,
        (history, credential) -> ExposureRows.of(history.credential(life(credential))));
  }

  private static CredentialLife life(Row row) {
    Long usedFrom = row.getAs(Credentials.USED_FROM_TICKS);
    String signer = row.getAs(Credentials.SIGNER);
    return new CredentialLife(
        new Way(row.getAs(Credentials.VECTOR), row.getAs(Credentials.SUBJECT)),
        row.getAs(Credentials.CONTAINER),
        row.getList(row.fieldIndex(Credentials.CAPABILITY)),
        new Bound(row.getAs(Credentials.FROM_TICKS), row.getAs(Credentials.FROM_CAUSE)),
        new Bound(row.getAs(Credentials.TO_TICKS), row.getAs(Credentials.TO_CAUSE)),
        usedFrom == null ? null : new Used(usedFrom, row.getAs(Credentials.USED_TO_TICKS)),
        signer,
        keyUse(row.getAs(Credentials.ACCOUNT), signer, row.getAs(Credentials.NEXT_KEY)));
  }

  private static Observation keyUse(String account, String label, Row use) {
    return use == null
        ? null
        : new Observation(
            account,
            null,
            Settings.KEY_HASH,
            label,
            null,
            null,
            use.getAs("ticks"),
            Basis.SNAPSHOT,
            new Observation.Origin(
                null, null, null, null, null, new Place(use.getAs("file"), use.getAs("offset"))),
            null);
  }
}
