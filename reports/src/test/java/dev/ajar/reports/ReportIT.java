package dev.ajar.reports;

import static dev.ajar.reports.FixtureTables.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ajar.reports.html.Page;
import dev.ajar.reports.html.RenderPage;
import dev.ajar.reports.pack.PackFolder;
import dev.ajar.reports.questions.Answer;
import dev.ajar.reports.text.Phrase;
import dev.ajar.reports.views.CredentialsView;
import dev.ajar.reports.views.Listed;
import dev.ajar.reports.views.PagesView;
import dev.ajar.reports.views.TrafficView;
import dev.ajar.reports.views.Views;
import dev.ajar.reports.views.WindowsView;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import dev.ajar.tables.SasTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way from tables to sentences and to a file, on a story small enough to count by hand.
 */
class ReportIT {
  private static final Views VIEWS =
      Views.of(Story.tables(), Story.PERIOD, Story.config().rules(), 100);
  private static final Page PAGE = Page.of(VIEWS, Story.run());

  @Test
  void theVerdictSaysWhatUntilWhenReachedByWhomNotKnownAndWhatToDo() {
    assertThat(PAGE.verdict().word()).isEqualTo("confirmed");
    assertThat(PAGE.verdict().plain())
        .isEqualTo(
            "Confirmed: callers who are neither own nor platform came through 1 of 2 exposure"
                + " windows."
                + " The windows (1 proven open, 0 inferred, 1 possible) concern 2 named containers"
                + " in 1 account."
                + " The first to look at is contosodata/exports (list and read, from internet): open"
                + " at least from 2024-02-01 09:30:00 UTC to 2024-02-01 19:10:00 UTC; not shown"
                + " closed since 2024-02-01 09:30:00 UTC, closed again by 2024-02-01 20:00:00.5"
                + " UTC."
                + " Reached by 1 unknown actor: 3 successful requests between 2024-02-01 10:00:01"
                + " UTC and 2024-02-01 10:00:03 UTC, content of 1 object read, 2.00 kB (2,000"
                + " bytes)."
                + " Own actors and the platform made 0 successful requests through the windows,"
                + " counted apart."
                + " Not known: 2 of 11 exposed hours and 24 of 25 possible hours have no logs."
                + " Azure never logs most failed anonymous requests, nor requests whose signature"
                + " is wrong."
                + " Of 1 account there is no whole list of containers, so containers that nobody"
                + " listed may have been open."
                + " Examined as ways in were anonymous access; shared access signatures that were"
                + " risky, of those seen in the hours searched; role assignments to others than the"
                + " configuration or the directory calls own; and leads: keys, signatures, windows."
                + " What other keys, and signatures that no searched hour shows, let in is not known"
                + " from this report."
                + " Act now: check and close what 1 window without a known end stands for, read 1"
                + " finding of severity high and secure the logs of the uncovered hours before"
                + " their retention ends.");
  }

  @Test
  void aRecordInTwoWindowsCountsOnceOverAllAndInEachWindow() {
    List<WindowsView.Window> windows = VIEWS.windows().listed().rows();
    assertThat(windows).extracting(WindowsView.Window::id).containsExactly("w-open", "w-maybe");
    assertThat(windows.get(0).seen()).isEqualTo(new WindowsView.Seen(3, 1, 1, 1, 2_000, 0, 3));
    assertThat(windows.get(1).seen()).isEqualTo(new WindowsView.Seen(1, 0, 1, 1, 1_500, 0, 0));
    assertThat(VIEWS.accessors().outside().requests()).isEqualTo(4);
    assertThat(VIEWS.accessors().outside().succeeded()).isEqualTo(3);
    assertThat(VIEWS.accessors().outside().contentBytes()).isEqualTo(2_000);
  }

  @Test
  void coveredHoursNeedReadAndWriteLogsAndAreCountedForExposedAndPossibleHoursApart() {
    // Open 09:30 to 19:10: hours 09 to 19 are eleven; 15 and 16 have no read logs.
    WindowsView.Hours hours = VIEWS.windows().listed().rows().get(0).hours();
    assertThat(hours).isEqualTo(new WindowsView.Hours(11, 9, 12, 10L, 8L));
  }

