package dev.ajar.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.reports.html.Page;
import dev.ajar.reports.html.RenderPage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Every text column of every table holds an attacker's text: the page stays what it was. */
class HostilePageIT {
  private static final List<String> ELEMENTS =
      List.of(
          ("html head meta title style body header nav a main section footer script h1 h2 h3 p span"
                  + " strong small div table thead tbody tfoot tr th td br bdi ul li dl dt dd svg"
                  + " desc defs pattern rect path circle line text tspan details summary article code")
              .split(" ", -1));
  private static final List<String> ATTRIBUTES =
      List.of(
          ("xmlns lang http-equiv content charset name class id href aria-label aria-labelledby"
                  + " scope colspan data-sort role viewBox width height patternUnits"
                  + " patternTransform tabindex x y x1 x2 y1 y2 d cx cy r")
              .split(" ", -1));

  private static final Page HOSTILE_PAGE = HostilePage.of(HostilePage.ODD_TEXTS);
  private static final String HTML = RenderPage.html(HOSTILE_PAGE);
  private static final Document DOCUMENT = Xml.parse(HTML);

  @Test
  void noHostileTextMadeAnElementOrAnAttribute() {
    for (Element element : Xml.elements(DOCUMENT, "*")) {
      assertThat(element.getLocalName()).isIn(ELEMENTS);
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        Node attribute = element.getAttributes().item(i);
        assertThat(attribute.getNodeName()).isIn(ATTRIBUTES);
        if (!attribute.getNodeName().equals("content")) {
          assertThat(attribute.getNodeValue()).matches("[A-Za-z0-9 #.:/()-]*");
        }
      }
    }
  }

  @Test
  void hostileTextIsThereAsText() {
    assertThat(DOCUMENT.getDocumentElement().getTextContent())
        .contains("<script>alert(1)</script>")
        .contains("\"><img src=x onerror=alert(4)>")
        .contains("]]><svg onload=alert(6)>")
        .contains("&lt;script&gt;&#60;b&#62;&amp;");
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
