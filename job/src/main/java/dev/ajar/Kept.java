package dev.ajar;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Rows that several stages read: computed once, in memory or on disk, freed with the run. */
final class Kept implements AutoCloseable {
  private final Deque<Dataset<Row>> kept = new ArrayDeque<>();

  /** The same rows, computed once. */
  Dataset<Row> keep(Dataset<Row> rows) {
    Dataset<Row> same = rows.persist(StorageLevel.MEMORY_AND_DISK());
    kept.push(same);
    return same;
  }

  @Override
  public void close() {
    while (!kept.isEmpty()) {
      kept.pop().unpersist(false);
    }
  }
}
