package dev.ajar.evidence.diagnosticsettings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.config.SourceKind;
import dev.ajar.evidence.ReadText;
import dev.ajar.evidence.SnapshotRows;
import org.junit.jupiter.api.Test;

class DiagnosticSettingsReaderTest {
  private static final String ACCOUNT =
      "/subscriptions/sub1/resourcegroups/rg/providers/microsoft.storage/storageaccounts/acme01";
  private static final String SETTING = "/providers/microsoft.insights/diagnosticSettings/";

  @Test
  void armPageOfABlobServiceIsRead() {
    ReadText read =
        read(
            "e/d.json",
            "{'value':[{'id':'"
                + ACCOUNT
                + "/blobServices/default"
                + SETTING
                + "ToLogs',"
                + "'name':'ToLogs','properties':{'storageAccountId':'/subscriptions/S/LOGS','logs':["
                + "{'category':'StorageRead','enabled':true},"
                + "{'category':'StorageWrite','enabled':false}]}}]}");

    assertThat(read.observations())
        .containsExactly(
            "snapshot acme01 diagnosticSetting[tologs]=StorageRead>/subscriptions/s/logs"
                + " @2024-03-01T10:00:00Z");
    assertThat(read.mentions()).hasSize(1);
    assertThat(read.pages())
        .containsExactly("diagnosticSettingList acme01 next=null filtered=false []");
  }

  @Test
  void azListIsFlat() {
    ReadText read =
        read(
            "e/d.json",
            "[{'id':'"
                + ACCOUNT
                + "/blobservices/default"
                + SETTING
                + "a','name':'a',"
                + "'workspaceId':'/W','logs':[{'categoryGroup':'allLogs','enabled':true}]}]");

    assertThat(read.observations())
        .containsExactly(
            "snapshot acme01 diagnosticSetting[a]=StorageDelete,StorageRead,StorageWrite>/w"
                + " @2024-03-01T10:00:00Z");
  }

  /** An account's own settings send metrics; those of other services log no blob. */
  @Test
  void settingsOfTheAccountItselfAndOfOtherServicesAreOutside() {
    ReadText read =
        read(
            "e/d.json",
            "[{'id':'"
                + ACCOUNT
                + SETTING
                + "a','logs':[]},"
                + "{'id':'"
                + ACCOUNT
                + "/fileServices/default"
                + SETTING
                + "b','logs':[]}]");

    assertThat(read.tally()).isEqualTo("2 = 0 + 2 + 0, read");
    assertThat(read.pages()).isEmpty();
  }

  @Test
  void emptyListNeedsAPathThatNamesTheBlobService() {
    assertThat(read("e/storageAccounts/acme01/d.json", "{'value':[]}").pages()).isEmpty();
    assertThat(read("e/storageAccounts/acme01/blobServices/default/d.json", "[]").pages())
        .containsExactly("diagnosticSettingList acme01 next=null filtered=false []");
  }

  @Test
  void elementsThatDoNotShowTheirLogsAreKeptApart() {
    ReadText read =
        read(
            "e/d.json",
            "[{'name':'x','logs':[]},{'id':'"
                + ACCOUNT
                + "/blobServices/default"
                + SETTING
                + "a','name':'a'},{'id':'"
                + ACCOUNT
                + "/blobServices/default"
                + SETTING
                + "b','logs':[{'category':'StorageRead'}]}]");

    assertThat(read.tally()).isEqualTo("3 = 0 + 0 + 3, read");
    assertThat(read.quarantined())
        .extracting(line -> line.substring(line.indexOf(' ') + 1))
        .containsExactly(
            "names no resource",
            "a diagnostic setting without a list of logs",
            "logs that are no list of categories, each enabled or not");
  }

  private static ReadText read(String path, String json) {
    return ReadText.of(
        new DiagnosticSettingsReader(
            ReadText.source(SourceKind.DIAGNOSTIC_SETTINGS, "2024-03-01T10:00:00Z", null)),
        SnapshotRows.READING,
        path,
        json.replace('\'', '"'));
  }
}
