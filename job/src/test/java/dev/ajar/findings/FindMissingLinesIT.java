package dev.ajar.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.model.HeldHours;
import dev.ajar.tables.CountedRequests;
import dev.ajar.tables.Cover;
import dev.ajar.tables.Coverage;
import dev.ajar.tables.Observations;
import dev.ajar.testing.Rows;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Hours are numbered from 1970: hour 1 begins at tick 36,000,000,000. */
class FindMissingLinesIT {
  private static final StructType HOURS =
      new StructType()
          .add("account", DataTypes.StringType)
          .add("category", DataTypes.StringType)
          .add("hour_ticks", DataTypes.LongType)
          .add("lines", DataTypes.LongType);

  private static final String ASKED =
      """
      account | category     | from_at              | to_at                | state
      acct    | StorageRead  | 1970-01-01T01:00:00Z | 1970-01-01T03:00:00Z | logged
      acct    | StorageRead  | 1970-01-01T03:00:00Z | 1970-01-01T04:00:00Z | unknown
      acct    | StorageWrite | 1970-01-01T01:00:00Z | 1970-01-01T04:00:00Z | unknown
      """;

  @Test
  void requestsBeyondTheLinesOfAllCategoriesAreMissingOnes() {
    assertThat(
            missing(
                """
                account | category     | hour_ticks   | lines
                acct    | StorageRead  |  36000000000 | 4
                acct    | StorageWrite |  36000000000 | 5
                acct    | StorageRead  |  72000000000 | 9
                """,
                """
                account | from_ticks   | minutes | requests | file | offset
                acct    |  36000000000 | 60      | 10       | m1   | 0
                acct    |  72000000000 | 60      | 3        | m2   | 0
                acct    | 108000000000 | 7       | 20       | m3   | 5
                """))
        .containsExactly("acct | 21 | 2 | 1970-01-01T01:00:00Z | 1970-01-01T04:00:00Z | 2");
  }

  @Test
  void asManyLinesAsRequestsOrMoreSayNothing() {
    assertThat(
            missing(
                """
                account | category    | hour_ticks  | lines
                acct    | StorageRead | 36000000000 | 10
                """,
                """
                account | from_ticks  | minutes | requests | file | offset
                acct    | 36000000000 | 60      | 10       | m1   | 0
                acct    | 72000000000 | 60      | 0        | m2   | 0
                """))
        .isEmpty();
  }

  @Test
  void hoursAndAccountsThatNobodyAsksForSayNothing() {
    assertThat(
            missing(
                "account | category | hour_ticks | lines",
                """
                account | from_ticks   | minutes | requests | file | offset
                acct    |            0 | 60      | 10       | m1   | 0
                acct    | 144000000000 | 60      | 10       | m2   | 0
                other   |  36000000000 | 60      | 10       | m3   | 0
                """))
        .isEmpty();
  }

  @Test
  void anHourInTwoFilesCountsOnceAsTheOneOfMoreMinutesHasIt() {
    assertThat(
            missing(
                "account | category | hour_ticks | lines",
                """
                account | from_ticks  | minutes | requests | file | offset
                acct    | 36000000000 | 60      | 10       | m1   | 0
                acct    | 36000000000 | 60      | 10       | copy | 0
                acct    | 36000000000 | 3       | 12       | part | 0
                """))
        .containsExactly("acct | 10 | 1 | 1970-01-01T01:00:00Z | 1970-01-01T02:00:00Z | 1");
  }

  /** A category's number is known only where it can be none. */
  @Test
  void coverageExpectsNoLineWhereNoRequestWasCountedAndElseNothing() {
    String facts =
        """
        account | fact    | category | from_ticks   | to_ticks     | lines
        idle    | ask     |          |  36000000000 | 108000000000 |
        idle    | counted |          |  36000000000 |  72000000000 | 0
        idle    | counted |          |  72000000000 | 108000000000 | 0
        busy    | ask     |          |  36000000000 | 108000000000 |
        busy    | counted |          |  36000000000 |  72000000000 | 0
        busy    | counted |          |  72000000000 | 108000000000 | 1
        half    | ask     |          |  36000000000 | 108000000000 |
        half    | counted |          |  36000000000 |  72000000000 | 0
        """;

    assertThat(
            Rows.show(
                MeasureCoverage.transform(
                    Rows.of(MeasureCoverage.FACT, facts),
                    Rows.of(Observations.TABLE, "account"),
                    Rows.of(Cover.TABLE, "account"),
                    new HeldHours(),
                    List.of("StorageRead")),
                "account",
                "state",
                "expected_lines"))
        .containsExactly("busy | unknown | ", "half | unknown | ", "idle | unknown | 0");
  }

  private static List<String> missing(String lines, String counted) {
    return Rows.show(
        FindMissingLines.transform(
                Rows.of(Coverage.TABLE, ASKED),
                Rows.of(HOURS, lines),
                Rows.of(CountedRequests.TABLE, counted))
            .selectExpr("*", "size(evidence) AS places"),
        FindMissingLines.ACCOUNT,
        FindMissingLines.MISSING,
        FindMissingLines.HOURS,
        FindMissingLines.FIRST_AT,
        FindMissingLines.LAST_AT,
        "places");
  }
}
