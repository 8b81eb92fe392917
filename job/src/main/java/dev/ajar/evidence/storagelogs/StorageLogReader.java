package dev.ajar.evidence.storagelogs;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceReader;
import dev.ajar.evidence.JsonRecords;
import dev.ajar.evidence.Reading;
import dev.ajar.evidence.lines.LineReader;
import dev.ajar.tables.LogRecords;
import dev.ajar.tables.Readings;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
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
  public static final String RECORD = Readings.RECORD;

  /**
   * Per account, category and hour of the records' own time: {@code lines}, and {@code passed}, the
   * successful anonymous requests that were seen but are not wanted. Rows of one key add up.
   */
  public static final String HOUR = Readings.HOUR;

  /**
   * Per account and container: the first and last successful request ({@code first_success_ticks},
   * {@code last_success_ticks}; null if none). A null container stands for operations on the
   * account. Rows of one key add up.
   */
  public static final String MENTION = Readings.MENTION;

  /** What the rows look like. */
  public static final Reading READING =
      Reading.of(
          List.of(
              Map.entry(RECORD, LogRecords.TABLE.columns()),
              Map.entry(HOUR, Readings.HOURS),
              Map.entry(MENTION, Readings.MENTIONS)));

  private static final Set<String> WRAPPER_KEYS = Set.of("records");

  private final Wanted wanted;

  /** A reader that keeps what {@code wanted} wants. */
  public StorageLogReader(Wanted wanted) {
    this.wanted = wanted;
  }

  /**
   * A quick reader of slices, which gives of them what this one gives of their files. It remembers
   * what it learnt of one for the next.
   */
  public static LineReader ofSlices(Wanted wanted, LogSink sink) {
    return new LineReader(
        WRAPPER_KEYS, LogField.OF_LINE, new LogSlots(), new RecordIntake(wanted, sink));
  }

  @Override
  public Iterator<Row> read(EvidenceFile file, InputStream bytes) {
    return new Rows(file, bytes);
  }

  private final class Rows implements Iterator<Row>, LogSink {
    private final JsonRecords records;
    private final RecordIntake intake;
    private final Queue<Row> ready = new ArrayDeque<>();
    private boolean ended;

    Rows(EvidenceFile file, InputStream bytes) {
      this.records = new JsonRecords(bytes, WRAPPER_KEYS);
      this.intake = new RecordIntake(wanted, this);
      intake.begin(file);
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
          intake.take(records, 0);
          return;
        }
      } catch (IOException e) {
        intake.failed(e);
      }
      ended = true;
      intake.end();
    }

    @Override
    public void record(StorageLogRecord record, EvidenceFile file) {
      ready.add(READING.row(RECORD, record.toRow(file)));
    }

    @Override
    public void row(Row row) {
      ready.add(row);
    }
  }
}
