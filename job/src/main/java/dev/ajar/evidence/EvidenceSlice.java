package dev.ajar.evidence;

import java.io.Serializable;

/**
 * The lines of a file that begin in a range of its bytes.
 *
 * @param file the file
 * @param from first byte of the range
 * @param to first byte behind it; {@link Long#MAX_VALUE} for all there are
 * @param byLines whether it is known that every line of the file stands alone; else its head tells
 */
public record EvidenceSlice(EvidenceFile file, long from, long to, boolean byLines)
    implements Serializable {
  /** A range of a file whose head tells how to read it. */
  public EvidenceSlice(EvidenceFile file, long from, long to) {
    this(file, from, to, /* byLines= */ false);
  }

  /** What follows {@code from} in a file whose lines before it were read. */
  public static EvidenceSlice tail(EvidenceFile file, long from) {
    return new EvidenceSlice(file, from, Long.MAX_VALUE, /* byLines= */ true);
  }

  /** The whole of a file. */
  public static EvidenceSlice whole(EvidenceFile file) {
    return new EvidenceSlice(file, 0, Long.MAX_VALUE);
  }

  /** Whether the range begins where the file does: such a slice answers for the file's framing. */
  public boolean isFirst() {
    return from == 0;
  }

  /** Whether the range ends where the file does, however long it is by then. */
  public boolean isLast() {
    return to == Long.MAX_VALUE;
  }

  /** Stored bytes of the range. */
  public long bytes() {
    return Math.min(to, file.bytes()) - from;
  }
}