  @Test
  void eachWindowHasItsVisitorsAndEachStrangerWhatItTook() {
    assertThat(VIEWS.pages().windows().keySet()).containsExactlyInAnyOrder("w-open", "w-maybe");
    Listed<PagesView.Visitor> visitors = VIEWS.pages().windows().get("w-open");
    assertThat(visitors.total()).isEqualTo(3);
    assertThat(visitors.rows())
        .extracting(
            PagesView.Visitor::label,
            PagesView.Visitor::relation,
            PagesView.Visitor::through,
            PagesView.Visitor::failed,
            PagesView.Visitor::during,
            PagesView.Visitor::objects,
            PagesView.Visitor::bytes)
        .containsExactly(
            tuple("203.0.113.9", "unknown", 3L, 1L, 0L, 1L, 2_900L),
            tuple("svc-socly", "vendor", 0L, 0L, 1L, 0L, 0L),
            tuple("backup-job", "own", 0L, 0L, 2L, 0L, 0L));
    assertThat(VIEWS.pages().actors())
        .singleElement()
        .satisfies(
            stranger -> {
              assertThat(stranger.windows().rows()).containsExactly("w-maybe", "w-open");
              assertThat(stranger.agents()).isEqualTo(new Listed<>(List.of("curl/8.5.0"), 1));
              assertThat(stranger.objects().rows())
                  .extracting(PagesView.Touched::object, PagesView.Touched::reads)
                  .containsExactly(tuple("payroll.csv", 2L));
            });
  }

  @Test
  void whatOthersTookThroughWindowsIsCountedByTime() {
    // Two days in at most 600 slices of whole minutes.
    assertThat(VIEWS.traffic().step()).isEqualTo(Duration.ofMinutes(5));
    assertThat(VIEWS.traffic().slices())
        .containsExactly(new TrafficView.Slice(at("2024-02-01T10:00:00Z"), 3, 2_900));
  }

  @Test
  void signaturesAtRiskComeFirstAndUsesOfKeysByOthersBeforeOwnOnes() {
    FixtureTables tables = new FixtureTables();
    sas(tables, "AA", null, 9);
    sas(tables, "BB", "whole-account, long", 1);
    tables.add(Actors.TABLE, "actor_id", "a-own", "relation", "own");
    key(tables, "key1", "a-own", 200, 1);
    key(tables, "key1", "a-own", 200, 2);
    key(tables, "key2", "a-who", 403, 3);
    key(tables, "user-delegation", "a-who", 200, 4);
    CredentialsView view =
        Views.of(tables, Story.PERIOD, Story.config().rules(), 100).credentials();

    assertThat(view.totals()).isEqualTo(new CredentialsView.Totals(2, 1, 2));
    assertThat(view.tokens().rows())
        .extracting(CredentialsView.Token::sha256)
        .containsExactly("BB", "AA");
    assertThat(view.keys().rows())
        .extracting(
            CredentialsView.KeyUse::label,
            CredentialsView.KeyUse::requests,
            CredentialsView.KeyUse::succeeded,
            CredentialsView.KeyUse::outside)
        .containsExactly(tuple("key2", 1L, 0L, 1L), tuple("key1", 2L, 2L, 0L));
  }

  private static void sas(FixtureTables tables, String sha256, String risk, long succeeded) {
    tables.add(
        SasTokens.TABLE,
        "account",
        "contosodata",
        "sas_sha256",
        sha256,
        "risk",
        risk,
        "requests",
        succeeded,
        "succeeded",
        succeeded);
  }

  private static void key(
      FixtureTables tables, String label, String actor, int status, int offset) {
    tables.add(
        Accesses.TABLE,
        "window_id",
        "w",
        "at",
        at("2024-02-01T10:00:00Z").plusSeconds(offset),
        "via",
        "through",
        "account",
        "contosodata",
        "auth_type",
        "account-key",
        "key_label",
        label,
        "succeeded",
        status < 300,
        "actor_id",
        actor,
        "file",
        Story.LOG,
        "offset",
        offset);
  }

