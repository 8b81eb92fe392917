package dev.ajar.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ajar.reports.html.Page;
import dev.ajar.reports.html.RenderPage;
import dev.ajar.reports.text.Said;
import dev.ajar.reports.views.Views;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The report in a real browser: nothing of an attacker's runs, and readers can work with it. */
class ChromiumIT {
  /** Pictures and prints, kept for whoever wants to look. */
  private static final Path KEPT = Path.of("target", "screenshots");

  private static final String REPORT = "report.html";
  private static final String SHORT = "legal.html";
  private static final String HOSTILE = "hostile.html";
  private static final String HOSTILE_SHORT = "hostile-legal.html";

  @TempDir(cleanup = CleanupMode.NEVER)
  private static Path profile;

  @TempDir private static Path folder;
  private static Chromium chromium;

  @BeforeAll
  static void draw() throws IOException, InterruptedException {
    Page story =
        Page.of(Views.of(Story.tables(), Story.PERIOD, Story.config().rules(), 100), Story.run());
    Page hostile = HostilePage.of(HostilePage.ALL_TEXTS);
    Files.writeString(folder.resolve(REPORT), RenderPage.html(story));
    Files.writeString(folder.resolve(SHORT), RenderPage.shortHtml(story));
    Files.writeString(folder.resolve(HOSTILE), RenderPage.html(hostile));
    Files.writeString(folder.resolve(HOSTILE_SHORT), RenderPage.shortHtml(hostile));
    Files.createDirectories(KEPT);
    chromium = Chromium.start(profile);
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static Chromium.Tab open(String file) throws IOException, InterruptedException {
    return chromium.open(folder.resolve(file), /* scripts= */ true);
  }

  @ParameterizedTest
  @ValueSource(strings = {REPORT, SHORT, HOSTILE, HOSTILE_SHORT})
  void nothingRunsNothingIsInjectedAndNoRequestLeaves(String file) throws Exception {
    try (Chromium.Tab tab = open(file)) {
      assertThat(tab.evaluate("typeof pwned").asText()).isEqualTo("undefined");
      assertThat(tab.events("Page.javascriptDialogOpening")).isEmpty();
      assertThat(tab.events("Runtime.exceptionThrown")).isEmpty();
      assertThat(tab.events("Log.entryAdded")).as("refused by the policy").isEmpty();
      assertThat(tab.events("Network.requestWillBeSent"))
          .extracting(event -> event.at("/request/url").asText())
          .containsExactly(folder.resolve(file).toUri().toString());
      assertThat(
              tab.evaluate(
                      "document.querySelectorAll('img,iframe,object,embed,link,base,form,image,use,"
                          + "video,template,foreignObject,body script:not(:last-child)').length")
                  .asInt())
          .isZero();
      assertThat(
              tab.evaluate(
                      "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes])"
                          + ".filter(a => /^on|^src|^style$/.test(a.name)).length")
                  .asInt())
          .isZero();
      assertThat(tab.evaluate("document.scripts.length").asInt()).isLessThanOrEqualTo(1);
    }
  }

  /** What fits a cell stands there whole, as text. */
  @Test
  void everyHostileTextIsReadAsText() throws Exception {
    assertThat(HostilePage.ALL_TEXTS).hasSizeGreaterThanOrEqualTo(200).doesNotHaveDuplicates();
    try (Chromium.Tab tab = open(HOSTILE)) {
      String page = tab.evaluate("document.body.textContent").asText();
      for (String text : HostilePage.ALL_TEXTS) {
        // Spark keeps no half of a surrogate pair.
        String kept = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(page.contains(Said.of(kept).text())).as(kept).isTrue();
      }
    }
  }

  @Test
  void tablesSortByNumbersAndByWordsAndFilter() throws Exception {
    try (Chromium.Tab tab = open(REPORT)) {
      String objects = "document.querySelector('#accessors table.data')";
      String column = "[...%s.tBodies[0].rows].map(r => r.cells[%d].textContent.trim())";
      int requests =
          tab.evaluate(
                  "[...%s.tHead.rows[0].cells].findIndex(c => c.textContent === 'All requests')"
                      .formatted(objects))
              .asInt();
      click(tab, objects + ".tHead.rows[0].cells[" + requests + "]");
      List<Integer> up = numbers(tab.evaluate(column.formatted(objects, requests)));
      click(tab, objects + ".tHead.rows[0].cells[" + requests + "]");
      List<Integer> down = numbers(tab.evaluate(column.formatted(objects, requests)));
      assertThat(up).isSorted().isNotEmpty();
      assertThat(down).isSortedAccordingTo(Comparator.reverseOrder()).hasSameSizeAs(up);
    }
    try (Chromium.Tab tab = open(HOSTILE)) {
      String rows = "[...document.querySelector('#objects table.data').tBodies[0].rows]";
      int all = tab.evaluate(rows + ".length").asInt();
      tab.evaluate(
          "(() => { const i = document.querySelector('#objects .tools input');"
              + " i.value = 'IFRAME SRCDOC'; i.dispatchEvent(new Event('input')); })()");
      int shown = tab.evaluate(rows + ".filter(r => !r.hidden).length").asInt();
      assertThat(shown).isPositive().isLessThan(all);
      assertThat(
              tab.evaluate("document.querySelector('#objects .tools [aria-live]').textContent")
                  .asText())
          .isEqualTo(shown + " of " + all + " rows");
    }
  }

  @Test
  void longTablesTurnTheirPagesAndArePrintedWhole() throws Exception {
    try (Chromium.Tab tab = open(HOSTILE)) {
      String rows = "[...document.querySelector('#objects table.data').tBodies[0].rows]";
      String seen = rows + ".flatMap((r, i) => getComputedStyle(r).display === 'none' ? [] : [i])";
      String place = "document.querySelector('#objects .tools span span').textContent";
      int all = tab.evaluate(rows + ".length").asInt();
      int pages = (all + 49) / 50;
      assertThat(pages).isGreaterThan(2);
      assertThat(numbers(tab.evaluate(seen))).isEqualTo(IntStream.range(0, 50).boxed().toList());
      click(tab, "document.querySelectorAll('#objects .tools button')[2]");
      assertThat(numbers(tab.evaluate(seen))).isEqualTo(IntStream.range(50, 100).boxed().toList());
      assertThat(tab.evaluate(place).asText()).isEqualTo("page 2 of " + pages);
      for (int i = 0; i < pages; i++) {
        click(tab, "document.querySelectorAll('#objects .tools button')[2]");
      }
      assertThat(tab.evaluate(place).asText()).isEqualTo("page " + pages + " of " + pages);
      tab.call("Emulation.setEmulatedMedia", Map.of("media", "print"));
      assertThat(numbers(tab.evaluate(seen))).isEqualTo(IntStream.range(0, all).boxed().toList());
    }
  }

  @Test
  void rowsAreCopiedAsASpreadsheetTakesThemWithoutFormulas() throws Exception {
    try (Chromium.Tab tab = open(HOSTILE)) {
      tab.call("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
      tab.evaluate(
          "window.addEventListener('copy', e => window.copied ="
              + " e.clipboardData.getData('text/plain')); 0");
      click(tab, "document.querySelector('#objects .tools button')");
      List<String> lines = tab.evaluate("window.copied").asText().lines().toList();
      String table = "document.querySelector('#objects table.data')";
      int columns = tab.evaluate(table + ".tHead.rows[0].cells.length").asInt();
      int rows = tab.evaluate(table + ".tBodies[0].rows.length").asInt();
      assertThat(lines).hasSize(rows + 1);
      assertThat(lines)
          .allSatisfy(
              line ->
                  assertThat(line.split("\t", -1))
                      .hasSize(columns)
                      .noneMatch(cell -> cell.matches("[=+\\-@].*")));
      assertThat(lines).anyMatch(line -> line.matches("(.*\t)?'[=+\\-@].*"));
      assertThat(
              tab.evaluate("document.querySelector('#objects .tools [aria-live]').textContent")
                  .asText())
          .isEqualTo(rows + " rows copied");
    }
  }

  private static void click(Chromium.Tab tab, String element) {
    tab.evaluate(element + ".click()");
  }

  private static List<Integer> numbers(JsonNode texts) {
    List<Integer> numbers = new ArrayList<>();
    texts.forEach(text -> numbers.add(Integer.valueOf(text.asText().replace(",", ""))));
    return numbers;
  }

  @ParameterizedTest
  @ValueSource(strings = {REPORT, SHORT})
  void withoutScriptsEverySectionIsThere(String file) throws Exception {
    String text =
        "(() => { const main = document.querySelector('main').cloneNode(true);"
            + " main.querySelectorAll('.tools').forEach(e => e.remove());"
            + " return main.textContent.replace(/\\s+/g, ' '); })()";
    try (Chromium.Tab with = open(file);
        Chromium.Tab without = chromium.open(folder.resolve(file), /* scripts= */ false)) {
      String read = without.evaluate(text).asText();
      assertThat(read).hasSizeGreaterThan(1_000);
      assertThat(with.evaluate(text).asText()).isEqualTo(read);
    }
  }

  @ParameterizedTest
  @CsvSource({REPORT + ", light", REPORT + ", dark", SHORT + ", light", SHORT + ", dark"})
  void lightAndDarkAreDrawnAndNothingSeriousStandsInTheWayOfAnybody(String file, String scheme)
      throws Exception {
    try (Chromium.Tab tab = open(file)) {
      tab.scheme(scheme);
      String ground =
          tab.evaluate("getComputedStyle(document.documentElement).backgroundColor").asText();
      assertThat(ground)
          .isEqualTo(scheme.equals("dark") ? "rgb(16, 23, 30)" : "rgb(255, 255, 255)");
      Files.write(KEPT.resolve(file.replace(".html", "-" + scheme + ".png")), tab.screenshot());
      tab.evaluate(axe());
      JsonNode violations = tab.evaluate("axe.run().then(r => r.violations)");
      assertThat(violations)
          .filteredOn(one -> List.of("serious", "critical").contains(one.get("impact").asText()))
          .isEmpty();
    }
  }

  private static String axe() throws IOException, InterruptedException {
    Process script =
        new ProcessBuilder("../scripts/axe").redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String path =
        new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(script.waitFor()).isZero();
    return Files.readString(Path.of(path));
  }

  /** A4 and Letter, in inches. */
  @ParameterizedTest
  @CsvSource({
    "report, 8.27, 11.69, 40",
    "report, 8.5, 11, 40",
    "legal, 8.27, 11.69, 2",
    "legal, 8.5, 11, 2"
  })
  void itPrints(String name, double width, double height, int mostPages) throws Exception {
    try (Chromium.Tab tab = open(name + ".html")) {
      byte[] pdf = tab.print(width, height);
      Files.write(KEPT.resolve(name + (height > 11 ? "-a4.pdf" : "-letter.pdf")), pdf);
      long pages =
          Pattern.compile("/Type\\s*/Page\\b")
              .matcher(new String(pdf, StandardCharsets.ISO_8859_1))
              .results()
              .count();
      assertThat(pages).isBetween(1L, (long) mostPages);
    }
  }
}
