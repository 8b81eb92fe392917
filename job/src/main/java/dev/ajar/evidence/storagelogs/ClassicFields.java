package dev.ajar.evidence.storagelogs;

import java.nio.charset.StandardCharsets;

/**
 * The fields of a line of a classic log (inputs.md §3.3): they end at a semicolon that stands
 * outside quotes and does not end an HTML entity, for URLs come unquoted too. Reused from line to
 * line.
 */
final class ClassicFields {
  /** More fields than any version has: a line is not taken apart beyond. */
  static final int MOST = 64;

  private static final int LONGEST_NAME = 6;

  private final int[] start = new int[MOST];
  private final int[] end = new int[MOST];
  private byte[] bytes;
  private int count;

  /** Takes a line apart; returns how many fields it has, {@link #MOST} for as many or more. */
  int split(byte[] line, int from, int length) {
    bytes = line;
    count = 0;
    boolean quoted = false;
    int begin = from;
    int limit = from + length;
    for (int at = from; at < limit && count < MOST - 1; at++) {
      byte b = line[at];
      if (b == '"') {
        quoted = !quoted;
      } else if (b == ';' && !quoted && !endsEntity(at, begin)) {
        start[count] = begin;
        end[count++] = at;
        begin = at + 1;
      }
    }
    start[count] = begin;
    end[count++] = limit;
    return count;
  }

  /** Whether the semicolon at {@code at} ends an entity, by name or by number. */
  private boolean endsEntity(int at, int begin) {
    int i = at - 1;
    while (i >= begin && isLetterOrDigit(bytes[i])) {
      i--;
    }
    int length = at - 1 - i;
    if (i < begin || length == 0) {
      return false;
    }
    if (bytes[i] == '#') {
      return i > begin && bytes[i - 1] == '&' && isNumber(i + 1, at);
    }
    return bytes[i] == '&' && length >= 2 && length <= LONGEST_NAME && areLetters(i + 1, at);
  }

  private boolean areLetters(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] <= '9') {
        return false;
      }
    }
    return true;
  }

  private boolean isNumber(int from, int to) {
    boolean hex = bytes[from] == 'x' || bytes[from] == 'X';
    for (int i = hex ? from + 1 : from; i < to; i++) {
      if (Character.digit(bytes[i], hex ? 16 : 10) < 0) {
        return false;
      }
    }
    return !hex || to > from + 1;
  }

  private static boolean isLetterOrDigit(byte b) {
    int lower = b | 0x20;
    return (b >= '0' && b <= '9') || (lower >= 'a' && lower <= 'z' && b > 0);
  }

  /** A field, from 1 as Azure counts them; null if it is empty or the line does not have it. */
  String text(int field) {
    if (field > count) {
      return null;
    }
    int from = start[field - 1];
    int to = end[field - 1];
    if (to - from >= 2 && bytes[from] == '"' && bytes[to - 1] == '"') {
      from++;
      to--;
    }
    String raw = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    String text = unescaped(raw);
    return text.isBlank() ? null : text;
  }

  /** HTML entities read once; what is none stays as it is. */
  static String unescaped(String text) {
    int at = text.indexOf('&');
    if (at < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    int from = 0;
    while (at >= 0) {
      int semicolon = text.indexOf(';', at);
      int code = semicolon < 0 || semicolon - at > 10 ? -1 : code(text, at + 1, semicolon);
      if (code >= 0) {
        plain.append(text, from, at).appendCodePoint(code);
        from = semicolon + 1;
      }
      at = text.indexOf('&', Math.max(at + 1, from));
    }
    return plain.append(text, from, text.length()).toString();
  }

  private static int code(String text, int from, int to) {
    String name = text.substring(from, to);
    return switch (name) {
      case "amp" -> '&';
      case "lt" -> '<';
      case "gt" -> '>';
      case "quot" -> '"';
      case "apos" -> '\'';
      default -> name.startsWith("#") ? number(name) : -1;
    };
  }

  private static int number(String name) {
    boolean hex = name.length() > 1 && (name.charAt(1) | 0x20) == 'x';
    int begin = hex ? 2 : 1;
    int number = 0;
    for (int i = begin; i < name.length(); i++) {
      int digit = name.charAt(i) < 128 ? Character.digit(name.charAt(i), hex ? 16 : 10) : -1;
      if (digit < 0) {
        return -1;
      }
      number = number * (hex ? 16 : 10) + digit;
      if (number > Character.MAX_CODE_POINT) {
        return -1;
      }
    }
    boolean character = name.length() > begin && (number < 0xd800 || number > 0xdfff);
    return character ? number : -1;
  }
}
