package dev.ajar.reports.views;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.ajar.config.Period;
import dev.ajar.tables.Coverage;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.WindowSpans;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code exposure_windows, window_spans, coverage → window_id, exposed_in_period, exposed_covered}.
 *
 * <p>Of the clock hours of the period that proven and inferred spans of a window touch (M), those
 * in which every category that its capability needs is logged or quiet (exposure.md §7): the N of
 * "N of M exposed hours". The column {@code hours_exposed} counts hours outside the period too.
 */
final class ExposedHours {
  static final String EXPOSED_COVERED = "exposed_covered";
  static final String EXPOSED_IN_PERIOD = "exposed_in_period";

  private static final String HOUR = "hour";
  private static final long HOUR_MICROS = Duration.ofHours(1).toMillis() * 1_000;

  private ExposedHours() {}

  static Dataset<Row> covered(
      Dataset<Row> windows, Dataset<Row> spans, Dataset<Row> coverage, Period period) {
    Dataset<Row> open =
        spans
            .where(col(WindowSpans.STATE).isin("proven", "inferred"))
            .select(
                col(WindowSpans.WINDOW_ID),
                explode(hours(WindowSpans.FROM_AT, WindowSpans.TO_AT, period)).as(HOUR))
            .distinct();
    Dataset<Row> needs =
        windows.select(
            col(ExposureWindows.WINDOW_ID).as("needs_id"),
            col(ExposureWindows.ACCOUNT).as("needs_account"),
            needs("read").or(needs("list")).or(hasNone()).as("needs_read"),
            needs("read").or(needs("list")).or(needs("write")).or(hasNone()).as("needs_write"),
            needs("delete").as("needs_delete"));
    Dataset<Row> covered =
        coverage
            .where(col(Coverage.STATE).isin("logged", "quiet"))
            .select(
                col(Coverage.ACCOUNT).as("covered_account"),
                col(Coverage.CATEGORY),
                explode(hours(Coverage.FROM_AT, Coverage.TO_AT, period)).as("covered_hour"))
            .groupBy(col("covered_account"), col("covered_hour"))
            .agg(is("StorageRead"), is("StorageWrite"), is("StorageDelete"));
    return open.join(needs, open.col(WindowSpans.WINDOW_ID).equalTo(needs.col("needs_id")))
        .join(
            covered,
            col("needs_account")
                .equalTo(col("covered_account"))
                .and(col(HOUR).equalTo(col("covered_hour"))),
            "left")
        .groupBy(col("needs_id").as(ExposureWindows.WINDOW_ID))
        .agg(
            count(lit(1)).as(EXPOSED_IN_PERIOD),
            count_if(
                    enough("needs_read", "StorageRead")
                        .and(enough("needs_write", "StorageWrite"))
                        .and(enough("needs_delete", "StorageDelete")))
                .as(EXPOSED_COVERED));
  }

  /** The clock hours, in microseconds, that [from, to) touches within the period; null for none. */
  private static Column hours(String from, String to, Period period) {
    Column begin =
        greatest(
            coalesce(unix_micros(col(from)), lit(micros(period.from()))),
            lit(micros(period.from())));
    Column end =
        least(coalesce(unix_micros(col(to)), lit(micros(period.to()))), lit(micros(period.to())));
    return when(begin.lt(end), sequence(hourOf(begin), hourOf(end.minus(1)), lit(HOUR_MICROS)));
  }

  private static Column hourOf(Column micros) {
    return micros.minus(pmod(micros, lit(HOUR_MICROS)));
  }

  private static Column needs(String capability) {
    return coalesce(array_contains(col(ExposureWindows.CAPABILITY), capability), lit(false));
  }

  private static Column hasNone() {
    return not(needs("read").or(needs("list")).or(needs("write")).or(needs("delete")));
  }

  private static Column is(String category) {
    return bool_or(col(Coverage.CATEGORY).equalTo(category)).as(category);
  }

  private static Column enough(String need, String category) {
    return not(col(need)).or(coalesce(col(category), lit(false)));
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
