package dev.ajar.lake;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.model.Hashes;
import java.io.IOException;
import java.io.Serializable;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Which files only grew since they were read: what stands before the place where reading ended is
 * unchanged, and reading can go on there (exposure.md §8).
 */
public final class GrownFiles {
  private static final int FILES_A_TASK = 64;

  private GrownFiles() {}

  /**
   * A file that may have grown.
   *
   * @param file the file as it is now, not shorter than {@code end}
   * @param end where reading ended
   * @param tail how many bytes before it are compared
   * @param sha256 of these bytes as they were, lower hex
   */
  public record End(EvidenceFile file, long end, int tail, String sha256) implements Serializable {}

  /** The names of those files that only grew. A file that cannot be read is none. */
  public static Set<String> of(SparkSession session, List<End> ends) {
    if (ends.isEmpty()) {
      return Set.of();
    }
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    Broadcast<SerializableConfiguration> hadoop =
        spark.broadcast(new SerializableConfiguration(session.sessionState().newHadoopConf()));
    int tasks = Math.max(1, ends.size() / FILES_A_TASK);
    return new HashSet<>(
        spark
            .parallelize(ends, tasks)
            .filter(end -> grew(end, hadoop.value().value()))
            .map(end -> end.file().file())
            .collect());
  }

  private static boolean grew(End end, Configuration hadoop) {
    int length = (int) Math.min(end.tail(), end.end());
    boolean more = end.file().bytes() > end.end();
    byte[] bytes = new byte[length + (more ? 1 : 0)];
    try (FSDataInputStream stored = EvidenceBytes.stored(end.file(), hadoop)) {
      stored.readFully(end.end() - length, bytes);
    } catch (IOException changedUnderOurHands) {
      return false;
    }
    MessageDigest sha256 = Hashes.sha256();
    sha256.update(bytes, 0, length);
    boolean lineBegins = !more || bytes[length - 1] == '\n' || bytes[length] == '\n';
    return lineBegins && Hashes.hex(sha256.digest()).equals(end.sha256());
  }
}
