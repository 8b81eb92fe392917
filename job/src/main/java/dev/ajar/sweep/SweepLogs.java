package dev.ajar.sweep;

import static org.apache.spark.sql.functions.col;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceSlice;
import dev.ajar.evidence.Reading;
import dev.ajar.evidence.storagelogs.StorageLogReader;
import dev.ajar.evidence.storagelogs.Wanted;
import dev.ajar.lake.ReadMeter;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * {@code files of storage logs → rows of their reading}: one pass over the bytes, in which no raw
 * line is shuffled and a line that nothing wants becomes no object.
 *
 * <p>A large file is read in slices: its tallies are added up by {@link #sources}.
 */
public final class SweepLogs {
  private SweepLogs() {}

  /** Rows of {@link StorageLogReader#READING}, of whole files. */
  public static Dataset<Row> read(
      SparkSession session, List<EvidenceFile> files, Wanted wanted, ReadMeter.Gauge gauge) {
    return readParts(session, files.stream().map(EvidenceSlice::whole).toList(), wanted, gauge);
  }

  /**
   * As above, of files or their ends.
   *
   * @param gauge is told of what was read; null tells nobody
   */
  public static Dataset<Row> readParts(
      SparkSession session, List<EvidenceSlice> parts, Wanted wanted, ReadMeter.Gauge gauge) {
    return parts.isEmpty()
        ? session.createDataFrame(List.of(), StorageLogReader.READING.schema())
        : new SweepRequest(parts, wanted, gauge).rows(session);
  }

  /** The files' tallies, one row each, of what {@link #read} gave. */
  public static Dataset<Row> sources(Dataset<Row> read) {
    return MergeSlices.sources(Reading.sources(read));
  }

  /**
   * The quarantined records, the first of each file, of what {@link #read} gave.
   *
   * @param also columns of the reading that tell versions of a file apart, and are kept
   */
  public static Dataset<Row> quarantined(Dataset<Row> read, String... also) {
    Column[] columns = Stream.of(also).map(name -> col(name)).toArray(Column[]::new);
    return MergeSlices.quarantined(Reading.quarantined(read, columns), also);
  }
}
