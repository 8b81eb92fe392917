package dev.ajar.config;

import dev.ajar.AjarException;
import dev.ajar.model.VisibleText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML into a tree in which every value knows its line.
 *
 * <p>Only what a configuration needs is YAML here: sections, lists, single values, one document.
 * Anchors, aliases, tags and keys given twice are refused, because what they mean is not what a
 * reader of the file sees.
 */
final class YamlTree {
  private static final int DEEPEST = 16;

  private final String fileName;
  private final Iterator<Event> events;

  private YamlTree(String fileName, Iterator<Event> events) {
    this.fileName = fileName;
    this.events = events;
  }

  /** The one document of {@code yaml}, a section. */
  static ConfigNode.Section parse(String yaml, String fileName) {
    try {
      return new YamlTree(fileName, new Parse(settings(fileName)).parseString(yaml).iterator())
          .document();
    } catch (MarkedYamlEngineException e) {
      Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
      throw AjarException.usage(
          place(fileName, Optional.ofNullable(mark))
              + ": not YAML: "
              + VisibleText.of(String.valueOf(e.getProblem())),
          "look at this line and the one before it: indentation, quotes, brackets; a value that"
              + " holds ': ', ' #' or begins with one of @ % * & ! needs quotes");
    } catch (YamlEngineException e) {
      throw AjarException.usage(
          fileName + ": not YAML: " + VisibleText.of(String.valueOf(e.getMessage())),
          "a configuration is a small text file in UTF-8 without control characters");
    }
  }

  /** A value of {@code --set} in YAML's flow form: {@code [a, b]} or {@code {a: b}}. */
  static ConfigNode parseValue(String yaml, String option) {
    try {
      Iterator<Event> events = new Parse(settings(option)).parseString(yaml).iterator();
      YamlTree tree = new YamlTree(option, events);
      tree.expectStart();
      return tree.node(events.next(), 0);
    } catch (YamlEngineException e) {
      throw AjarException.usage(
          option + ": the value begins like a list or section of YAML but is none",
          "write a list as [a, b], a section as {key: value}, and quote the whole for the shell");
    }
  }

  private static LoadSettings settings(String label) {
    return LoadSettings.builder().setLabel(label).build();
  }

  private ConfigNode.Section document() {
    if (!expectStart()) {
      throw AjarException.usage(
          fileName + ": the file is empty",
          "begin with `audit:`, `period:`, `sources:` and `output:`; `ajar sample` writes an"
              + " audit.yaml to start from");
    }
    Event first = events.next();
    ConfigNode root = node(first, 0);
    Event end = events.next();
    if (!(end instanceof DocumentEndEvent) || events.next() instanceof DocumentStartEvent) {
      throw refused(end, "a second document begins", "keep one configuration in one file");
    }
    if (!(root instanceof ConfigNode.Section section)) {
      throw root.wrong(
          "",
          "the file is " + root.what() + ", not a section with keys",
          "begin with `audit:`, `period:`, `sources:` and `output:`");
    }
    return section;
  }

  private boolean expectStart() {
    Event event = events.next();
    if (event instanceof StreamStartEvent) {
      event = events.next();
    }
    return event instanceof DocumentStartEvent;
  }

  private ConfigNode node(Event event, int depth) {
    if (event instanceof AliasEvent) {
      throw refused(event, "an alias (*) is not allowed", "write the value out");
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      throw refused(event, "an anchor (&) is not allowed", "write the value out where it is used");
    }
    boolean tagged =
        (event instanceof ScalarEvent scalar && scalar.getTag().isPresent())
            || (event instanceof CollectionStartEvent collection
                && collection.getTag().isPresent());
    if (tagged) {
      throw refused(event, "a tag (!) is not allowed", "take the tag out, or quote the value");
    }
    if (depth > DEEPEST) {
      throw refused(event, "nested too deep", "no key of the configuration lies that deep");
    }
    if (event instanceof ScalarEvent scalar) {
      return new ConfigNode.Text(place(event), scalar.getValue(), scalar.isPlain());
    }
    if (event instanceof SequenceStartEvent) {
      return items(event, depth);
    }
    if (event instanceof MappingStartEvent) {
      return section(event, depth);
    }
    throw refused(event, "a value is missing", "give one, or take the key out");
  }

  private ConfigNode items(Event start, int depth) {
    List<ConfigNode> nodes = new ArrayList<>();
    Event next = events.next();
    while (!(next instanceof SequenceEndEvent)) {
      nodes.add(node(next, depth + 1));
      next = events.next();
    }
    return new ConfigNode.Items(place(start), nodes);
  }

  private ConfigNode section(Event start, int depth) {
    Map<String, ConfigNode> nodes = new LinkedHashMap<>();
    Event next = events.next();
    while (!(next instanceof MappingEndEvent)) {
      ConfigNode key = node(next, depth + 1);
      if (!(key instanceof ConfigNode.Text text)) {
        throw refused(
            next,
            "a key must be a single word",
            "if this is a {{variable}} of a scheduler, it was not resolved");
      }
      ConfigNode value = node(events.next(), depth + 1);
      if (nodes.put(text.value(), value) != null) {
        throw key.wrong(
            VisibleText.of(text.value()),
            "the key is given twice",
            "keep one of them; several sources or leads are items of one list");
      }
      next = events.next();
    }
    return new ConfigNode.Section(place(start), nodes);
  }

  private AjarException refused(Event event, String problem, String cure) {
    return AjarException.usage(place(event) + ": " + problem, cure);
  }

  private String place(Event event) {
    return place(fileName, event.getStartMark());
  }

  private static String place(String fileName, Optional<Mark> mark) {
    // An option has no lines.
    return mark.filter(at -> !fileName.startsWith("--"))
        .map(at -> fileName + ":" + (at.getLine() + 1))
        .orElse(fileName);
  }
}
