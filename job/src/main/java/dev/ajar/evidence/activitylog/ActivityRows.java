package dev.ajar.evidence.activitylog;

import dev.ajar.evidence.lines.LineReader;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;

/** The rows of one file of the Activity Log, which its reader has begun, as far as it was read. */
final class ActivityRows implements Iterator<Row> {
  private final LineReader lines;
  private final Queue<Row> ready;
  private boolean ended;

  /**
   * @param ready where the reader's rows go
   */
  ActivityRows(LineReader lines, Queue<Row> ready) {
    this.lines = lines;
    this.ready = ready;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !ended) {
      ended = !lines.advance();
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
}
