package dev.ajar.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordingTest {
  @Test
  void numbersHaveCommasInAnyLocale() {
    assertThat(Wording.number(1_234_567)).isEqualTo("1,234,567");
    assertThat(Wording.count(1, "window", "windows")).isEqualTo("1 window");
    assertThat(Wording.count(0, "window", "windows")).isEqualTo("0 windows");
  }

  @Test
  void bytesAreCutNeverRoundedUpAndStandBesideTheExactNumber() {
    assertThat(Wording.bytes(999)).isEqualTo("999 bytes");
    assertThat(Wording.bytes(1_999_999)).isEqualTo("1.99 MB (1,999,999 bytes)");
    assertThat(Wording.bytes(4_512_345_678L)).isEqualTo("4.51 GB (4,512,345,678 bytes)");
    assertThat(Wording.shortBytes(Long.MAX_VALUE)).isEqualTo("9.22 EB");
  }

  @Test
  void instantsAreUtcToTheMicrosecondInAnyTimeZone() {
    assertThat(Wording.instant(Instant.parse("2024-02-01T09:30:00Z")))
        .isEqualTo("2024-02-01 09:30:00 UTC");
    assertThat(Wording.instant(Instant.parse("2024-02-01T09:30:00.123456Z")))
        .isEqualTo("2024-02-01 09:30:00.123456 UTC");
    assertThat(Wording.instant(Instant.parse("0001-01-01T00:00:00Z")))
        .isEqualTo("0001-01-01 00:00:00 UTC");
  }

  @Test
  void listsAreWrittenAsPeopleWriteThem() {
    assertThat(Wording.list(List.of())).isEmpty();
    assertThat(Wording.list(List.of("list"))).isEqualTo("list");
    assertThat(Wording.list(List.of("list", "read", "write"))).isEqualTo("list, read and write");
  }
}
