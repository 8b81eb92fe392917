package dev.ajar.reports;

import static dev.ajar.reports.FixtureTables.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ajar.reports.html.Page;
import dev.ajar.reports.html.RenderPage;
import dev.ajar.reports.pack.PackFolder;
import dev.ajar.reports.pack.WriteExports;
import dev.ajar.reports.views.ChangesView;
import dev.ajar.reports.views.Differences;
import dev.ajar.reports.views.Views;
import dev.ajar.tables.Actors;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Findings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a follow-up notification has to say: what came, what went, what says something else now. */
class DifferencesIT {
  private static final FixtureTables BEFORE =
      new FixtureTables()
          .add(
              ExposureWindows.TABLE,
              "window_id",
              "w1",
              "vector",
              "anonymous",
              "account",
              "acct",
              "container",
              "exports",
              "verdict",
              "possible",
              "still_open",
              true,
              "opened_by",
              "ada",
              "capability",
              List.of("read"))
          .add(
              ExposureWindows.TABLE,
              "window_id",
              "w2",
              "vector",
              "anonymous",
              "account",
              "acct",
              "container",
              "gone")
          .add(Findings.TABLE, "finding_id", "f1", "kind", "k", "subject", "s", "text", "same")
          .add(
              Actors.TABLE,
              "actor_id",
              "a1",
              "kind",
              "anonymous",
              "label",
              "203.0.113.9",
              "requests",
              4L);
  private static final FixtureTables AFTER =
      new FixtureTables()
          .add(
              ExposureWindows.TABLE,
              "window_id",
              "w1",
              "vector",
              "anonymous",
              "account",
              "acct",
              "container",
              "exports",
              "verdict",
              "confirmed",
              "still_open",
              false,
              "closed_before",
              at("2024-02-01T20:00:00.5Z"),
              "opened_by",
              "ada",
              "capability",
              List.of("list", "read"))
          .add(
              ExposureWindows.TABLE,
              "window_id",
              "w3",
              "vector",
              "sas",
              "account",
              "acct",
              "container",
              null)
          .add(Findings.TABLE, "finding_id", "f1", "kind", "k", "subject", "s", "text", "same")
          .add(
              Actors.TABLE,
              "actor_id",
              "a1",
              "kind",
              "anonymous",
              "label",
              "203.0.113.9",
              "requests",
              9L);

  private static ChangesView changes(FixtureTables now, int most) {
    return ChangesView.of(
        new ChangesView.Earlier("run-0", at("2024-02-20T00:00:00Z"), "c0ffee", BEFORE),
        now,
        "c0ffee",
        most);
  }

  @Test
  void eachRowThatCameOrWentAndEachColumnThatChangedIsSaidOnce() {
    ChangesView changes = changes(AFTER, 100);

    assertThat(changes.tables())
        .containsExactly(
            new ChangesView.OfTable("exposure_windows", 1, 1, 1),
            new ChangesView.OfTable("actors", 0, 0, 1));
    assertThat(changes.listed().rows())
        .extracting(
            change ->
                String.join(
                    " | ",
                    change.label(),
                    change.change(),
                    String.valueOf(change.field()),
                    String.valueOf(change.before()),
                    String.valueOf(change.after())))
        .containsExactly(
            "anonymous/acct/exports | changed | capability | [\"read\"] | [\"list\",\"read\"]",
            "anonymous/acct/exports | changed | closed_before | null | 2024-02-01T20:00:00.500000Z",
            "anonymous/acct/exports | changed | still_open | true | false",
            "anonymous/acct/exports | changed | verdict | possible | confirmed",
            "anonymous/acct/gone | removed | null | null | null",
            "sas/acct | added | null | null | null",
            "anonymous/203.0.113.9 | changed | requests | 4 | 9");
    assertThat(changes.listed().more()).isZero();
    assertThat(changes(AFTER, 2).listed().more()).isEqualTo(5);
    assertThat(changes.otherConfiguration()).isFalse();
  }

  @Test
  void thePageSaysThemAndTheExportHoldsThemAll(@TempDir Path folder) throws Exception {
    Views views = Views.of(AFTER, Story.PERIOD, Story.config().rules(), 100);
    assertThat(RenderPage.html(Page.of(views, Story.run(), changes(AFTER, 100))))
        .contains("What changed since run <bdi>run-0</bdi>")
        .contains("changed: verdict")
        .contains("2024-02-01T20:00:00.500000Z");
    assertThat(RenderPage.html(Page.of(views, Story.run(), changes(BEFORE, 100))))
        .contains("Nothing: the tables say the same.");
    assertThat(RenderPage.html(Page.of(views, Story.run()))).doesNotContain("What changed");

    WriteExports.writeChanges(
        Differences.of(BEFORE, AFTER),
        new PackFolder(new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration()));
    List<String> said = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("exports/changes.jsonl"))) {
      JsonNode change = new ObjectMapper().readTree(line);
      said.add(change.get("change").asText() + " " + change.get("field").asText());
      assertThat(change.get("key").asText()).startsWith("{");
    }
    assertThat(said)
        .containsExactlyInAnyOrder(
            "changed capability",
            "changed closed_before",
            "changed still_open",
            "changed verdict",
            "removed null",
            "added null",
            "changed requests");
  }
}
