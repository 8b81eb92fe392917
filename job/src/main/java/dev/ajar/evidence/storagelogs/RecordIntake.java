package dev.ajar.evidence.storagelogs;

import dev.ajar.evidence.CsvRecords;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.FileTally;
import dev.ajar.evidence.JsonRecords;
import dev.ajar.evidence.Secrets;
import dev.ajar.evidence.lines.LineIntake;
import dev.ajar.evidence.lines.LineSlots;
import dev.ajar.model.Hashes;
import dev.ajar.model.OperationClass;
import dev.ajar.model.Operations;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;

/**
 * Takes the records of files, one file after another: counts each once, notes what it shows in
 * passing, and hands on those that are wanted (exposure.md §8). Records of the file, queue and
 * table services are outside, and those of an Activity Log that stands in the same folder. A line
 * that was walked is looked at quickly ({@link QuickLook}); what that cannot tell, or what is
 * wanted, is read in full.
 */
final class RecordIntake implements LineIntake {
  private static final String BLOB = "blob";

  /** Behind so many wanted records the next is mostly wanted, too: a quick look gains nothing. */
  private static final int RUN = 4;

  private static final StorageLogPath NOWHERE = new StorageLogPath(null, null, null, null, null);

  private final Wanted wanted;
  private final LogSink sink;
  private final StorageLogParser parser = new StorageLogParser();
  private final QuickLook look = new QuickLook();
  private EvidenceFile file;
  private FileTally tally;
  private FileNotes notes;
  private StorageLogPath path;

  private int wantedInARow;

  RecordIntake(Wanted wanted, LogSink sink) {
    this.wanted = wanted;
    this.sink = sink;
  }

  @Override
  public void begin(EvidenceFile next) {
    file = next;
    tally = new FileTally(file, StorageLogReader.READING);
    notes = new FileNotes(file.file());
    LogLayout layout = LogLayout.ofKind(file.kind());
    path = StorageLogPath.of(layout, file.file()).orElse(NOWHERE);
    parser.begin(layout);
    look.begin(path);
  }

  @Override
  public void take(JsonRecords records, long before) {
    String problem = records.problem();
    if (JsonRecords.BROKEN_DOCUMENT.equals(problem)) {
      // How many records the rest held cannot be told: the hour is not whole.
      tally.unreadable("a document in it is broken: its records beyond cannot be told apart");
    }
    long offset = before + records.offset();
    if (problem != null) {
      quarantine(offset, problem, records.buffer(), records.start(), records.length());
      return;
    }
    byte[] bytes = records.buffer();
    String why = parser.parse(offset, bytes, records.start(), records.length());
    take(why, offset, bytes, records.start(), records.length());
  }

  @Override
  public void take(long offset, LineSlots line, int start, int length) {
    if (wantedInARow < RUN && look.sees(line) && !isWanted()) {
      note(look, isOfBlobs(look.service(), look), look.category(), false);
    } else {
      take(parser.parse(offset, line, start, length), offset, line.bytes(), start, length);
    }
  }

  /**
   * Takes a line of a classic log.
   *
   * @param whole whether a line end stands behind it
   */
  void line(long offset, byte[] bytes, int start, int length, boolean whole) {
    String problem = parser.parse(offset, bytes, start, length);
    boolean unfinished = problem != null && !whole;
    take(unfinished ? FileTally.REASON_UNFINISHED : problem, offset, bytes, start, length);
  }

  /** Takes a row of a CSV file that has these columns. */
  void row(CsvColumns columns, CsvRecords row) {
    String problem = row.problem();
    if (problem == null && row.fieldCount() != columns.count()) {
      problem = row.fieldCount() + " fields where the first row has " + columns.count();
    }
    if (problem == null) {
      problem = parser.parse(row.offset(), columns, row);
    }
    boolean unfinished = problem != null && !row.lineEnded();
    take(
        unfinished ? FileTally.REASON_UNFINISHED : problem,
        row.offset(),
        row.buffer(),
        row.start(),
        row.length());
  }

  /** Nothing of the file can be read; {@code why} is for a person and holds no evidence. */
  void unreadable(String why) {
    tally.unreadable(why);
  }

  private void take(String problem, long offset, byte[] bytes, int start, int length) {
    if (problem != null) {
      quarantine(offset, problem, bytes, start, length);
      return;
    }
    StorageLogRecord record = parser.record();
    record.category = Secrets.cut(StorageLogPath.category(record.category, path.category()));
    String service = record.service() != null ? record.service() : path.service();
    boolean ofBlobs = isOfBlobs(service, record);
    boolean wants = ofBlobs && wanted.wants(record);
    note(record, ofBlobs, record.category, wants);
    if (wants) {
      sink.record(record, file);
    }
  }

  /** Whether the line that was looked at is wanted: then it is read in full. */
  private boolean isWanted() {
    return isOfBlobs(look.service(), look) && wanted.wants(look);
  }

  private static boolean isOfBlobs(String service, LogRequest request) {
    return (service == null || service.equals(BLOB)) && !isOfActivityLog(request.operation());
  }

  /** Operations on accounts have paths for names, as in {@code Microsoft.Storage/…/write}. */
  private static boolean isOfActivityLog(Operations.Operation operation) {
    return operation.operationClass() == OperationClass.OTHER && operation.name().indexOf('/') >= 0;
  }

  private void note(LogRequest request, boolean ofBlobs, String category, boolean wants) {
    if (ofBlobs) {
      notes.note(request, category, wants);
      if (notes.isFull()) {
        handOnNotes();
      }
    }
    wantedInARow = wants ? wantedInARow + 1 : 0;
    if (wants) {
      tally.accepted();
    } else {
      tally.outside();
    }
  }

  /** Counts a record that cannot be read. */
  void quarantine(long offset, String problem, byte[] bytes, int start, int length) {
    tally.quarantined(offset, problem, bytes, start, length).ifPresent(sink::row);
  }

  @Override
  public void failed(IOException e) {
    if (e instanceof EOFException) {
      tally.unreadable("the file ends early: a compressed file was cut off");
    } else if (e instanceof ZipException) {
      tally.unreadable("the compressed file is damaged");
    } else {
      tally.failed(e);
    }
  }

  @Override
  public void readTo(long end, long resume, byte[] tail) {
    tally.readTo(end, resume, Hashes.hex(Hashes.sha256().digest(tail)));
  }

  /** The tally is the last row. */
  @Override
  public void end() {
    handOnNotes();
    notes.tell(tally);
    sink.row(tally.end());
  }

  private void handOnNotes() {
    notes
        .takeHours()
        .forEach(row -> sink.row(StorageLogReader.READING.row(StorageLogReader.HOUR, row)));
    notes
        .takeMentions()
        .forEach(row -> sink.row(StorageLogReader.READING.row(StorageLogReader.MENTION, row)));
  }
}
