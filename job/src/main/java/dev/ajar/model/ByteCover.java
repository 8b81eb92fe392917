package dev.ajar.model;

/**
 * How much of an object some reads cover together: the union of their ranges, as far as it is
 * without a hole from the first byte on (exposure.md §5, {@code complete_copy}).
 *
 * <p>Ranges come in the order of their first byte, so that any number of them costs the same
 * memory.
 */
public final class ByteCover {
  private long next;
  private long lastFirst;
  private boolean hole;
  private boolean whole;
  private boolean unknown;
  private long largest;

  /** A read without a range. */
  public void addWhole() {
    whole = true;
  }

  /** A read of a part that nobody knows. */
  public void addUnknown() {
    unknown = true;
  }

  /**
   * A read of a range.
   *
   * @param first first byte, from 0; not below the first byte of the range added before
   * @param last last byte, inclusive; {@link Long#MAX_VALUE} for "to the end"
   */
  public void add(long first, long last) {
    if (first < lastFirst) {
      throw new IllegalArgumentException("ranges come in the order of their first byte");
    }
    lastFirst = first;
    if (last < first) {
      return;
    }
    if (first == 0) {
      largest = Math.max(largest, last == Long.MAX_VALUE ? last : last + 1);
    }
    if (first > next) {
      hole = true;
    }
    if (!hole && last >= next) {
      next = last == Long.MAX_VALUE ? last : last + 1;
    }
  }

  /** Whether one of the reads was without a range. */
  public boolean readWhole() {
    return whole;
  }

  /** Whether one of the reads was of a part that nobody knows. */
  public boolean hasUnknown() {
    return unknown;
  }

  /** Whether the reads together cover an object of {@code length} bytes. */
  public boolean covers(long length) {
    return whole || (next >= length && next > 0);
  }

  /** Whether one of the reads alone covers an object of {@code length} bytes. */
  public boolean coveredByOne(long length) {
    return whole || (largest >= length && largest > 0);
  }
}
