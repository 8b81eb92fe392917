package dev.ajar;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that several stages read: computed once, in memory or on disk, freed with the run.
 *
 * <p>What a stage gets back has forgotten how it was made: Spark plans each query from its sources
 * and hands each task the lineage of its rows, and both would grow with every stage before it,
 * until they take longer than the work. On a cluster the lineage stays, so that a lost executor
 * costs a recomputation only; on one machine there is no executor to lose.
 */
final class Kept implements AutoCloseable {
  private final Deque<Dataset<Row>> kept = new ArrayDeque<>();

  /** The same rows, computed once; as many tasks as the session shuffles with. */
  Dataset<Row> keep(Dataset<Row> rows) {
    int tasks = Integer.parseInt(rows.sparkSession().conf().get("spark.sql.shuffle.partitions"));
    return keepSpread(rows.coalesce(tasks));
  }

  /** The same rows, computed once, by the tasks that they come from: what readers return. */
  Dataset<Row> keepSpread(Dataset<Row> rows) {
    if (rows.sparkSession().sparkContext().isLocal()) {
      return rows.localCheckpoint(/* eager= */ true);
    }
    Dataset<Row> same = rows.persist(StorageLevel.MEMORY_AND_DISK());
    kept.push(same);
    return same.sparkSession().createDataFrame(same.javaRDD(), same.schema());
  }

  @Override
  public void close() {
    while (!kept.isEmpty()) {
      kept.pop().unpersist(false);
    }
  }
}
