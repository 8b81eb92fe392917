package dev.ajar.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.tables.Accesses;
import dev.ajar.tables.Sessions;
import dev.ajar.testing.RowsOf;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class DescribeSessionsIT {
  @Test
  void aPauseOfThirtyMinutesBeginsAnotherSession() {
    Dataset<Row> accesses =
        RowsOf.table(
            Accesses.TABLE,
            request("a", "r1", "2024-03-01T10:00:00Z", "list").put("window_id", "w2"),
            request("a", "r1", "2024-03-01T10:00:00Z", "list").put("window_id", "w1"),
            request("a", "r2", "2024-03-01T10:29:59.999999Z", "metadata"),
            request("a", "r3", "2024-03-01T10:59:59.999999Z", "read").put("object", "x"),
            request("a", "r4", "2024-03-01T10:59:59.999999Z", "read").put("object", "y"),
            request("b", "r5", "2024-03-01T10:10:00Z", "write").put("succeeded", false),
            request("c", "r6", "2024-03-01T10:10:00Z", "acl"),
            request("d", "r7", "2024-03-01T10:10:00Z", "read").put("bytes_out", 1L << 30),
            request("a", "r8", "2024-03-01T10:45:00Z", "read").put("via", "during"),
            request(null, "r9", "2024-03-01T10:45:00Z", "read"));

    List<String> told = told(accesses);

    assertThat(told)
        .containsExactly(
            "a 10:00:00 10:29:59.999999 [w1, w2] 2 requests 1 objects 2 bytes listing",
            "a 10:59:59.999999 10:59:59.999999 [w1] 2 requests 2 objects 2 bytes sampling",
            "b 10:10:00 10:10:00 [w1] 1 requests 1 objects 1 bytes probing",
            "c 10:10:00 10:10:00 [w1] 1 requests 1 objects 1 bytes tampering",
            "d 10:10:00 10:10:00 [w1] 1 requests 1 objects 1073741824 bytes bulk download");
    assertThat(told(accesses.repartition(7))).isEqualTo(told);
    assertThat(DescribeSessions.transform(accesses).select(Sessions.SESSION_ID).distinct().count())
        .isEqualTo(5);
  }

  private static List<String> told(Dataset<Row> accesses) {
    return DescribeSessions.transform(accesses).collectAsList().stream()
        .map(
            row ->
                "%s %s %s %s %d requests %d objects %d bytes %s"
                    .formatted(
                        row.getAs(Sessions.ACTOR_ID),
                        time(row, Sessions.FIRST_AT),
                        time(row, Sessions.LAST_AT),
                        row.getList(row.fieldIndex(Sessions.WINDOW_IDS)),
                        row.<Long>getAs(Sessions.REQUESTS),
                        row.<Long>getAs(Sessions.OBJECTS),
                        row.<Long>getAs(Sessions.BYTES_OUT),
                        row.getAs(Sessions.BEHAVIOUR)))
        .sorted()
        .toList();
  }

  private static String time(Row row, String column) {
    String text = row.<java.sql.Timestamp>getAs(column).toInstant().toString();
    return text.substring("2024-03-01T".length(), text.length() - 1);
  }

  private static RowsOf.Values request(String actor, String id, String at, String operation) {
    return RowsOf.row("actor_id", actor)
        .put("window_id", "w1")
        .put("via", "through")
        .put("account", "contoso")
        .put("container", "backups")
        .put("object", "x")
        .put("request_id", id)
        .put("operation", operation)
        .put("operation_class", operation)
        .put("succeeded", true)
        .put("bytes_out", 1L)
        .put("at", at);
  }
}
