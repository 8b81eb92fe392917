package dev.ajar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.model.Ticks;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureTimeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2022-07-05T11:47:39.6047124Z            | 2022-07-05T11:47:39.604712400Z
          2022-07-05T11:47:39Z                    | 2022-07-05T11:47:39Z
          2022-07-05T11:47:39.1Z                  | 2022-07-05T11:47:39.100Z
          2022-07-05T11:47:39.123456789Z          | 2022-07-05T11:47:39.123456700Z
          2022-07-05T11:47:39.6047124             | 2022-07-05T11:47:39.604712400Z
          2022-07-05 11:47:39.604                 | 2022-07-05T11:47:39.604Z
          2022-07-05T11:47Z                       | 2022-07-05T11:47:00Z
          2024-04-09T13:26:17.347+00:00           | 2024-04-09T13:26:17.347Z
          2024-04-09T13:26:17.347+02:00           | 2024-04-09T11:26:17.347Z
          2024-03-01T00:30:00+0130                | 2024-02-29T23:00:00Z
          2100-01-01                              | 2100-01-01T00:00:00Z
          2018/11/08 21:09:36.6900118             | 2018-11-08T21:09:36.690011800Z
          2024/07/03 16:59:35.0118188             | 2024-07-03T16:59:35.011818800Z
          6/30/2022 12:07:25 PM                   | 2022-06-30T12:07:25Z
          6/30/2022 12:07:25 AM                   | 2022-06-30T00:07:25Z
          12/12/2023 12:13:59 PM                  | 2023-12-12T12:13:59Z
          1/9/2007 9:41:00 AM                     | 2007-01-09T09:41:00Z
          1/9/2007 10:41:00 AM +01:00             | 2007-01-09T09:41:00Z
          4/26/2021, 5:01:40.265 PM               | 2021-04-26T17:01:40.265Z
          Tuesday, 07-Apr-20 13:56:11 GMT         | 2020-04-07T13:56:11Z
          Thursday, 30-Jun-22 12:07:25 GMT        | 2022-06-30T12:07:25Z
          Tue, 15 Nov 2022 12:45:26 GMT           | 2022-11-15T12:45:26Z
          2024-02-29T23:59:59.9999999Z            | 2024-02-29T23:59:59.999999900Z
          """)
  void everySpellingIsReadToTheTick(String text, String instant) {
    assertThat(AzureTime.ticks(text)).isEqualTo(Ticks.of(Instant.parse(instant)));
  }

  @Test
  void browsersPutNarrowSpacesBeforePm() {
    assertThat(AzureTime.ticks("4/26/2021, 5:01:40.265\u202fPM"))
        .isEqualTo(Ticks.of(Instant.parse("2021-04-26T17:01:40.265Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "now",
        "2023-02-29T00:00:00.0000000Z",
        "2023-13-01T00:00:00.0000000Z",
        "2023-01-01T24:00:00.0000000Z",
        "2023-01-01T00:60:00.0000000Z",
        "2023-01-01T00:00:00.00x0000Z",
        "2023-01-01T00:00:00.0000000Z more",
        "13/45/2022 1:00:00 AM",
        "6/30/2022 13:07:25 PM",
        "Someday, 07-Apr-20 13:56:11 GMT",
        "Tuesday, 07-Foo-20 13:56:11 GMT",
        "20230101",
        "2023-01-01T00:00:00+99:00",
        "----------------------------"
      })
  void nonsenseIsNoTime(String text) {
    assertThat(AzureTime.ticks(text)).isEqualTo(AzureTime.NOT_A_TIME);
    assertThat(AzureTime.problem(AzureTime.NOT_A_TIME)).isEqualTo("time cannot be read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0001-01-01T00:00:00.0000000Z",
        "0001-01-01T00:00:00",
        "9999-12-31T23:59:59.9999999Z",
        "12/31/9999 11:59:59 PM",
        "1601-01-01T00:00:00Z",
        "1970-01-01T00:00:00+01:00"
      })
  void yearsThatStandForNoValueAreOutOfRange(String text) {
    assertThat(AzureTime.ticks(text)).isEqualTo(AzureTime.OUT_OF_RANGE);
    assertThat(AzureTime.isTime(AzureTime.OUT_OF_RANGE)).isFalse();
    assertThat(AzureTime.problem(AzureTime.OUT_OF_RANGE)).isEqualTo("time out of range");
  }

  @Test
  void nullIsNoTime() {
    assertThat(AzureTime.ticks(null)).isEqualTo(AzureTime.NOT_A_TIME);
  }

  @Test
  void bytesAndTextAgreeWithTheJdkOnEveryDay() {
    Random random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      long ticks = Math.floorMod(random.nextLong(), 7_258_118_400L * Ticks.PER_SECOND);
      Instant instant = Ticks.toInstant(ticks);
      byte[] text = ("  " + instant).getBytes(StandardCharsets.US_ASCII);
      assertThat(AzureTime.ticks(text, 2, text.length - 2)).as("%s", instant).isEqualTo(ticks);
    }
  }
}
