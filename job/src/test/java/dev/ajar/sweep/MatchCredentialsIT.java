package dev.ajar.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.config.Period;
import dev.ajar.config.Rules;
import dev.ajar.model.Ticks;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Exposures;
import dev.ajar.tables.LogRecords;
import dev.ajar.testing.Rows;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Which requests went through windows of credentials and declarations (exposure.md §5). */
class MatchCredentialsIT {
  private static final Instant FROM = Instant.parse("2024-02-01T00:00:00Z");
  private static final Period PERIOD = new Period(FROM, Instant.parse("2024-03-01T00:00:00Z"));
  private static final long HOUR = Ticks.of(FROM);

  private static final String WINDOWS =
      """
      kind   | window_id | account | container | vector      | subject | opened_after_ticks | closed_before_ticks
      window | key       | acct    |           | account-key | key1    | %1$d               | %2$d
      window | hashed    | acct    |           | account-key | key1(A) | %1$d               | %2$d
      window | other     | acct    |           | account-key | key2    | %1$d               | %2$d
      window | sas       | acct    |           | sas         | S       | %1$d               | %2$d
      window | told      | acct    | docs      | declared    |         | %1$d               | %2$d
      window | open      | acct    | docs      | anonymous   |         | %1$d               | %2$d
      """
          .formatted(HOUR + 10, HOUR + 90);

  /** A record is named by its place: what it is, and when. */
  private static final String RECORDS =
      """
      file       | at_ticks | account | container | auth_type   | key_label | key_sha256 | sas_sha256 | succeeded
      early      | %1$d     | acct    | docs      | account-key | key1      | A          |            | true
      failed     | %2$d     | acct    | docs      | account-key | key1      | A          |            | false
      signed     | %3$d     | acct    | logs      | account-key | key1      | A          |            | true
      rotated    | %3$d     | acct    | logs      | account-key | key1      | B          |            | true
      shared     | %3$d     | acct    | logs      | sas         | key1      | A          | S          | true
      elsewhere  | %3$d     | others  | docs      | account-key | key1      | A          |            | true
      classic    | %3$d     | acct    | logs      | account-key |           |            |            | true
      anyone     | %3$d     | acct    | docs      | anonymous   |           |            |            | true
      between    | %4$d     | acct    | logs      | account-key | key1      | A          |            | false
      last       | %5$d     | acct    | logs      | account-key | key1      | A          |            | true
      late       | %6$d     | acct    | logs      | account-key | key1      | A          |            | true
      """
          .formatted(HOUR + 9, HOUR + 10, HOUR + 20, HOUR + 30, HOUR + 89, HOUR + 90);

  @Test
  void throughAKeyIsWhatItSignedAndThroughADeclarationWhatAnyoneAsked() {
    assertThat(Rows.show(matched(Rules.During.KEEP), "window_id", "file", "via", "certainty"))
        .containsExactlyInAnyOrder(
            "hashed | failed | through | possible",
            "hashed | signed | through | confirmed",
            "hashed | shared | through | confirmed",
            "hashed | between | through | confirmed",
            "hashed | last | through | confirmed",
            "key | failed | through | possible",
            "key | signed | through | confirmed",
            "key | rotated | through | confirmed",
            "key | shared | through | confirmed",
            "key | between | through | confirmed",
            "key | last | through | confirmed",
            "sas | shared | through | confirmed",
            "told | failed | during | confirmed",
            "told | anyone | through | confirmed");
  }

  @Test
  void duringNoneDropsWhatDidNotComeThroughADeclaration() {
    assertThat(
            Rows.show(matched(Rules.During.NONE).where("window_id = 'told'"), "window_id", "file"))
        .containsExactly("told | anyone");
  }

  private static Dataset<Row> matched(Rules.During during) {
    return MatchCredentials.transform(
            Rows.of(LogRecords.TABLE, RECORDS), Rows.of(Exposures.TABLE, WINDOWS), PERIOD, during)
        .withColumn(Accesses.SETTLING, org.apache.spark.sql.functions.lit(false));
  }
}
