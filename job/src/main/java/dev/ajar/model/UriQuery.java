package dev.ajar.model;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Parameters of a logged URI's query: names in any case, the first of several counts, values
 * percent-decoded once. A plus stays a plus: Azure's clients write a space as {@code %20}.
 */
public final class UriQuery {
  private UriQuery() {}

  /** The parameter's value, perhaps empty; null if there is none. */
  public static String parameter(String uri, String name) {
    int question = uri == null ? -1 : uri.indexOf('?');
    int at = question + 1;
    while (question >= 0 && at < uri.length()) {
      int end = uri.indexOf('&', at);
      end = end < 0 ? uri.length() : end;
      int value = at + name.length();
      if (value <= end
          && uri.regionMatches(true, at, name, 0, name.length())
          && (value == end || uri.charAt(value) == '=')) {
        return value == end ? "" : decode(uri.substring(value + 1, end));
      }
      at = end + 1;
    }
    return null;
  }

  /** Percent-decoded once, as UTF-8; what is no valid escape stays as it is. */
  public static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < raw.length; i++) {
      int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(raw[i + 2], 16);
      if (low >= 0) {
        bytes.write((high << 4) | low);
        i += 2;
      } else {
        bytes.write(raw[i]);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
