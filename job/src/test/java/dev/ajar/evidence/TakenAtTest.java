package dev.ajar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.model.Ticks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TakenAtTest {
  @ParameterizedTest
  @CsvSource({
    "a/2024-03-01T10-00-00Z/accounts.json, 2024-03-01T10:00:00Z,",
    "a/accounts-20240301T101112Z.json, 2024-03-01T10:11:12Z,",
    "a/accounts_2024-03-01_10-11.json, 2024-03-01T10:11:00Z, 2024-03-01T10:11:59.999999900Z",
    "a/2024-03-01/accounts.json, 2024-03-01T00:00:00Z, 2024-03-01T23:59:59.999999900Z",
    "a/20240301/accounts.json, 2024-03-01T00:00:00Z, 2024-03-01T23:59:59.999999900Z",
    "a/2024/03/01/accounts.json, 2024-03-01T00:00:00Z, 2024-03-01T23:59:59.999999900Z",
    "a/2024/03/01/10-11-12/accounts.json, 2024-03-01T10:11:12Z,",
    "a/y=2024/m=03/d=01/accounts.json, 2024-03-01T00:00:00Z, 2024-03-01T23:59:59.999999900Z",
    "a/y=2024/m=03/d=01/h=10/m=00/x.json, 2024-03-01T10:00:00Z, 2024-03-01T10:00:59.999999900Z",
    "case-2025-05-05/2024-03-01T10:00:00Z.json, 2024-03-01T10:00:00Z,",
    "a/2024-02-29/x.json, 2024-02-29T00:00:00Z, 2024-02-29T23:59:59.999999900Z",
  })
  void readsTheDateThatStandsDeepestInThePath(String path, String from, String until) {
    TakenAt taken = TakenAt.fromPath(path);

    assertThat(taken.problem()).isNull();
    assertThat(Ticks.toInstant(taken.ticks())).hasToString(from);
    if (until == null) {
      assertThat(taken.untilTicks()).isNull();
    } else {
      assertThat(Ticks.toInstant(taken.untilTicks())).hasToString(until);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a/accounts.json",
    "a/2024-13-01/accounts.json",
    "a/2023-02-29/accounts.json",
    "a/subscriptions/3c920240301f4a/accounts.json",
    "a/1234567890123.json",
    "a/2024-02-01_to_2024-03-01.json",
    "a/0001-01-01/accounts.json",
  })
  void pathWithoutOneDateIsAProblem(String path) {
    assertThat(TakenAt.fromPath(path).problem()).startsWith("taken_at is path");
  }
}
