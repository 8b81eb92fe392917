package dev.ajar.evidence.storagelogs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.model.Ticks;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageLogPathTest {
  private static final Long HOUR = Ticks.of(Instant.parse("2021-03-19T05:00:00Z"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insights-logs-storageread/resourceId=/subscriptions/Sub/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/Acme/blobServices/default/y=2021/m=03/d=19/h=05/m=00/PT1H.json",
        "insights-logs-storageread/resourceId=/SUBSCRIPTIONS/SUB/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.STORAGE/STORAGEACCOUNTS/ACME/BLOBSERVICES/DEFAULT/y=2021/m=03/d=19/h=05/m=00/PT1H.json.gz",
        "Insights-Logs-StorageRead\\resourceId=\\subscriptions\\sub\\resourceGroups\\rg\\providers\\Microsoft.Storage\\storageAccounts\\acme\\blobServices\\default\\y=2021\\m=3\\d=19\\h=5\\m=00\\PT1H.json"
      })
  void bothSpellingsSayTheSame(String path) {
    assertThat(StorageLogPath.of(LogLayout.RESOURCE_LOG, path))
        .contains(new StorageLogPath("acme", "blob", "StorageRead", "sub", HOUR));
  }

  @Test
  void theContainersNameNeedNotBeThere() {
    StorageLogPath path =
        StorageLogPath.of(
                LogLayout.RESOURCE_LOG,
                "resourceId=/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/acme/fileServices/default/y=2021/m=03/d=19/h=05/m=00/PT1H.json")
            .orElseThrow();

    assertThat(path.category()).isNull();
    assertThat(path.service()).isEqualTo("file");
    assertThat(path.hourTicks()).isEqualTo(HOUR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export.json",
        "a/b/export.jsonl",
        "x.log.gz",
        "X.JSON",
        "y=2021/a.json",
        "y=x/m=1/d=1/h=1/a.json"
      })
  void aLogWithoutTheLayoutIsStillALog(String path) {
    assertThat(StorageLogPath.of(LogLayout.RESOURCE_LOG, path))
        .contains(new StorageLogPath(null, null, null, null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "readme.md",
        "a.csv",
        "a/_SUCCESS",
        ".json",
        "a.json.crc",
        "PT1H.json.zip",
        "x.gz",
        "a/_temporary.json"
      })
  void otherFilesAreNoLogs(String path) {
    assertThat(StorageLogPath.of(LogLayout.RESOURCE_LOG, path)).isEmpty();
  }
}
