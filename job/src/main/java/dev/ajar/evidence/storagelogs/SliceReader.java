package dev.ajar.evidence.storagelogs;

import dev.ajar.evidence.EvidenceSlice;
import java.io.InputStream;

/** Reads slices of log files of one format, one after another. */
public interface SliceReader {
  /**
   * Begins a slice.
   *
   * @param head the beginning of the file, unpacked
   * @param rest of the first slice what follows the head; not closed
   * @param packed whether the bytes are unpacked of others
   */
  void begin(EvidenceSlice slice, byte[] head, InputStream rest, boolean packed);

  /**
   * Reads on for a while.
   *
   * @return false when the slice is read to its end
   */
  boolean advance();
}
