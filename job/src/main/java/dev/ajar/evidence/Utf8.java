package dev.ajar.evidence;

/** Tells valid UTF-8 (RFC 3629): nothing overlong, no surrogates, nothing beyond U+10FFFF. */
public final class Utf8 {
  private Utf8() {}

  public static boolean isValid(byte[] bytes, int start, int length) {
    int end = start + length;
    int at = start;
    while (at < end) {
      int first = bytes[at++];
      if (first >= 0) {
        continue;
      }
      int more = followers(first & 0xff);
      if (more == 0 || at + more > end || !isSecond(first & 0xff, bytes[at] & 0xff)) {
        return false;
      }
      for (int i = 1; i < more; i++) {
        if ((bytes[at + i] & 0xc0) != 0x80) {
          return false;
        }
      }
      at += more;
    }
    return true;
  }

  private static int followers(int first) {
    if (first < 0xc2 || first > 0xf4) {
      return 0;
    }
    return first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
  }

  private static boolean isSecond(int first, int second) {
    return switch (first) {
      case 0xe0 -> second >= 0xa0 && second <= 0xbf;
      case 0xed -> second >= 0x80 && second <= 0x9f;
      case 0xf0 -> second >= 0x90 && second <= 0xbf;
      case 0xf4 -> second >= 0x80 && second <= 0x8f;
      default -> second >= 0x80 && second <= 0xbf;
    };
  }
}
