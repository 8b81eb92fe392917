package dev.ajar.evidence;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Cuts secrets out of text from evidence before anything stores, logs or shows it.
 *
 * <p>Cut are the values of {@code sig=} (also percent-encoded, escaped in JSON, as a JSON member,
 * in any case), account keys, {@code AccountKey=} and its like in connection strings, bearer tokens
 * and JWTs. Azure itself redacts signatures in its logs; copies by others, user agents and names do
 * not. One pass per kind, linear in the text's length.
 */
public final class Secrets {
  /** What stands where a secret stood. */
  public static final String CUT = "REDACTED";

  private static final String[] LABELS = {"accountkey", "sharedaccesskey", "sharedaccesssignature"};
  private static final int SAS_LABEL = 2;
  private static final String SIGNATURE = "sig";

  /** The letters that the names before a secret end with: all but few characters are none. */
  private static final String LAST_LETTERS =
      Stream.concat(Stream.of(SIGNATURE), Stream.of(LABELS))
          .map(name -> name.substring(name.length() - 1))
          .distinct()
          .collect(Collectors.joining());

  /** The characters that may stand behind the name of a secret, by code: all but few are none. */
  private static final boolean[] BEHIND_NAMES = new boolean[128];

  static {
    " +%=\\\"':".chars().forEach(code -> BEHIND_NAMES[code] = true);
  }

  private static final String BEARER = "bearer";
  private static final String TOKEN = "eyJ";

  /** Base64 digits of a 64-byte key; two paddings follow. */
  private static final int KEY_DIGITS = 86;

  private static final int MIN_BEARER = 8;

  private Secrets() {}

  /** {@code text} without secrets; null stays null. */
  public static String cut(String text) {
    if (text == null || text.length() < SIGNATURE.length() + 1) {
      return text;
    }
    String kept = mayHoldNamed(text) ? cutNamed(text) : text;
    return cutTokens(cutKeys(kept));
  }

  /**
   * Whether behind a name may stand what a value begins with: an equals sign, however it is
   * spelled, a quote, or the blank behind {@code bearer}. Most texts have none of them, or the
   * blank alone.
   */
  private static boolean mayHoldNamed(String text) {
    return mayHoldPadding(text)
        || text.indexOf('"') >= 0
        || text.indexOf('\'') >= 0
        || ((text.indexOf(' ') >= 0 || text.indexOf('+') >= 0) && holdsBearer(text));
  }

  private static boolean holdsBearer(String text) {
    for (int at = BEARER.length(); at < text.length(); at++) {
      char c = text.charAt(at);
      if ((c == ' ' || c == '+') && endsWith(text, 0, at, BEARER)) {
        return true;
      }
    }
    return false;
  }

