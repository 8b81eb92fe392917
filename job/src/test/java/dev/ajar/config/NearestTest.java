package dev.ajar.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> COMMANDS = List.of("audit", "plan", "report", "show");

  @Test
  void aSlipOfTheFingersIsUnderstood() {
    assertThat(Nearest.to("audti", COMMANDS)).contains("audit");
    assertThat(Nearest.to("AUDIT", COMMANDS)).contains("audit");
    assertThat(Nearest.to("reprot", COMMANDS)).contains("report");
    assertThat(Nearest.to("shw", COMMANDS)).contains("show");
  }

  @Test
  void anotherWordIsNotGuessed() {
    assertThat(Nearest.to("delete", COMMANDS)).isEmpty();
    assertThat(Nearest.to("", COMMANDS)).isEmpty();
    assertThat(Nearest.to("x".repeat(1_000), COMMANDS)).isEmpty();
  }

  @Test
  void distanceCountsLettersAndSwaps() {
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    assertThat(Nearest.distance("abc", "abc")).isZero();
    assertThat(Nearest.distance("abc", "acb")).isEqualTo(1);
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
  }
}
