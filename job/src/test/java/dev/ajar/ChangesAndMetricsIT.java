package dev.ajar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.sample.SampleSize;
import dev.ajar.sample.SampleTenant;
import dev.ajar.tables.Coverage;
import dev.ajar.tables.Findings;
import dev.ajar.tables.Observations;
import dev.ajar.testing.AuditOf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Resource Graph and a metric add to the evidence of a made-up tenant. */
class ChangesAndMetricsIT {
  private static final String SOURCES =
      """
      sources:
        - {kind: resource-changes, path: changes.json}
        - {kind: transaction-metrics, path: metrics}
      """;

  private static final String CHANGE =
      "setting = 'allowBlobPublicAccess' AND basis = 'change' AND correlation_id IS NOT NULL";

  @TempDir private Path folder;

  @Test
  void aChangeGetsItsPreviousValueAndMoreRequestsThanLinesAreAFinding() throws IOException {
    SampleTenant.write(folder, 7, SampleSize.parse("tiny"));
    AuditOf audit = new AuditOf(folder);
    audit.run("before", Map.of());
    List<Row> changes = audit.select("observations", CHANGE);
    Row change = changes.get(0);
    String correlation = change.getAs(Observations.CORRELATION_ID);
    boolean value = Boolean.parseBoolean(change.getAs(Observations.VALUE));
    assertThat(change.<String>getAs(Observations.PREVIOUS_VALUE)).isNull();
    Row asked = audit.select("coverage", "category = 'StorageRead'").get(0);
    writeChange(change, correlation, value);
    writeMetrics(asked);
    Path yaml = folder.resolve("more.yaml");
    Files.writeString(
        yaml, Files.readString(folder.resolve("audit.yaml")).replace("sources:\n", SOURCES));

    audit.by(yaml).run("after", Map.of());

    List<Row> told = audit.select("observations", CHANGE);
    assertThat(told).hasSameSizeAs(changes);
    assertThat(told)
        .filteredOn(row -> correlation.equals(row.getAs(Observations.CORRELATION_ID)))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.<Long>getAs(Observations.OBSERVED_TICKS))
                  .isEqualTo(change.<Long>getAs(Observations.OBSERVED_TICKS));
              assertThat(row.<String>getAs(Observations.PREVIOUS_VALUE))
                  .isEqualTo(Boolean.toString(!value));
            });
    assertThat(audit.select("findings", "kind = 'lines-missing'"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.<String>getAs(Findings.SUBJECT))
                    .isEqualTo(asked.getAs(Coverage.ACCOUNT)));
  }

  private void writeChange(Row change, String correlation, boolean value) throws IOException {
    Instant at = change.<Timestamp>getAs(Observations.OBSERVED_AT).toInstant();
    Files.writeString(
        folder.resolve("changes.json"),
        """
        {"data":[{"type":"microsoft.resources/changes","properties":{
          "targetResourceId":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/%s",
          "changeType":"Update",
          "changeAttributes":{"timestamp":"%s","correlationId":"%s","changedBy":"x","changedByType":"User"},
          "changes":{"properties.allowBlobPublicAccess":{"previousValue":"%s","newValue":"%s"}}}}]}
        """
            .formatted(
                change.getAs(Observations.ACCOUNT), at.plusSeconds(2), correlation, !value, value));
  }

  private void writeMetrics(Row asked) throws IOException {
    Instant hour = asked.<Timestamp>getAs(Coverage.FROM_AT).toInstant();
    StringBuilder lines = new StringBuilder();
    for (int minute = 0; minute < 60; minute++) {
      lines.append(
          """
          {"total":1000,"resourceId":"/SUBSCRIPTIONS/S/RESOURCEGROUPS/G/PROVIDERS/MICROSOFT.STORAGE/STORAGEACCOUNTS/%s/BLOBSERVICES/DEFAULT","time":"%s","metricName":"Transactions","timeGrain":"PT1M"}
          """
              .formatted(asked.getAs(Coverage.ACCOUNT), hour.plus(minute, ChronoUnit.MINUTES)));
    }
    Path file = Files.createDirectories(folder.resolve("metrics/h=00/m=00")).resolve("PT1H.json");
    Files.writeString(file, lines.toString());
  }
}
