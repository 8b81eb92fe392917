package dev.ajar.evidence;

/**
 * Characters as they may be spelled in URIs within JSON within text: plain, percent-encoded once or
 * more often ({@code %3D}, {@code %253D}), or escaped ({@code \\u003d}, {@code \/}).
 */
final class Escapes {
  private static final int NONE = -1;

  /** Escapes of escapes are followed so far: a text of nothing else costs no more than others. */
  private static final int DEEPEST = 16;

  private Escapes() {}

  /** The index behind {@code c} at {@code at}, however it is spelled; -1 if something else is. */
  static int after(String text, int at, char c) {
    int end = end(text, at);
    return end > at && code(text, at, end) == c ? end : NONE;
  }

  /** The index behind one base64 digit other than padding; {@code at} if there is none. */
  static int skipBase64(String text, int at) {
    char c = text.charAt(at);
    if (isAlphanumeric(c) || c == '+' || c == '/') {
      return at + 1;
    }
    if (c != '%' && c != '\\') {
      return at;
    }
    int end = end(text, at);
    int code = code(text, at, end);
    return code == '+' || code == '/' ? end : at;
  }

  /**
   * The index behind one character of a secret's value; {@code at} where the value ends.
   *
   * @param query whether the value is a query of its own, with {@code &} and {@code ,} in it
   */
  static int skipValue(String text, int at, boolean query) {
    int end = end(text, at);
    int code = code(text, at, end);
    boolean ends =
        switch (code) {
          case '&', ',' -> !query;
          case '"', '\'', ';', '<', '>', ')', '|', '`', '\\' -> true;
          default -> code <= ' ' || code == '\u00a0';
        };
    return ends ? at : end;
  }

  static int skipBlanks(String text, int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) <= ' ') {
      end++;
    }
    return end;
  }

  /** How many quotes stand there in a row, each escaped any number of times. */
  static int quotes(String text, int at) {
    int quotes = 0;
    int next = skipQuote(text, at);
    for (int end = at; next > end; next = skipQuote(text, end)) {
      quotes++;
      end = next;
    }
    return quotes;
  }

  /** The index behind so many quotes at most; {@code at} if there is none. */
  static int skipQuotes(String text, int at, int most) {
    int end = at;
    for (int i = 0; i < most; i++) {
      end = skipQuote(text, end);
    }
    return end;
  }

  /** The index behind a quote, escaped any number of times; {@code at} if there is none. */
  private static int skipQuote(String text, int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) == '\\') {
      end++;
    }
    if (end < text.length() && (text.charAt(end) == '"' || text.charAt(end) == '\'')) {
      return end + 1;
    }
    return at;
  }

  /** The index behind the character at {@code at}, with its escapes. */
  private static int end(String text, int at) {
    if (at >= text.length()) {
      return at;
    }
    char c = text.charAt(at);
    if (c == '%') {
      int hex = at + 1;
      while (text.startsWith("25", hex) && hex - at <= DEEPEST) {
        hex += 2;
      }
      return isHex(text, hex) && isHex(text, hex + 1) ? hex + 2 : at + 1;
    }
    if (c == '\\') {
      int letter = at;
      while (letter < text.length() && text.charAt(letter) == '\\' && letter - at < DEEPEST) {
        letter++;
      }
      if (letter == text.length()) {
        return letter;
      }
      boolean unicode = text.charAt(letter) == 'u';
      for (int i = 1; i <= 4; i++) {
        unicode &= isHex(text, letter + i);
      }
      return unicode ? letter + 5 : letter + 1;
    }
    return at + 1;
  }

  /** The character that stands between {@code at} and {@code end}. */
  private static int code(String text, int at, int end) {
    if (at >= text.length()) {
      return NONE;
    }
    char c = text.charAt(at);
    if (end == at + 1) {
      return c;
    }
    if (c == '%') {
      return Integer.parseInt(text, end - 2, end, 16);
    }
    return isHex(text, end - 1) && end - at >= 6 && text.charAt(end - 5) == 'u'
        ? Integer.parseInt(text, end - 4, end, 16)
        : text.charAt(end - 1);
  }

  private static boolean isHex(String text, int at) {
    return at < text.length()
        && ((text.charAt(at) >= '0' && text.charAt(at) <= '9')
            || (text.charAt(at) >= 'a' && text.charAt(at) <= 'f')
            || (text.charAt(at) >= 'A' && text.charAt(at) <= 'F'));
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
