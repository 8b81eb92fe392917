package dev.ajar.evidence.storagelogs;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.FileTally;
import dev.ajar.evidence.JsonRecords;
import dev.ajar.evidence.Secrets;
import dev.ajar.model.Hashes;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;

/**
 * Takes the records of one file: counts each once, notes what it shows in passing, and hands on
 * those that are wanted (exposure.md §8). Records of the file, queue and table services are
 * outside.
 */
final class RecordIntake {
  private static final String BLOB = "blob";
  private static final StorageLogPath NOWHERE = new StorageLogPath(null, null, null, null, null);

  private final EvidenceFile file;
  private final Wanted wanted;
  private final LogSink sink;
  private final FileTally tally;
  private final StorageLogPath path;
  private final StorageLogParser parser;
  private final FileNotes notes;

  /**
   * @param parser may have been another file's: what it learnt there speeds it up
   */
  RecordIntake(EvidenceFile file, Wanted wanted, LogSink sink, StorageLogParser parser) {
    this.parser = parser;
    this.file = file;
    this.wanted = wanted;
    this.sink = sink;
    this.tally = new FileTally(file, StorageLogReader.READING);
    this.notes = new FileNotes(file.file());
    this.path = StorageLogPath.of(file.file()).orElse(NOWHERE);
  }

  /** What the file's path says. */
  StorageLogPath path() {
    return path;
  }

  /**
   * Takes the record that {@code records} stands at.
   *
   * @param before bytes of the file before the stream that the records are read from
   */
  void take(JsonRecords records, long before) {
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
    take(offset, records.buffer(), records.start(), records.length());
  }

  /** Takes one JSON object whose fields stand in {@code slots}. */
  void take(long offset, LogSlots slots, int start, int length) {
    take(parser.parse(offset, slots, start, length), offset, slots.bytes, start, length);
  }

  /** Takes one JSON object. */
  void take(long offset, byte[] bytes, int start, int length) {
    take(parser.parse(offset, bytes, start, length), offset, bytes, start, length);
  }

  private void take(String problem, long offset, byte[] bytes, int start, int length) {
    if (problem != null) {
      quarantine(offset, problem, bytes, start, length);
      return;
    }
    StorageLogRecord record = parser.record();
    record.category = Secrets.cut(StorageLogPath.category(record.category, path.category()));
    String service = record.service() != null ? record.service() : path.service();
    boolean ofBlobs = isOfBlobs(service);
    boolean wants = ofBlobs && wanted.wants(record);
    note(record, ofBlobs, record.category, wants);
    if (wants) {
      sink.record(record, file);
    }
  }

  /** Whether a line that could be looked at quickly is wanted: then it must be taken. */
  boolean wants(QuickLook look) {
    return isOfBlobs(look.service()) && wanted.wants(look);
  }

  /** Passes a line that is not wanted. */
  void pass(QuickLook look) {
    note(look, isOfBlobs(look.service()), look.category(), false);
  }

  private static boolean isOfBlobs(String service) {
    return service == null || service.equals(BLOB);
  }

  private void note(LogRequest request, boolean ofBlobs, String category, boolean wants) {
    if (ofBlobs) {
      notes.note(request, category, wants);
      if (notes.isFull()) {
        handOnNotes();
      }
    }
    if (wants) {
      tally.accepted();
    } else {
      tally.outside();
    }
  }

  private void quarantine(long offset, String problem, byte[] bytes, int start, int length) {
    tally.quarantined(offset, problem, bytes, start, length).ifPresent(sink::row);
  }

  /** Reading ended early. */
  void failed(IOException e) {
    if (e instanceof EOFException) {
      tally.unreadable("the file ends early: a compressed file was cut off");
    } else if (e instanceof ZipException) {
      tally.unreadable("the compressed file is damaged");
    } else {
      tally.failed(e);
    }
  }

  /** The file was read to its end; {@code tail} holds the bytes before it. */
  void readTo(long end, long resume, byte[] tail) {
    tally.readTo(end, resume, Hashes.hex(Hashes.sha256().digest(tail)));
  }

  /** Nothing more comes: the tally is the last row. */
  void end() {
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
