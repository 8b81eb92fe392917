package dev.ajar.evidence.storagelogs;

import java.util.Locale;

/**
 * {@code identity.tokenHash}: {@code key1(H)}, {@code key1(H),SasSignature(H)}, {@code
 * user-delegation(H),SasSignature(H)}, {@code system-1(H)}; of OAuth a bare hash, which names no
 * credential that Ajar follows.
 *
 * @param label what signed, lower case; null if nothing is named
 * @param keySha256 its hash, upper case
 * @param sasSha256 the signature's hash, upper case
 */
record TokenHash(String label, String keySha256, String sasSha256) {
  static final TokenHash NONE = new TokenHash(null, null, null);
  static final String SYSTEM = "system-1";
  static final String USER_DELEGATION = "user-delegation";
  private static final String SIGNATURE = "sassignature";
  private static final int MAX = 128;

  static TokenHash parse(String text) {
    if (text == null || text.indexOf('(') < 0) {
      return NONE;
    }
    String label = null;
    String key = null;
    String sas = null;
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('(', at);
      int close = open < 0 ? -1 : text.indexOf(')', open);
      if (close < 0) {
        break;
      }
      String name = text.substring(at, open).strip().toLowerCase(Locale.ROOT);
      String hash = cut(text.substring(open + 1, close).strip().toUpperCase(Locale.ROOT));
      if (name.equals(SIGNATURE)) {
        sas = sas == null ? hash : sas;
      } else if (label == null) {
        label = cut(name);
        key = hash;
      }
      at = close + 1;
      while (at < text.length() && (text.charAt(at) == ',' || text.charAt(at) == ' ')) {
        at++;
      }
    }
    return new TokenHash(label, key, sas);
  }

  private static String cut(String text) {
    return text.length() <= MAX ? text : text.substring(0, MAX);
  }
}
