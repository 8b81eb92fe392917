package dev.ajar.evidence.activitylog;

import dev.ajar.evidence.JsonFields;
import dev.ajar.evidence.lines.LineFields;
import java.util.Map;

/**
 * The fields of a line of the Activity Log that decide whether anything wants it, as numbers: of
 * those that {@link ActivityRecord} reads, what an export holds as plain text.
 */
final class ActivityField {
  static final int TIME = 0;
  static final int EVENT_TIMESTAMP = 1;
  static final int OPERATION_NAME = 2;
  static final int RESOURCE_ID = 3;
  static final int SUBSCRIPTION_ID = 4;

  /** What tells a row of {@code AzureActivity}, which is the full parser's. */
  static final int TIME_GENERATED = 5;

  static final int OPERATION_NAME_VALUE = 6;

  static final int CATEGORY = 7;

  static final int COUNT = 8;

  /** All of them; other spellings of their names are for {@link JsonFields} to choose from. */
  static final LineFields OF_LINE =
      LineFields.named(
          Map.of(
              "time", TIME,
              "eventTimestamp", EVENT_TIMESTAMP,
              "operationName", OPERATION_NAME,
              "resourceId", RESOURCE_ID,
              "subscriptionId", SUBSCRIPTION_ID,
              "TimeGenerated", TIME_GENERATED,
              "OperationNameValue", OPERATION_NAME_VALUE,
              "category", CATEGORY),
          JsonFields::same);

  private ActivityField() {}
}
