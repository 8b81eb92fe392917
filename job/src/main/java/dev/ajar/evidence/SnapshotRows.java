package dev.ajar.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ajar.evidence.SnapshotContent.PageOfList;
import dev.ajar.evidence.SnapshotContent.SnapshotSink;
import dev.ajar.tables.ControlReadings;
import dev.ajar.tables.ListPages;
import dev.ajar.tables.Observations;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;

/**
 * The rows of one snapshot file: ARM list pages, single objects, arrays of az and PowerShell, and
 * both forms of Resource Graph.
 */
public final class SnapshotRows implements Iterator<Row> {
  /** Payload: {@link Observations}; those of basis {@code mention} are never stored. */
  public static final String OBSERVATION = ControlReadings.OBSERVATION;

  /** Payload: {@link ListPages}. */
  public static final String PAGE = ControlReadings.PAGE;

  /** The schema of the rows. */
  public static final Reading READING =
      Reading.of(
          List.of(
              Map.entry(OBSERVATION, Observations.TABLE.columns()),
              Map.entry(PAGE, ListPages.TABLE.columns())));

  private final SnapshotContent content;
  private final FirstByte bytes;
  private final JsonRecords records;
  private final FileTally tally;
  private final Queue<Row> ready = new ArrayDeque<>();
  private final SnapshotSink sink = new Rows();
  private boolean listed;
  private boolean filtered;
  private boolean any;
  private boolean ended;

  /**
   * Reads {@code bytes}, of which {@code content} knows when they were taken; {@code taken} is null
   * where nobody says it and nobody must.
   */
  public SnapshotRows(
      EvidenceFile file, InputStream bytes, TakenAt taken, SnapshotContent content) {
    this(file, bytes, content);
    if (taken != null && taken.problem() != null) {
      tally.unreadable(taken.problem());
      ready.add(tally.end());
      ended = true;
    }
  }

  /** Reads {@code bytes}, whose elements say themselves when they were so. */
  public SnapshotRows(EvidenceFile file, InputStream bytes, SnapshotContent content) {
    this.content = content;
    this.bytes = new FirstByte(bytes);
    this.records = new JsonRecords(this.bytes, content.wrappers());
    this.tally = new FileTally(file, READING);
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !ended) {
      try {
        if (records.next()) {
          readRecord();
        } else {
          end();
        }
      } catch (IOException e) {
        tally.failed(e);
        filtered = true;
        end();
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

  private void readRecord() {
    any = true;
    if (records.problem() != null) {
      filtered = true;
      quarantine(records.problem());
      return;
    }
    JsonNode node = JsonFields.parse(records.buffer(), records.start(), records.length());
    if (node == null) {
      filtered = true;
      quarantine(JsonRecords.NOT_JSON);
      return;
    }
    JsonNode data = JsonFields.field(node, "data");
    if (AnswerTable.isOne(data)) {
      listed = true;
      filtered = true;
      for (AnswerTable.Element element :
          AnswerTable.elements(data, records.buffer(), records.start(), records.length())) {
        String verdict =
            element.problem() != null
                ? element.problem()
                : content.read(element.node(), records.offset() + element.offset(), sink);
        if (count(verdict)) {
          tally
              .quarantined(
                  records.offset() + element.offset(),
                  verdict,
                  records.buffer(),
                  records.start() + element.offset(),
                  element.length())
              .ifPresent(ready::add);
        }
      }
      return;
    }
    listed |= records.offset() != bytes.first();
    filtered |= isResourceGraphRow(node);
    String verdict = content.read(node, records.offset(), sink);
    if (count(verdict)) {
      quarantine(verdict);
    }
  }

  /** Whether an object is a row of Resource Graph: a query's answer, never known to be whole. */
  private static boolean isResourceGraphRow(JsonNode node) {
    JsonNode type = node.path("type");
    return type.isTextual()
        && type.textValue().startsWith("microsoft.storage/")
        && node.has("subscriptionId");
  }

  /** Counts an element that is not bad; whether it is bad. */
  private boolean count(String verdict) {
    if (verdict == null) {
      tally.accepted();
    } else if (verdict.equals(SnapshotContent.OUTSIDE)) {
      tally.outside();
    } else {
      filtered = true;
      return true;
    }
    return false;
  }

  private void quarantine(String reason) {
    if (reason.equals(JsonRecords.BROKEN_DOCUMENT)) {
      tally.unreadable(reason);
    }
    tally
        .quarantined(records.offset(), reason, records.buffer(), records.start(), records.length())
        .ifPresent(ready::add);
  }

  private void end() {
    boolean emptyList = !any && bytes.first() >= 0;
    PageOfList list = null;
    if (listed || emptyList) {
      String next = records.nextLink();
      boolean chosen = next != null && next.toLowerCase(Locale.ROOT).contains("filter=");
      list =
          new PageOfList(null, Secrets.cut(next), filtered || chosen, Math.max(0, bytes.first()));
    }
    content.end(list, sink);
    ready.add(tally.end());
    ended = true;
  }

  private final class Rows implements SnapshotSink {
    @Override
    public void observation(Row row) {
      ready.add(READING.row(OBSERVATION, row));
    }

    @Override
    public void page(Row row) {
      ready.add(READING.row(PAGE, row));
    }
  }

  /** Remembers where the first byte that is neither space nor byte-order mark stood. */
  private static final class FirstByte extends java.io.FilterInputStream {
    private static final int BOM_FIRST = 0xEF;
    private static final int BOM_SECOND = 0xBB;
    private static final int BOM_THIRD = 0xBF;
    private long passed;
    private long first = -1;

    FirstByte(InputStream in) {
      super(in);
    }

    /** Its offset; -1 if there was none. */
    long first() {
      return first;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      if (value >= 0) {
        see(value);
      }
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      for (int i = 0; i < count && first < 0; i++) {
        see(buffer[offset + i] & 0xFF);
      }
      return count;
    }

    private void see(int value) {
      boolean mark =
          passed < 3 && (value == BOM_FIRST || value == BOM_SECOND || value == BOM_THIRD);
      if (first < 0 && !mark && value > ' ') {
        first = passed;
      }
      passed++;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    @Override
    public long skip(long count) {
      throw new UnsupportedOperationException("bytes are read, never skipped");
    }
  }
}
