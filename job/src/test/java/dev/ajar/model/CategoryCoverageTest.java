package dev.ajar.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each hour is one letter; the first state of the specification that applies wins. */
class CategoryCoverageTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # what                                     | asked | dark  | lines | quiet | off   | states
          records seen                               | ##    | ..    | 31    | ..    | ..    | 0-2 logged 4
          an unreadable file darkens what it logged  | ##    | #.    | 31    | ##    | ..    | 0-1 unreadable 3, 1-2 logged 1
          silence that would have been broken        | ###   | ...   | 0.2   | ###   | ...   | 0-2 quiet 0, 2-3 logged 2
          silence that says nothing                  | ###   | ...   | ...   | ...   | ...   | 0-3 unknown 0
          the setting was off, one hour partly       | ####  | ....  | ..1.  | #...  | .##.  | 0-1 quiet 0, 1-2 not-configured 0, 2-3 logged 1, 3-4 unknown 0
          quiet goes before off                      | #     | .     | .     | #     | #     | 0-1 quiet 0
          a hole in what is asked ends a run         | #.#   | ...   | 111   | ...   | ...   | 0-1 logged 1, 2-3 logged 1
          nothing asked                              | ...   | ...   | 111   | ...   | ...   | -
          """)
  void firstStateThatApplies(
      String what,
      String asked,
      String dark,
      String lines,
      String quiet,
      String off,
      String states) {
    TreeMap<Long, Long> seen = new TreeMap<>();
    for (int i = 0; i < lines.length(); i++) {
      if (Character.isDigit(lines.charAt(i))) {
        seen.put(i * Ticks.PER_HOUR, (long) Character.digit(lines.charAt(i), 10));
      }
    }
    CategoryCoverage coverage = new CategoryCoverage(hours(dark), seen, hours(quiet), hours(off));

    List<String> runs =
        coverage.runs(hours(asked)).stream()
            .map(
                run ->
                    run.from() / Ticks.PER_HOUR
                        + "-"
                        + run.to() / Ticks.PER_HOUR
                        + " "
                        + run.state().word()
                        + " "
                        + run.lines())
            .toList();

    assertThat(runs)
        .as(what)
        .isEqualTo(states.equals("-") ? List.of() : Arrays.asList(states.split(", ", -1)));
  }

  private static HourSet hours(String picture) {
    List<long[]> spans = new ArrayList<>();
    for (int i = 0; i < picture.length(); i++) {
      if (picture.charAt(i) == '#') {
        spans.add(new long[] {i * Ticks.PER_HOUR, (i + 1) * Ticks.PER_HOUR});
      }
    }
    return HourSet.touchedBy(spans);
  }
}
