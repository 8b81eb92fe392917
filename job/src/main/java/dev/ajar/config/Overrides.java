package dev.ajar.config;

import dev.ajar.AjarException;
import dev.ajar.model.VisibleText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts values given on the command line into a configuration: {@code rules.sweep=all}, {@code
 * sources.0.path=…}; a value that begins with {@code [} or <code>{</code> is YAML, every other the
 * text as it stands.
 */
final class Overrides {
  /** Where such a value stands, for errors. */
  private static final String OPTION = "--set";

  private Overrides() {}

  /** {@code root} with {@code values} by dotted key, applied in order. */
  static ConfigNode.Section apply(ConfigNode.Section root, Map<String, String> values) {
    ConfigNode result = root;
    for (Map.Entry<String, String> value : values.entrySet()) {
      List<String> path = List.of(value.getKey().split("\\.", -1));
      if (path.contains("")) {
        throw AjarException.usage(
            OPTION + " " + VisibleText.of(value.getKey()) + ": the key has an empty part",
            "write a key as in rules.sweep or sources.0.path");
      }
      result = set(result, path, 0, parse(value.getValue()));
    }
    return (ConfigNode.Section) result;
  }

  private static ConfigNode parse(String value) {
    boolean structured = value.startsWith("[") || value.startsWith("{");
    return structured
        ? YamlTree.parseValue(value, OPTION)
        : new ConfigNode.Text(OPTION, value, /* plain= */ false);
  }

  private static ConfigNode set(ConfigNode node, List<String> path, int depth, ConfigNode value) {
    if (depth == path.size()) {
      return value;
    }
    if (node instanceof ConfigNode.Items items) {
      return setItem(items, path, depth, value);
    }
    ConfigNode.Section section =
        node instanceof ConfigNode.Section given
            ? given
            : new ConfigNode.Section(value.place(), Map.of());
    Map<String, ConfigNode> nodes = new LinkedHashMap<>(section.nodes());
    String key = path.get(depth);
    nodes.put(key, set(nodes.get(key), path, depth + 1, value));
    return new ConfigNode.Section(section.place(), nodes);
  }

  private static ConfigNode setItem(
      ConfigNode.Items items, List<String> path, int depth, ConfigNode value) {
    String step = path.get(depth);
    List<ConfigNode> nodes = new ArrayList<>(items.nodes());
    boolean digits =
        !step.isEmpty() && step.length() <= 6 && step.chars().allMatch(c -> c >= '0' && c <= '9');
    int index = digits ? Integer.parseInt(step) : -1;
    if (index < 0 || index > nodes.size()) {
      throw value.wrong(
          "",
          "`" + step + "` is no item of a list of " + nodes.size(),
          "name an item by its number from 0, or " + nodes.size() + " to add one");
    }
    if (index == nodes.size()) {
      nodes.add(set(null, path, depth + 1, value));
    } else {
      nodes.set(index, set(nodes.get(index), path, depth + 1, value));
    }
    return new ConfigNode.Items(items.place(), nodes);
  }
}
