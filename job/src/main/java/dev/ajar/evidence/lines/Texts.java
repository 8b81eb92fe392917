package dev.ajar.evidence.lines;

import dev.ajar.evidence.EightBytes;

/** Finds the ends of JSON texts, and says what they hold. */
final class Texts {
  private static final int UNKNOWN = LineShapes.UNKNOWN;

  /** Whether the last text holds escapes. */
  boolean escaped;

  /** Whether a text held bytes beyond ASCII, or perhaps what followed it. */
  boolean beyondAscii;

  /**
   * The closing quote of the text that begins at {@code from}, behind its opening quote; -1 if a
   * control character or a bad escape comes first.
   */
  int end(byte[] bytes, int from) {
    escaped = false;
    int at = from;
    long seen = 0;
    while (true) {
      long word = EightBytes.at(bytes, at);
      seen |= word;
      long stops = EightBytes.stops(word);
      if (stops == 0) {
        at += Long.BYTES;
        continue;
      }
      int stop = at + EightBytes.first(stops);
      if (bytes[stop] == '"') {
        if ((seen & EightBytes.HIGH) != 0) {
          beyondAscii = true;
        }
        return stop;
      }
      if (bytes[stop] != '\\') {
        return UNKNOWN;
      }
      escaped = true;
      at = behindEscape(bytes, stop + 1);
      if (at < 0) {
        return UNKNOWN;
      }
    }
  }

  private static int behindEscape(byte[] bytes, int at) {
    switch (bytes[at]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
        return at + 1;
      }
      case 'u' -> {
        for (int i = 1; i <= 4; i++) {
          if (Character.digit(bytes[at + i], 16) < 0) {
            return UNKNOWN;
          }
        }
        return at + 5;
      }
      default -> {
        return UNKNOWN;
      }
    }
  }

  /** The text of which {@code spelled}, whose escapes are good ones, is what JSON holds. */
  static String unescaped(String spelled) {
    StringBuilder text = new StringBuilder(spelled.length());
    int from = 0;
    for (int at = spelled.indexOf('\\'); at >= 0; at = spelled.indexOf('\\', from)) {
      text.append(spelled, from, at);
      char escape = spelled.charAt(at + 1);
      from = at + 2;
      switch (escape) {
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'u' -> {
          text.append((char) Integer.parseInt(spelled, from, from + 4, 16));
          from += 4;
        }
        default -> text.append(escape);
      }
    }
    return text.append(spelled, from, spelled.length()).toString();
  }
}
