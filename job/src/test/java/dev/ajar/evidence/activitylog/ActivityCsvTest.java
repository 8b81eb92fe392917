package dev.ajar.evidence.activitylog;

import static dev.ajar.evidence.activitylog.ReadActivities.activity;
import static dev.ajar.evidence.activitylog.ReadActivities.mentions;
import static dev.ajar.evidence.activitylog.ReadActivities.read;
import static dev.ajar.evidence.activitylog.ReadActivities.spans;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.evidence.ReadText;
import dev.ajar.evidence.lines.Dribble;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CSV files of {@code AzureActivity}. */
class ActivityCsvTest {
  private static final String HEAD =
      "TenantId,\"TimeGenerated [UTC]\",OperationNameValue,ActivityStatusValue,CorrelationId,"
          + "Caller,CallerIpAddress,\"Properties_d\",\"EventSubmissionTimestamp [UTC]\","
          + "\"_ResourceId\"\r\n";
  private static final String ACCOUNT =
      "/subscriptions/sub1/resourcegroups/rg/providers/microsoft.storage/storageaccounts/acme01";

  /** A row as the portal writes it. */
  private static final String START =
      "workspace,\"2/1/2024, 10:00:00.123 AM\",\"MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE\",Start,C1,"
          + "mallory@socly.example,198.51.100.9,\"{\"\"requestbody\"\":\"\"{\\\"\"properties\\\"\":"
          + "{\\\"\"allowBlobPublicAccess\\\"\":true}}\"\"}\",\"2/1/2024, 10:02:00.000 AM\","
          + ACCOUNT
          + "\r\n";

  private static final String STARTED =
      "account-write start 2024-02-01T10:00:00.123Z acme01 null c1 mallory@socly.example"
          + " 198.51.100.9 null request=[read,false,allowBlobPublicAccess=true]"
          + " response=[absent,false,] effect=null";

  @ParameterizedTest
  @CsvSource({"'', CR", "'', LF", "BOM, CR", "BOM, LF"})
  void rowsOfThePortalAreRead(String mark, String lineEnds) {
    String text = (mark.isEmpty() ? "" : "\ufeff") + HEAD + START;
    ReadText read =
        read("e/query_data.csv", lineEnds.equals("CR") ? text : text.replace("\r\n", "\n"));

    assertThat(activity(read)).containsExactly(STARTED);
    assertThat(mentions(read))
        .containsExactly("mention acme01 subscription=sub1 @2024-02-01T10:00:00.123Z");
    assertThat(read.tally()).isEqualTo("1 = 1 + 0 + 0, read");
  }

  /** Each case: names of three columns, and what becomes of a row under them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TimeGenerated,OperationNameValue,_ResourceId             | 1 = 0 + 1 + 0, read",
        "TimeGenerated [UTC],OperationNameValue,_ResourceId       | 1 = 0 + 1 + 0, read",
        "TimeGenerated [UTC],operationName,ResourceId             | 1 = 0 + 1 + 0, read",
        "TimeGenerated [Local Time],OperationNameValue,_ResourceId | 1 = 0 + 0 + 1, read",
        "TimeGenerated,Operation,_ResourceId                      | 1 = 0 + 0 + 1, read",
        "time,operationName,resourceId                            | 2 = 0 + 0 + 2, read",
        "Time,Operation name,Resource                             | 2 = 0 + 0 + 2, read",
      })
  void firstRowDecides(String columns, String tally) {
    ReadText read =
        read(
            "e/a.csv",
            columns
                + "\n2024-02-01T10:00:00Z,MICROSOFT.COMPUTE/DISKS/WRITE,/subscriptions/sub1/x\n");

    assertThat(read.tally()).isEqualTo(tally);
    assertThat(spans(read)).noneMatch(span -> span.startsWith("export"));
  }

  @Test
  void rowsThatCannotBeReadAreKeptApart() {
    ReadText read =
        read(
            "e/a.csv",
            HEAD
                + START
                + "too,few\n"
                + "workspace,\"open\n"
                + START.replace("2/1/2024, 10:00:00.123 AM", "13/13/2024 AM")
                + START.replace("2/1/2024, 10:00:00.123 AM", "02/01/2024, 10:00:00.123")
                + START.replace("storageaccounts/acme01", "")
                + "workspace,\"2/1/20");

    assertThat(read.tally()).isEqualTo("7 = 1 + 0 + 6, unfinished");
    assertThat(read.quarantined())
        .extracting(line -> line.substring(line.indexOf(' ') + 1))
        .containsExactly(
            "2 fields where the first row has 10",
            "text behind a closing quote",
            "time cannot be read",
            "day and month of the time cannot be told apart",
            "an operation on a storage account that names no account",
            "unfinished");
    assertThat(spans(read))
        .containsExactly(
            "dump sub1 2024-02-01T10:00:00.123Z 2024-02-01T10:00:00.123Z", "unread null null null");
  }

  /** Wherever the stream breaks, rows before it are kept and nothing of the source is covered. */
  @Test
  void fileThatBreaksOffKeepsWhatCameBeforeAndLeavesAHole() {
    byte[] text = (HEAD + START + START).getBytes(StandardCharsets.UTF_8);
    Random random = new Random(7);
    for (int length = 0; length <= text.length; length += 7) {
      byte[] part = java.util.Arrays.copyOf(text, length);

      ReadText read =
          ReadText.of(
              new ActivityLogReader(),
              ActivityLogReader.READING,
              "e/a.csv.gz",
              new Dribble(part, 0, random, /* breaks= */ true));

      assertThat(read.tally()).endsWith(", unreadable");
      assertThat(spans(read)).contains("hole null null null");
      assertThat(activity(read)).allMatch(STARTED::equals);
    }
  }

  @Test
  void jsonBehindAByteOrderMarkIsJson() {
    ReadText read =
        read(
            "e/a.json",
            "\ufeff{\"a\":1,\"TimeGenerated\":\"2024-02-01T10:00:00Z\",\"OperationNameValue\":\"M.X/Y\"}");

    assertThat(read.tally()).isEqualTo("1 = 0 + 1 + 0, read");
  }
}
