package dev.ajar.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;

/**
 * Fields of control-plane JSON, whatever its writer made of their names: {@code resourceId}, {@code
 * ResourceId} and {@code resource_id} are one (inputs: REST, PowerShell, SDK dumps).
 */
public final class JsonFields {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonFields() {}

  /**
   * The first of {@code names} that {@code object} has, also if its value is null; a missing node
   * if it has none or is no object.
   */
  public static JsonNode field(JsonNode object, String... names) {
    if (object == null || !object.isObject()) {
      return MissingNode.getInstance();
    }
    for (String name : names) {
      JsonNode exact = object.get(name);
      if (exact != null) {
        return exact;
      }
    }
    for (String name : names) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        if (same(name, field.getKey())) {
          return field.getValue();
        }
      }
    }
    return MissingNode.getInstance();
  }

  /**
   * A scalar as text, also where it is wrapped as {@code {"value": …}}; null for null, absent,
   * empty, and for other structures. Secrets are cut.
   */
  public static String text(JsonNode node) {
    JsonNode scalar = node != null && node.isObject() ? field(node, "value") : node;
    if (scalar == null || !scalar.isValueNode() || scalar.isNull()) {
      return null;
    }
    String text = scalar.asText();
    return text.isBlank() ? null : Secrets.cut(text);
  }

  /** The first text that {@code object} has under one of {@code names}; null if it has none. */
  public static String text(JsonNode object, String... names) {
    for (String name : names) {
      String text = text(field(object, name));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** An object that may stand there as itself or as JSON in a string; a missing node if neither. */
  public static JsonNode object(JsonNode node) {
    if (node == null || node.isObject()) {
      return node == null ? MissingNode.getInstance() : node;
    }
    if (node.isTextual()) {
      try {
        JsonNode inner = MAPPER.readTree(node.textValue());
        return inner != null && inner.isObject() ? inner : MissingNode.getInstance();
      } catch (JsonProcessingException e) {
        return MissingNode.getInstance();
      }
    }
    return MissingNode.getInstance();
  }

  /**
   * The first object with members that {@code object} has under one of {@code names}, as itself or
   * as JSON in a string; a missing node if it has none.
   */
  public static JsonNode object(JsonNode object, String... names) {
    for (String name : names) {
      JsonNode found = object(field(object, name));
      if (!found.isEmpty()) {
        return found;
      }
    }
    return MissingNode.getInstance();
  }

  /**
   * One record's bytes as a tree.
   *
   * @return null if they are no JSON object
   */
  public static JsonNode parse(byte[] buffer, int start, int length) {
    try {
      JsonNode node = MAPPER.readTree(buffer, start, length);
      return node != null && node.isObject() ? node : null;
    } catch (java.io.IOException e) {
      return null;
    }
  }

  /** Whether a key is the name but for case (of ASCII letters) and underscores. */
  public static boolean same(String name, String key) {
    int at = 0;
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c == '_') {
        continue;
      }
      if (at == name.length() || lower(c) != lower(name.charAt(at))) {
        return false;
      }
      at++;
    }
    return at == name.length();
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }
}
