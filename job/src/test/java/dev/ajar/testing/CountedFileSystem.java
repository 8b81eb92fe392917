package dev.ajar.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.SparkSession;

/** This disk under a scheme of its own, for reading: counts what is asked of it. */
public final class CountedFileSystem extends FilterFileSystem {
  private static final String SCHEME = "counted";
  private static final URI ROOT = URI.create(SCHEME + ":///");

  /** Folders listed. */
  public static final LongAdder LISTS = new LongAdder();

  /** Files and folders asked about one by one. */
  public static final LongAdder STATUSES = new LongAdder();

  /** Files opened. */
  public static final LongAdder OPENS = new LongAdder();

  /** Calls that read bytes. */
  public static final LongAdder READS = new LongAdder();

  /** Hadoop makes it by its name. */
  public CountedFileSystem() {
    super(new RawLocalFileSystem());
  }

  /** Makes the scheme known to a session. */
  public static void register(SparkSession session) {
    session
        .sparkContext()
        .hadoopConfiguration()
        .set("fs." + SCHEME + ".impl", CountedFileSystem.class.getName());
  }

  /** How a file or folder of this disk is called here. */
  public static String uri(java.nio.file.Path path) {
    return SCHEME + ":" + path.toAbsolutePath();
  }

  /** Everything asked since the last {@link #reset}. */
  public static long requests() {
    return LISTS.sum() + STATUSES.sum() + OPENS.sum() + READS.sum();
  }

  /** Begins to count anew. */
  public static void reset() {
    LISTS.reset();
    STATUSES.reset();
    OPENS.reset();
    READS.reset();
  }

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    setConf(conf);
    fs.initialize(URI.create("file:///"), conf);
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public URI getUri() {
    return ROOT;
  }

  @Override
  public Path makeQualified(Path path) {
    return path.makeQualified(ROOT, new Path(ROOT));
  }

  @Override
  protected void checkPath(Path path) {
    if (!SCHEME.equals(path.toUri().getScheme())) {
      throw new IllegalArgumentException(path + " is no path of " + SCHEME);
    }
  }

  private static Path onDisk(Path path) {
    return new Path("file", null, path.toUri().getPath());
  }

  private static FileStatus here(FileStatus status) {
    Path path = new Path(SCHEME, null, status.getPath().toUri().getPath());
    return new FileStatus(
        status.getLen(),
        status.isDirectory(),
        status.getReplication(),
        status.getBlockSize(),
        status.getModificationTime(),
        path);
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    LISTS.increment();
    return Arrays.stream(fs.listStatus(onDisk(path)))
        .map(CountedFileSystem::here)
        .toArray(FileStatus[]::new);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    STATUSES.increment();
    return here(fs.getFileStatus(onDisk(path)));
  }

  @Override
  @SuppressWarnings("resource") // Closed with the stream handed on.
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    OPENS.increment();
    return new FSDataInputStream(new Counted(fs.open(onDisk(path), bufferSize)));
  }

  private static final class Counted extends FSInputStream {
    private final FSDataInputStream disk;

    Counted(FSDataInputStream disk) {
      this.disk = disk;
    }

    @Override
    public int read() throws IOException {
      READS.increment();
      return disk.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      READS.increment();
      return disk.read(into, offset, length);
    }

    @Override
    public void seek(long position) throws IOException {
      disk.seek(position);
    }

    @Override
    public long getPos() {
      try {
        return disk.getPos();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean seekToNewSource(long position) throws IOException {
      return disk.seekToNewSource(position);
    }

    @Override
    public void close() throws IOException {
      disk.close();
    }
  }
}
