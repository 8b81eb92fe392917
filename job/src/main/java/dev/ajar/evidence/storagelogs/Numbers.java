package dev.ajar.evidence.storagelogs;

/** Numbers that may be logged as numbers or as text. */
final class Numbers {
  private Numbers() {}

  /** A whole number; null if it is none. */
  static Long whole(String text) {
    if (text == null || text.isEmpty() || text.length() > 24) {
      return null;
    }
    long number = 0;
    int at = text.charAt(0) == '-' ? 1 : 0;
    int digits = 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      if (++digits > 18) {
        return null;
      }
      number = number * 10 + text.charAt(at++) - '0';
    }
    boolean whole = at == text.length() || isZeroFraction(text, at);
    if (digits == 0 || !whole) {
      return null;
    }
    return text.charAt(0) == '-' ? -number : number;
  }

  /** Bytes: absent is 0, as Azure leaves out zeros; null if it cannot be read. */
  static Long size(String text) {
    if (text == null) {
      return 0L;
    }
    Long size = whole(text);
    return size == null || size < 0 ? null : size;
  }

  /** {@code 7.0} is 7. */
  private static boolean isZeroFraction(String text, int at) {
    if (text.charAt(at) != '.' || at + 1 == text.length()) {
      return false;
    }
    for (int i = at + 1; i < text.length(); i++) {
      if (text.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }
}
