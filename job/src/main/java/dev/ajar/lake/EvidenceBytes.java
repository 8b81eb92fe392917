package dev.ajar.lake;

import dev.ajar.evidence.EvidenceFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** Opens a file of evidence; gzip is known by its first bytes, whatever the file is called. */
final class EvidenceBytes {
  private static final int BUFFER = 1 << 16;
  private static final byte GZIP_FIRST = 0x1f;
  private static final byte GZIP_SECOND = (byte) 0x8b;

  private EvidenceBytes() {}

  /** Whether these are the first bytes of a gzip file. */
  static boolean isGzip(byte[] head) {
    return head.length > 1 && head[0] == GZIP_FIRST && head[1] == GZIP_SECOND;
  }

  /** The file's bytes as stored, as many as were listed or more. */
  static FSDataInputStream stored(EvidenceFile file, Configuration hadoop) throws IOException {
    try {
      Path path = new Path(file.uri());
      FileSystem files = path.getFileSystem(hadoop);
      // A local disk has no checksum beside a file that Hadoop did not write: not to look for one
      // saves two thirds of the time that opening a file takes.
      FileSystem plain = files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
      return new FSDataInputStream(new ListedBytes(plain.open(path), file.bytes()));
    } catch (IllegalArgumentException noPath) {
      throw new IOException("the name is no path that can be opened", noPath);
    }
  }

  /** Whether a stream of {@link #unpacked} gives other bytes than are stored. */
  static boolean isUnpacked(InputStream bytes) {
    return bytes instanceof GzipMembers;
  }

  /**
   * The file's bytes, unpacked if they are gzip, all its members one after another. They are
   * unpacked as they are read, so that no file fills memory; a broken one throws where it breaks.
   */
  @SuppressWarnings("resource") // Handed on: closing the result closes what lies below.
  static InputStream unpacked(EvidenceFile file, Configuration hadoop) throws IOException {
    InputStream stored = stored(file, hadoop);
    try {
      BufferedInputStream buffered = new BufferedInputStream(stored, BUFFER);
      buffered.mark(2);
      byte[] head = buffered.readNBytes(2);
      buffered.reset();
      return isGzip(head) ? new GzipMembers(buffered, BUFFER) : buffered;
    } catch (IOException failed) {
      stored.close();
      throw failed;
    }
  }
}
