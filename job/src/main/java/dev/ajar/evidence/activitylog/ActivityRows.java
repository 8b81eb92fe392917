package dev.ajar.evidence.activitylog;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.Row;

/** The rows of one file of the Activity Log, which its reader has begun, as far as it was read. */
final class ActivityRows implements Iterator<Row> {
  private final BooleanSupplier advance;
  private final Queue<Row> ready;
  private boolean ended;

  /**
   * @param advance reads on; false when the file is read to its end
   * @param ready where the reader's rows go
   */
  ActivityRows(BooleanSupplier advance, Queue<Row> ready) {
    this.advance = advance;
    this.ready = ready;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !ended) {
      ended = !advance.getAsBoolean();
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
