package dev.ajar.model;

import java.util.Locale;

/**
 * What one session was (exposure.md §6): the first, from the top, whose rule its counts fulfil. The
 * thresholds are Ajar's own; each session prints its counts beside them.
 */
public enum Behaviour {
  /** Something was changed. */
  TAMPERING("at least one successful write, delete or change of access"),
  /** Content left in quantity. */
  BULK_DOWNLOAD(
      "at least "
          + Behaviour.BULK_OBJECTS
          + " objects read successfully, or at least "
          + Behaviour.BULK_BYTES
          + " bytes of them"),
  /** Content left. */
  SAMPLING("at least one object read successfully, and less than a bulk download"),
  /** Names left. */
  LISTING("at least one successful list, and nothing read"),
  /** Nothing of these succeeded: it was asked what is there. */
  PROBING("no successful list, read or change");

  /** Distinct objects whose reading is a bulk download. */
  public static final long BULK_OBJECTS = 100;

  /** Bytes of reads that are a bulk download: 1 GiB. */
  public static final long BULK_BYTES = 1L << 30;

  private final String rule;

  Behaviour(String rule) {
    this.rule = rule;
  }

  /**
   * What a session with these counts was.
   *
   * @param changes successful writes, deletes and changes of access
   * @param objectsRead distinct objects read successfully
   * @param bytesRead bytes of these reads
   * @param lists successful lists
   */
  public static Behaviour of(long changes, long objectsRead, long bytesRead, long lists) {
    if (changes > 0) {
      return TAMPERING;
    }
    if (objectsRead >= BULK_OBJECTS || bytesRead >= BULK_BYTES) {
      return BULK_DOWNLOAD;
    }
    if (objectsRead > 0) {
      return SAMPLING;
    }
    return lists > 0 ? LISTING : PROBING;
  }

  /** The word that tables use: {@code bulk download}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The rule, for a person. */
  public String rule() {
    return rule;
  }
}
