package dev.ajar.findings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictsTest {
  @ParameterizedTest(name = "{0}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # what                                   | stranger seen | hours | covered | traceable | verdict
          a stranger came through                  | true          | 10    | 0       | true      | confirmed
          a stranger, in a window nobody searched  | true          | 10    |         | true      | confirmed
          nobody seen, every hour covered          | false         | 10    | 10      | true      | not observed
          nobody seen, but none can be told        | false         | 10    | 10      | false     | possible
          nobody seen, one hour dark               | false         | 10    | 9       | true      | possible
          nobody seen, one hour covered            | false         | 10    | 1       | true      | possible
          nobody seen, every hour dark             | false         | 10    | 0       | true      | not determinable
          no hour of it in the period              | false         | 0     | 0       | true      | not determinable
          unknown and not searched                 | false         | 10    |         | true      | not determinable
          """)
  void theFirstThatApplies(
      String what, boolean stranger, long hours, Long covered, boolean traceable, String verdict) {
    assertThat(Verdicts.of(stranger, hours, covered, traceable)).as(what).isEqualTo(verdict);
  }
}
