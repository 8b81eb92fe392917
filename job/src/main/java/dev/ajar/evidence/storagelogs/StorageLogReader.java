package dev.ajar.evidence.storagelogs;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceReader;
import dev.ajar.evidence.FileTally;
import dev.ajar.evidence.JsonRecords;
import dev.ajar.evidence.Reading;
import dev.ajar.evidence.Secrets;
import dev.ajar.tables.LogRecords;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import java.util.zip.ZipException;
import org.apache.spark.sql.Row;

/**
 * {@code file of a storage resource log → record, hour, mention}: records that are wanted, counts
 * by hour of their own time, and the containers named.
 *
 * <p>Records of the file, queue and table services are outside. Every record counts once
 * (exposure.md §8): {@code lines = accepted + outside + quarantined}.
 */
public final class StorageLogReader implements EvidenceReader {
  private static final long serialVersionUID = 1L;

  /** Rows of {@link LogRecords}. */
  public static final String RECORD = "record";

  /**
   * Per account, category and hour of the records' own time: {@code lines}, and {@code passed}, the
   * successful anonymous requests that were seen but are not wanted. Rows of one key add up.
   */
  public static final String HOUR = "hour";

  /**
   * Per account and container: the first and last successful request ({@code first_success_ticks},
   * {@code last_success_ticks}; null if none). A null container stands for operations on the
   * account. Rows of one key add up.
   */
  public static final String MENTION = "mention";

  /** What the rows look like. */
  public static final Reading READING =
      Reading.of(
          List.of(
              Map.entry(RECORD, LogRecords.TABLE.columns()),
              Map.entry(HOUR, FileNotes.HOUR),
              Map.entry(MENTION, FileNotes.MENTION)));

  static final Set<String> WRAPPER_KEYS = Set.of("records");
  private static final String BLOB = "blob";

  private final Wanted wanted;

  /** A reader that keeps what {@code wanted} wants. */
  public StorageLogReader(Wanted wanted) {
    this.wanted = wanted;
  }

  @Override
  public Iterator<Row> read(EvidenceFile file, InputStream bytes) {
    return new Rows(file, bytes);
  }

  private final class Rows implements Iterator<Row> {
    private final EvidenceFile file;
    private final JsonRecords records;
    private final FileTally tally;
    private final StorageLogParser parser = new StorageLogParser();
    private final FileNotes notes = new FileNotes();
    private final StorageLogPath path;
    private final Queue<Row> ready = new ArrayDeque<>();
    private boolean ended;

    Rows(EvidenceFile file, InputStream bytes) {
      this.file = file;
      this.records = new JsonRecords(bytes, WRAPPER_KEYS);
      this.tally = new FileTally(file, READING);
      this.path =
          StorageLogPath.of(file.file()).orElse(new StorageLogPath(null, null, null, null, null));
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && !ended) {
        advance();
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

    private void advance() {
      try {
        if (records.next()) {
          take();
          if (notes.isFull()) {
            handOnNotes();
          }
          return;
        }
      } catch (IOException e) {
        tally.unreadable(why(e));
      }
      ended = true;
      handOnNotes();
      ready.add(tally.end());
    }

    private void take() {
      String problem = records.problem();
      if (JsonRecords.BROKEN_DOCUMENT.equals(problem)) {
        // How many records the rest held cannot be told: the hour is not whole.
        tally.unreadable("a document in it is broken: its records beyond cannot be told apart");
      }
      if (problem == null) {
        problem =
            parser.parse(records.offset(), records.buffer(), records.start(), records.length());
      }
      if (problem != null) {
        tally
            .quarantined(
                records.offset(), problem, records.buffer(), records.start(), records.length())
            .ifPresent(ready::add);
        return;
      }
      StorageLogRecord record = parser.record();
      record.category = Secrets.cut(StorageLogPath.category(record.category, path.category()));
      String service = record.service() != null ? record.service() : path.service();
      boolean ofBlobs = service == null || service.equals(BLOB);
      boolean wants = ofBlobs && wanted.wants(record);
      if (ofBlobs) {
        notes.note(record, record.category, wants);
      }
      if (wants) {
        tally.accepted();
        ready.add(READING.row(RECORD, record.toRow(file)));
      } else {
        tally.outside();
      }
    }

    private void handOnNotes() {
      notes.takeHours().forEach(row -> ready.add(READING.row(HOUR, row)));
      notes.takeMentions().forEach(row -> ready.add(READING.row(MENTION, row)));
    }

    private static String why(IOException e) {
      if (e instanceof EOFException) {
        return "the file ends early: a compressed file was cut off";
      }
      return e instanceof ZipException
          ? "the compressed file is damaged"
          : "reading failed: " + e.getClass().getSimpleName();
    }
  }
}
