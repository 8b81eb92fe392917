package dev.ajar.reports.views;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_micros;

import dev.ajar.tables.Accesses;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * When those came who are neither own nor platform: their successful requests through windows over
 * time.
 *
 * @param step the length of a slice: whole minutes
 * @param slices those with a request, in order of time
 */
public record TrafficView(Duration step, List<Slice> slices) {
  /** Slices that a period is cut into, at most; as many as a chart can show. */
  static final int MOST_SLICES = 600;

  /**
   * One slice.
   *
   * @param from its first instant
   * @param requests distinct records
   * @param bytes of their response bodies
   */
  public record Slice(Instant from, long requests, long bytes) {}

  /** The most bytes of a slice; 0 without any. */
  public long mostBytes() {
    return slices.stream().mapToLong(Slice::bytes).max().orElse(0);
  }

  /** The most requests of a slice; 0 without any. */
  public long mostRequests() {
    return slices.stream().mapToLong(Slice::requests).max().orElse(0);
  }

  /**
   * Reads {@link AccessRecords}.
   *
   * @param length of the period that a chart shows: it says how long a slice is
   */
  static TrafficView of(Dataset<Row> records, Duration length) {
    long minutes = Math.max(1, length.toMinutes() / MOST_SLICES + 1);
    Duration step = Duration.ofMinutes(minutes);
    long micros = step.toMillis() * 1_000;
    List<Slice> slices =
        Collected.rows(
                records
                    .where(col(AccessRecords.THROUGH).and(col(Accesses.SUCCEEDED)))
                    .where(col(AccessRecords.OUTSIDE))
                    .groupBy(
                        unix_micros(col(Accesses.AT))
                            .minus(unix_micros(col(Accesses.AT)).mod(lit(micros)))
                            .as("slice"))
                    .agg(
                        count(lit(1)).as("requests"),
                        sum(coalesce(col(Accesses.BYTES_OUT), lit(0L))).as("bytes"))
                    .orderBy("slice"))
            .stream()
            .map(
                row ->
                    new Slice(
                        Instant.EPOCH.plus(Collected.count(row, "slice"), ChronoUnit.MICROS),
                        Collected.count(row, "requests"),
                        Collected.count(row, "bytes")))
            .toList();
    return new TrafficView(step, slices);
  }
}
