package dev.ajar.sweep;

import dev.ajar.evidence.EvidenceSlice;
import dev.ajar.evidence.FileTally;
import dev.ajar.evidence.lines.LineReader;
import dev.ajar.evidence.storagelogs.LogReaders;
import dev.ajar.evidence.storagelogs.SliceReader;
import dev.ajar.evidence.storagelogs.StorageLogReader;
import dev.ajar.evidence.storagelogs.Wanted;
import dev.ajar.lake.ReadMeter;
import dev.ajar.lake.SliceBytes;
import java.io.IOException;
import java.util.Iterator;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What every task of a scan does: opens its slices one after another and hands on the rows that
 * they give. A file that cannot be opened is a row that says so.
 */
record SweepTask(
    Wanted wanted,
    boolean recordsOnly,
    StructType columns,
    ReadMeter.Gauge gauge,
    Broadcast<SerializableConfiguration> hadoop)
    implements PartitionReaderFactory {
  private static final long serialVersionUID = 1L;

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    return new Reader(((StorageLogScan.Slices) partition).slices().iterator());
  }

  private final class Reader implements PartitionReader<InternalRow> {
    private final Iterator<EvidenceSlice> slices;
    private final SweepRows rows = new SweepRows(recordsOnly, columns);
    private final LogReaders readers = new LogReaders(wanted, rows);
    private SliceReader reader;
    private EvidenceSlice slice;
    private SliceBytes open;

    Reader(Iterator<EvidenceSlice> slices) {
      this.slices = slices;
    }

    @Override
    public boolean next() {
      while (!rows.next()) {
        if (open == null && !openNext()) {
          return false;
        }
        if (open != null && !reader.advance()) {
          close();
        }
      }
      return true;
    }

    private boolean openNext() {
      if (!slices.hasNext()) {
        return false;
      }
      slice = slices.next();
      try {
        open = SliceBytes.open(slice, LineReader.HEAD, LineReader.LEAD, hadoop.value().value());
        reader = readers.of(slice.file());
        reader.begin(slice, open.head(), open.rest(), open.isPacked());
      } catch (IOException failed) {
        FileTally tally = new FileTally(slice.file(), StorageLogReader.READING);
        tally.notOpened(failed);
        rows.row(tally.end());
      }
      return true;
    }

    @Override
    public InternalRow get() {
      return rows.get();
    }

    /** What was read stays read: a stream that does not close well takes nothing back. */
    @Override
    public void close() {
      if (open == null) {
        return;
      }
      if (gauge != null) {
        gauge.read(slice);
      }
      try {
        open.close();
      } catch (IOException afterTheLastByte) {
        // Nothing is lost: every byte that was wanted has been read.
      }
      open = null;
    }
  }
}
