package dev.ajar.evidence.storagelogs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.model.Ticks;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.LogRecords;
import dev.ajar.tables.Sources;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traps of inputs.md §2: the export of a workspace. */
class WorkspaceExportTest {
  private static final String PATH =
      "am-storagebloblogs/WorkspaceResourceId=/subscriptions/w/resourcegroups/rg/providers/"
          + "microsoft.operationalinsights/workspaces/ws/y=2024/m=02/d=10/h=03/m=05/PT05M.json";

  static String line(String more) {
    return "{\"TenantId\":\"99999999-0000-0000-0000-000000000000\","
        + "\"TimeGenerated\":\"2024-02-10T03:04:05.1234567Z\",\"AccountName\":\"acme\","
        + "\"Category\":\"StorageRead\",\"OperationName\":\"GetBlob\",\"StatusCode\":\"206\","
        + "\"StatusText\":\"Success\",\"CallerIpAddress\":\"203.0.113.9:4711\","
        + "\"CorrelationId\":\"4dff5193-801e-001e-22f4-2c3e77000000\","
        + "\"AuthenticationType\":\"OAuth\",\"RequesterTenantId\":\"T\",\"RequesterObjectId\":\"O\","
        + "\"RequesterAppId\":\"A\",\"RequesterUpn\":\"u@example.com\","
        + "\"ObjectKey\":\"/acme/open/a b.txt\",\"ResponseBodySize\":7,"
        + "\"LastModifiedTime\":\"2024-02-01T00:00:00Z\","
        + "\"Uri\":\"https://acme.blob.core.windows.net:443/open/a%20b.txt\","
        + "\"Protocol\":\"HTTPS\","
        + more
        + "\"_ResourceId\":\"/subscriptions/sub/resourcegroups/rg/providers/microsoft.storage/"
        + "storageaccounts/acme\",\"Type\":\"StorageBlobLogs\"}";
  }

  private static LogLines.Result read(String text) {
    return LogLines.read(
        "log-analytics-export", PATH, text.getBytes(StandardCharsets.UTF_8), record -> true);
  }

  @Test
  void flatColumnsAreTheSameRecordAndTheWorkspaceIsNobodysTenant() {
    String line = line("\"ServiceType\":\"blob\",");
    LogLines.Result read = read(line + "\n" + line + "\r\n");

    assertThat(read.reasons()).isEmpty();
    assertThat(read.records).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(read.record(i, LogRecords.AT_TICKS))
          .isEqualTo(Ticks.of(Instant.parse("2024-02-10T03:04:05.1234567Z")));
      assertThat(read.record(i, LogRecords.SOURCE_RANK)).isEqualTo(LogRecords.WORKSPACE_EXPORT);
      assertThat(read.record(i, LogRecords.SUBSCRIPTION)).isEqualTo("sub");
      assertThat(read.record(i, Accesses.ACCOUNT)).isEqualTo("acme");
      assertThat(read.record(i, Accesses.CONTAINER)).isEqualTo("open");
      assertThat(read.record(i, Accesses.OBJECT)).isEqualTo("a b.txt");
      assertThat(read.record(i, Accesses.STATUS_CODE)).isEqualTo(206L);
      assertThat(read.record(i, Accesses.TENANT_ID)).isEqualTo("T");
      assertThat(read.record(i, Accesses.OBJECT_ID)).isEqualTo("O");
      assertThat(read.record(i, Accesses.APP_ID)).isEqualTo("A");
      assertThat(read.record(i, Accesses.UPN)).isEqualTo("u@example.com");
      assertThat(read.record(i, Accesses.BYTES_OUT)).isEqualTo(7L);
      assertThat(read.record(i, Accesses.AUTH_TYPE)).isEqualTo("oauth");
    }
    assertThat(read.balances()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"action\":\"r\",\"result\":\"Granted\",\"roleAssignmentId\":\"R\"}]",
        "\"[{\\\"action\\\":\\\"r\\\",\\\"result\\\":\\\"Granted\\\",\\\"roleAssignmentId\\\":\\\"R\\\"}]\""
      })
  void authorizationDetailsAreJsonOrTextThatHoldsIt(String details) {
    String line = line("\"AuthorizationDetails\":" + details + ",");
    LogLines.Result read = read(line + "\n" + line + "\n" + line);

    assertThat(read.records).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(read.record(i, Accesses.ROLE_ASSIGNMENT_ID)).isEqualTo("r");
    }
  }

  @ParameterizedTest
  @CsvSource({"StorageFileLogs", "StorageQueueLogs", "StorageTableLogs"})
  void recordsOfOtherServicesAreOutside(String table) {
    String line = line("").replace("StorageBlobLogs", table);
    LogLines.Result read = read(line + "\n" + line);

    assertThat(read.count(Sources.OUTSIDE)).isEqualTo(2);
    assertThat(read.reasons()).isEmpty();
    assertThat(read.balances()).isTrue();
  }

  @Test
  void aFilesPropertiesAndAPathsAreToldApartByTheService() {
    String line = line("\"ServiceType\":\"file\",").replace("GetBlob", "GetFileProperties");
    String dfs = line("\"ServiceType\":\"blob\",").replace("GetBlob", "GetFileProperties");
    LogLines.Result read = read(line + "\n" + dfs + "\n" + line + "\n" + dfs);

    assertThat(read.records).hasSize(2);
    assertThat(read.count(Sources.OUTSIDE)).isEqualTo(2);
  }

  @Test
  void aResourceLogAmongThemHasNoTimeAndIsQuarantined() {
    LogLines.Result read = read(LogLines.anonymous("GetBlob", "/acme/open/a", "/open/a"));

    assertThat(read.reasons()).containsExactly("no time");
  }

  @ParameterizedTest
  @CsvSource({"PT05M.json", "PT5M.json", "PT05M_1.json", "PT1H.json"})
  void everyNameOfAFileIsFiledByItsHour(String name) {
    StorageLogPath path =
        StorageLogPath.of(LogLayout.WORKSPACE_EXPORT, PATH.replace("PT05M.json", name))
            .orElseThrow();

    // The subscription in the path is the workspace's.
    assertThat(path)
        .isEqualTo(
            new StorageLogPath(
                null, "blob", null, null, Ticks.of(Instant.parse("2024-02-10T03:00:00Z"))));
  }
}
