package dev.ajar.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.SparkSession;

/**
 * This machine's files under a scheme of their own, {@code troubled:/…}, where somebody can come
 * between the listing of a file and its opening, and where the disk can be full. What is set is of
 * the process, over all instances.
 */
public final class TroubledFileSystem extends FilterFileSystem {
  /** The scheme. */
  public static final String SCHEME = "troubled";

  private static final Map<Path, Change> CHANGES = new ConcurrentHashMap<>();
  private static final AtomicLong SPACE = new AtomicLong(Long.MAX_VALUE);

  /** What somebody does to a file. */
  @FunctionalInterface
  public interface Change {
    void to(Path file) throws IOException;
  }

  /** What lies below. */
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

  public TroubledFileSystem() {
    super(new Local());
  }

  /** Makes the scheme known to the sessions of a process, and to Delta as a local disk's. */
  public static void install(SparkSession session) {
    session
        .sparkContext()
        .hadoopConfiguration()
        .set("fs." + SCHEME + ".impl", TroubledFileSystem.class.getName());
    SparkEnv.get()
        .conf()
        .set("spark.delta.logStore." + SCHEME + ".impl", "io.delta.storage.LocalLogStore");
  }

  /** A local path under the scheme. */
  public static String uri(Path path) {
    return SCHEME + ":" + path.toAbsolutePath().normalize();
  }

  /** Lets somebody change a file, once, when it is opened next: after it was listed. */
  public static void beforeOpening(Path file, Change change) {
    CHANGES.put(file.toAbsolutePath().normalize(), change);
  }

  /** How many of the changes are still to come. */
  public static int changesToCome() {
    return CHANGES.size();
  }

  /** Lets the disk hold so many more bytes. */
  public static void leaveSpace(long bytes) {
    SPACE.set(bytes);
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FSDataInputStream open(org.apache.hadoop.fs.Path file, int buffer) throws IOException {
    Path local = Path.of(file.toUri().getPath());
    Change change = CHANGES.remove(local);
    if (change != null) {
      change.to(local);
    }
    return super.open(file, buffer);
  }

  @Override
  public FSDataOutputStream create(
      org.apache.hadoop.fs.Path file,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    OutputStream whole =
        super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress);
    return new FSDataOutputStream(new Disk(whole, file.toString()), null);
  }

  /** Takes bytes for as long as there is space. */
  private static final class Disk extends OutputStream {
    private final OutputStream file;
    private final String name;

    Disk(OutputStream file, String name) {
      this.file = file;
      this.name = name;
    }

    @Override
    public void write(int value) throws IOException {
      take(1);
      file.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      take(length);
      file.write(bytes, offset, length);
    }

    private void take(int bytes) throws IOException {
      if (SPACE.addAndGet(-bytes) < 0) {
        throw new FileSystemException(name, null, "No space left on device");
      }
    }

    @Override
    public void flush() throws IOException {
      file.flush();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
