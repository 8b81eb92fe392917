package dev.ajar.evidence.containers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.FileTally;
import dev.ajar.evidence.JsonRecords;
import dev.ajar.evidence.Secrets;
import dev.ajar.evidence.ServiceEndpoint;
import dev.ajar.evidence.SnapshotContent.PageOfList;
import dev.ajar.evidence.SnapshotContent.SnapshotSink;
import dev.ajar.evidence.SnapshotRows;
import dev.ajar.evidence.TakenAt;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.spark.sql.Row;

/**
 * The rows of one answer of List Containers, the data plane's XML (inputs.md §6.3).
 *
 * <p>{@link ContainerContent} is told of each container as az tells it: a container without {@code
 * PublicAccess} has it as null. The file is read to where its XML breaks, or to a document type
 * declaration: nothing that one declares is looked at.
 */
final class ContainerListXml implements Iterator<Row> {
  static final String DECLARATION = "a document type declaration, which no list of Azure's has";
  static final String NO_LIST = "no list of containers";
  static final String TOO_DEEP = "nested deeper than any list of containers";

  /** Versions of the service before this one do not tell a container's level. */
  private static final String FIRST_WITH_LEVEL = "2016-05-31";

  private static final String LIST = "/EnumerationResults";
  private static final String CONTAINERS = LIST + "/Containers";
  private static final String CONTAINER = CONTAINERS + "/Container";
  private static final String PROPERTIES = CONTAINER + "/Properties";

  /** A list nests its elements five deep. */
  private static final int DEEPEST = 16;

  private static final int LONGEST_TEXT = 64 * 1024;

  private final ContainerContent content;
  private final TagBytes bytes;
  private final FileTally tally;
  private final Queue<Row> ready = new ArrayDeque<>();
  private final SnapshotSink sink = new Rows();
  private final Deque<String> places = new ArrayDeque<>();
  private final StringBuilder text = new StringBuilder();
  private XMLStreamReader xml;
  private boolean tellsLevels;
  private ObjectNode container;
  private ObjectNode properties;
  private boolean isList;
  private long listOffset;
  private String marker;
  private String next;
  private boolean tellsNext;
  private boolean mayLack;
  private boolean ended;

  /**
   * Reads {@code bytes}.
   *
   * @param version of the service that made the list; null if not known
   */
  ContainerListXml(
      EvidenceFile file,
      InputStream bytes,
      TakenAt taken,
      ContainerContent content,
      String version) {
    this.content = content;
    this.bytes = new TagBytes(bytes);
    this.tally = new FileTally(file, SnapshotRows.READING);
    this.tellsLevels = version == null || version.compareTo(FIRST_WITH_LEVEL) >= 0;
    if (taken.problem() != null) {
      tally.unreadable(taken.problem());
      ready.add(tally.end());
      ended = true;
    }
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !ended) {
      try {
        advance();
      } catch (XMLStreamException e) {
        breakOff();
      }
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void advance() throws XMLStreamException {
    if (xml == null) {
      // The JDK's own decoder prints what it cannot decode.
      CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
      xml = factory().createXMLStreamReader(new InputStreamReader(bytes, decoder));
      bytes.hold();
    }
    switch (xml.next()) {
      case XMLStreamConstants.DTD -> refuse(DECLARATION);
      case XMLStreamConstants.START_ELEMENT -> open();
      case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> addText();
      case XMLStreamConstants.END_ELEMENT -> close();
      case XMLStreamConstants.END_DOCUMENT -> end();
      default -> {}
    }
  }

  /** The JDK's own reader, whatever else stands on the class path. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setXMLReporter((message, type, related, location) -> {});
    return factory;
  }

  /** Comments may part a text into more than memory holds. */
  private void addText() {
    if (text.length() < LONGEST_TEXT) {
      text.append(xml.getText());
    }
  }

  private void open() {
    text.setLength(0);
    String place = (places.isEmpty() ? "" : places.getLast()) + "/" + xml.getLocalName();
    places.addLast(place);
    if (places.size() > DEEPEST) {
      refuse(TOO_DEEP);
      return;
    }
    switch (place) {
      case LIST -> {
        listOffset = bytes.from();
        // Called so up to 2013.
        String old = xml.getAttributeValue(null, "AccountName");
        tellsLevels &= old == null;
        String endpoint = old == null ? xml.getAttributeValue(null, "ServiceEndpoint") : old;
        content.isAnswer(ServiceEndpoint.account(endpoint));
      }
      case CONTAINERS -> {
        isList = true;
        bytes.release();
      }
      case CONTAINER -> {
        bytes.hold();
        container = JsonNodeFactory.instance.objectNode();
        properties = container.putObject("properties");
        if (tellsLevels) {
          properties.putNull("publicAccess");
        }
      }
      default -> {}
    }
  }

  private void close() {
    String said = text.toString().trim();
    text.setLength(0);
    switch (places.removeLast()) {
      case LIST + "/Prefix" -> mayLack |= !said.isEmpty();
      case LIST + "/Marker" -> marker = said.isEmpty() ? null : Secrets.cut(said);
      case LIST + "/NextMarker" -> {
        tellsNext = true;
        next = said.isEmpty() ? null : Secrets.cut(said);
      }
      case CONTAINER + "/Name" -> container.put("name", said);
      case CONTAINER + "/Deleted" -> container.put("deleted", said);
      case PROPERTIES + "/Last-Modified" -> properties.put("lastModified", said);
      case PROPERTIES + "/DeletedTime" -> properties.put("deletedTime", said);
      case PROPERTIES + "/PublicAccess" -> properties.put("publicAccess", said);
      case CONTAINER -> {
        readContainer();
        bytes.release();
      }
      default -> {}
    }
  }

  private void readContainer() {
    String problem = content.read(container, bytes.from(), sink);
    if (problem == null) {
      tally.accepted();
    } else {
      quarantine(problem);
    }
  }

  private void quarantine(String reason) {
    mayLack = true;
    byte[] kept = bytes.kept();
    tally.quarantined(bytes.from(), reason, kept, 0, kept.length).ifPresent(ready::add);
  }

  private void breakOff() {
    if (bytes.failure() == null) {
      refuse(JsonRecords.BROKEN_DOCUMENT);
      return;
    }
    tally.failed(bytes.failure());
    mayLack = true;
    finish();
  }

  /** What follows is not read. */
  private void refuse(String reason) {
    tally.unreadable(reason);
    quarantine(reason);
    finish();
  }

  private void end() {
    if (!isList) {
      quarantine(NO_LIST);
    }
    finish();
  }

  private void finish() {
    PageOfList page = new PageOfList(marker, next, mayLack || !tellsNext, listOffset);
    content.end(isList ? page : null, sink);
    ready.add(tally.end());
    ended = true;
  }

  private final class Rows implements SnapshotSink {
    @Override
    public void observation(Row row) {
      ready.add(SnapshotRows.READING.row(SnapshotRows.OBSERVATION, row));
    }

    @Override
    public void page(Row row) {
      ready.add(SnapshotRows.READING.row(SnapshotRows.PAGE, row));
    }
  }
}
