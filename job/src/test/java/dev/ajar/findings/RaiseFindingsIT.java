package dev.ajar.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ajar.model.Settings;
import dev.ajar.tables.CountedRequests;
import dev.ajar.tables.Coverage;
import dev.ajar.tables.ExposedObjects;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Exposures;
import dev.ajar.tables.Observations;
import dev.ajar.tables.Sources;
import dev.ajar.testing.LocalSpark;
import dev.ajar.testing.RowsOf;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class RaiseFindingsIT {
  private static final String ROLE =
      "{\"principalId\":\"p\",\"roleDefinitionId\":\"r\",\"scope\":\"/subscriptions/s\"}";

  @Test
  void roleAssignmentsOfWhichOnlyTheDeletionIsKnownAreAFindingAndNotSilence() {
    List<Row> findings =
        of(
            RowsOf.table(
                Observations.TABLE,
                assignment("gone-1", "2024-03-01T00:00:00Z", "false", null, 10),
                assignment("gone-2", "2024-03-05T00:00:00Z", "false", null, 20),
                assignment("gone-2", "2024-03-04T00:00:00Z", "false", null, 30),
                assignment(
                    "half-told", "2024-03-03T00:00:00Z", "{\"principalId\":\"p\"}", null, 40),
                assignment("made-and-gone", "2024-02-01T00:00:00Z", ROLE, null, 50),
                assignment("made-and-gone", "2024-04-01T00:00:00Z", "false", null, 60),
                assignment("gone-and-told", "2024-04-01T00:00:00Z", "false", ROLE, 70)));

    assertThat(findings).hasSize(1);
    Row finding = findings.get(0);
    assertThat(finding.<String>getAs("kind")).isEqualTo("roles-only-deleted");
    assertThat(finding.<String>getAs("text"))
        .startsWith("Of 3 role assignments only the deletion is known")
        .endsWith("between 2024-03-01T00:00:00Z and 2024-03-05T00:00:00Z.");
    assertThat(finding.<Row>getList(finding.fieldIndex("evidence")))
        .extracting(place -> place.<Long>getAs("offset"))
        .containsExactly(10L, 20L, 40L);
  }

  @Test
  void whoIsLetInWherePublicAccessIsOffIsNamedOrSaidToBeUnknown() {
    Dataset<Row> observations =
        RowsOf.table(
            Observations.TABLE,
            setting("shut", Settings.PUBLIC_NETWORK_ACCESS, "SecuredByPerimeter"),
            setting("shut", Settings.NETWORK_ACLS, "Deny ip:192.0.2.1 resource:far/r vnet:/s/v"),
            setting("other", Settings.PUBLIC_NETWORK_ACCESS, "Disabled"),
            RowsOf.row("setting", Settings.ACCOUNT_LIST).put("item", "0A").put("value", "whole"),
            endpoint("other", "/subscriptions/0a/own"),
            endpoint("other", "/subscriptions/0b/b"),
            endpoint("other", "/subscriptions/0c/a"),
            endpoint("own", "/subscriptions/0a/own"));
    Dataset<Row> windows =
        RowsOf.table(
            ExposureWindows.TABLE,
            RowsOf.row("window_id", "w")
                .put("account", "shut")
                .put("container", "docs")
                .put("vector", "anonymous")
                .put("exposure", "possible")
                .put("reach", "private"));

    assertThat(of(windows, observations))
        .extracting(row -> row.<String>getAs("kind"), row -> row.<String>getAs("subject"))
        .containsExactlyInAnyOrder(
            tuple("private-way-in", "w"),
            tuple("perimeter-not-read", "shut"),
            tuple("private-endpoint-elsewhere", "other"));
    assertThat(of(windows, observations))
        .extracting(row -> row.<String>getAs("text"))
        .anyMatch(text -> text.endsWith("by a private way: resource:far/r, vnet:/s/v."))
        .anyMatch(text -> text.endsWith(": /subscriptions/0b/b, /subscriptions/0c/a."));
  }

  private static RowsOf.Values endpoint(String account, String item) {
    return setting(account, Settings.PRIVATE_ENDPOINT, "approved").put("item", item);
  }

  private static RowsOf.Values setting(String account, String setting, String value) {
    return RowsOf.row("account", account)
        .put("setting", setting)
        .put("value", value)
        .put("file", "accounts.json")
        .put("offset", 0L);
  }

  @Test
  void whereNothingIsKnownOfAssignmentsNothingIsSaidOfThem() {
    assertThat(of(RowsOf.table(Observations.TABLE))).isEmpty();
  }

  private static RowsOf.Values assignment(
      String id, String at, String value, String previous, long offset) {
    return RowsOf.row("setting", Settings.ROLE_ASSIGNMENT)
        .put("item", id)
        .put("observed_at", at)
        .put("value", value)
        .put("previous_value", previous)
        .put("file", "activity.json")
        .put("offset", offset);
  }

  @Test
  void aSavedQueryOfAsManyRowsAsThePortalGivesMayHaveBeenCut() {
    Dataset<Row> sources =
        RowsOf.table(
            Sources.TABLE,
            source("log-analytics-export", "saved/Full.CSV.gz", 30_000),
            source("activity-log", "saved/activity.csv", 30_000),
            source("log-analytics-export", "saved/more.csv", 30_001),
            source("log-analytics-export", "saved/PT05M.json", 30_000),
            source("blob-inventory", "inventory/blobs.csv", 30_000));

    assertThat(of(RowsOf.table(ExposureWindows.TABLE), RowsOf.table(Observations.TABLE), sources))
        .extracting(
            row -> row.<String>getAs("kind"),
            row -> row.<String>getAs("severity"),
            row -> row.<String>getAs("subject"))
        .containsExactlyInAnyOrder(
            tuple("rows-capped", "medium", "saved/Full.CSV.gz"),
            tuple("rows-capped", "medium", "saved/activity.csv"));
  }

  private static RowsOf.Values source(String kind, String file, long lines) {
    return RowsOf.row("file", file)
        .put("kind", kind)
        .put("state", "read")
        .put("lines", lines)
        .put("quarantined", 0L);
  }

  private static List<Row> of(Dataset<Row> observations) {
    return of(RowsOf.table(ExposureWindows.TABLE), observations);
  }

  private static List<Row> of(Dataset<Row> windows, Dataset<Row> observations) {
    return of(windows, observations, RowsOf.table(Sources.TABLE));
  }

  private static List<Row> of(
      Dataset<Row> windows, Dataset<Row> observations, Dataset<Row> sources) {
    Dataset<Row> coverage = RowsOf.table(Coverage.TABLE);
    Dataset<Row> lines =
        LocalSpark.session()
            .createDataFrame(
                List.of(),
                StructType.fromDDL(
                    "account string, category string, hour_ticks bigint, lines bigint"));
    return RaiseFindings.transform(
            new RaiseFindings.Inputs(
                windows,
                RowsOf.table(Exposures.TABLE),
                RowsOf.table(ExposedObjects.TABLE),
                coverage,
                FindMissingLines.transform(coverage, lines, RowsOf.table(CountedRequests.TABLE)),
                sources,
                observations))
        .collectAsList();
  }
}
