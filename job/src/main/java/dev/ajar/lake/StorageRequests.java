package dev.ajar.lake;

import dev.ajar.evidence.EvidenceSlice;

/**
 * How many requests a store answers for what is read. Opening asks once; bytes come in ranged reads
 * of 4 MiB, as ABFS reads by default; a slice within a file reads the file's head as well. Requests
 * that fail and are repeated are not foreseen.
 */
public final class StorageRequests {
  private static final long RANGE = 4L << 20;

  private StorageRequests() {}

  /** Requests that read a slice. */
  public static long of(EvidenceSlice slice) {
    long heads = slice.isFirst() || slice.byLines() ? 0 : 1;
    return 1 + heads + (slice.bytes() + RANGE - 1) / RANGE;
  }
}
