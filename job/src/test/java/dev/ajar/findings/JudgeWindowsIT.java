package dev.ajar.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.config.Period;
import dev.ajar.model.Ticks;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import dev.ajar.tables.Coverage;
import dev.ajar.tables.Exposures;
import dev.ajar.testing.Rows;
import java.time.Instant;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A window from 01:30 to 05:10 of a day whose period begins at 03:00: three hours of it count. */
class JudgeWindowsIT {
  private static final Period PERIOD =
      new Period(Instant.parse("2024-02-01T03:00:00Z"), Instant.parse("2024-02-01T09:00:00Z"));

  @Test
  void hoursAreClockHoursTouchedByTheHullWithinThePeriod() {
    assertThat(
            judged(
                """
                account | category     | from_at              | to_at                | state
                acct    | StorageRead  | 2024-02-01T03:00:00Z | 2024-02-01T05:00:00Z | logged
                acct    | StorageRead  | 2024-02-01T05:00:00Z | 2024-02-01T06:00:00Z | quiet
                acct    | StorageWrite | 2024-02-01T03:00:00Z | 2024-02-01T04:00:00Z | logged
                acct    | StorageWrite | 2024-02-01T04:00:00Z | 2024-02-01T06:00:00Z | unknown
                """,
                NOBODY))
        .isEqualTo("3 | 1 | 1 | possible");
  }

  @Test
  void everyHourCoveredAndNobodySeenIsNotObserved() {
    assertThat(
            judged(
                """
                account | category     | from_at              | to_at                | state
                acct    | StorageRead  | 2024-02-01T03:00:00Z | 2024-02-01T06:00:00Z | quiet
                acct    | StorageWrite | 2024-02-01T03:00:00Z | 2024-02-01T06:00:00Z | logged
                """,
                NOBODY))
        .isEqualTo("3 | 3 | 0 | not observed");
  }

  @Test
  void withoutAnyCoverageNothingCanBeDetermined() {
    assertThat(judged("account | category | from_at | to_at | state", NOBODY))
        .isEqualTo("3 | 0 | 0 | not determinable");
  }

  @Test
  void aStrangerConfirmsWhateverTheCoverage() {
    assertThat(
            judged(
                "account | category | from_at | to_at | state",
                """
                window_id | via     | succeeded | actor_id
                w         | through | true      | stranger
                """))
        .endsWith("confirmed");
  }

  @Test
  void ourOwnUseAFailureAndAnotherDoorConfirmNothing() {
    assertThat(
            judged(
                "account | category | from_at | to_at | state",
                """
                window_id | via     | succeeded | actor_id
                w         | through | true      | backup
                w         | through | true      | azure
                w         | through | false     | stranger
                w         | during  | true      | stranger
                other     | through | true      | stranger
                """))
        .endsWith("not determinable");
  }

  /** {@code used}: whether a successful use was seen, by somebody of ours. */
  @ParameterizedTest(name = "{0}, used {1}, signers named {2}: {3}")
  @CsvSource({
    "account-key, false, true,  not observed",
    "account-key, true,  true,  not observed",
    "account-key, false, false, possible",
    "sas,         false, true,  possible",
    "sas,         true,  true,  not observed",
    "sas,         true,  false, possible",
    "anonymous,   false, false, not observed",
  })
  void ofALeakedCredentialNoHitIsNeverNotUsed(
      String vector, boolean used, boolean namesSigners, String verdict) {
    Long openedBefore = used ? (Long) Ticks.of(Instant.parse("2024-02-01T02:00:00Z")) : null;
    assertThat(
            judged(
                vector,
                openedBefore,
                namesSigners,
                """
                account | category     | from_at              | to_at                | state
                acct    | StorageRead  | 2024-02-01T01:00:00Z | 2024-02-01T06:00:00Z | quiet
                acct    | StorageWrite | 2024-02-01T01:00:00Z | 2024-02-01T06:00:00Z | quiet
                """,
                NOBODY))
        .endsWith(verdict);
  }

  private static final String NOBODY = "window_id | via | succeeded | actor_id";

  private static String judged(String coverage, String accesses) {
    return judged("anonymous", null, true, coverage, accesses);
  }

  private static String judged(
      String vector, Long openedBefore, boolean namesSigners, String coverage, String accesses) {
    long opened = Ticks.of(Instant.parse("2024-02-01T01:30:00Z"));
    long closed = Ticks.of(Instant.parse("2024-02-01T05:10:00Z"));
    Dataset<Row> windows =
        Rows.of(
                Exposures.TABLE,
                Map.of("searched", DataTypes.BooleanType),
                """
            kind   | window_id | account | vector | capability | opened_after_ticks | opened_before_ticks | closed_before_ticks | spans | searched
            window | w         | acct    | %s     | list read  | %d                 | %s                  | %d                  |       | true
            """
                    .formatted(vector, opened, openedBefore == null ? "" : openedBefore, closed))
            .withColumn("spans", org.apache.spark.sql.functions.array().cast(spansType()));
    Dataset<Row> actors =
        Rows.of(
            Actors.TABLE,
            """
            actor_id | relation
            stranger | unknown
            backup   | own
            azure    | platform
            """);
    Dataset<Row> judged =
        JudgeWindows.transform(
            windows,
            Rows.of(Coverage.TABLE, coverage),
            Rows.of(Accesses.TABLE, accesses),
            actors,
            PERIOD,
            namesSigners);
    return Rows.show(judged, "hours_in_period", "hours_covered", "hours_logged", "verdict").get(0);
  }

  private static org.apache.spark.sql.types.DataType spansType() {
    return DataTypes.createArrayType(Exposures.SPAN);
  }
}
