package dev.ajar.testing;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * This machine's files under a scheme of their own, {@code counted:/…}, with every request counted
 * that a store of objects would be asked: for a page of a listing, for a status, to open, and for
 * each block of content. Counts are of the process, over all instances.
 */
public final class CountedFileSystem extends FilterFileSystem {
  /** The scheme. */
  public static final String SCHEME = "counted";

  /** Entries that Azure's dfs endpoint lists in one answer. */
  private static final int PAGE = 5_000;

  /** Bytes that its client asks for at once. */
  private static final long BLOCK = 4L << 20;

  private static final LongAdder LISTS = new LongAdder();
  private static final LongAdder STATUSES = new LongAdder();
  private static final LongAdder OPENS = new LongAdder();
  private static final LongAdder READS = new LongAdder();
  private static final Map<String, LongAdder> BYTES = new ConcurrentHashMap<>();

  /**
   * What was asked for since {@link #reset}.
   *
   * @param lists pages of listings
   * @param statuses statuses of single files
   * @param opens files opened
   * @param reads blocks of content begun
   * @param bytes bytes of content handed out
   */
  public record Counts(long lists, long statuses, long opens, long reads, long bytes) {
    /** All requests. */
    public long requests() {
      return lists + statuses + opens + reads;
    }
  }

  /** Makes the scheme known to the sessions of a process. */
  public static void install(Configuration hadoop) {
    hadoop.set("fs." + SCHEME + ".impl", CountedFileSystem.class.getName());
  }

  /** A local path under the scheme. */
  public static String uri(Path path) {
    return SCHEME + ":" + path.toAbsolutePath().normalize();
  }

  /** Begins to count anew. */
  public static void reset() {
    for (LongAdder count : new LongAdder[] {LISTS, STATUSES, OPENS, READS}) {
      count.reset();
    }
    BYTES.clear();
  }

  public static Counts counts() {
    return new Counts(LISTS.sum(), STATUSES.sum(), OPENS.sum(), READS.sum(), bytesBelow(""));
  }

  /** Bytes of content handed out of files whose path contains {@code part}. */
  public static long bytesBelow(String part) {
    return BYTES.entrySet().stream()
        .filter(file -> file.getKey().contains(part))
        .mapToLong(file -> file.getValue().sum())
        .sum();
  }

  /** What lies below the counts. */
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

  public CountedFileSystem() {
    super(new Local());
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileStatus[] listStatus(org.apache.hadoop.fs.Path folder) throws IOException {
    FileStatus[] entries;
    try {
      entries = super.listStatus(folder);
    } catch (FileNotFoundException notThere) {
      LISTS.increment();
      throw notThere;
    }
    LISTS.add(1 + Math.max(0, entries.length - 1) / PAGE);
    return entries;
  }

  @Override
  public RemoteIterator<FileStatus> listStatusIterator(org.apache.hadoop.fs.Path folder)
      throws IOException {
    LISTS.increment();
    return super.listStatusIterator(folder);
  }

  @Override
  public RemoteIterator<LocatedFileStatus> listLocatedStatus(org.apache.hadoop.fs.Path folder)
      throws IOException {
    LISTS.increment();
    return super.listLocatedStatus(folder);
  }

  @Override
  public FileStatus getFileStatus(org.apache.hadoop.fs.Path file) throws IOException {
    STATUSES.increment();
    return super.getFileStatus(file);
  }

  @Override
  public FSDataInputStream open(org.apache.hadoop.fs.Path file, int buffer) throws IOException {
    OPENS.increment();
    return new FSDataInputStream(
        new CountedStream(
            super.open(file, buffer),
            BYTES.computeIfAbsent(file.toUri().getPath(), path -> new LongAdder())));
  }

  /** Counts what is read, and a block at its begin: of the stream, and wherever it is put. */
  private static final class CountedStream extends FSInputStream {
    private final FSDataInputStream inner;
    private final LongAdder bytesOfFile;
    private long left;

    CountedStream(FSDataInputStream inner, LongAdder bytesOfFile) {
      this.inner = inner;
      this.bytesOfFile = bytesOfFile;
    }

    @Override
    public int read() throws IOException {
      int value = inner.read();
      count(value < 0 ? -1 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = inner.read(bytes, offset, length);
      count(read);
      return read;
    }

    private void count(long read) {
      if (read <= 0) {
        return;
      }
      bytesOfFile.add(read);
      while (left < read) {
        READS.increment();
        left += BLOCK;
      }
      left -= read;
    }

    @Override
    public void seek(long position) throws IOException {
      if (position != inner.getPos()) {
        left = 0;
      }
      inner.seek(position);
    }

    @Override
    public long getPos() throws IOException {
      return inner.getPos();
    }

    @Override
    public boolean seekToNewSource(long position) throws IOException {
      return inner.seekToNewSource(position);
    }

    @Override
    public int available() throws IOException {
      return inner.available();
    }

    @Override
    public void close() throws IOException {
      inner.close();
    }
  }
}
