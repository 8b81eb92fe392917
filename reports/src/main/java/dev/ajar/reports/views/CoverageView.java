package dev.ajar.reports.views;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.ajar.model.Place;
import dev.ajar.tables.Coverage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which hours of the searched windows have logs, and which have not.
 *
 * @param states hours by category and state
 * @param gaps runs of hours that are neither logged nor quiet
 * @param missing records that the metric counts and the logs do not have; null without the metric
 * @param strips runs of every state, of the accounts asked for, by account, category, time
 */
public record CoverageView(List<State> states, Listed<Run> gaps, Long missing, List<Run> strips) {
  private static final String HOURS = "hours";
  private static final long HOUR_MICROS = Duration.ofHours(1).toMillis() * 1_000;

  /** Hours of accounts in one state, and the records in them. */
  public record State(String category, String state, long hours, long accounts, long lines) {}

  /** A run of hours. */
  public record Run(
      String account,
      String category,
      Instant from,
      Instant to,
      String state,
      Long lines,
      Long expectedLines,
      List<Place> evidence) {}

  /**
   * Reads the coverage.
   *
   * @param accounts accounts whose every run is wanted, for the chart; a few
   * @param most how many gaps are listed
   */
  static CoverageView of(Dataset<Row> coverage, Collection<String> accounts, int most) {
    Column dark = not(col(Coverage.STATE).isin("logged", "quiet")).or(col(Coverage.STATE).isNull());
    List<State> states =
        Collected.rows(
                coverage
                    .withColumn(
                        HOURS,
                        unix_micros(col(Coverage.TO_AT))
                            .minus(unix_micros(col(Coverage.FROM_AT)))
                            .divide(lit(HOUR_MICROS))
                            .cast("bigint"))
                    .groupBy(col(Coverage.CATEGORY), col(Coverage.STATE))
                    .agg(
                        sum(col(HOURS)).as(HOURS),
                        org.apache
                            .spark
                            .sql
                            .functions
                            .count_distinct(col(Coverage.ACCOUNT))
                            .as("accounts"),
                        sum(col(Coverage.LINES)).as(Coverage.LINES))
                    .orderBy(col(Coverage.CATEGORY), col(Coverage.STATE)))
            .stream()
            .map(
                row ->
                    new State(
                        Collected.text(row, Coverage.CATEGORY),
                        Collected.text(row, Coverage.STATE),
                        Collected.count(row, HOURS),
                        Collected.count(row, "accounts"),
                        Collected.count(row, Coverage.LINES)))
            .toList();
    Column lacking =
        when(
            col(Coverage.EXPECTED_LINES).gt(col(Coverage.LINES)),
            col(Coverage.EXPECTED_LINES).minus(col(Coverage.LINES)));
    Row totals =
        Collected.one(
            coverage.agg(
                count_if(dark).as("gaps"),
                sum(lacking).as("missing"),
                count(col(Coverage.EXPECTED_LINES)).as("measured")));
    List<Run> gaps = runs(coverage.where(dark).orderBy(order()).limit(most));
    return new CoverageView(
        states,
        new Listed<>(gaps, Collected.count(totals, "gaps")),
        Collected.count(totals, "measured") == 0
            ? null
            : Long.valueOf(Collected.count(totals, "missing")),
        runs(coverage.where(col(Coverage.ACCOUNT).isin(accounts.toArray())).orderBy(order())));
  }

  private static Column[] order() {
    return new Column[] {col(Coverage.ACCOUNT), col(Coverage.CATEGORY), col(Coverage.FROM_AT)};
  }

  private static List<Run> runs(Dataset<Row> rows) {
    return Collected.rows(rows).stream()
        .map(
            row ->
                new Run(
                    Collected.text(row, Coverage.ACCOUNT),
                    Collected.text(row, Coverage.CATEGORY),
                    Collected.instant(row, Coverage.FROM_AT),
                    Collected.instant(row, Coverage.TO_AT),
                    Collected.text(row, Coverage.STATE),
                    Collected.number(row, Coverage.LINES),
                    Collected.number(row, Coverage.EXPECTED_LINES),
                    Collected.places(row, Coverage.EVIDENCE)))
        .toList();
  }
}
