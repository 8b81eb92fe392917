package dev.ajar.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.reports.html.Page;
import dev.ajar.reports.html.RenderPage;
import dev.ajar.reports.views.Views;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Runs;
import dev.ajar.tables.Table;
import dev.ajar.tables.Tables;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Every text column of every table holds an attacker's text: the page stays what it was. */
class HostilePageIT {
  private static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "</script><script>alert(2)</script>",
          "</style></title></textarea><img src=x onerror=alert(3)>",
          "\"><img src=x onerror=alert(4)>",
          "' onmouseover='alert(5)",
          "]]><svg onload=alert(6)>",
          "<!-- --><iframe src=\"https://evil.example/\">",
          "javascript:alert(7)",
          "data:text/html,<script>alert(8)</script>",
          "https://evil.example/beacon?x=1",
          "&lt;script&gt;&#60;b&#62;&amp;",
          "${7*7} @template.run(page) #{x} {{x}}",
          "=cmd|' /C calc'!A0",
          "+1+1",
          "-2+3",
          "@SUM(1)",
          "\t=1",
          "\r=1",
          "invoice\u202Efdp.exe",
          "\u2066\u2067\u2068isolated",
          "zero\u200Bwidth\u200D\uFEFF\u2060",
          "line\nend\r\nand \u2028\u2029\u0085",
          "nul\u0000 esc\u001B[31m bell\u0007 del\u007F",
          "half \uD800 pair \uDC00",
          "not \uFFFE xml \uFFFF",
          "tags \uDB40\uDC41\uDB40\uDC7F",
          "blank \u3164\u2800\u115F\u00A0",
          "é".repeat(3) + "\u0301".repeat(200),
          "x".repeat(10_000),
          "<".repeat(10_000),
          "שלום/مرحبا.csv",
          "");

  private static final Page HOSTILE_PAGE = page(HOSTILE);
  private static final String HTML = RenderPage.html(HOSTILE_PAGE);
  private static final Document DOCUMENT = Xml.parse(HTML);

  @Test
  void noHostileTextMadeAnElementOrAnAttribute() {
    Document plain =
        Xml.parse(RenderPage.html(page(HOSTILE.stream().map(text -> "plain").toList())));
    assertThat(shape(DOCUMENT)).isEqualTo(shape(plain));
  }

  @Test
  void nothingInThePageRunsOrLeadsAnywhere() {
    for (Element element : Xml.elements(DOCUMENT, "*")) {
      assertThat(element.getLocalName())
          .isNotIn("img", "iframe", "object", "embed", "link", "base", "form", "image", "use");
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        Node attribute = element.getAttributes().item(i);
        assertThat(attribute.getNodeName()).doesNotStartWith("on").isNotIn("src", "style");
        if (!attribute.getNodeName().equals("xmlns")) {
          assertThat(attribute.getNodeValue()).doesNotContain("//").doesNotContain("javascript:");
        }
        if (attribute.getNodeName().equals("href")) {
          assertThat(attribute.getNodeValue()).startsWith("#");
        }
      }
    }
  }

  @Test
  void thePolicyComesFirstAndNamesTheBytesOfStyleAndScript() throws Exception {
    Element head = Xml.elements(DOCUMENT, "head").get(0);
    Node first = head.getFirstChild();
    while (first.getNodeType() != Node.ELEMENT_NODE) {
      first = first.getNextSibling();
    }
    Element meta = (Element) first;
    assertThat(meta.getAttribute("http-equiv")).isEqualTo("Content-Security-Policy");
    assertThat(Xml.elements(DOCUMENT, "style")).hasSize(1);
    assertThat(Xml.elements(DOCUMENT, "script")).hasSize(1);
    assertThat(meta.getAttribute("content"))
        .isEqualTo(
            "default-src 'none'; script-src "
                + hash(between("<script>", "</script>"))
                + "; style-src "
                + hash(between("<style>", "</style>"))
                + "; img-src data:; base-uri 'none'; form-action 'none'");
    assertThat(HTML.getBytes(StandardCharsets.UTF_8))
        .startsWith("<!DOCTYPE html>".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void nothingUnseenIsInThePage() {
    assertThat(HTML.codePoints())
        .allMatch(
            point ->
                point == '\n'
                    || !List.of(
                            (int) Character.CONTROL,
                            (int) Character.FORMAT,
                            (int) Character.SURROGATE,
                            (int) Character.LINE_SEPARATOR,
                            (int) Character.PARAGRAPH_SEPARATOR)
                        .contains(Character.getType(point)));
    assertThat(HTML).contains("invoice⟨U+202E⟩fdp.exe").contains("(cut: 10,000 characters)");
  }

  @Test
  void itStaysSmall() {
    assertThat(HTML.getBytes(StandardCharsets.UTF_8).length).isLessThan(WriteReport.MOST_BYTES);
  }

  /** How many elements of each name there are; a cut value adds its note, which does not count. */
  private static Map<String, Integer> shape(Document document) {
    Map<String, Integer> names = new TreeMap<>();
    for (Element element : Xml.elements(document, "*")) {
      if (!List.of("small", "tspan", "rect").contains(element.getLocalName())) {
        names.merge(element.getLocalName(), 1, Integer::sum);
      }
      names.merge("attributes of " + element.getLocalName(), 0, Integer::sum);
    }
    return names;
  }

  private static Page page(List<String> texts) {
    FixtureTables tables = new FixtureTables();
    for (Table table : Tables.ALL) {
      if (table == Runs.TABLE) {
        continue;
      }
      for (int i = 0; i < texts.size(); i++) {
        tables.add(table, row(table, i, texts.get(i)));
      }
    }
    return Page.of(Views.of(tables, Story.PERIOD, Story.config().rules(), 100), Story.run());
  }

  private static Object[] row(Table table, int i, String text) {
    List<Object> row = new ArrayList<>();
    for (StructField field : table.columns().fields()) {
      row.add(field.name());
      row.add(value(field, i, text));
    }
    return row.toArray();
  }

  private static Object value(StructField field, int i, String text) {
    if (field.name().equals(ExposureWindows.WINDOW_ID) || field.name().endsWith("actor_id")) {
      return field.name().replace("opened_", "").replace("closed_", "") + i;
    }
    if (field.name().equals("via")) {
      return i % 2 == 0 ? "through" : "during";
    }
    if (field.name().equals("operation_class")) {
      return List.of("read", "write", "list").get(i % 3);
    }
    if (field.name().equals("basis")) {
      return "change";
    }
    if (field.dataType().equals(DataTypes.StringType)) {
      return text + (List.of("object", "reason", "account").contains(field.name()) ? i : "");
    }
    if (field.dataType().equals(DataTypes.TimestampType)) {
      return FixtureTables.at("2024-02-01T09:30:00Z").plusSeconds(i);
    }
    if (field.dataType().equals(DataTypes.LongType)) {
      return i;
    }
    if (field.dataType().equals(DataTypes.BooleanType)) {
      return i % 5 != 1;
    }
    return field.dataType().catalogString().contains("struct")
        ? List.of(RowFactory.create(text, (long) i))
        : List.of(text);
  }

  private static String between(String open, String close) {
    int from = HTML.indexOf(open) + open.length();
    return HTML.substring(from, HTML.indexOf(close, from));
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }
}
