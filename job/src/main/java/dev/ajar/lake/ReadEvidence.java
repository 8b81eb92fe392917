package dev.ajar.lake;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceReader;
import dev.ajar.evidence.EvidenceSlice;
import dev.ajar.evidence.FileTally;
import dev.ajar.evidence.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import scala.reflect.ClassTag$;

/**
 * {@code files of evidence → rows}: every file is opened in a task and read to its end by the
 * reader of its format, lazily.
 *
 * <p>A file that cannot be opened is a row, with state {@code unreadable} and the reason
 * (exposure.md §8): one file never ends the job.
 */
public final class ReadEvidence {
  private ReadEvidence() {}

  /**
   * The rows of the files; the same whatever order the files come in.
   *
   * @param schema the schema of the reader's {@link Reading}
   */
  public static Dataset<Row> read(
      SparkSession session, List<EvidenceFile> files, EvidenceReader reader, StructType schema) {
    return read(session, files, reader, schema, null);
  }

  /** As above, telling a meter of every file that was read. */
  public static Dataset<Row> read(
      SparkSession session,
      List<EvidenceFile> files,
      EvidenceReader reader,
      StructType schema,
      ReadMeter meter) {
    Reading reading = reading(schema);
    List<List<EvidenceSlice>> packs =
        PackSlices.packWhole(files, session.sparkContext().defaultParallelism());
    if (packs.isEmpty()) {
      return session.createDataFrame(List.of(), schema);
    }
    Work work =
        new Work(
            packs,
            reader,
            reading,
            new SerializableConfiguration(session.sessionState().newHadoopConf()));
    // Once to each executor, not with every task of every stage that comes to rest on these rows.
    Broadcast<Work> shared =
        session.sparkContext().broadcast(work, ClassTag$.MODULE$.apply(Work.class));
    ReadMeter.Gauge gauge = meter == null ? null : meter.gauge();
    FlatMapFunction<Long, Row> readPack = pack -> shared.value().rows(pack.intValue(), gauge);
    return session.range(0, packs.size(), 1, packs.size()).flatMap(readPack, Encoders.row(schema));
  }

  /** All that tasks share. */
  private record Work(
      List<List<EvidenceSlice>> packs,
      EvidenceReader reader,
      Reading reading,
      SerializableConfiguration hadoop)
      implements Serializable {
    Iterator<Row> rows(int pack, ReadMeter.Gauge gauge) {
      return new PackRows(packs.get(pack), this, gauge);
    }
  }

  private static Reading reading(StructType schema) {
    StructType own = Reading.of(List.of()).schema();
    List<Map.Entry<String, StructType>> payloads = new ArrayList<>();
    for (StructField field : schema.fields()) {
      if (!Arrays.asList(own.fieldNames()).contains(field.name())) {
        payloads.add(Map.entry(field.name(), (StructType) field.dataType()));
      }
    }
    return Reading.of(payloads);
  }

  /**
   * The whole of a small file, unpacked: a manifest, a list.
   *
   * @param max bytes that it may have, unpacked
   * @throws IOException if it cannot be read or is larger
   */
  public static byte[] readSmall(SparkSession session, EvidenceFile file, int max)
      throws IOException {
    Configuration hadoop = session.sessionState().newHadoopConf();
    try (InputStream bytes = EvidenceBytes.unpacked(file, hadoop)) {
      byte[] content = bytes.readNBytes(max);
      if (bytes.read() >= 0) {
        throw new IOException(file.file() + " is larger than " + max + " bytes");
      }
      return content;
    }
  }

  /** The rows of several files, one file open at a time. */
  private static final class PackRows implements Iterator<Row> {
    private final Iterator<EvidenceSlice> files;
    private final Work work;
    private final EvidenceReader.OfTask reader;
    private final ReadMeter.Gauge gauge;
    private EvidenceFile current;
    private InputStream open = InputStream.nullInputStream();
    private Iterator<Row> rows = java.util.Collections.emptyIterator();

    PackRows(List<EvidenceSlice> files, Work work, ReadMeter.Gauge gauge) {
      this.files = files.iterator();
      this.work = work;
      this.reader = work.reader().forTask();
      this.gauge = gauge;
    }

    @Override
    public boolean hasNext() {
      while (!rows.hasNext()) {
        close();
        if (!files.hasNext()) {
          return false;
        }
        openNext(files.next().file());
      }
      return true;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new java.util.NoSuchElementException();
      }
      return rows.next();
    }

    private void openNext(EvidenceFile file) {
      current = file;
      try {
        open = EvidenceBytes.unpacked(file, work.hadoop().value());
        rows = reader.read(file, open, EvidenceBytes.isUnpacked(open));
      } catch (IOException failed) {
        FileTally tally = new FileTally(file, work.reading());
        tally.notOpened(failed);
        rows = List.of(tally.end()).iterator();
      }
    }

    /** What was read stays read: a stream that does not close well takes nothing back. */
    private void close() {
      if (gauge != null && current != null) {
        gauge.read(EvidenceSlice.whole(current));
        current = null;
      }
      try {
        open.close();
      } catch (IOException afterTheLastByte) {
        open = InputStream.nullInputStream();
      }
    }
  }
}
