package dev.ajar.config;

import dev.ajar.AjarException;
import dev.ajar.model.VisibleText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads one section key by key. Every error names file, line and key, what is wrong and the cure.
 */
final class SectionReader {
  private static final int QUOTED_LETTERS = 60;

  private final ConfigNode.Section section;
  private final String prefix;

  /**
   * @param key the section's own key, dotted; empty for the whole file
   * @param known the keys it may have; any other is an error
   */
  SectionReader(ConfigNode.Section section, String key, Set<String> known) {
    this.section = section;
    this.prefix = key.isEmpty() ? "" : key + ".";
    for (Map.Entry<String, ConfigNode> entry : section.nodes().entrySet()) {
      if (!known.contains(entry.getKey())) {
        throw unknown(entry.getKey(), entry.getValue(), known);
      }
    }
  }

  private AjarException unknown(String key, ConfigNode node, Set<String> known) {
    if (SecretShapes.isSecretName(key)) {
      return node.wrong(prefix + key, "a secret must not stand here", SecretShapes.CURE);
    }
    String all = String.join(", ", new TreeSet<>(known));
    String cure =
        Nearest.to(key, known)
            .map(near -> "did you mean `" + near + "`? Known here: " + all)
            .orElse("known here: " + all);
    return node.wrong(prefix + VisibleText.of(key), "unknown key", cure);
  }

  /** The dotted key, for errors. */
  String dotted(String key) {
    return prefix + key;
  }

  boolean has(String key) {
    return section.nodes().containsKey(key);
  }

  /** An error about {@code key}: at its own line, or at the section's where it is missing. */
  AjarException wrong(String key, String problem, String cure) {
    return section.nodes().getOrDefault(key, section).wrong(prefix + key, problem, cure);
  }

  private AjarException missing(String key, String cure) {
    return section.wrong(prefix + key, "is missing", cure);
  }

  Optional<String> text(String key) {
    ConfigNode node = section.nodes().get(key);
    return node == null ? Optional.empty() : Optional.of(text(node, prefix + key));
  }

  /** A value that must be there; {@code cure} says what to write. */
  String required(String key, String cure) {
    return text(key).orElseThrow(() -> missing(key, cure));
  }

  private static String text(ConfigNode node, String key) {
    if (!(node instanceof ConfigNode.Text text)) {
      throw node.wrong(key, "is " + node.what() + ", not a single value", "write one value");
    }
    if (text.isMissing() || text.value().isBlank()) {
      throw node.wrong(key, "has no value", "give one, or take the key out");
    }
    if (text.value().contains("{{")) {
      throw node.wrong(
          key,
          "still holds {{…}}: a variable that the scheduler did not resolve",
          "look at how the job passes it");
    }
    if (SecretShapes.holdsSecret(text.value())) {
      throw node.wrong(key, "holds what looks like a secret", SecretShapes.CURE);
    }
    if (text.value().chars().anyMatch(Character::isISOControl)) {
      throw node.wrong(key, "holds a control character", "take it out");
    }
    return text.value();
  }

  /** {@code text}, short and safe to print in an error. */
  static String quote(String text) {
    String shown = text.length() <= QUOTED_LETTERS ? text : text.substring(0, QUOTED_LETTERS) + "…";
    return "`" + VisibleText.of(shown) + "`";
  }

  /** A value that {@code parse} understands (else it returns null) and {@code cure} describes. */
  <T> Optional<T> parsed(String key, Function<String, T> parse, String cure) {
    return text(key).map(value -> parsed(key, value, parse, cure));
  }

  <T> T requiredParsed(String key, Function<String, T> parse, String cure) {
    return parsed(key, required(key, cure), parse, cure);
  }

  private <T> T parsed(String key, String value, Function<String, T> parse, String cure) {
    T result = parse.apply(value);
    if (result == null) {
      throw wrong(key, quote(value) + " is not understood", cure);
    }
    return result;
  }

  /** One of some words, as {@code Locale.ROOT} lower case writes the constants of an enum. */
  <E extends Enum<E>> Optional<E> word(String key, Class<E> type) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      words.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
    }
    return text(key).map(value -> words.get(oneOf(key, value, words.keySet())));
  }

  /** {@code value}, if it is one of {@code words}. */
  String oneOf(String key, String value, Set<String> words) {
    if (words.contains(value)) {
      return value;
    }
    String all = String.join(", ", words);
    throw wrong(
        key,
        quote(value) + " is not one of " + all,
        Nearest.to(value, words)
            .map(near -> "did you mean `" + near + "`?")
            .orElse("write one of them"));
  }

  /** A section below this one. */
  Optional<SectionReader> section(String key, Set<String> known) {
    return Optional.ofNullable(section.nodes().get(key))
        .map(node -> section(node, prefix + key, known));
  }

  private static SectionReader section(ConfigNode node, String key, Set<String> known) {
    return new SectionReader(asSection(node, key), key, known);
  }

  private static ConfigNode.Section asSection(ConfigNode node, String key) {
    if (node instanceof ConfigNode.Section below) {
      return below;
    }
    throw node.wrong(
        key, "is " + node.what() + ", not a section", "write it as {key: value, …} or indented");
  }

  /** The sections of a list; empty if the key is not there. */
  List<SectionReader> sections(String key, Set<String> known) {
    List<SectionReader> sections = new ArrayList<>();
    List<ConfigNode> nodes = items(key);
    for (int i = 0; i < nodes.size(); i++) {
      sections.add(section(nodes.get(i), prefix + key + "." + i, known));
    }
    return sections;
  }

  /** The values of a list of single values; empty if the key is not there. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    List<ConfigNode> nodes = items(key);
    for (int i = 0; i < nodes.size(); i++) {
      texts.add(text(nodes.get(i), prefix + key + "." + i));
    }
    return texts;
  }

  private List<ConfigNode> items(String key) {
    ConfigNode node = section.nodes().get(key);
    if (node == null) {
      return List.of();
    }
    if (node instanceof ConfigNode.Items items) {
      return items.nodes();
    }
    throw node.wrong(
        prefix + key, "is " + node.what() + ", not a list", "write it as [a, b] or with dashes");
  }
}
