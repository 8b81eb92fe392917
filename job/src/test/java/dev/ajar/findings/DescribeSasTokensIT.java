package dev.ajar.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.config.Known;
import dev.ajar.config.Period;
import dev.ajar.config.Rules;
import dev.ajar.model.Ticks;
import dev.ajar.tables.Credentials;
import dev.ajar.tables.LogRecords;
import dev.ajar.testing.Rows;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Which SAS were seen, and why they are risky (exposure.md §3, sas). */
class DescribeSasTokensIT {
  private static final Period PERIOD =
      new Period(Instant.parse("2024-03-01T00:00:00Z"), Instant.parse("2024-04-01T00:00:00Z"));
  private static final Known OURS =
      new Known(
          List.of(), List.of(), List.of(new Known.Named("203.0.113.0/24", "HQ", "own")), List.of());

  /** A day of March in ticks, plus seconds. */
  private static long at(int day, int seconds) {
    return Ticks.of(Instant.parse("2024-03-%02dT00:00:00Z".formatted(day)))
        + seconds * Ticks.PER_SECOND;
  }

  private static final String NONE =
      """
      account | vector
      """;

  private static final String RECORDS =
      """
      sas_sha256 | at_ticks | account | container | key_label       | key_sha256 | auth_type           | succeeded | caller_ip    | uri | file | offset
      DAY        | %1$d     | acct    | docs      | key1            | A          | sas                 | true      | 203.0.113.7  | https://acct/docs/a?st=2024-03-02&se=2024-03-03&sr=c&sp=r   | f | 1
      DAY        | %2$d     | acct    | docs      | key1            | A          | sas                 | false     | 198.51.100.9 | https://acct/docs/a?st=2024-03-02&se=2024-03-03&sr=c&sp=r   | f | 2
      FOUND      | %1$d     | acct    | docs      | key1            | A          | sas                 | true      | 198.51.100.9 | https://acct/docs/a?st=2024-03-02&se=2024-03-03&sr=c&sp=rl  | f | 3
      WIDE       | %1$d     | acct    | docs      | key2            | B          | sas                 | true      | 203.0.113.7  | https://acct/docs/a?ss=b&srt=sco&sp=rwd&se=2100-01-01       | f | 4
      LONG       | %1$d     | acct    | logs      | key1            | A          | sas                 | true      | 203.0.113.7  | https://acct/logs/a?st=2024-03-02&se=2024-03-09T00:00:01Z&sr=c&sp=r | f | 5
      WEEK       | %1$d     | acct    | logs      | key1            | A          | sas                 | true      | 203.0.113.7  | https://acct/logs/a?st=2024-03-02&se=2024-03-09&sr=b&sp=r   | f | 6
      FIRST      | %1$d     | acct    | app       | key1            | A          | sas                 | true      | 203.0.113.7  | https://acct/app/a?st=2024-03-02&se=2024-03-03&sr=c&sp=r    | f | 7
      SECOND     | %2$d     | acct    | app       | key1            | A          | sas                 | true      | 203.0.113.7  | https://acct/app/a?st=2024-03-02&se=2024-03-04&sr=c&sp=r    | f | 8
      OTHER      | %2$d     | acct    | app       | key1            | A          | sas                 | true      | 203.0.113.7  | https://acct/app/a?st=2024-03-02&se=2024-03-05&sr=c&sp=rl   | f | 9
      AFTER      | %3$d     | acct    | app       | key1            | A          | sas                 | true      | 203.0.113.7  | https://acct/app/a?st=2024-03-04&se=2024-03-05&sr=c&sp=r    | f | 10
      POLICY     | %1$d     | acct    | docs      | key1            | A          | sas                 | true      | 203.0.113.7  | https://acct/docs/a?sr=c&si=partners                         | f | 11
      USER       | %1$d     | acct    | docs      | user-delegation | U          | user-delegation-sas | true      | 203.0.113.7  | https://acct/docs/a?skoid=O&sktid=T&st=2024-03-02&se=2024-03-20&ske=2024-03-05&sr=c&sp=r | f | 12
      DENIED     | %1$d     | acct    | docs      | key1            | A          | sas                 | false     | 198.51.100.9 | https://acct/docs/a?st=2024-03-01&se=2024-03-01T12:00:00Z&sr=c&sp=r | f | 13
      LEAKED     | %1$d     | acct    | docs      | key1            | A          | sas                 | true      | 203.0.113.7  | https://acct/docs/a?st=2024-03-02&se=2024-03-03&sr=b&sp=r   | f | 14
      BEFORE     | %4$d     | acct    | docs      | key1            | A          | sas                 | true      | 198.51.100.9 | https://acct/docs/a?st=2024-02-02&se=2024-03-03&sr=c&sp=rl  | f | 15
                 | %1$d     | acct    | docs      | key1            | A          | account-key         | true      | 198.51.100.9 | https://acct/docs/a                                          | f | 16
      """
          .formatted(at(2, 60), at(2, 120), at(4, 60), at(1, -60));

  private static final String LEADS =
      """
      account | vector | subject
      acct    | sas    | LEAKED
      """;

