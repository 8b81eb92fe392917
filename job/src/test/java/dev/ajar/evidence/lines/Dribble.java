package dev.ajar.evidence.lines;

import java.io.IOException;
import java.io.InputStream;
import java.util.Random;

/** A stream of bytes that gives as few of them at a time as it likes, and may break at its end. */
public final class Dribble extends InputStream {
  private final byte[] bytes;
  private final Random random;
  private final boolean breaks;
  private int at;

  /**
   * @param at where in the bytes it begins
   * @param breaks whether it fails where the bytes end
   */
  public Dribble(byte[] bytes, int at, Random random, boolean breaks) {
    this.bytes = bytes;
    this.at = at;
    this.random = random;
    this.breaks = breaks;
  }

  @Override
  public int read() throws IOException {
    return at == bytes.length ? end() : bytes[at++] & 0xff;
  }

  private int end() throws IOException {
    if (breaks) {
      throw new IOException("the store hung up");
    }
    return -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (at == bytes.length) {
      return end();
    }
    int most = random.nextBoolean() ? length : 1 + random.nextInt(2_000);
    int count = Math.min(Math.min(most, length), bytes.length - at);
    System.arraycopy(bytes, at, into, offset, count);
    at += count;
    return count;
  }
}
