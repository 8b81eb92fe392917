package dev.ajar.evidence.storagelogs;

import static dev.ajar.evidence.storagelogs.LogField.ASSIGNMENT_ID;
import static dev.ajar.evidence.storagelogs.LogField.ASSIGNMENT_RESULT;
import static dev.ajar.evidence.storagelogs.LogField.ROLE_ASSIGNMENT_ID;

import java.nio.charset.StandardCharsets;

/**
 * Where in a buffer the fields of one line stand: raw, as they are spelled between their quotes.
 * Reused from line to line.
 */
final class LogSlots {
  private static final byte[] GRANTED = "granted".getBytes(StandardCharsets.US_ASCII);
  private static final int LOWER = 0x20;

  /** Where each field's value begins and ends, without quotes; valid where it is present. */
  final int[] start = new int[LogField.COUNT];

  final int[] end = new int[LogField.COUNT];

  byte[] bytes;

  /** Fields that the line has, as bits. */
  private long present;

  /** Fields whose value holds escapes. */
  private long escaped;

  private boolean granted;

  /** Whether any value so far held escapes, be it forgotten since. */
  private boolean escapes;

  void clear(byte[] buffer) {
    bytes = buffer;
    present = 0;
    escaped = 0;
    granted = false;
    escapes = false;
  }

  void set(int field, int from, int to, boolean withEscapes) {
    start[field] = from;
    end[field] = to;
    long bit = 1L << field;
    present |= bit;
    escaped = withEscapes ? escaped | bit : escaped & ~bit;
    escapes |= withEscapes;
  }

  /** Forgets fields, given as bits: the line says null of them. */
  void forget(long fields) {
    present &= ~fields;
  }

  /** An entry of {@code authorization} ended: the first granted one that has an id counts. */
  void endAssignment() {
    long id = 1L << ASSIGNMENT_ID;
    long role = 1L << ROLE_ASSIGNMENT_ID;
    if (has(ASSIGNMENT_ID)) {
      boolean grants = has(ASSIGNMENT_RESULT) && isGranted();
      if ((present & role) == 0 || (grants && !granted)) {
        set(ROLE_ASSIGNMENT_ID, start[ASSIGNMENT_ID], end[ASSIGNMENT_ID], (escaped & id) != 0);
        granted = grants;
      }
    }
    forget(id | 1L << ASSIGNMENT_RESULT);
  }

  boolean has(int field) {
    return (present >>> field & 1) != 0;
  }

  /**
   * Whether the field's text stands in the buffer as it is: no escapes, and no blank text, which
   * counts as none.
   */
  boolean isPlain(int field) {
    int from = start[field];
    return (escaped >>> field & 1) == 0 && from < end[field] && bytes[from] > ' ';
  }

  /** Whether every text of the line stands in the buffer as it is, as {@link #isPlain}. */
  boolean allPlain() {
    if (escapes) {
      return false;
    }
    for (long left = present; left != 0; left &= left - 1) {
      if (!isPlain(Long.numberOfTrailingZeros(left))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the field's text holds escapes. */
  boolean isEscaped(int field) {
    return (escaped >>> field & 1) != 0;
  }

  int length(int field) {
    return end[field] - start[field];
  }

  private boolean isGranted() {
    if (length(ASSIGNMENT_RESULT) != GRANTED.length) {
      return false;
    }
    for (int i = 0; i < GRANTED.length; i++) {
      if ((bytes[start[ASSIGNMENT_RESULT] + i] | LOWER) != GRANTED[i]) {
        return false;
      }
    }
    return true;
  }
}
