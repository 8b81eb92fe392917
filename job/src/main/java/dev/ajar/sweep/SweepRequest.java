package dev.ajar.sweep;

import dev.ajar.evidence.EvidenceSlice;
import dev.ajar.evidence.storagelogs.StorageLogReader;
import dev.ajar.evidence.storagelogs.Wanted;
import dev.ajar.lake.ReadMeter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What the job asks of {@link StorageLogSource}: these files, these records, and beside them what
 * conservation and coverage need.
 *
 * <p>Options of a data source are texts, and a list of a million files is none. So a request waits
 * under a name until Spark has made its table of it, on the driver.
 *
 * @param parts what to read
 * @param wanted which records are kept
 * @param gauge is told of what was read; null tells nobody
 */
record SweepRequest(List<EvidenceSlice> parts, Wanted wanted, ReadMeter.Gauge gauge)
    implements LogFiles {
  /** The option that names a request. */
  static final String OPTION = "ajar.request";

  private static final Map<String, SweepRequest> WAITING = new ConcurrentHashMap<>();
  private static final AtomicLong NAMES = new AtomicLong();

  /** The request's rows, of {@link StorageLogReader#READING}. */
  Dataset<Row> rows(SparkSession session) {
    String name = Long.toString(NAMES.incrementAndGet());
    WAITING.put(name, this);
    try {
      return session.read().format(StorageLogSource.NAME).option(OPTION, name).load();
    } finally {
      WAITING.remove(name);
    }
  }

  /** The request of that name; null if there is none. */
  static SweepRequest named(String name) {
    return name == null ? null : WAITING.get(name);
  }

  @Override
  public List<EvidenceSlice> parts(LogFilter filter) {
    return parts;
  }

  @Override
  public Wanted wanted(LogFilter filter) {
    return wanted;
  }

  @Override
  public boolean recordsOnly() {
    return false;
  }
}
