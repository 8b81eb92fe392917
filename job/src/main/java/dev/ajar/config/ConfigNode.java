package dev.ajar.config;

import dev.ajar.AjarException;
import java.util.List;
import java.util.Map;

/** A piece of a configuration that knows where it was written, so that errors can say it. */
sealed interface ConfigNode {
  /** File and line, or the option that set it: {@code audit.yaml:12}, {@code --set}. */
  String place();

  /** What it is, for an error. */
  String what();

  /** A single value; {@code plain} if it was written without quotes. */
  record Text(String place, String value, boolean plain) implements ConfigNode {
    @Override
    public String what() {
      return "a single value";
    }

    /** Whether nothing, {@code null} or {@code ~} was written. */
    boolean isMissing() {
      return plain && (value.isEmpty() || value.equals("~") || value.equals("null"));
    }
  }

  /** A list. */
  record Items(String place, List<ConfigNode> nodes) implements ConfigNode {
    @Override
    public String what() {
      return "a list";
    }
  }

  /** Keys and their values, in order. */
  record Section(String place, Map<String, ConfigNode> nodes) implements ConfigNode {
    @Override
    public String what() {
      return "a section with keys";
    }
  }

  /** An error that names where, which key, what is wrong and the cure. */
  default AjarException wrong(String key, String problem, String cure) {
    return AjarException.usage(
        key.isEmpty() ? place() + ": " + problem : place() + ": " + key + ": " + problem, cure);
  }
}
