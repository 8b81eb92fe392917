package dev.ajar.evidence.transactionmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.evidence.ReadText;
import dev.ajar.model.Ticks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionMetricsReaderTest {
  private static final String ACCOUNT =
      "/SUBSCRIPTIONS/S/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.STORAGE/STORAGEACCOUNTS/ACME01";
  private static final String BLOBS = ACCOUNT + "/BLOBSERVICES/DEFAULT";
  private static final String AT = "2024-03-01T10:05:00.0000000Z";

  @Test
  void minutesOfAnHourAddUpAndOneToldTwiceCountsOnce() {
    int length = line(AT, BLOBS, "4.0").length();
    ReadText read =
        read(
            line("2024-03-01T10:00:00.0000000Z", BLOBS, "4.0"),
            line("2024-03-01T10:59:00.0000000Z", BLOBS.replace("ACME01", "acme01"), "6.0"),
            line("2024-03-01T10:59:00.0000000Z", BLOBS, "5.0"),
            line("2024-03-01T11:00:00.0000000Z", BLOBS, "0.0"),
            line("2024-03-01T11:00:00.0000000Z", BLOBS.replace("ACME01", "OTHER0"), "9.0"));

    assertThat(hours(read))
        .containsExactly(
            "acme01 2024-03-01T10:00:00Z..2024-03-01T11:00:00Z minutes=2 requests=10 @0",
            "acme01 2024-03-01T11:00:00Z..2024-03-01T12:00:00Z minutes=1 requests=0 @" + 3 * length,
            "other0 2024-03-01T11:00:00Z..2024-03-01T12:00:00Z minutes=1 requests=9 @"
                + 4 * length);
    assertThat(read.tally()).isEqualTo("5 = 5 + 0 + 0, read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          another metric              | {"metricName":"Ingress","resourceId":"BLOBS","time":"AT","total":1}
          a whole account             | {"metricName":"Transactions","resourceId":"ACCOUNT","time":"AT","total":1}
          another service             | {"metricName":"Transactions","resourceId":"ACCOUNT/FILESERVICES/DEFAULT","time":"AT","total":1}
          another kind of resource    | {"metricName":"Transactions","resourceId":"/SUBSCRIPTIONS/S","time":"AT","total":1}
          another grain               | {"metricName":"Transactions","resourceId":"BLOBS","time":"AT","total":1,"timeGrain":"PT1H"}
          one value of a dimension    | {"metricName":"Transactions","resourceId":"BLOBS","time":"AT","total":1,"dimensions":{"ApiName":"GetBlob"}}
          """)
  void allElseIsOutside(String what, String line) {
    ReadText read = read(named(line));

    assertThat(read.tally()).as(what).isEqualTo("1 = 0 + 1 + 0, read");
    assertThat(hours(read)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"time":"AT"}                                                                    | names no metric
          {"metricName":"Transactions"}                                                    | names no resource
          {"metricName":"Transactions","resourceId":"BLOBS","total":1}                     | time: time cannot be read
          {"metricName":"Transactions","resourceId":"BLOBS","time":"AT"}                   | total is no number of requests
          {"metricName":"Transactions","resourceId":"BLOBS","time":"AT","total":-1}        | total is no number of requests
          {"metricName":"Transactions","resourceId":"BLOBS","time":"AT","total":"1"}       | total is no number of requests
          {"metricName":"Transactions","resourceId":"BLOBS","time":"AT","total":1e30}      | total is no number of requests
          """)
  void whatCannotBeReadIsKeptApart(String line, String reason) {
    ReadText read = read(named(line));

    assertThat(read.quarantined()).containsExactly("0 " + reason);
    assertThat(read.tally()).isEqualTo("1 = 0 + 0 + 1, read");
  }

  @Test
  void aLineThatBreaksOffIsUnfinished() {
    ReadText read = read(line(AT, BLOBS, "4"), "{\"metricName\":\"Trans");

    assertThat(read.tally()).isEqualTo("2 = 1 + 0 + 1, unfinished");
    assertThat(hours(read)).hasSize(1);
  }

  private static String named(String line) {
    return line.replace("BLOBS", BLOBS)
            .replace("ACCOUNT/", ACCOUNT + "/")
            .replace("\"ACCOUNT\"", '"' + ACCOUNT + '"')
            .replace("AT\"", AT + '"')
        + "\n";
  }

  private static String line(String time, String resource, String total) {
    return "{ \"count\": 2, \"total\": "
        + total
        + ", \"minimum\": 1, \"maximum\": 1, \"average\": 1, \"resourceId\": \""
        + resource
        + "\", \"time\": \""
        + time
        + "\", \"metricName\": \"Transactions\", \"timeGrain\": \"PT1M\"}\r\n";
  }

  private static List<String> hours(ReadText read) {
    return read.payload(TransactionMetricsReader.COUNTED).stream()
        .map(
            row ->
                "%s %s..%s minutes=%s requests=%s @%s"
                    .formatted(
                        row.getString(0),
                        Ticks.toInstant(row.getLong(1)),
                        Ticks.toInstant(row.getLong(2)),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(6)))
        .toList();
  }

  private static ReadText read(String... lines) {
    return ReadText.of(
        new TransactionMetricsReader(),
        TransactionMetricsReader.READING,
        "m/PT1H.json",
        String.join("", lines));
  }
}
