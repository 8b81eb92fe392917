package dev.ajar.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SaidTest {
  @Test
  void plainTextStaysAsItIs() {
    assertThat(Said.of("exports/2024 Müller 日本.csv").text())
        .isEqualTo("exports/2024 Müller 日本.csv");
    assertThat(Said.of("exports").note()).isEmpty();
    assertThat(Said.of(null)).isNull();
    assertThat(Said.of("").text()).isEmpty();
  }

  @Test
  void whatIsNotSeenOrMovesOthersIsWrittenAsItsCodePoint() {
    assertThat(Said.of("a\u202Efdp.exe").text()).isEqualTo("a⟨U+202E⟩fdp.exe");
    assertThat(Said.of("a\u200Bb\uFEFFc").text()).isEqualTo("a⟨U+200B⟩b⟨U+FEFF⟩c");
    assertThat(Said.of("a\nb\rc\td\0").text()).isEqualTo("a⟨U+000A⟩b⟨U+000D⟩c⟨U+0009⟩d⟨U+0000⟩");
    assertThat(Said.of("\uD800x\uFFFF").text()).isEqualTo("⟨U+D800⟩x⟨U+FFFF⟩");
    assertThat(Said.of("\u3164\u00A0\uDB40\uDC41").text()).isEqualTo("⟨U+3164⟩⟨U+00A0⟩⟨U+E0041⟩");
  }

  @Test
  void longTextIsCutInItsMiddleAndSaysHowLongItWas() {
    Said said = Said.of("x".repeat(10_000) + ".csv", 120);
    assertThat(said.text()).startsWith("x".repeat(88) + " … ").endsWith("x.csv").hasSize(123);
    assertThat(said.note()).isEqualTo(" (cut: 10,004 characters)");
  }

  @Test
  void theCutNeverGoesThroughAMarkOrASurrogatePair() {
    for (int most = 41; most < 140; most++) {
      for (String unit : new String[] {"\u202E", "😀", "a\u200B", "ab😀"}) {
        String text = Said.of(unit.repeat(200), most).text();
        assertThat(text.chars().filter(c -> c == '⟨').count())
            .as("%s at %d", text, most)
            .isEqualTo(text.chars().filter(c -> c == '⟩').count());
        assertThat(text.codePoints())
            .noneMatch(point -> Character.getType(point) == Character.SURROGATE);
        assertThat(text.length()).isLessThanOrEqualTo(most + 3);
      }
    }
  }
}
