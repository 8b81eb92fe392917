package dev.ajar.evidence.storagelogs;

import java.io.Serializable;

/** Decides which records of storage logs become rows; all others count as outside. */
@FunctionalInterface
public interface Wanted extends Serializable {
  /**
   * Whether the record of a request is kept.
   *
   * @param request valid during the call only; the reader reuses it
   */
  boolean wants(LogRequest request);
}
