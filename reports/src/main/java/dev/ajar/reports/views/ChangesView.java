package dev.ajar.reports.views;

import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.ajar.tables.Actors;
import dev.ajar.tables.ExposedObjects;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Findings;
import dev.ajar.tables.SasTokens;
import dev.ajar.tables.Table;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What changed since an earlier run.
 *
 * @param runId the earlier run
 * @param endedAt when it ended; null where not recorded
 * @param otherConfiguration whether it ran with another configuration: then a change may be one of
 *     the question
 * @param tables rows that came, went or changed, by table; tables without any are left out
 * @param listed changes, windows first
 */
public record ChangesView(
    String runId,
    Instant endedAt,
    boolean otherConfiguration,
    List<OfTable> tables,
    Listed<Change> listed) {
  /** Rows of one table. */
  public record OfTable(String table, long added, long removed, long changed) {}

  /** One change; {@code field} is null for a row that came or went. */
  public record Change(
      String table, String label, String change, String field, String before, String after) {}

  /**
   * An earlier run and its tables.
   *
   * @param configSha256 of the configuration that it ran with
   */
  public record Earlier(
      String runId, Instant endedAt, String configSha256, Function<Table, Dataset<Row>> tables) {}

  /** Compares; at most {@code most} changes are listed. */
  public static ChangesView of(
      Earlier earlier, Function<Table, Dataset<Row>> now, String configSha256, int most) {
    Dataset<Row> differences = Differences.of(earlier.tables(), now);
    List<OfTable> tables =
        Collected.rows(
                differences
                    .groupBy(col(Differences.TABLE))
                    .agg(counted("added"), counted("removed"), counted("changed"))
                    .orderBy(rank(), col(Differences.TABLE)))
            .stream()
            .map(
                row ->
                    new OfTable(
                        Collected.text(row, Differences.TABLE),
                        Collected.count(row, "added"),
                        Collected.count(row, "removed"),
                        Collected.count(row, "changed")))
            .toList();
    List<Change> listed =
        Collected.rows(
                differences
                    .orderBy(
                        rank(),
                        col(Differences.LABEL),
                        col(Differences.KEY),
                        col(Differences.FIELD))
                    .limit(most))
            .stream()
            .map(
                row ->
                    new Change(
                        Collected.text(row, Differences.TABLE),
                        Collected.text(row, Differences.LABEL),
                        Collected.text(row, Differences.CHANGE),
                        Collected.text(row, Differences.FIELD),
                        Collected.text(row, Differences.BEFORE),
                        Collected.text(row, Differences.AFTER)))
            .toList();
    return new ChangesView(
        earlier.runId(),
        earlier.endedAt(),
        !String.valueOf(configSha256).equals(earlier.configSha256()),
        tables,
        new Listed<>(listed, listed.size() < most ? listed.size() : differences.count()));
  }

  private static Column counted(String change) {
    return count_distinct(when(col(Differences.CHANGE).equalTo(change), col(Differences.KEY)))
        .as(change);
  }

  /** Windows first, then who came, what they took, and the rest. */
  private static Column rank() {
    String[] order = {
      ExposureWindows.TABLE.name(),
      Actors.TABLE.name(),
      ExposedObjects.TABLE.name(),
      SasTokens.TABLE.name(),
      Findings.TABLE.name()
    };
    return array_position(lit(order), col(Differences.TABLE));
  }
}
