package dev.ajar.evidence.storagelogs;

import static dev.ajar.evidence.storagelogs.LogField.ASSIGNMENT_ID;
import static dev.ajar.evidence.storagelogs.LogField.ASSIGNMENT_IN_DOUBT;
import static dev.ajar.evidence.storagelogs.LogField.ASSIGNMENT_RESULT;
import static dev.ajar.evidence.storagelogs.LogField.ROLE_ASSIGNMENT_ID;

import dev.ajar.evidence.lines.LineSlots;
import java.nio.charset.StandardCharsets;

/** The fields of a line of a storage log: of its entries of {@code authorization} one counts. */
final class LogSlots extends LineSlots {
  private static final byte[] GRANTED = "granted".getBytes(StandardCharsets.US_ASCII);
  private static final int LOWER = 0x20;

  /** Whether the assignment that counts so far granted the request. */
  private boolean granted;

  LogSlots() {
    super(LogField.COUNT);
  }

  /** The first granted entry that has an id counts; if none is granted, the first that has one. */
  @Override
  protected void endEntry() {
    if (has(ASSIGNMENT_ID)) {
      boolean grants = has(ASSIGNMENT_RESULT) && isGranted();
      if (!has(ROLE_ASSIGNMENT_ID) || (grants && !granted)) {
        set(ROLE_ASSIGNMENT_ID, start(ASSIGNMENT_ID), end(ASSIGNMENT_ID), /* withEscapes= */ false);
        granted = grants;
      }
      if (!isPlain(ASSIGNMENT_ID) || (has(ASSIGNMENT_RESULT) && !isPlain(ASSIGNMENT_RESULT))) {
        set(
            ASSIGNMENT_IN_DOUBT,
            start(ASSIGNMENT_ID),
            end(ASSIGNMENT_ID),
            /* withEscapes= */ false);
      }
    }
    forget(1L << ASSIGNMENT_ID | 1L << ASSIGNMENT_RESULT);
  }

  private boolean isGranted() {
    if (length(ASSIGNMENT_RESULT) != GRANTED.length) {
      return false;
    }
    int from = start(ASSIGNMENT_RESULT);
    for (int i = 0; i < GRANTED.length; i++) {
      if ((bytes()[from + i] | LOWER) != GRANTED[i]) {
        return false;
      }
    }
    return true;
  }
}
