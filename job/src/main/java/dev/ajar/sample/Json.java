package dev.ajar.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes small JSON and text files; keys stay in the order they were put, line ends are LF. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  static String line(JsonNode node) throws IOException {
    return MAPPER.writeValueAsString(node);
  }

  /** One document, indented as command-line tools print it. */
  static void pretty(Path file, JsonNode node) throws IOException {
    text(
        file,
        MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node).replace("\r", "") + "\n");
  }

  static void lines(Path file, List<ObjectNode> nodes) throws IOException {
    Files.createDirectories(file.getParent());
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      for (ObjectNode node : nodes) {
        writer.write(line(node));
        writer.write('\n');
      }
    }
  }

  static void text(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
