package dev.ajar.sweep;

import dev.ajar.evidence.EvidenceSlice;
import dev.ajar.lake.PackSlices;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import scala.reflect.ClassTag$;

/** One scan of storage logs: tasks by bytes, and what each makes of its slices. */
final class StorageLogScan implements Scan, Batch {
  private final LogFiles files;
  private final LogFilter filter;
  private final StructType columns;
  private InputPartition[] tasks;

  private StorageLogScan(LogFiles files, LogFilter filter, StructType columns) {
    this.files = files;
    this.filter = filter;
    this.columns = columns;
  }

  @Override
  public StructType readSchema() {
    return columns;
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  /** Spark asks whenever it plans the query anew; files are listed once. */
  @Override
  public synchronized InputPartition[] planInputPartitions() {
    if (tasks == null) {
      int cores = SparkSession.active().sparkContext().defaultParallelism();
      tasks =
          PackSlices.pack(files.parts(filter), cores).stream()
              .map(Slices::new)
              .toArray(InputPartition[]::new);
    }
    return tasks.clone();
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    SparkSession session = SparkSession.active();
    Configuration hadoop = session.sessionState().newHadoopConf();
    return new SweepTask(
        files.wanted(filter),
        files.recordsOnly(),
        columns,
        files.gauge(),
        session
            .sparkContext()
            .broadcast(
                new SerializableConfiguration(hadoop),
                ClassTag$.MODULE$.apply(SerializableConfiguration.class)));
  }

  @Override
  public String description() {
    return StorageLogSource.NAME + " " + filter;
  }

  /** What one task reads. */
  record Slices(List<EvidenceSlice> slices) implements InputPartition {}

  /** Takes what Spark offers to push down. */
  static final class Builder implements SupportsPushDownRequiredColumns, SupportsPushDownV2Filters {
    private final LogFiles files;
    private StructType columns;
    private final List<Predicate> used = new ArrayList<>();
    private LogFilter filter = LogFilter.NONE;

    Builder(LogFiles files, StructType columns) {
      this.files = files;
      this.columns = columns;
    }

    @Override
    public void pruneColumns(StructType required) {
      columns = required;
    }

    /** Spark checks every predicate again: what is decided here may be too kind. */
    @Override
    public Predicate[] pushPredicates(Predicate[] predicates) {
      for (Predicate predicate : predicates) {
        LogFilter more = filter.and(predicate);
        if (!more.equals(filter)) {
          used.add(predicate);
          filter = more;
        }
      }
      return predicates;
    }

    @Override
    public Predicate[] pushedPredicates() {
      return used.toArray(Predicate[]::new);
    }

    @Override
    public Scan build() {
      return new StorageLogScan(files, filter, columns);
    }
  }
}
