package dev.ajar.lake;

import dev.ajar.evidence.EvidenceFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Opens a file of evidence; gzip is known by its first bytes, whatever the file is called. */
final class EvidenceBytes {
  private static final int BUFFER = 1 << 16;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private EvidenceBytes() {}

  /** The file's bytes as stored. */
  static InputStream stored(EvidenceFile file, Configuration hadoop) throws IOException {
    try {
      Path path = new Path(file.uri());
      return path.getFileSystem(hadoop).open(path);
    } catch (IllegalArgumentException noPath) {
      throw new IOException("the name is no path that can be opened", noPath);
    }
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
      boolean gzip = buffered.read() == GZIP_FIRST && buffered.read() == GZIP_SECOND;
      buffered.reset();
      return gzip ? new GzipMembers(buffered, BUFFER) : buffered;
    } catch (IOException failed) {
      stored.close();
      throw failed;
    }
  }
}
