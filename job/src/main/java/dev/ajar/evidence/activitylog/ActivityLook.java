package dev.ajar.evidence.activitylog;

import static dev.ajar.evidence.activitylog.ActivityField.CATEGORY;
import static dev.ajar.evidence.activitylog.ActivityField.EVENT_TIMESTAMP;
import static dev.ajar.evidence.activitylog.ActivityField.OPERATION_NAME;
import static dev.ajar.evidence.activitylog.ActivityField.OPERATION_NAME_VALUE;
import static dev.ajar.evidence.activitylog.ActivityField.RESOURCE_ID;
import static dev.ajar.evidence.activitylog.ActivityField.SUBSCRIPTION_ID;
import static dev.ajar.evidence.activitylog.ActivityField.TIME;
import static dev.ajar.evidence.activitylog.ActivityField.TIME_GENERATED;

import dev.ajar.evidence.AzureTime;
import dev.ajar.evidence.ResourceId;
import dev.ajar.evidence.Secrets;
import dev.ajar.evidence.lines.LineSlots;
import dev.ajar.evidence.lines.Meanings;
import dev.ajar.evidence.lines.QuickTime;
import java.util.Optional;

/**
 * Reads of a line, out of the bytes and without making an object, that nothing wants it, and what
 * it adds to its file's span.
 *
 * <p>It says of a line what {@link ActivityRecord} says, or nothing: operations that may be wanted,
 * resources that stand elsewhere than in their own field, rows of {@code AzureActivity}, records of
 * other logs, and whatever is not plain text are the full parser's. Reused from line to line.
 */
final class ActivityLook {
  private final Meanings<Boolean> unwanted =
      new Meanings<>(name -> ActivityKind.isUnwanted(ActivityRecord.operation(Secrets.cut(name))));
  private final Meanings<Optional<String>> own =
      new Meanings<>(id -> Optional.ofNullable(ActivityRecord.ownSubscription(Secrets.cut(id))));
  private final Meanings<Optional<String>> ofResources =
      new Meanings<>(id -> Optional.ofNullable(ResourceId.parse(Secrets.cut(id)).subscription()));
  private final Meanings<Boolean> ofTheLog = new Meanings<>(ActivityCategories::include);
  private final QuickTime time = new QuickTime();

  private LineSlots line;
  private boolean exported;
  private long ticks;
  private String subscription;

  /**
   * Looks at a line.
   *
   * @return whether it is readable, and nothing wants it; false where only the full parser can tell
   */
  boolean passes(LineSlots next) {
    line = next;
    return !isTableRow() && seesWhat() && seesWhen() && seesOfTheLog() && seesWhere();
  }

  private boolean isTableRow() {
    return line.has(TIME_GENERATED) || line.has(OPERATION_NAME_VALUE);
  }

  private boolean seesWhat() {
    return isText(OPERATION_NAME) && unwanted.of(line, OPERATION_NAME);
  }

  private boolean seesWhen() {
    exported = !line.has(EVENT_TIMESTAMP);
    int field = exported ? TIME : EVENT_TIMESTAMP;
    if (!isText(field)) {
      return false;
    }
    ticks = time.ticks(line, field);
    return AzureTime.isTime(ticks);
  }

  private boolean seesOfTheLog() {
    return !exported || !line.has(CATEGORY) || (isText(CATEGORY) && ofTheLog.of(line, CATEGORY));
  }

  private boolean seesWhere() {
    if (!isText(RESOURCE_ID) || (line.has(SUBSCRIPTION_ID) && !isText(SUBSCRIPTION_ID))) {
      return false;
    }
    Optional<String> named =
        line.has(SUBSCRIPTION_ID) ? own.of(line, SUBSCRIPTION_ID) : Optional.empty();
    subscription = (named.isPresent() ? named : ofResources.of(line, RESOURCE_ID)).orElse(null);
    return true;
  }

  /** Whether the field is there as a text that {@link dev.ajar.evidence.JsonFields} takes as is. */
  private boolean isText(int field) {
    return line.hasPlain(field) && line.isText(field);
  }

  /** As {@link ActivityRecord#exported}. */
  boolean exported() {
    return exported;
  }

  /** As {@link ActivityRecord#ticks}. */
  long ticks() {
    return ticks;
  }

  /** As {@link ActivityRecord#subscription}. */
  String subscription() {
    return subscription;
  }
}
