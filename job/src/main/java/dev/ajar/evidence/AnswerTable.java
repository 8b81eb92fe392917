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

/**
 * A query's answer as a table, of Resource Graph ({@code data}) or of Log Analytics (each of {@code
 * tables}): names of columns, and rows as arrays.
 */
public final class AnswerTable {
  private static final JsonFactory FACTORY = new JsonFactory();

  private AnswerTable() {}

  /**
   * One row.
   *
   * @param node the row as an object, by column; of a bad row, as it stands
   * @param offset where it begins in the document
   * @param length how many bytes it has
   * @param problem why it is no row of the table; else null
   */
  public record Element(JsonNode node, int offset, int length, String problem) {}

  /** Whether a node has columns and rows. */
  public static boolean isOne(JsonNode node) {
    return node.path("columns").isArray() && node.path("rows").isArray();
  }

  /**
   * The rows of a table.
   *
   * @param table that {@link #isOne}
   * @param buffer holds the document with the table from {@code start}
   */
  public static List<Element> elements(JsonNode table, byte[] buffer, int start, int length) {
    JsonNode columns = table.path("columns");
    List<int[]> places = places(buffer, start, length);
    List<Element> elements = new ArrayList<>();
    for (JsonNode row : table.path("rows")) {
      int index = elements.size();
      int[] place = index < places.size() ? places.get(index) : new int[] {0, length};
      if (!row.isArray() || row.size() != columns.size()) {
        String problem = "a row that does not fit its table's columns";
        elements.add(new Element(row, place[0], place[1], problem));
        continue;
      }
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < row.size(); i++) {
        node.set(columns.get(i).path("name").asText(), row.get(i));
      }
      elements.add(new Element(node, place[0], place[1], null));
    }
    return elements;
  }

  /** Where the rows begin, relative to the document, and how long they are. */
  private static List<int[]> places(byte[] buffer, int start, int length) {
    List<int[]> places = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(buffer, start, length)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME
            && parser.currentName().equals("rows")
            && parser.nextToken() == JsonToken.START_ARRAY) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            int from = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            parser.finishToken();
            places.add(new int[] {from, (int) parser.currentLocation().getByteOffset() - from});
          }
          return places;
        }
      }
      return places;
    } catch (IOException e) {
      throw new IllegalStateException("the document was parsed a moment ago", e);
    }
  }
}
