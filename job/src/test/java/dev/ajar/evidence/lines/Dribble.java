package dev.ajar.evidence.lines;

import java.io.InputStream;
import java.util.Random;

/** A stream of bytes that gives as few of them at a time as it likes. */
public final class Dribble extends InputStream {
  private final byte[] bytes;
  private final Random random;
  private int at;

  /**
   * @param at where in the bytes it begins
   */
  public Dribble(byte[] bytes, int at, Random random) {
    this.bytes = bytes;
    this.at = at;
    this.random = random;
  }

  @Override
  public int read() {
    return at == bytes.length ? -1 : bytes[at++] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (at == bytes.length) {
      return -1;
    }
    int most = random.nextBoolean() ? length : 1 + random.nextInt(2_000);
    int count = Math.min(Math.min(most, length), bytes.length - at);
    System.arraycopy(bytes, at, into, offset, count);
    at += count;
    return count;
  }
}
