package dev.ajar.evidence.storagelogs;

import dev.ajar.evidence.EvidenceFile;
import org.apache.spark.sql.Row;

/** Where a reader of storage logs puts what it finds. */
public interface LogSink {
  /**
   * A record that is wanted.
   *
   * @param record valid during the call only; the reader reuses it
   */
  void record(StorageLogRecord record, EvidenceFile file);

  /** Another row of {@link StorageLogReader#READING}. */
  void row(Row row);
}
