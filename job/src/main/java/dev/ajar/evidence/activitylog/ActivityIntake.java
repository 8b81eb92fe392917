package dev.ajar.evidence.activitylog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ajar.evidence.AnswerTable;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.FileTally;
import dev.ajar.evidence.JsonFields;
import dev.ajar.evidence.JsonRecords;
import dev.ajar.evidence.ResourceId;
import dev.ajar.evidence.lines.LineIntake;
import dev.ajar.evidence.lines.LineSlots;
import dev.ajar.model.Basis;
import dev.ajar.model.Hashes;
import dev.ajar.model.Settings;
import dev.ajar.tables.ObservationRow;
import java.io.IOException;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * Takes the records of files of the Activity Log, one file after another: counts each once, widens
 * its file's span, and hands on those that bear on storage. A line that was walked is looked at
 * quickly ({@link ActivityLook}); what is not passed so is read in full.
 */
final class ActivityIntake implements LineIntake {
  /** Names told of are remembered up to this many; beyond it they are told of again. */
  private static final int REMEMBERED_NAMES = 10_000;

  private final Queue<Row> rows;
  private final ActivityLook look = new ActivityLook();
  private final Set<String> mentioned = new HashSet<>();
  private EvidenceFile file;
  private FileTally tally;
  private FileSpans spans;

  /**
   * @param rows gets what is found
   */
  ActivityIntake(Queue<Row> rows) {
    this.rows = rows;
  }

  @Override
  public void begin(EvidenceFile next) {
    file = next;
    tally = new FileTally(file, ActivityLogReader.READING);
    spans = new FileSpans(file);
    mentioned.clear();
  }

  @Override
  public void take(long offset, LineSlots line, int start, int length) {
    if (look.passes(line)) {
      spans.add(look.exported(), look.subscription(), look.ticks());
      tally.outside();
    } else {
      take(offset, line.bytes(), start, length);
    }
  }

  @Override
  public void take(JsonRecords records, long before) {
    String problem = records.problem();
    long offset = before + records.offset();
    if (JsonRecords.BROKEN_DOCUMENT.equals(problem)) {
      spans.broken();
      tally.unreadable(problem);
    } else if (JsonRecords.TOO_LONG.equals(problem)) {
      spans.broken(); // No single event is that long: it may be an answer's table.
    }
    if (problem != null) {
      quarantine(offset, problem, records.buffer(), records.start(), records.length());
    } else {
      take(offset, records.buffer(), records.start(), records.length());
    }
  }

  private void take(long offset, byte[] bytes, int start, int length) {
    JsonNode node = JsonFields.parse(bytes, start, length);
    if (node == null) {
      quarantine(offset, JsonRecords.NOT_JSON, bytes, start, length);
    } else if (AnswerTable.isOne(node)) {
      takeRows(offset, node, bytes, start, length);
    } else {
      take(offset, node, bytes, start, length);
    }
  }

  /** Each row of an answer's table is a record. */
  private void takeRows(long offset, JsonNode table, byte[] bytes, int start, int length) {
    for (AnswerTable.Element row : AnswerTable.elements(table, bytes, start, length)) {
      long place = offset + row.offset();
      int from = start + row.offset();
      if (row.problem() != null) {
        quarantine(place, row.problem(), bytes, from, row.length());
      } else {
        take(place, row.node(), bytes, from, row.length());
      }
    }
  }

  /**
   * Takes a record.
   *
   * @param bytes hold it as it stands in the file, from {@code start}
   */
  void take(long offset, JsonNode node, byte[] bytes, int start, int length) {
    ActivityRecord record = ActivityRecord.of(node);
    if (record.problem != null) {
      quarantine(offset, record.problem, bytes, start, length);
      return;
    }
    if (!record.foreign) {
      spans.add(record.exported, record.subscription, record.ticks);
    }
    if (record.kind == null) {
      tally.outside();
      return;
    }
    tally.accepted();
    add(ActivityLogReader.ACTIVITY, record.toRow(file, offset));
    mention(record.scope, record.ticks, offset);
  }

  /** Takes a record that cannot be read; {@code reason} is for a person. */
  void quarantine(long offset, String reason, byte[] bytes, int start, int length) {
    spans.unread();
    tally.quarantined(offset, reason, bytes, start, length).ifPresent(rows::add);
  }

  /** Tells once of each account and container, and of the account's subscription. */
  private void mention(ResourceId scope, long ticks, long offset) {
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
              .in(file.file(), offset));
    }
    if (scope.container() != null && mentioned.add(account + "/" + scope.container())) {
      add(
          ActivityLogReader.MENTION,
          ObservationRow.of(Basis.MENTION, Settings.EXISTS, ticks)
              .on(account, scope.container())
              .in(file.file(), offset));
    }
  }

  @Override
  public void failed(IOException e) {
    tally.failed(e);
    spans.broken();
  }

  @Override
  public void readTo(long end, long resume, byte[] tail) {
    tally.readTo(end, resume, Hashes.hex(Hashes.sha256().digest(tail)));
  }

  /** The tally is the last row. */
  @Override
  public void end() {
    for (Row span : spans.rows()) {
      add(ActivityLogReader.SPAN, span);
    }
    rows.add(tally.end());
  }

  private void add(String payload, Row row) {
    rows.add(ActivityLogReader.READING.row(payload, row));
  }
}
