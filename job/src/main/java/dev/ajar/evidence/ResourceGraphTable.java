package dev.ajar.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Resource Graph's answer in the form {@code table}: names of columns, and rows as arrays. */
final class ResourceGraphTable {
  private static final JsonFactory FACTORY = new JsonFactory();

  private ResourceGraphTable() {}

  /**
   * One row.
   *
   * @param node the row as an object, by column; of a bad row, as it stands
   * @param offset where it begins in the document
   * @param problem why it is no row of the table; else null
   */
  record Element(JsonNode node, long offset, String problem) {}

  static boolean isOne(JsonNode document) {
    JsonNode data = JsonFields.field(document, "data");
    return data.path("columns").isArray() && data.path("rows").isArray();
  }

  /** Whether an object is a row of Resource Graph: a query's answer, never known to be whole. */
  static boolean isRow(JsonNode node) {
    JsonNode type = node.path("type");
    return type.isTextual()
        && type.textValue().startsWith("microsoft.storage/")
        && node.has("subscriptionId");
  }

  static List<Element> elements(JsonNode document, byte[] buffer, int start, int length) {
    JsonNode data = JsonFields.field(document, "data");
    JsonNode columns = data.path("columns");
    List<Long> offsets = offsets(buffer, start, length);
    List<Element> elements = new ArrayList<>();
    for (JsonNode row : data.path("rows")) {
      int index = elements.size();
      long offset = index < offsets.size() ? offsets.get(index) : 0;
      if (!row.isArray() || row.size() != columns.size()) {
        elements.add(new Element(row, offset, "a row that does not fit its table's columns"));
        continue;
      }
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < row.size(); i++) {
        node.set(columns.get(i).path("name").asText(), row.get(i));
      }
      elements.add(new Element(node, offset, null));
    }
    return elements;
  }

  /** Where the rows begin, relative to the document. */
  private static List<Long> offsets(byte[] buffer, int start, int length) {
    List<Long> offsets = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(buffer, start, length)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME
            && parser.currentName().equals("rows")
            && parser.nextToken() == JsonToken.START_ARRAY) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            offsets.add(parser.currentTokenLocation().getByteOffset());
            parser.skipChildren();
          }
          return offsets;
        }
      }
      return offsets;
    } catch (IOException e) {
      throw new IllegalStateException("the document was parsed a moment ago", e);
    }
  }
}
