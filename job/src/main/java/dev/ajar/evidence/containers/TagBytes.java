package dev.ajar.evidence.containers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of an XML file from its first tag on, handed on one tag and the text behind it at a
 * time.
 *
 * <p>A reader of XML has always asked for what it tells, so what was handed on last is the tag that
 * it tells now; its own count of places is off by what it decoded and normalised before.
 */
final class TagBytes extends InputStream {
  /** Bytes kept of what is held: more than the quarantine shows, lest half a secret stays. */
  private static final int KEPT = 64 * 1024 + 512;

  /** No tag, and no text between two, is longer in a list of Azure's. */
  private static final int LONGEST = 1024 * 1024;

  private static final int CHUNK = 8 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[CHUNK];
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private long base;
  private int at;
  private int limit;
  private boolean begun;
  private int sinceTag;
  private long from;
  private boolean held;
  private IOException failure;

  TagBytes(InputStream in) {
    this.in = in;
  }

  /** From now on, keeps what stands from the tag told last on. */
  void hold() {
    held = true;
  }

  /** From the next tag on, keeps only what stands from the tag told last on. */
  void release() {
    held = false;
  }

  /** The byte, in the file, where begins what is kept. */
  long from() {
    return from;
  }

  /** What is kept. */
  byte[] kept() {
    return kept.toByteArray();
  }

  /** Why the store ended the file early; null if it did not. */
  IOException failure() {
    return failure;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!more()) {
      return -1;
    }
    if (buffer[at] == '<') {
      beginTag();
    }
    int end = at + 1;
    while (end < limit && end - at < length && buffer[end] != '<') {
      end++;
    }
    int count = end - at;
    sinceTag += count;
    if (sinceTag > LONGEST) {
      throw new IOException("a tag or text longer than " + LONGEST + " bytes");
    }
    System.arraycopy(buffer, at, into, offset, count);
    kept.write(buffer, at, Math.min(count, KEPT - kept.size()));
    at = end;
    return count;
  }

  /** Whether there is a byte to hand on. */
  private boolean more() throws IOException {
    while (at < limit || fill()) {
      begun |= buffer[at] == '<';
      if (begun) {
        return true;
      }
      at++;
    }
    return false;
  }

  private void beginTag() {
    sinceTag = 0;
    if (!held) {
      from = base + at;
      kept.reset();
    }
  }

  private boolean fill() throws IOException {
    base += limit;
    at = 0;
    limit = 0;
    try {
      limit = Math.max(0, in.read(buffer, 0, buffer.length));
      return limit > 0;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }
}
