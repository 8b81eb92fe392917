package dev.ajar.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModificationTimeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "6/30/2022 12:07:25 PM | 2022-06-30T12:07:25Z",
        "6/30/2022, 12:07:25.025 PM | 2022-06-30T12:07:25.025Z",
        "6/30/2022, 12:07:25\u202fPM | 2022-06-30T12:07:25Z",
        "1/2/2022 12:07:25 AM | 2022-01-02T00:07:25Z",
        "12/31/2023 1:00:00 PM | 2023-12-31T13:00:00Z",
        "2024/07/03 16:59:35.0118188 | 2024-07-03T16:59:35.011818Z",
        "2024/07/03 16:59:35 | 2024-07-03T16:59:35Z",
        "Thursday, 30-Jun-22 12:07:25 GMT | 2022-06-30T12:07:25Z",
        "Thu, 30 Jun 2022 12:07:25 GMT | 2022-06-30T12:07:25Z",
        "2022-06-30T12:07:25.1234567Z | 2022-06-30T12:07:25.123456Z",
        "2022-06-30T14:07:25+02:00 | 2022-06-30T12:07:25Z",
        "2022-06-30 12:07:25 | 2022-06-30T12:07:25Z"
      })
  void everySpellingOfTheLogsIsRead(String logged, String instant) {
    assertThat(ModificationTime.micros(logged))
        .isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant)));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "yesterday",
        "13/30/2022 12:07:25 PM",
        "6/30/2022",
        "30/6/2022, 12:07:25 PM",
        "6/30/2022, 12:07:25",
        "2024/07/03",
        ",",
        "Thu, 99-Jun-22 12:07:25 GMT",
        "2022-06-31T12:07:25Z",
        "+999999999-12-31T23:59:59Z"
      })
  void whatIsNoTimeIsUnknown(String logged) {
    assertThat(ModificationTime.micros(logged)).isNull();
  }
}
