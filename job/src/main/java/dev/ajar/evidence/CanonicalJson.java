package dev.ajar.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A value of several parts as one text: a JSON object without spaces, its keys sorted. */
public final class CanonicalJson {
  private static final Pattern GUID =
      Pattern.compile(
          "(\\p{XDigit}{8})-?(\\p{XDigit}{4})-?(\\p{XDigit}{4})-?(\\p{XDigit}{4})-?(\\p{XDigit}{12})");

  private final Map<String, JsonNode> parts = new TreeMap<>();

  /** A text; null is left out. */
  public CanonicalJson text(String key, String value) {
    if (value != null) {
      parts.put(key, JsonNodeFactory.instance.textNode(value));
    }
    return this;
  }

  /** A set of words, sorted; an empty one stays. */
  public CanonicalJson words(String key, Collection<String> words) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    new TreeSet<>(words).forEach(array::add);
    parts.put(key, array);
    return this;
  }

  @Override
  public String toString() {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    parts.forEach(object::set);
    return object.toString();
  }

  /**
   * The GUID that {@code id} is or ends with, lower case and dashed; null if it does not. Sources
   * write the same one bare, as the last part of a resource id, and without dashes.
   */
  public static String guid(String id) {
    if (id == null) {
      return null;
    }
    String trimmed = id.trim();
    Matcher matcher = GUID.matcher(trimmed.substring(trimmed.lastIndexOf('/') + 1));
    return matcher.matches()
        ? matcher.replaceFirst("$1-$2-$3-$4-$5").toLowerCase(Locale.ROOT)
        : null;
  }
}
