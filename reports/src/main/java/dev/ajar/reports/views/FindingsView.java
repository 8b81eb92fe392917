package dev.ajar.reports.views;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.ajar.model.Place;
import dev.ajar.tables.Findings;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a person should read, the most severe first.
 *
 * @param high how many are of severity high
 */
public record FindingsView(Listed<Finding> listed, long high) {
  /** One finding. */
  public record Finding(
      String id, String kind, String severity, String subject, String text, List<Place> evidence) {}

  /** Reads the findings; at most {@code most} are listed. */
  static FindingsView of(Dataset<Row> findings, int most) {
    List<Finding> listed =
        Collected.rows(
                findings
                    .orderBy(
                        when(col(Findings.SEVERITY).equalTo("high"), lit(0))
                            .when(col(Findings.SEVERITY).equalTo("medium"), lit(1))
                            .when(col(Findings.SEVERITY).equalTo("low"), lit(2))
                            .otherwise(lit(3)),
                        col(Findings.KIND),
                        col(Findings.SUBJECT),
                        col(Findings.FINDING_ID))
                    .limit(most))
            .stream()
            .map(
                row ->
                    new Finding(
                        Collected.text(row, Findings.FINDING_ID),
                        Collected.text(row, Findings.KIND),
                        Collected.text(row, Findings.SEVERITY),
                        Collected.text(row, Findings.SUBJECT),
                        Collected.text(row, Findings.TEXT),
                        Collected.places(row, Findings.EVIDENCE)))
            .toList();
    Row counts =
        Collected.one(
            findings.agg(
                count(lit(1)).as("all"),
                count_if(col(Findings.SEVERITY).equalTo("high")).as("high")));
    return new FindingsView(
        new Listed<>(listed, Collected.count(counts, "all")), Collected.count(counts, "high"));
  }
}
