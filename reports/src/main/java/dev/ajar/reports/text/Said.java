package dev.ajar.reports.text;

import java.util.Locale;

/**
 * Text from evidence, fit to be looked at: an attacker may have chosen it.
 *
 * <p>Characters that are not seen or that move others (controls, line ends, zero-width, bidi, tags,
 * odd spaces, halves of surrogate pairs) stand as their code point between angle brackets. Long
 * text is cut in its middle and says so; the tables hold the whole. What XML cannot hold is among
 * the former, so every value can be written into a page.
 *
 * @param text the text to show; never null
 * @param length characters of the whole
 * @param cut whether {@code text} is less than the whole
 */
public record Said(String text, long length, boolean cut) {
  /** The most characters that a cell shows. */
  public static final int CELL = 120;

  private static final int TAIL = 32;

  /** {@code raw} as a cell shows it; null stays null. */
  public static Said of(String raw) {
    return of(raw, CELL);
  }

  /**
   * {@code raw}, shown in at most about {@code most} characters; null stays null.
   *
   * @param most characters to show, more than 40
   */
  public static Said of(String raw, int most) {
    if (raw == null) {
      return null;
    }
    int tail = Math.min(TAIL, most / 3);
    String head = visible(raw, most + 1);
    if (raw.length() <= most && head.length() <= most) {
      return new Said(head, raw.length(), false);
    }
    int from = Math.max(raw.length() - tail, 0);
    if (from > 0
        && from < raw.length()
        && Character.isLowSurrogate(raw.charAt(from))
        && Character.isHighSurrogate(raw.charAt(from - 1))) {
      from++;
    }
    String end = visible(raw.substring(from), 4 * tail);
    String shownEnd = end.length() <= tail ? end : afterWholeMark(end, end.length() - tail);
    String shownHead = beforeWholeMark(head, Math.max(0, most - tail));
    return new Said(shownHead + " … " + shownEnd, raw.length(), true);
  }

  /** What stands behind a cut text, in Ajar's words; empty if it is whole. */
  public String note() {
    return cut ? " (cut: " + Wording.number(length) + " characters)" : "";
  }

  /** The text with its note. */
  @Override
  public String toString() {
    return text + note();
  }

  /**
   * The visible spelling of the beginning of {@code raw}, until it has {@code enough} characters.
   */
  private static String visible(String raw, int enough) {
    StringBuilder shown = new StringBuilder(Math.min(raw.length(), enough) + 16);
    int at = 0;
    while (at < raw.length() && shown.length() < enough) {
      int codePoint = raw.codePointAt(at);
      if (isUnseen(codePoint)) {
        shown.append(String.format(Locale.ROOT, "⟨U+%04X⟩", codePoint));
      } else {
        shown.appendCodePoint(codePoint);
      }
      at += Character.charCount(codePoint);
    }
    return shown.toString();
  }

  private static String beforeWholeMark(String shown, int end) {
    int cut = Math.min(end, shown.length());
    int open = shown.lastIndexOf('⟨', Math.max(cut - 1, 0));
    if (open >= 0 && shown.indexOf('⟩', open) >= cut) {
      cut = open;
    }
    if (cut > 0 && Character.isHighSurrogate(shown.charAt(cut - 1))) {
      cut--;
    }
    return shown.substring(0, cut);
  }

  private static String afterWholeMark(String shown, int from) {
    int open = shown.lastIndexOf('⟨', from - 1);
    int close = open < 0 ? -1 : shown.indexOf('⟩', open);
    int begin = close >= from ? close + 1 : from;
    if (begin < shown.length() && Character.isLowSurrogate(shown.charAt(begin))) {
      begin++;
    }
    return shown.substring(begin);
  }

  private static boolean isUnseen(int codePoint) {
    if (codePoint == ' ') {
      return false;
    }
    if ((codePoint & 0xFFFE) == 0xFFFE) {
      return true;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          true;
      default -> isBlank(codePoint);
    };
  }

  /** Letters and marks that no font draws. */
  private static boolean isBlank(int codePoint) {
    return codePoint == 0x034F
        || codePoint == 0x115F
        || codePoint == 0x1160
        || codePoint == 0x17B4
        || codePoint == 0x17B5
        || (codePoint >= 0x180B && codePoint <= 0x180F)
        || codePoint == 0x2800
        || codePoint == 0x3164
        || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
        || codePoint == 0xFFA0
        || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
  }
}