  /** Values that a name in front gives away. */
  private static String cutNamed(String text) {
    StringBuilder kept = null;
    int from = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int value = c < BEHIND_NAMES.length && BEHIND_NAMES[c] ? value(text, from, at) : -1;
      if (value < 0) {
        at++;
        continue;
      }
      int end = end(text, at, value);
      kept = kept == null ? new StringBuilder(text.length()) : kept;
      kept.append(text, from, value).append(CUT);
      from = end;
      at = Math.max(end, at + 1);
    }
    return kept == null ? text : kept.append(text, from, text.length()).toString();
  }

  /** Where the value begins whose name ends just before {@code at}; -1 if none does. */
  private static int value(String text, int from, int at) {
    char c = text.charAt(at);
    if (c == ' ' || c == '+' || c == '%') {
      int token = afterBearer(text, from, at);
      if (token >= 0) {
        return token;
      }
    }
    if (c == ' ' || c == '+' || !endsWithName(text, from, at)) {
      return -1;
    }
    int value = Escapes.after(text, at, '=');
    return value >= 0 ? value : afterMember(text, at);
  }

  private static boolean endsWithName(String text, int from, int at) {
    if (at == from || LAST_LETTERS.indexOf(text.charAt(at - 1) | 0x20) < 0) {
      return false;
    }
    if (endsWith(text, from, at, SIGNATURE)) {
      return true;
    }
    for (String label : LABELS) {
      if (endsWith(text, from, at, label)) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@code "sig": "…"}, its quotes perhaps escaped, or doubled as CSV does: where the value begins;
   * else -1.
   */
  private static int afterMember(String text, int at) {
    int quotes = Escapes.quotes(text, at);
    int after = Escapes.skipQuotes(text, at, quotes);
    int colon = Escapes.skipBlanks(text, after);
    if (colon == text.length() || text.charAt(colon) != ':') {
      return -1;
    }
    int quote = Escapes.skipBlanks(text, colon + 1);
    int value = Escapes.skipQuotes(text, quote, Math.max(1, quotes));
    return value > quote ? value : -1;
  }

  private static int afterBearer(String text, int from, int at) {
    if (!endsWith(text, from, at, BEARER)) {
      return -1;
    }
    int token = at + (text.startsWith("%20", at) ? 3 : 1);
    int end = token;
    while (end < text.length() && isTokenDigit(text.charAt(end))) {
      end++;
    }
    boolean encoded = text.startsWith("%20", at);
    return encoded || (text.charAt(at) != '%' && end - token >= MIN_BEARER) ? token : -1;
  }

  private static int end(String text, int at, int value) {
    boolean whole = endsWith(text, 0, at, LABELS[SAS_LABEL]);
    int end = value;
    while (end < text.length()) {
      int next = Escapes.skipValue(text, end, whole);
      if (next == end) {
        break;
      }
      end = next;
    }
    return end;
  }

  /** Account keys: 86 digits of base64 and two paddings, encoded or not. */
  private static String cutKeys(String text) {
    if (text.length() <= KEY_DIGITS || !mayHoldPadding(text)) {
      return text;
    }
    StringBuilder kept = null;
    int from = 0;
    int at = 0;
    int[] starts = new int[KEY_DIGITS];
    int digits = 0;
    while (at < text.length()) {
      int next = Escapes.skipBase64(text, at);
      if (next > at) {
        starts[digits % KEY_DIGITS] = at;
        digits++;
        at = next;
        continue;
      }
      int first = Escapes.after(text, at, '=');
      int second = first < 0 ? -1 : Escapes.after(text, first, '=');
      if (digits >= KEY_DIGITS && second >= 0) {
        kept = kept == null ? new StringBuilder(text.length()) : kept;
        kept.append(text, from, starts[digits % KEY_DIGITS]).append(CUT);
        from = second;
        at = second;
      } else {
        at++;
      }
      digits = 0;
    }
    return kept == null ? text : kept.append(text, from, text.length()).toString();
  }

  /** Whether an equals sign may be in it, however it is spelled. */
  private static boolean mayHoldPadding(String text) {
    return text.indexOf('=') >= 0 || text.indexOf('%') >= 0 || text.indexOf('\\') >= 0;
  }

  /** JSON web tokens: {@code eyJ…} with a dot. */
  private static String cutTokens(String text) {
    int at = text.indexOf(TOKEN);
    if (at < 0) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    int from = 0;
    while (at >= 0) {
      int end = at;
      boolean dotted = false;
      while (end < text.length() && isTokenDigit(text.charAt(end))) {
        dotted |= text.charAt(end) == '.';
        end++;
      }
      if (dotted) {
        kept.append(text, from, at).append(CUT);
        from = end;
      }
      at = text.indexOf(TOKEN, end);
    }
    return kept.append(text, from, text.length()).toString();
  }

  private static boolean isTokenDigit(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.'
        || c == '~'
        || c == '+'
        || c == '/'
        || c == '=';
  }

  /** Whether the text between {@code from} and {@code at} ends with {@code name}, in any case. */
  private static boolean endsWith(String text, int from, int at, String name) {
    int start = at - name.length();
    if (start < from) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = text.charAt(start + i);
      if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