  @Test
  void unknownWindowsAreCountedAndNotListed() {
    assertThat(VIEWS.windows().totals().unknown()).isEqualTo(1);
    assertThat(VIEWS.windows().totals().unknownAccounts()).isEqualTo(1);
    assertThat(VIEWS.windows().totals().unknownNotSearched()).isEqualTo(1);
    assertThat(RenderPage.html(PAGE)).doesNotContain("w-unlisted");
  }

  @Test
  void theTwelveQuestionsAreAnsweredInTheirOrder() {
    assertThat(PAGE.answers()).hasSize(12);
    assertThat(value(3))
        .containsExactly(
            "Exposed: at least 2 (in windows proven or inferred open), at most 2 of the known ones"
                + " (possible windows too).",
            "Taken: 1 confirmed, 1 possible, 0 not determinable; none observed for 0.");
    assertThat(value(4))
        .containsExactly(
            "Unknown: 1 actor with success, 3 successful requests of 4 through a window.");
    assertThat(value(6))
        .containsExactly(
            "Through windows, by others: 0 writes, 0 deletes, 0 changes of access level (0"
                + " failed).",
            "By others with permissions of their own while a window was open: 0 writes, 1 delete, 0"
                + " changes of access level (0 failed).",
            "By own actors and the platform: 1 write, 0 deletes, 0 changes of access level (0"
                + " failed).");
    assertThat(value(8).get(0))
        .isEqualTo(
            "1 file read, 12 records = 7 accepted + 2 outside + 1 duplicate + 2 quarantined.");
    assertThat(value(10))
        .containsExactly(
            "contosodata/exports: opened: publicAccess, by svc-socly (vendor); time exact. Closed:"
                + " publicAccess, nobody named; time bounded.",
            "contosodata/backups: opened: publicAccess, nobody named; time bounded. No end known.");
  }

  @Test
  void anEventShowsWhatItSetOnOneLine() {
    assertThat(VIEWS.events().listed().rows())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.changes()).isEqualTo("publicAccess: none → container");
              assertThat(event.relation()).isEqualTo("vendor");
            });
  }

  @Test
  void withoutAnyRowTheReportStillSaysWhatIsNotKnown() {
    Views empty = Views.of(new FixtureTables(), Story.PERIOD, Story.config().rules(), 100);
    Page page = Page.of(empty, Story.run());
    assertThat(page.verdict().plain())
        .isEqualTo(
            "None found: the evidence that was given shows no sign of an open container."
                + " Examined as ways in were anonymous access; shared access signatures that were"
                + " risky, of those seen in the hours searched; role assignments to others than the"
                + " configuration or the directory calls own; and leads: keys, signatures, windows."
                + " What other keys, and signatures that no searched hour shows, let in is not known"
                + " from this report."
                + " Act now: no step follows from the tables alone.");
    Xml.parse(RenderPage.html(page));
  }

  @Test
  void theSameTablesGiveTheSameBytesInOneFile(@TempDir Path folder) throws Exception {
    WriteReport.Written written =
        WriteReport.write(Story.tables(), Story.config(), Story.run(), null, target(folder));

    assertThat(written.verdict()).isEqualTo(PAGE.verdict().plain());
    assertThat(folder.resolve("report.html")).hasContent(RenderPage.html(PAGE));
    assertThat(Files.size(folder.resolve("report.html"))).isLessThan(200_000);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .containsExactlyInAnyOrder(folder.resolve("report.html"), folder.resolve("legal.html"));
    }
    // For eyes: the build leaves the page beside its reports.
    Files.copy(
        folder.resolve("report.html"),
        Path.of("target", "story-report.html"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static PackFolder target(Path folder) throws IOException {
    return new PackFolder(new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration());
  }

  private static List<String> value(int index) {
    Answer answer = PAGE.answers().get(index);
    return answer.value().stream().map(Phrase::plain).toList();
  }
}
