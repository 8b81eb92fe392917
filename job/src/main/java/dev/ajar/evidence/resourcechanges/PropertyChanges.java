package dev.ajar.evidence.resourcechanges;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ajar.evidence.JsonFields;
import dev.ajar.evidence.Said;
import dev.ajar.evidence.StorageSettings;
import dev.ajar.model.Settings;
import java.util.Map;

/**
 * The map {@code changes} of one change: from a property's path to its value before and after, both
 * as text; {@code "null"} is an absent one (inputs.md §5.2).
 */
final class PropertyChanges {
  private static final String PREFIX = "properties.";
  private static final String DEFAULT_ACTION = ".defaultAction";
  private static final String ALLOW = "Allow";
  private static final String NULL = "null";

  private final JsonNode byPath;
  private final long count;

  private PropertyChanges(JsonNode byPath, long count) {
    this.byPath = byPath;
    this.count = count;
  }

  /** Those of a change, whose attributes say how many there were. */
  static PropertyChanges of(JsonNode properties, JsonNode attributes) {
    return new PropertyChanges(
        JsonFields.object(properties, "changes"),
        JsonFields.field(attributes, "changesCount").asLong(0));
  }

  /** Whether every property that changed is in the map: a long one is cut. */
  boolean areAll() {
    return byPath.size() >= count;
  }

  /** What {@code setting} became; absent if it did not change, unreadable if that is not known. */
  Said became(String setting) {
    Said whole = said(setting, "newValue");
    if (whole.state() != Said.State.ABSENT || !isPartChanged(setting)) {
      return whole;
    }
    // The rules do not matter where everyone is let in.
    String action = text(change(PREFIX + setting + DEFAULT_ACTION), "newValue");
    return ALLOW.equalsIgnoreCase(action) ? Said.value(ALLOW) : Said.UNREADABLE;
  }

  /** What {@code setting} was; absent if that is not known. */
  Said before(String setting) {
    return said(setting, "previousValue");
  }

  private Said said(String setting, String side) {
    JsonNode change = change(PREFIX + setting);
    if (change.isMissingNode()) {
      return Said.ABSENT;
    }
    String text = text(change, side);
    if (text == null) {
      return Said.UNREADABLE;
    }
    ObjectNode properties = JsonNodeFactory.instance.objectNode();
    if (setting.equals(Settings.PUBLIC_ACCESS)) {
      return StorageSettings.level(properties.put(setting, text));
    }
    if (text.equalsIgnoreCase(NULL)) {
      return Said.NULL;
    }
    JsonNode object = JsonFields.object(JsonFields.field(change, side));
    if (object.isMissingNode()) {
      properties.put(setting, text);
    } else {
      properties.set(setting, object);
    }
    return StorageSettings.ofAccount(properties, setting, true);
  }

  private boolean isPartChanged(String setting) {
    String path = PREFIX + setting;
    for (Map.Entry<String, JsonNode> change : byPath.properties()) {
      String key = change.getKey();
      if (key.length() > path.length()
          && key.regionMatches(true, 0, path, 0, path.length())
          && (key.charAt(path.length()) == '.' || key.charAt(path.length()) == '[')) {
        return true;
      }
    }
    return false;
  }

  private JsonNode change(String path) {
    return JsonFields.field(byPath, path);
  }

  /** One side of a change; null where it is cut or not there. */
  private static String text(JsonNode change, String side) {
    String cut = JsonFields.text(change, "isTruncated");
    JsonNode value = JsonFields.field(change, side);
    if (value.isMissingNode() || "true".equalsIgnoreCase(cut)) {
      return null;
    }
    return value.isValueNode() ? value.asText().trim() : value.toString();
  }
}
