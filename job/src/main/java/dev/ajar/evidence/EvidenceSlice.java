package dev.ajar.evidence;

import java.io.Serializable;

/**
 * The lines of a file that begin in a range of its bytes.
 *
 * @param file the file
 * @param from first byte of the range
 * @param to first byte behind it; {@link Long#MAX_VALUE} for all there are
 */
public record EvidenceSlice(EvidenceFile file, long from, long to) implements Serializable {
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
