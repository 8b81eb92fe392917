package dev.ajar.lake;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;

/**
 * The bytes of a stored file, which are at least as many as its listing said: a file that was cut
 * or replaced since, and an answer that a store cut short, end in {@link EndedEarlyException} and
 * never as if they were whole. A file that grew has more.
 */
final class ListedBytes extends FSInputStream {
  private final FSDataInputStream stored;
  private final long listed;

  /** The end came before the byte that the listing had as the last one. */
  static final class EndedEarlyException extends IOException {
    private static final long serialVersionUID = 1L;

    EndedEarlyException(long at, long listed) {
      super("ended after " + at + " of " + listed + " bytes");
    }
  }

  /**
   * @param stored closed with this
   * @param listed bytes that the file had when it was listed
   */
  ListedBytes(FSDataInputStream stored, long listed) {
    this.stored = stored;
    this.listed = listed;
  }

  @Override
  public int read() throws IOException {
    int value = stored.read();
    if (value < 0) {
      requireEnd();
    }
    return value;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = stored.read(into, offset, length);
    if (read > 0 || length == 0) {
      return read;
    }
    // A store that gives nothing where something is left gives nothing the next time.
    requireEnd();
    return -1;
  }

  private void requireEnd() throws IOException {
    if (stored.getPos() < listed) {
      throw new EndedEarlyException(stored.getPos(), listed);
    }
  }

  @Override
  public void seek(long position) throws IOException {
    stored.seek(position);
  }

  @Override
  public long getPos() throws IOException {
    return stored.getPos();
  }

  @Override
  public boolean seekToNewSource(long position) throws IOException {
    return stored.seekToNewSource(position);
  }

  @Override
  public int available() throws IOException {
    return stored.available();
  }

  @Override
  public void close() throws IOException {
    stored.close();
  }
}
