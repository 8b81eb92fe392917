package dev.ajar.evidence.transactionmetrics;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.FileTally;
import dev.ajar.evidence.JsonFields;
import dev.ajar.evidence.JsonRecords;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import org.apache.spark.sql.Row;

/** The rows of one file of metrics: bad records as they come, the hours at its end. */
final class MetricRows implements Iterator<Row> {
  private static final Set<String> WRAPPERS = Set.of("records", "value");

  private final JsonRecords records;
  private final FileTally tally;
  private final CountedHours hours;
  private final Queue<Row> ready = new ArrayDeque<>();
  private boolean ended;

  MetricRows(EvidenceFile file, InputStream bytes) {
    this.records = new JsonRecords(bytes, WRAPPERS);
    this.tally = new FileTally(file, TransactionMetricsReader.READING);
    this.hours = new CountedHours(file);
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !ended) {
      try {
        if (records.next()) {
          take();
        } else {
          end();
        }
      } catch (IOException e) {
        tally.failed(e);
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

  private void take() {
    JsonNode node =
        records.problem() == null
            ? JsonFields.parse(records.buffer(), records.start(), records.length())
            : null;
    if (node == null) {
      String problem = records.problem();
      if (JsonRecords.BROKEN_DOCUMENT.equals(problem)) {
        tally.unreadable(problem);
      }
      quarantine(problem == null ? JsonRecords.NOT_JSON : problem);
      return;
    }
    MetricRecord record = MetricRecord.of(node);
    if (record.problem() != null) {
      quarantine(record.problem());
    } else if (record.account() == null) {
      tally.outside();
    } else {
      tally.accepted();
      hours.add(record, records.offset());
    }
  }

  private void quarantine(String reason) {
    tally
        .quarantined(records.offset(), reason, records.buffer(), records.start(), records.length())
        .ifPresent(ready::add);
  }

  private void end() {
    hours
        .rows()
        .forEach(
            row ->
                ready.add(
                    TransactionMetricsReader.READING.row(TransactionMetricsReader.COUNTED, row)));
    ready.add(tally.end());
    ended = true;
  }
}
