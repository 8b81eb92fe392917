package dev.ajar.sweep;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.storagelogs.LogSink;
import dev.ajar.evidence.storagelogs.StorageLogReader;
import dev.ajar.evidence.storagelogs.StorageLogRecord;
import dev.ajar.tables.LogRecords;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Rows as Spark holds them, of what a reader finds. A scan of records has those alone; a scan of
 * the reading ({@link StorageLogReader#READING}) has every row, with a struct in one of its
 * columns. Columns that the query does not ask for are not made.
 */
final class SweepRows implements LogSink {
  private static final StructType READING = StorageLogReader.READING.schema();

  /** The columns asked for of each struct of a reading; null where none are. */
  private final ColumnsOf[] structs = new ColumnsOf[READING.length()];

  /** Where each struct of a reading stands among the columns asked for. */
  private final int[] places = new int[READING.length()];

  private final int record = READING.fieldIndex(StorageLogReader.RECORD);
  private final boolean recordsOnly;
  private final int width;
  private final Queue<InternalRow> ready = new ArrayDeque<>();
  private InternalRow current;

  /**
   * @param recordsOnly whether {@code columns} are of {@link LogRecords}; else of the reading
   */
  SweepRows(boolean recordsOnly, StructType columns) {
    this.recordsOnly = recordsOnly;
    this.width = columns.length();
    if (recordsOnly) {
      structs[record] = new ColumnsOf(LogRecords.TABLE.columns(), columns);
      return;
    }
    for (int i = 0; i < width; i++) {
      StructField asked = columns.fields()[i];
      int struct = READING.fieldIndex(asked.name());
      places[struct] = i;
      structs[struct] =
          new ColumnsOf(
              (StructType) READING.fields()[struct].dataType(), (StructType) asked.dataType());
    }
  }

  /** Goes to the next row; false if none is ready. */
  boolean next() {
    current = ready.poll();
    return current != null;
  }

  InternalRow get() {
    return current;
  }

  @Override
  public void record(StorageLogRecord found, EvidenceFile file) {
    ColumnsOf columns = structs[record];
    InternalRow row = columns == null ? null : columns.of(found.toRow(file));
    ready.add(recordsOnly ? row : wrapped(record, row));
  }

  @Override
  public void row(Row row) {
    for (int i = 0; i < structs.length && !recordsOnly; i++) {
      if (!row.isNullAt(i)) {
        ready.add(wrapped(i, structs[i] == null ? null : structs[i].of(row.getStruct(i))));
      }
    }
  }

  private InternalRow wrapped(int struct, InternalRow value) {
    Object[] columns = new Object[width];
    if (value != null) {
      columns[places[struct]] = value;
    }
    return new GenericInternalRow(columns);
  }
}
