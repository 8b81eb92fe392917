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
          # what                                   | stranger seen | hours | covered | verdict
          a stranger came through                  | true          | 10    | 0       | confirmed
          a stranger, in a window nobody searched  | true          | 10    |         | confirmed
          nobody seen, every hour covered          | false         | 10    | 10      | not observed
          nobody seen, one hour dark               | false         | 10    | 9       | possible
          nobody seen, one hour covered            | false         | 10    | 1       | possible
          nobody seen, every hour dark             | false         | 10    | 0       | not determinable
          no hour of it in the period              | false         | 0     | 0       | not determinable
          unknown and not searched                 | false         | 10    |         | not determinable
          """)
  void theFirstThatApplies(
      String what, boolean stranger, long hours, Long covered, String verdict) {
    assertThat(Verdicts.of(stranger, hours, covered)).as(what).isEqualTo(verdict);
  }
}
