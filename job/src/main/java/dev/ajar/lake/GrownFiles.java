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
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import scala.reflect.ClassTag$;

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
   * @param betweenLines whether a line must have ended there
   */
  public record End(EvidenceFile file, long end, int tail, String sha256, boolean betweenLines)
      implements Serializable {}

  /** The names of those files that only grew. A file that cannot be read is none. */
  public static Set<String> of(SparkSession session, List<End> ends) {
    if (ends.isEmpty()) {
      return Set.of();
    }
    Broadcast<Work> shared =
        session
            .sparkContext()
            .broadcast(
                new Work(
                    List.copyOf(ends),
                    new SerializableConfiguration(session.sessionState().newHadoopConf())),
                ClassTag$.MODULE$.apply(Work.class));
    FilterFunction<Long> grew = index -> shared.value().grew(index.intValue());
    Set<String> names = new HashSet<>();
    int tasks = (ends.size() + FILES_A_TASK - 1) / FILES_A_TASK;
    session
        .range(0, ends.size(), 1, tasks)
        .filter(grew)
        .collectAsList()
        .forEach(index -> names.add(ends.get(index.intValue()).file().file()));
    return names;
  }

  /** All that tasks share. */
  private record Work(List<End> ends, SerializableConfiguration hadoop) implements Serializable {
    boolean grew(int index) {
      return GrownFiles.grew(ends.get(index), hadoop.value());
    }
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
    boolean lineBegins =
        !end.betweenLines()
            || !more
            || length == 0
            || bytes[length - 1] == '\n'
            || bytes[length] == '\n';
    return lineBegins && Hashes.hex(sha256.digest()).equals(end.sha256());
  }
}
