package dev.ajar.evidence.storagelogs;

import dev.ajar.evidence.CsvRecords;
import dev.ajar.evidence.EvidenceSlice;
import dev.ajar.evidence.lines.LineReader;
import dev.ajar.evidence.lines.TailStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * Reads CSV files of {@code StorageBlobLogs}, each as a whole, row by row. The first row names the
 * columns and is no record, unless it does not: then it is the one record that is known of a file
 * that cannot be read.
 */
final class CsvReader implements SliceReader {
  static final String EMPTY = "the file is empty: no row names columns";

  private static final int ROWS = 1_000;

  private final RecordIntake intake;
  private TailStream in;
  private CsvRecords records;
  private CsvColumns columns;
  private boolean packed;

  CsvReader(RecordIntake intake) {
    this.intake = intake;
  }

  @Override
  public void begin(EvidenceSlice slice, byte[] head, InputStream rest, boolean ofPacked) {
    in =
        new TailStream(
            new SequenceInputStream(new ByteArrayInputStream(head), rest), LineReader.LEAD);
    records = new CsvRecords(in);
    columns = null;
    packed = ofPacked;
    intake.begin(slice.file());
  }

  @Override
  public boolean advance() {
    try {
      for (int i = 0; i < ROWS; i++) {
        if (!row()) {
          intake.end();
          return false;
        }
      }
      return true;
    } catch (IOException failed) {
      intake.failed(failed);
      intake.end();
      return false;
    }
  }

  /** Takes a row; false when nothing is left that can be read. */
  private boolean row() throws IOException {
    if (!records.next()) {
      if (columns == null) {
        intake.unreadable(EMPTY);
      } else if (!packed) {
        // A file that grew is read anew: its first row is needed.
        intake.readTo(in.passed(), 0, in.tail());
      }
      return false;
    }
    if (columns != null) {
      intake.row(columns, records);
      return true;
    }
    return begun();
  }

  /** Reads the first row; false if it names no columns of a log. */
  private boolean begun() {
    columns = CsvColumns.of(records);
    String problem = records.problem() != null ? records.problem() : columns.problem();
    if (problem == null) {
      return true;
    }
    intake.quarantine(
        records.offset(), problem, records.buffer(), records.start(), records.length());
    intake.unreadable(problem);
    return false;
  }
}
