package dev.ajar.evidence.activitylog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.FileTally;
import dev.ajar.evidence.JsonFields;
import dev.ajar.evidence.JsonRecords;
import dev.ajar.evidence.ResourceId;
import dev.ajar.model.Basis;
import dev.ajar.model.Settings;
import dev.ajar.tables.ObservationRow;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import org.apache.spark.sql.Row;

/** The rows of one file of the Activity Log, one record at a time. */
final class ActivityRows implements Iterator<Row> {
  private static final Set<String> WRAPPERS = Set.of("records", "value", "data");

  /** Names told of are remembered up to this many; beyond it they are told of again. */
  private static final int REMEMBERED_NAMES = 10_000;

  private final EvidenceFile file;
  private final JsonRecords records;
  private final FileTally tally;
  private final FileSpans spans;
  private final Set<String> mentioned = new HashSet<>();
  private final Queue<Row> ready = new ArrayDeque<>();
  private boolean ended;

  ActivityRows(EvidenceFile file, InputStream bytes) {
    this.file = file;
    this.records = new JsonRecords(bytes, WRAPPERS);
    this.tally = new FileTally(file, ActivityLogReader.READING);
    this.spans = new FileSpans(file);
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
        tally.unreadable("the file breaks off: " + e.getClass().getSimpleName());
        spans.broken();
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
    if (records.problem() != null) {
      quarantine(records.problem());
      return;
    }
    JsonNode node = JsonFields.parse(records.buffer(), records.start(), records.length());
    if (node == null) {
      quarantine(JsonRecords.NOT_JSON);
      return;
    }
    ActivityRecord record = ActivityRecord.of(node);
    if (record.problem != null) {
      quarantine(record.problem);
      return;
    }
    spans.add(record);
    if (record.kind == null) {
      tally.outside();
      return;
    }
    tally.accepted();
    add(ActivityLogReader.ACTIVITY, record.toRow(file, records.offset()));
    mention(record.scope, record.ticks);
  }

  private void quarantine(String reason) {
    spans.broken();
    if (reason.equals(JsonRecords.BROKEN_DOCUMENT)) {
      tally.unreadable(reason);
    }
    tally
        .quarantined(records.offset(), reason, records.buffer(), records.start(), records.length())
        .ifPresent(ready::add);
  }

  /** Tells once of each account and container, and of the account's subscription. */
  private void mention(ResourceId scope, long ticks) {
    String account = scope.account();
    if (account == null) {
      return;
    }
    if (mentioned.size() >= REMEMBERED_NAMES) {
      mentioned.clear();
    }
    if (scope.subscription() != null && mentioned.add(account + " " + scope.subscription())) {
      add(
          ActivityLogReader.MENTION,
          ObservationRow.of(Basis.MENTION, Settings.SUBSCRIPTION, ticks)
              .on(account, null)
              .value(scope.subscription())
              .in(file.file(), records.offset()));
    }
    if (scope.container() != null && mentioned.add(account + "/" + scope.container())) {
      add(
          ActivityLogReader.MENTION,
          ObservationRow.of(Basis.MENTION, Settings.EXISTS, ticks)
              .on(account, scope.container())
              .in(file.file(), records.offset()));
    }
  }

  private void end() {
    for (Row span : spans.rows()) {
      add(ActivityLogReader.SPAN, span);
    }
    ready.add(tally.end());
    ended = true;
  }

  private void add(String payload, Row row) {
    ready.add(ActivityLogReader.READING.row(payload, row));
  }
}
