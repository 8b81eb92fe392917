package dev.ajar.reports.pack;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** A folder whose files are hashed as they are written. For one thread. */
public final class PackFolder {
  private static final int BUFFER = 1 << 16;

  private final Path folder;
  private final FileSystem files;
  private final List<Written> written = new ArrayList<>();

  /**
   * A file that was written.
   *
   * @param path below the folder, with {@code /}
   * @param bytes its size
   * @param sha256 SHA-256 of its bytes, lower hex
   */
  public record Written(String path, long bytes, String sha256) {}

  /**
   * @param folder made if it is not there
   * @param hadoop how to reach it
   * @throws IOException if its file system cannot be reached
   */
  public PackFolder(Path folder, Configuration hadoop) throws IOException {
    this.folder = folder;
    FileSystem any = folder.getFileSystem(hadoop);
    // The local one would put a checksum file beside each.
    this.files = any instanceof LocalFileSystem local ? local.getRawFileSystem() : any;
  }

  /** Writes a file, over a former one; it counts as written when it is closed. */
  public OutputStream create(String path) throws IOException {
    Path file = new Path(folder, path);
    return new Hashed(
        path, new BufferedOutputStream(files.create(file, /* overwrite= */ true), BUFFER));
  }

  /** Takes away the files of a folder below that have such names, as a former run wrote them. */
  void clear(String path, Predicate<String> names) throws IOException {
    Path below = new Path(folder, path);
    if (files.exists(below)) {
      for (FileStatus file : files.listStatus(below)) {
        if (file.isFile() && names.test(file.getPath().getName())) {
          files.delete(file.getPath(), /* recursive= */ false);
        }
      }
    }
  }

  /** Where a file is. */
  public Path at(String path) {
    return new Path(folder, path);
  }

  /** What was written, by path. */
  List<Written> written() {
    return written.stream().sorted(Comparator.comparing(Written::path)).toList();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private final class Hashed extends FilterOutputStream {
    private final String path;
    private final MessageDigest digest = sha256();
    private long bytes;
    private boolean closed;

    Hashed(String path, OutputStream file) {
      super(file);
      this.path = path;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      digest.update((byte) value);
      bytes++;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      out.write(from, offset, length);
      digest.update(from, offset, length);
      bytes += length;
    }

    @Override
    public void close() throws IOException {
      super.close();
      if (!closed) {
        closed = true;
        written.add(new Written(path, bytes, HexFormat.of().formatHex(digest.digest())));
      }
    }
  }
}
