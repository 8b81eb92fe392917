package dev.ajar.evidence.activitylog;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ajar.evidence.CsvRecords;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.FileTally;
import dev.ajar.evidence.PortalTime;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads rows of {@code AzureActivity} out of a CSV file, as the portal exports the answer of a
 * query (inputs.md §2.1): the first row names the columns and is no record, {@code TimeGenerated
 * [UTC]} is {@code TimeGenerated}, nested JSON is text.
 */
final class ActivityCsv {
  private static final String TIME = "TimeGenerated";

  /** The columns that a record's time may stand in. */
  private static final Set<String> TIMES = Set.of(TIME, "eventTimestamp", "time");

  /** What the portal puts behind the name of a column of times, unless they are of another zone. */
  private static final String UTC = " [UTC]";

  /** The column names stand within so many bytes. */
  private static final int HEAD = 8192;

  private final CsvRecords records;
  private final ActivityIntake intake;
  private List<String> columns;

  /**
   * Begins a file.
   *
   * @param bytes all of it, unpacked; not closed
   */
  ActivityCsv(EvidenceFile file, InputStream bytes, ActivityIntake intake) {
    this.records = new CsvRecords(bytes);
    this.intake = intake;
    intake.begin(file);
  }

  /** Whether a file begins with the names of columns, a row's time among them. */
  static boolean begins(BufferedInputStream bytes) {
    bytes.mark(HEAD);
    try {
      byte[] first = bytes.readNBytes(1);
      if (first.length == 0 || first[0] == '{' || first[0] == '[') {
        return false;
      }
      bytes.reset();
      CsvRecords head = new CsvRecords(new ByteArrayInputStream(bytes.readNBytes(HEAD)));
      return head.next()
          && head.problem() == null
          && fields(head).stream().anyMatch(name -> name.startsWith(TIME));
    } catch (IOException e) {
      return false; // Who reads the file meets the failure again.
    } finally {
      rewind(bytes);
    }
  }

  private static void rewind(BufferedInputStream bytes) {
    try {
      bytes.reset();
    } catch (IOException e) {
      throw new IllegalStateException("the mark is at the beginning of the buffer", e);
    }
  }

  /**
   * Reads on.
   *
   * @return false when the file is read to its end: its tally was the last row
   */
  boolean advance() {
    try {
      if (records.next()) {
        if (columns == null) {
          columns = columns();
        } else {
          take();
        }
        return true;
      }
    } catch (IOException e) {
      intake.failed(e);
    }
    intake.end();
    return false;
  }

  private List<String> columns() {
    return fields(records).stream()
        .map(
            name ->
                name.endsWith(UTC) ? name.substring(0, name.length() - UTC.length()) : name.strip())
        .toList();
  }

  private void take() {
    String problem = records.problem();
    if (problem == null && records.fieldCount() != columns.size()) {
      problem = records.fieldCount() + " fields where the first row has " + columns.size();
    }
    if (problem == null && mayBeginWithTheDay()) {
      problem = PortalTime.DAY_OR_MONTH;
    }
    if (problem != null) {
      intake.quarantine(
          records.offset(),
          records.lineEnded() ? problem : FileTally.REASON_UNFINISHED,
          records.buffer(),
          records.start(),
          records.length());
      return;
    }
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < columns.size(); i++) {
      row.put(columns.get(i), records.field(i));
    }
    intake.take(records.offset(), row, records.buffer(), records.start(), records.length());
  }

  private boolean mayBeginWithTheDay() {
    for (int i = 0; i < columns.size(); i++) {
      if (TIMES.contains(columns.get(i)) && PortalTime.mayBeginWithTheDay(records.field(i))) {
        return true;
      }
    }
    return false;
  }

  private static List<String> fields(CsvRecords record) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < record.fieldCount(); i++) {
      fields.add(record.field(i));
    }
    return fields;
  }
}
