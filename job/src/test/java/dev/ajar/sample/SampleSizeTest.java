package dev.ajar.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ajar.AjarException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleSizeTest {
  @ParameterizedTest
  @CsvSource({
    "tiny, 2000000",
    "TINY, 2000000",
    "small, 100000000",
    "large, 3000000000",
    "500MB, 500000000",
    "1 gb, 1000000000",
    "2000KB, 2000000",
    "10GB, 10000000000",
    "1TB, 1000000000000",
    "1000000, 1000000"
  })
  void namesBytes(String text, long bytes) {
    assertThat(SampleSize.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "huge", "-1", "999999", "1KB", "MB", "1.5GB", "99999999999TB"})
  void refusesWhatIsNoSize(String text) {
    assertThatThrownBy(() -> SampleSize.parse(text))
        .isInstanceOf(AjarException.class)
        .hasMessageContaining("tiny, small, large");
  }
}
