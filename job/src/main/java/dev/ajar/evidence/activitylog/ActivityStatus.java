package dev.ajar.evidence.activitylog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ajar.evidence.JsonFields;
import dev.ajar.tables.Activities;
import java.util.Locale;

/** The words for phases and results: {@code Start} and {@code Started}, {@code Created} and 201. */
final class ActivityStatus {
  private ActivityStatus() {}

  /**
   * The phase of a record, by {@code status}, {@code resultType}, {@code ActivityStatusValue} or
   * {@code ActivityStatus}; null if it has none of them.
   */
  static String phase(JsonNode record) {
    String word =
        JsonFields.text(record, "status", "resultType", "ActivityStatusValue", "ActivityStatus");
    if (word == null) {
      return null;
    }
    return switch (word.trim().toLowerCase(Locale.ROOT)) {
      case "start", "started" -> Activities.START;
      case "success", "succeeded" -> Activities.SUCCESS;
      case "failure", "failed" -> Activities.FAILURE;
      default -> Activities.MIDDLE;
    };
  }

  /**
   * What the status code says was done: from {@code properties.statusCode}, else the substatus,
   * else what follows the dot of {@code resultSignature}; null if it says none of the three.
   */
  static String effect(JsonNode record, JsonNode properties) {
    String code = JsonFields.text(properties, "statusCode");
    if (code == null) {
      code = JsonFields.text(record, "subStatus", "ActivitySubstatusValue", "ActivitySubstatus");
    }
    if (code == null) {
      String signature = JsonFields.text(record, "resultSignature");
      code = signature == null ? null : signature.substring(signature.indexOf('.') + 1);
    }
    if (code == null) {
      return null;
    }
    return switch (word(code)) {
      case "created", "201" -> Activities.CREATED;
      case "ok", "200" -> Activities.UPDATED;
      case "nocontent", "204" -> Activities.NOTHING;
      default -> null;
    };
  }

  /** The code's name alone: of {@code No Content (HTTP Status Code: 204)}, {@code nocontent}. */
  private static String word(String code) {
    int number = code.indexOf(" (");
    String name = number < 0 ? code : code.substring(0, number);
    return name.replace(" ", "").toLowerCase(Locale.ROOT);
  }
}