  @Test
  void eachSignatureIsDescribedAndItsRisksAreNamed() {
    assertThat(
            Rows.show(
                tokens(RECORDS, LEADS),
                "sas_sha256",
                "container",
                "kind",
                "requests",
                "succeeded",
                "renewed_by",
                "risk"))
        .containsExactlyInAnyOrder(
            "DAY | docs | service | 2 | 1 |  | ",
            "FOUND | docs | service | 1 | 1 |  | stranger",
            "WIDE |  | account | 1 | 1 |  | whole-account, write, delete, long",
            "LONG | logs | service | 1 | 1 |  | long",
            "WEEK | logs | service | 1 | 1 |  | ",
            "FIRST | app | service | 1 | 1 | SECOND | renewed",
            "SECOND | app | service | 1 | 1 |  | ",
            "OTHER | app | service | 1 | 1 |  | ",
            "AFTER | app | service | 1 | 1 |  | ",
            "POLICY | docs | policy | 1 | 1 |  | terms-unknown",
            "USER | docs | user-delegation | 1 | 1 |  | ",
            "DENIED | docs | service | 1 | 0 |  | ",
            "LEAKED | docs | service | 1 | 1 |  | lead");
  }

  @Test
  void itsLifeIsCutByItsTermsItsKeyAndItsUse() {
    String later =
        """
        sas_sha256 | at_ticks | account | container | key_label | key_sha256 | auth_type   | succeeded | caller_ip    | uri | file | offset
        WIDE       | %1$d     | acct    | docs      | key2      | B          | sas         | true      | 203.0.113.7  | https://acct/docs/a?ss=b&srt=sco&sp=rwd&se=2100-01-01 | f | 1
                   | %2$d     | acct    | docs      | key2      | C          | account-key | true      | 203.0.113.7  | https://acct/docs/a | f | 2
                   | %3$d     | acct    | docs      | key2      | C          | account-key | true      | 203.0.113.7  | https://acct/docs/a | f | 3
        EARLY      | %1$d     | acct    | docs      | key1      | A          | sas         | true      | 198.51.100.9 | https://acct/docs/a?st=2024-03-04&se=2024-03-05&sr=c&sp=r | f | 4
        LATE       | %3$d     | acct    | docs      | key1      | A          | sas         | true      | 198.51.100.9 | https://acct/docs/a?st=2024-03-01&se=2024-03-03&sr=c&sp=r | f | 5
        USER       | %1$d     | acct    | docs      | user-delegation | U    | user-delegation-sas | true | 198.51.100.9 | https://acct/docs/a?skoid=O&st=2024-03-02&se=2024-03-20&ske=2024-03-05&sr=c&sp=r | f | 6
        SAFE       | %1$d     | acct    | safe      | key1      | A          | sas         | true      | 203.0.113.7  | https://acct/docs/a?st=2024-03-02&se=2024-03-03&sr=c&sp=r | f | 7
        """
            .formatted(at(2, 60), at(3, 60), at(4, 60));
    String leads =
        """
        account | vector      | subject | from_ticks | from_cause | signer | signer_sha256
        acct    | sas         | NOWHERE | %1$d       | since      |        |
        acct    | sas         | LATE    | %2$d       | since      |        |
        acct    | sas         | LATE    | %3$d       | since      |        |
        acct    | account-key | key2(B) | %1$d       | since      | key2   | B
        acct    | account-key | key1    | %1$d       | since      | key1   |
        acct    | declared    | ''      | %1$d       | lead       |        |
        """
            .formatted(at(1, 0), at(4, 0), at(4, 30));
    Dataset<Row> records = Rows.of(LogRecords.TABLE, later);
    Dataset<Row> known = Rows.of(Credentials.TABLE, leads);

    Dataset<Row> credentials =
        GatherCredentials.transform(known, tokens(later, leads), records)
            .selectExpr(
                "vector",
                "subject",
                "container",
                day("from_ticks") + " as from_day",
                "from_cause",
                day("to_ticks") + " as to_day",
                "to_cause",
                "signer",
                day("next_key.ticks") + " as next_day");

    assertThat(Rows.show(credentials, credentials.columns()))
        .containsExactlyInAnyOrder(
            "sas | WIDE |  |  |  | 2100-01-01 00:00:00 | se | key2 | 2024-03-03 00:01:00",
            "sas | EARLY | docs |  |  | 2024-03-05 00:00:00 | se | key1 | ",
            "sas | LATE | docs | 2024-03-04 00:00:00 | since |  |  | key1 | ",
            "sas | USER | docs | 2024-03-02 00:00:00 | st | 2024-03-05 00:00:00 | ske | user-delegation | ",
            "sas | NOWHERE |  | 2024-03-01 00:00:00 | since |  |  |  | ",
            "account-key | key2(B) |  | 2024-03-01 00:00:00 | since |  |  | key2 | 2024-03-03 00:01:00",
            "account-key | key1 |  | 2024-03-01 00:00:00 | since |  |  | key1 | ",
            "declared |  |  | 2024-03-01 00:00:00 | lead |  |  |  | ");
  }

  private static String day(String ticks) {
    return "date_format(timestamp_micros(" + ticks + " div 10), 'yyyy-MM-dd HH:mm:ss')";
  }

  @Test
  void theyDoNotDependOnTheOrderOfTheRecords() {
    Dataset<Row> records = Rows.of(LogRecords.TABLE, RECORDS);
    Dataset<Row> leads = Rows.of(Credentials.TABLE, NONE);

    List<String> once = Rows.show(tokens(records, leads), "sas_sha256", "risk", "expires_at");

    assertThat(Rows.show(tokens(records.repartition(5), leads), "sas_sha256", "risk", "expires_at"))
        .isEqualTo(once);
  }

  private static Dataset<Row> tokens(String records, String leads) {
    return tokens(Rows.of(LogRecords.TABLE, records), Rows.of(Credentials.TABLE, leads));
  }

  private static Dataset<Row> tokens(Dataset<Row> records, Dataset<Row> leads) {
    return DescribeSasTokens.transform(records, leads, OURS, Rules.DEFAULTS, PERIOD);
  }
}
