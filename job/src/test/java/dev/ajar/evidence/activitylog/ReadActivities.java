package dev.ajar.evidence.activitylog;

import dev.ajar.evidence.ReadText;
import dev.ajar.model.Ticks;
import dev.ajar.tables.Activities;
import dev.ajar.tables.ActivitySpans;
import java.util.List;
import org.apache.spark.sql.Row;

/** Reads files of the Activity Log written in a test, and tells what was found as lines of text. */
final class ReadActivities {
  private ReadActivities() {}

  static ReadText read(String path, String text) {
    return ReadText.of(new ActivityLogReader(), ActivityLogReader.READING, path, text);
  }

  static List<String> activity(ReadText read) {
    return read.payload(ActivityLogReader.ACTIVITY).stream()
        .map(
            row ->
                "%s %s %s %s %s %s %s %s %s request=%s response=%s effect=%s"
                    .formatted(
                        text(row, Activities.KIND),
                        text(row, Activities.PHASE),
                        Ticks.toInstant((Long) text(row, Activities.AT_TICKS)),
                        text(row, Activities.ACCOUNT),
                        text(row, Activities.CONTAINER),
                        text(row, Activities.CORRELATION_ID),
                        text(row, Activities.CALLER),
                        text(row, Activities.CALLER_IP),
                        text(row, Activities.OBJECT_ID),
                        body((Row) text(row, Activities.REQUEST)),
                        body((Row) text(row, Activities.RESPONSE)),
                        text(row, Activities.EFFECT)))
        .toList();
  }

  private static String body(Row body) {
    List<String> claims =
        body.<Row>getList(2).stream().map(claim -> claim.get(0) + "=" + claim.get(1)).toList();
    return "[" + body.get(0) + "," + body.get(1) + "," + String.join(",", claims) + "]";
  }

  static List<String> spans(ReadText read) {
    return read.payload(ActivityLogReader.SPAN).stream()
        .map(
            row ->
                "%s %s %s %s"
                    .formatted(
                        row.get(ActivitySpans.TABLE.columns().fieldIndex(ActivitySpans.KIND)),
                        row.get(
                            ActivitySpans.TABLE.columns().fieldIndex(ActivitySpans.SUBSCRIPTION)),
                        instant(row, ActivitySpans.FROM_TICKS),
                        instant(row, ActivitySpans.TO_TICKS)))
        .toList();
  }

  private static Object instant(Row row, String column) {
    Object ticks = row.get(ActivitySpans.TABLE.columns().fieldIndex(column));
    return ticks == null ? null : Ticks.toInstant((Long) ticks);
  }

  static List<String> mentions(ReadText read) {
    return read.payload(ActivityLogReader.MENTION).stream().map(ReadText::observation).toList();
  }

  static Object text(Row row, String column) {
    return row.get(Activities.TABLE.columns().fieldIndex(column));
  }
}
