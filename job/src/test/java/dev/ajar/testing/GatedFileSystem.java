package dev.ajar.testing;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.TaskContext;

/**
 * This machine's files under a scheme of their own, {@code gated:/…}, with a gate in the middle of
 * a stage: an executor's first task that opens storage logs of reads passes, the next one leaves
 * the executor's process id in the gate's folder and waits until the gate opens.
 */
public final class GatedFileSystem extends FilterFileSystem {
  private static final String SCHEME = "gated";
  private static final String GATE = "fs.gated.gate";
  private static final String READS = "/insights-logs-storageread/";
  private static final String OPEN = "open";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long NONE = -1;
  private static final AtomicLong FIRST = new AtomicLong(NONE);

  /** What lies behind the gate. */
  private static final class Local extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create(SCHEME + ":///");
    }

    @Override
    public String getScheme() {
      return SCHEME;
    }
  }

  public GatedFileSystem() {
    super(new Local());
  }

  /** Hadoop's settings that make the scheme known, {@code key=value}. */
  public static List<String> settings(Path gate) {
    return List.of("fs.gated.impl=" + GatedFileSystem.class.getName(), GATE + "=" + gate);
  }

  /** A local path under the scheme. */
  public static String uri(Path path) {
    return SCHEME + ":" + path.toAbsolutePath().normalize();
  }

  /** The processes that wait, or waited, at a gate. */
  public static List<Long> waiting(Path gate) throws IOException {
    try (Stream<Path> entries = Files.list(gate)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.equals(OPEN))
          .map(Long::valueOf)
          .toList();
    }
  }

  /** Lets everybody pass from now on. */
  public static void open(Path gate) throws IOException {
    Files.createFile(gate.resolve(OPEN));
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FSDataInputStream open(org.apache.hadoop.fs.Path file, int buffer) throws IOException {
    TaskContext task = TaskContext.get();
    if (task != null && file.toUri().getPath().contains(READS)) {
      long id = task.taskAttemptId();
      if (!FIRST.compareAndSet(NONE, id) && FIRST.get() != id) {
        pass(Path.of(getConf().get(GATE)));
      }
    }
    return super.open(file, buffer);
  }

  private static void pass(Path gate) throws IOException {
    if (Files.exists(gate.resolve(OPEN))) {
      return;
    }
    try {
      Files.createFile(gate.resolve(Long.toString(ProcessHandle.current().pid())));
    } catch (FileAlreadyExistsException saidSo) {
      // It waits here already, or did.
    }
    Instant end = Instant.now().plus(PATIENCE);
    while (!Files.exists(gate.resolve(OPEN))) {
      if (Instant.now().isAfter(end)) {
        throw new IOException("nobody opened the gate " + gate);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("stopped at the gate " + gate);
      }
    }
  }
}
