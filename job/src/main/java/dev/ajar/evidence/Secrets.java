package dev.ajar.evidence;

import java.util.Locale;

/**
 * Cuts secrets out of text from evidence before anything stores, logs or shows it.
 *
 * <p>Cut are the values of {@code sig=}. Azure itself redacts them in its logs; copies by others,
 * user agents and names do not.
 */
public final class Secrets {
  /** What stands where a secret stood. */
  public static final String CUT = "REDACTED";

  private static final String SIGNATURE = "sig=";

  private Secrets() {}

  /** {@code text} without secrets; null stays null. */
  public static String cut(String text) {
    if (text == null) {
      return null;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    int at = lower.indexOf(SIGNATURE);
    if (at < 0) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    int from = 0;
    while (at >= 0) {
      int value = at + SIGNATURE.length();
      int end = value;
      while (end < text.length() && isValue(text.charAt(end))) {
        end++;
      }
      kept.append(text, from, value).append(CUT);
      from = end;
      at = lower.indexOf(SIGNATURE, end);
    }
    return kept.append(text, from, text.length()).toString();
  }

  private static boolean isValue(char c) {
    return c != '&' && c != '"' && c != '\'' && c != ';' && c != ',' && !Character.isWhitespace(c);
  }
}
