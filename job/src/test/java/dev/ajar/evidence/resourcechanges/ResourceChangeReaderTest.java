package dev.ajar.evidence.resourcechanges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.evidence.ReadText;
import dev.ajar.evidence.SnapshotRows;
import dev.ajar.model.ActorKey;
import dev.ajar.tables.Observations;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceChangeReaderTest {
  private static final String ACCOUNT =
      "/subscriptions/SUB1/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/acme01";
  private static final String AT = " @2024-04-09T13:26:17.347Z";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          allowBlobPublicAccess        | 'False'     | 'True'        | change acme01 allowBlobPublicAccess=true<-false
          AllowBlobPublicAccess        | true        | false         | change acme01 allowBlobPublicAccess=false<-true
          allowBlobPublicAccess        | 'null'      | 'True'        | change acme01 allowBlobPublicAccess=true
          allowBlobPublicAccess        | 'True'      | 'null'        | touch acme01 allowBlobPublicAccess=null
          allowBlobPublicAccess        | 'True'      | null          | touch acme01 allowBlobPublicAccess=null
          allowBlobPublicAccess        | 'True'      | 'perhaps'     | touch acme01 allowBlobPublicAccess=null
          allowBlobPublicAccess        | 'perhaps'   | 'True'        | change acme01 allowBlobPublicAccess=true
          allowSharedKeyAccess         | 'true'      | 'false'       | change acme01 allowSharedKeyAccess=false<-true
          publicNetworkAccess          | 'enabled'   | 'Disabled'    | change acme01 publicNetworkAccess=Disabled<-Enabled
          networkAcls.defaultAction    | 'Deny'      | 'Allow'       | change acme01 networkAcls=Allow
          networkAcls.defaultAction    | 'Allow'     | 'Deny'        | touch acme01 networkAcls=null
          networkAcls.ipRules[0].value | '192.0.2.1' | '192.0.2.2'   | touch acme01 networkAcls=null
          networkAcls                  | '{\\"defaultAction\\":\\"Allow\\"}' | '{\\"defaultAction\\":\\"Deny\\",\\"ipRules\\":[{\\"value\\":\\"192.0.2.2\\"}]}' | change acme01 networkAcls=Deny ip:192.0.2.2<-Allow
          """)
  void anUpdateTellsWhatAPropertyBecameAndWhatItWas(
      String path, String before, String after, String told) {
    ReadText read =
        read(change(ACCOUNT, "Update", "", entry(path, before, after)).replace("\\'", "'"));

    assertThat(read.observations())
        .containsExactlyInAnyOrder("snapshot acme01 exists=true" + AT, told + AT);
    assertThat(read.mentions())
        .containsExactly(
            "mention acme01 resourceGroup=rg" + AT, "mention acme01 subscription=sub1" + AT);
    assertThat(read.tally()).isEqualTo("1 = 1 + 0 + 0, read");
  }

  @Test
  void otherPropertiesSayNothing() {
    ReadText read =
        read(
            change(
                ACCOUNT, "Update", "'changesCount':1,", entry("minimumTlsVersion", "'a'", "'b'")));

    assertThat(read.observations()).containsExactly("snapshot acme01 exists=true" + AT);
  }

  @Test
  void aValueThatWasCutIsATouch() {
    ReadText read =
        read(
            change(
                ACCOUNT,
                "Update",
                "",
                "'properties.publicNetworkAccess':{'previousValue':'Enabled','newValue':'Disabled',"
                    + "'isTruncated':'true'}"));

    assertThat(read.observations())
        .containsExactly(
            "snapshot acme01 exists=true" + AT, "touch acme01 publicNetworkAccess=null" + AT);
  }

  @Test
  void ofAListThatWasCutAnySettingMayBeMissing() {
    ReadText read =
        read(
            change(
                ACCOUNT,
                "Update",
                "'changesCount':2,",
                entry("allowBlobPublicAccess", "'False'", "'True'")));

    assertThat(read.observations())
        .containsExactly(
            "change acme01 allowBlobPublicAccess=true<-false" + AT,
            "snapshot acme01 exists=true" + AT,
            "touch acme01 allowSharedKeyAccess=null" + AT,
            "touch acme01 networkAcls=null" + AT,
            "touch acme01 publicNetworkAccess=null" + AT);
  }

  @Test
  void aCreationNamesWhatItSetAndNothingWasBefore() {
    ReadText read =
        read(
            change(
                ACCOUNT + "/blobServices/default/containers/Public",
                "Create",
                "",
                entry("publicAccess", "'null'", "'Container'")));

    assertThat(read.observations())
        .containsExactly(
            "change acme01/public exists=true<-false" + AT,
            "change acme01/public publicAccess=container" + AT);
    assertThat(read(change(ACCOUNT, "Create", "", "")).observations())
        .containsExactly(
            "change acme01 exists=true<-false" + AT,
            "touch acme01 allowBlobPublicAccess=null" + AT,
            "touch acme01 allowSharedKeyAccess=null" + AT,
            "touch acme01 networkAcls=null" + AT,
            "touch acme01 publicNetworkAccess=null" + AT);
  }

  @Test
  void aDeletionEndsIt() {
    assertThat(read(change(ACCOUNT, "Delete", "", "")).observations())
        .containsExactly("change acme01 exists=false<-true" + AT);
  }

  @Test
  void whoChangedItIsNamedAsTheActivityLogNamesThem() {
    String by = "'changedBy':'Ann@contoso.com','changedByType':'User','correlationId':'C1',";
    String system = "'changedBy':'System','changedByType':'System',";

    assertThat(who(by + "'operation':'Microsoft.Storage/storageAccounts/write',"))
        .containsExactly(
            "Ann@contoso.com",
            ActorKey.oauth(null, null, "ann@contoso.com").id(),
            "microsoft.storage/storageaccounts/write",
            "C1");
    assertThat(who(system + "'operation':'Unspecified',")).containsOnlyNulls();
  }

  @Test
  void resourcesOtherThanAccountsAndContainersAreOutside() {
    ReadText read =
        read(
            "["
                + String.join(
                    ",",
                    change(ACCOUNT + "/blobServices/default", "Update", "", ""),
                    change(ACCOUNT + "/privateEndpointConnections/p1", "Create", "", ""),
                    change(ACCOUNT + "/providers/Microsoft.Insights/x/y", "Create", "", ""),
                    change("/subscriptions/s/resourceGroups/rg", "Update", "", ""),
                    "{'type':'microsoft.storage/storageaccounts','id':'" + ACCOUNT + "'}")
                + "]");

    assertThat(read.tally()).isEqualTo("5 = 0 + 5 + 0, read");
    assertThat(read.observations()).isEmpty();
  }

  @Test
  void bothResultFormatsAndTextForObjectsAreRead() {
    String properties =
        "{'targetResourceId':'"
            + ACCOUNT
            + "','changeType':'Delete','changeAttributes':"
            + "{'timestamp':'2024-04-09T13:26:17.347+00:00'}}";
    ReadText table =
        read(
            "{'totalRecords':1,'data':{'columns':[{'name':'type','type':'string'},"
                + "{'name':'properties','type':'object'}],"
                + "'rows':[['microsoft.resources/changes',"
                + properties
                + "]]}}");
    ReadText text = read("{'properties':'" + properties.replace("'", "\\'") + "'}");

    assertThat(table.observations())
        .isEqualTo(text.observations())
        .containsExactly("change acme01 exists=false<-true" + AT);
  }

  @Test
  void changesWithoutAResourceATimeOrAKindAreKeptApart() {
    ReadText read =
        read(
            "[{'properties':{}},"
                + "{'properties':{'targetResourceId':'"
                + ACCOUNT
                + "'}},"
                + change(ACCOUNT, "Move", "", "")
                + "]");

    assertThat(read.quarantined())
        .extracting(line -> line.substring(line.indexOf(' ') + 1))
        .containsExactly(
            "names no resource",
            "timestamp: time cannot be read",
            "changeType is none of Create, Update and Delete");
    assertThat(read.tally()).isEqualTo("3 = 0 + 0 + 3, read");
  }

  private static List<String> who(String attributes) {
    Row row =
        read(change(ACCOUNT, "Delete", attributes, "")).payload(SnapshotRows.OBSERVATION).stream()
            .filter(found -> ReadText.observation(found).startsWith("change"))
            .findFirst()
            .orElseThrow();
    return java.util.stream.Stream.of(
            Observations.CALLER,
            Observations.ACTOR_ID,
            Observations.OPERATION,
            Observations.CORRELATION_ID)
        .map(column -> (String) ReadText.value(row, Observations.TABLE.columns(), column))
        .toList();
  }

  private static String change(String target, String kind, String attributes, String changes) {
    return "{'id':'"
        + target
        + "/providers/Microsoft.Resources/changes/c1','type':'microsoft.resources/changes',"
        + "'properties':{'targetResourceId':'"
        + target
        + "','changeType':'"
        + kind
        + "','changeAttributes':{"
        + attributes
        + "'timestamp':'2024-04-09T13:26:17.347+00:00'},'changes':{"
        + changes
        + "}}}";
  }

  private static String entry(String path, String before, String after) {
    return "'properties."
        + path
        + "':{'previousValue':"
        + before
        + ",'newValue':"
        + after
        + ",'changeCategory':'User','propertyChangeType':'Update'}";
  }

  private static ReadText read(String json) {
    return ReadText.of(
        new ResourceChangeReader(), SnapshotRows.READING, "e/c.json", json.replace('\'', '"'));
  }
}
