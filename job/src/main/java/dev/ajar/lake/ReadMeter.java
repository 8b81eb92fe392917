package dev.ajar.lake;

import dev.ajar.evidence.EvidenceSlice;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Tells how far a reading has come, for a person who waits; no count of a run comes from here,
 * since a task that is tried again is heard again.
 */
public final class ReadMeter implements AutoCloseable {
  /** Who is told, after each task. */
  @FunctionalInterface
  public interface Heard {
    /** So many more files and stored bytes were read. */
    void advance(long files, long bytes);
  }

  private final SparkContext context;
  private final LongAccumulator files;
  private final LongAccumulator bytes;
  private final SparkListener listener;

  private ReadMeter(SparkContext context, Heard heard) {
    this.context = context;
    this.files = context.longAccumulator("ajar.files");
    this.bytes = context.longAccumulator("ajar.bytes");
    this.listener =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd ended) {
            long moreFiles = 0;
            long moreBytes = 0;
            for (AccumulableInfo update :
                CollectionConverters.asJava(ended.taskInfo().accumulables())) {
              if (update.id() == files.id()) {
                moreFiles = amount(update);
              } else if (update.id() == bytes.id()) {
                moreBytes = amount(update);
              }
            }
            if (moreFiles + moreBytes > 0) {
              heard.advance(moreFiles, moreBytes);
            }
          }
        };
    context.addSparkListener(listener);
  }

  /** A meter that tells {@code heard} until it is closed. */
  public static ReadMeter start(SparkSession session, Heard heard) {
    return new ReadMeter(session.sparkContext(), heard);
  }

  /** What tasks add to. */
  public Gauge gauge() {
    return new Gauge(files, bytes);
  }

  /** Travels with the tasks. */
  public record Gauge(LongAccumulator files, LongAccumulator bytes)
      implements java.io.Serializable {
    /** A slice was read; the first of a file stands for it. */
    public void read(EvidenceSlice slice) {
      files.add(slice.isFirst() ? 1L : 0L);
      bytes.add(slice.bytes());
    }
  }

  @Override
  public void close() {
    context.removeSparkListener(listener);
  }

  private static long amount(AccumulableInfo info) {
    return info.update().isDefined() && info.update().get() instanceof Number number
        ? number.longValue()
        : 0;
  }
}
