package dev.ajar.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {
  @Test
  void ordinaryTextStaysAsItIs() {
    String text = "Grüße, 東京, ünïcödé \"x\" <b> 🙂 ~";

    assertThat(VisibleText.of(text)).isSameAs(text);
    assertThat(VisibleText.of(null)).isNull();
    assertThat(VisibleText.of("")).isEmpty();
  }

  @Test
  void whatATerminalWouldObeyIsWrittenOut() {
    assertThat(VisibleText.of("a\u001B[2Jb\r\nc\u0000\u007F\u009B"))
        .isEqualTo("a\\u{1b}[2Jb\\u{d}\\u{a}c\\u{0}\\u{7f}\\u{9b}");
  }

  @Test
  void whatAReaderWouldNotSeeIsWrittenOut() {
    assertThat(VisibleText.of("a\u202Eb\u200Bc\u2028d\u00A0e\uFEFFf"))
        .isEqualTo("a\\u{202e}b\\u{200b}c\\u{2028}d\\u{a0}e\\u{feff}f");
    assertThat(VisibleText.of("x\uD800y")).isEqualTo("x\\u{d800}y");
  }
}
