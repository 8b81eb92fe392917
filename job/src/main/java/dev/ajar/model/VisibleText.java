package dev.ajar.model;

/**
 * Makes text from evidence safe to print: what a terminal or a reader would not show as itself is
 * written out.
 *
 * <p>Log fields are an attacker's text: escape sequences would move the cursor or hide a line,
 * right-to-left marks would turn a name round, a line end would forge a line of output.
 */
public final class VisibleText {
  private VisibleText() {}

  /**
   * {@code text} with every control, format, unassigned and separator character but the space
   * written as <code>\\u{hex}</code>; null stays null.
   */
  public static String of(String text) {
    if (text == null || text.codePoints().noneMatch(VisibleText::isHidden)) {
      return text;
    }
    StringBuilder visible = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              if (isHidden(point)) {
                visible.append("\\u{").append(Integer.toHexString(point)).append('}');
              } else {
                visible.appendCodePoint(point);
              }
            });
    return visible.toString();
  }

  private static boolean isHidden(int point) {
    if (point >= ' ' && point <= '~') {
      return false;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
