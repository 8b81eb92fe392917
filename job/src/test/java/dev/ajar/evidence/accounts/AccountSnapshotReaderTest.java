package dev.ajar.evidence.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.config.Rules;
import dev.ajar.config.SourceKind;
import dev.ajar.evidence.ReadText;
import dev.ajar.evidence.SnapshotRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountSnapshotReaderTest {
  private static final String TAKEN = "2024-03-01T10:00:00Z";
  private static final String ID =
      "/subscriptions/SUB1/resourceGroups/%s/providers/Microsoft.Storage/storageAccounts/%s";

  @Test
  void armPageIsReadWhole() {
    ReadText read =
        read(
            "{'value':["
                + account(
                    "rg1",
                    "acme01",
                    "'allowBlobPublicAccess':true,"
                        + "'creationTime':'2021-05-04T10:11:12.3456789Z',"
                        + "'publicNetworkAccess':'Enabled','allowSharedKeyAccess':false,"
                        + "'keyCreationTime':{'key1':'2021-05-04T10:11:13Z','key2':null},"
                        + "'networkAcls':{'defaultAction':'Deny','ipRules':[{'value':'203.0.113.0/24'}],"
                        + "'virtualNetworkRules':[]}")
                + "],'nextLink':'https://x/next?$skiptoken=1'}");

    assertThat(read.observations())
        .containsExactly(
            "snapshot acme01 allowBlobPublicAccess=true @2024-03-01T10:00:00Z",
            "snapshot acme01 allowSharedKeyAccess=false @2024-03-01T10:00:00Z",
            "snapshot acme01 creationTime=2021-05-04T10:11:12.345678900Z @2024-03-01T10:00:00Z",
            "snapshot acme01 exists=true @2024-03-01T10:00:00Z",
            "snapshot acme01 keyCreationTime[key1]=2021-05-04T10:11:13Z @2024-03-01T10:00:00Z",
            "snapshot acme01 networkAcls=Deny ip:203.0.113.0/24 @2024-03-01T10:00:00Z",
            "snapshot acme01 publicNetworkAccess=Enabled @2024-03-01T10:00:00Z");
    assertThat(read.mentions())
        .containsExactly(
            "mention acme01 resourceGroup=rg1 @2024-03-01T10:00:00Z",
            "mention acme01 subscription=sub1 @2024-03-01T10:00:00Z");
    assertThat(read.pages())
        .containsExactly("accountList sub1 next=https://x/next?$skiptoken=1 filtered=false [rg1]");
    assertThat(read.tally()).isEqualTo("1 = 1 + 0 + 0, read");
  }

  @Test
  void privateEndpointsThatWereLetInAreSeenInEachSpelling() {
    ReadText read =
        read(
            "{'value':["
                + account(
                    "rg1",
                    "acme01",
                    "'allowBlobPublicAccess':true,'privateEndpointConnections':["
                        + "{'properties':{'privateEndpoint':{'id':'/subscriptions/FAR/pe1'},"
                        + "'privateLinkServiceConnectionState':{'status':'Approved'}}},"
                        + "{'privateEndpoint':{'id':'/subscriptions/far/pe2'},"
                        + "'privateLinkServiceConnectionState':{'status':'approved'}},"
                        + "{'properties':{'privateEndpoint':{'id':'/subscriptions/far/pe3'},"
                        + "'privateLinkServiceConnectionState':{'status':'Pending'}}},"
                        + "{'properties':{'privateEndpoint':null}},7]")
                + "]}");

    assertThat(read.observations())
        .filteredOn(row -> row.contains("privateEndpoint"))
        .containsExactly(
            "snapshot acme01 privateEndpoint[/subscriptions/far/pe1]=approved"
                + " @2024-03-01T10:00:00Z",
            "snapshot acme01 privateEndpoint[/subscriptions/far/pe2]=approved"
                + " @2024-03-01T10:00:00Z");
  }

  @Test
  void azArrayIsFlatAndRenamed() {
    ReadText read =
        read(
            "[{'id':'"
                + ID.formatted("rg1", "acme01")
                + "','name':'acme01',"
                + "'allowBlobPublicAccess':null,'creationTime':'2024-02-01T00:00:00+00:00',"
                + "'networkRuleSet':{'defaultAction':'Allow'},'enableHttpsTrafficOnly':true}]");

    assertThat(read.observations())
        .containsExactly(
            "default acme01 allowBlobPublicAccess=false @2024-03-01T10:00:00Z",
            "snapshot acme01 creationTime=2024-02-01T00:00:00Z @2024-03-01T10:00:00Z",
            "snapshot acme01 exists=true @2024-03-01T10:00:00Z",
            "snapshot acme01 networkAcls=Allow @2024-03-01T10:00:00Z");
    assertThat(read.pages()).containsExactly("accountList sub1 next=null filtered=false [rg1]");
  }

  @Test
  void powerShellIsInPascalCase() {
    ReadText read =
        read(
            "[{'StorageAccountName':'acme01','ResourceGroupName':'rg1','Id':'"
                + ID.formatted("rg1", "acme01")
                + "','AllowBlobPublicAccess':false,'PublicNetworkAccess':'Disabled'}]");

    assertThat(read.observations())
        .containsExactly(
            "snapshot acme01 allowBlobPublicAccess=false @2024-03-01T10:00:00Z",
            "snapshot acme01 exists=true @2024-03-01T10:00:00Z",
            "snapshot acme01 publicNetworkAccess=Disabled @2024-03-01T10:00:00Z");
  }

  @Test
  void resourceGraphObjectsOfOtherTypesAreOutsideAndAQueryIsNeverWhole() {
    ReadText read =
        read(
            "{'totalRecords':2,'count':2,'data':[{'id':'"
                + ID.formatted("rg1", "acme01")
                + "','name':'acme01','type':'microsoft.storage/storageaccounts','subscriptionId':"
                + "'sub1','properties':{'allowBlobPublicAccess':true}},"
                + "{'id':'/subscriptions/sub1/x','type':'microsoft.compute/disks','name':'d',"
                + "'subscriptionId':'sub1','properties':{}}],"
                + "'facets':[],'resultTruncated':'false'}");

    assertThat(read.tally()).isEqualTo("2 = 1 + 1 + 0, read");
    assertThat(read.observations())
        .containsExactly(
            "snapshot acme01 allowBlobPublicAccess=true @2024-03-01T10:00:00Z",
            "snapshot acme01 exists=true @2024-03-01T10:00:00Z");
    assertThat(read.pages()).containsExactly("accountList sub1 next=null filtered=true [rg1]");
  }

  @Test
  void resourceGraphTableIsReadByItsColumnsEachRowInItsPlace() {
    String document =
        "{'data':{'columns':[{'name':'type','type':'string'},{'name':'id','type':'string'},"
            + "{'name':'properties','type':'object'}],"
            + "'rows':[['microsoft.storage/storageaccounts','"
            + ID.formatted("rg1", "acme01")
            + "',{'allowBlobPublicAccess':true}],['short'],"
            + "['microsoft.web/sites','/subscriptions/s/y',{}]]},'resultTruncated':'false'}";
    ReadText read = read(document);

    assertThat(read.tally()).isEqualTo("3 = 1 + 1 + 1, read");
    assertThat(read.quarantined())
        .containsExactly(
            document.indexOf("['short']") + " a row that does not fit its table's columns");
    assertThat(read.observations())
        .contains("snapshot acme01 allowBlobPublicAccess=true @2024-03-01T10:00:00Z");
    assertThat(read.pages()).containsExactly("accountList sub1 next=null filtered=true [rg1]");
  }

  /**
   * exposure.md §3: null before August 2023 permits, from 2024 it does not, between nobody knows.
   */
  @ParameterizedTest
  @CsvSource({
    "2023-07-31T23:59:59.9999999Z, true",
    "2023-08-01T00:00:00Z, null",
    "2023-12-31T23:59:59.9999999Z, null",
    "2024-01-01T00:00:00Z, false",
  })
  void nullSwitchMeansWhatTheAccountsAgeSays(String created, String value) {
    ReadText read =
        read(
            "["
                + account(
                    "rg1",
                    "acme01",
                    "'allowBlobPublicAccess':null,'creationTime':'" + created + "'")
                + "]");

    assertThat(read.observations())
        .contains("default acme01 allowBlobPublicAccess=" + value + " @2024-03-01T10:00:00Z");
  }

  @Test
  void nullSwitchOfAnAccountOfUnknownAgeIsUnknown() {
    assertThat(
            read("[" + account("rg1", "acme01", "'allowBlobPublicAccess':null") + "]")
                .observations())
        .contains("default acme01 allowBlobPublicAccess=null @2024-03-01T10:00:00Z");
  }

  @Test
  void propertyThatNoAccountShowsSaysNothing() {
    assertThat(
            read("[" + account("rg1", "acme01", "'creationTime':'2020-01-01T00:00:00Z'") + "]")
                .observations())
        .containsExactly(
            "snapshot acme01 creationTime=2020-01-01T00:00:00Z @2024-03-01T10:00:00Z",
            "snapshot acme01 exists=true @2024-03-01T10:00:00Z");
  }

  @Test
  void propertyThatAnotherAccountShowsIsNullWhereItIsAbsent() {
    ReadText read =
        read(
            "["
                + account("rg1", "acme01", "'creationTime':'2020-01-01T00:00:00Z'")
                + ","
                + account(
                    "rg2",
                    "acme02",
                    "'allowBlobPublicAccess':false," + "'publicNetworkAccess':null")
                + "]");

    assertThat(read.observations())
        .containsExactly(
            "default acme01 allowBlobPublicAccess=true @2024-03-01T10:00:00Z",
            "default acme01 publicNetworkAccess=Enabled @2024-03-01T10:00:00Z",
            "default acme02 publicNetworkAccess=Enabled @2024-03-01T10:00:00Z",
            "snapshot acme01 creationTime=2020-01-01T00:00:00Z @2024-03-01T10:00:00Z",
            "snapshot acme01 exists=true @2024-03-01T10:00:00Z",
            "snapshot acme02 allowBlobPublicAccess=false @2024-03-01T10:00:00Z",
            "snapshot acme02 exists=true @2024-03-01T10:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "2019-04-01, networkAcls=Allow",
    "2019-06-01, allowBlobPublicAccess=true networkAcls=Allow",
    "2021-01-01-preview, allowBlobPublicAccess=true allowSharedKeyAccess=true networkAcls=Allow",
    "2024-01-01, allowBlobPublicAccess=true allowSharedKeyAccess=true networkAcls=Allow"
        + " publicNetworkAccess=Enabled",
  })
  void absentPropertyIsNullIfTheApisVersionHasIt(String version, String expected) {
    ReadText read =
        ReadText.of(
            new AccountSnapshotReader(
                ReadText.source(SourceKind.ACCOUNTS, TAKEN, version), Rules.DEFAULTS),
            SnapshotRows.READING,
            "evidence/a.json",
            json("[" + account("rg1", "acme01", "'creationTime':'2020-01-01T00:00:00Z'") + "]"));

    assertThat(
            read.observations().stream()
                .filter(line -> line.startsWith("default"))
                .map(line -> line.replaceAll("default acme01 | @.*", "")))
        .containsExactly(expected.split(" "));
  }

  @Test
  void singleObjectIsNoList() {
    ReadText read = read(account("rg1", "acme01", "'allowBlobPublicAccess':true"));

    assertThat(read.tally()).isEqualTo("1 = 1 + 0 + 0, read");
    assertThat(read.pages()).isEmpty();
  }

  @Test
  void badElementsAreKeptApartAndTheListIsNotWhole() {
    ReadText read =
        read(
            "["
                + account("rg1", "acme01", "'allowBlobPublicAccess':'maybe'")
                + ",7,{'x':1},"
                + account("rg1", "acme02", "'creationTime':'never'")
                + ","
                + account("rg2", "acme03", "'networkAcls':{'defaultAction':0}")
                + ","
                + account("rg2", "acme04", "'publicNetworkAccess':'Enabled'")
                + "]");

    assertThat(read.tally()).isEqualTo("6 = 1 + 0 + 5, read");
    assertThat(read.quarantined())
        .extracting(line -> line.substring(line.indexOf(' ') + 1))
        .containsExactly(
            "allowBlobPublicAccess has no value that Azure documents (PowerShell writes numbers"
                + " unless told -EnumsAsStrings)",
            "not an object",
            "names no account",
            "creationTime: time cannot be read",
            "networkAcls has no value that Azure documents (PowerShell writes numbers unless told"
                + " -EnumsAsStrings)");
    assertThat(read.pages()).containsExactly("accountList sub1 next=null filtered=true [rg2]");
  }

  @Test
  void emptyListNamesItsSubscriptionOnlyInThePath() {
    assertThat(read("{'value':[]}").pages()).isEmpty();
    ReadText named =
        ReadText.of(
            reader(), SnapshotRows.READING, "e/subscriptions/S9/accounts.json", "{\"value\":[]}");
    assertThat(named.pages()).containsExactly("accountList s9 next=null filtered=false []");
    assertThat(named.tally()).isEqualTo("0 = 0 + 0 + 0, read");
  }

  @Test
  void dayInThePathIsAnInterval() {
    ReadText read =
        ReadText.of(
            new AccountSnapshotReader(
                ReadText.source(SourceKind.ACCOUNTS, null, null), Rules.DEFAULTS),
            SnapshotRows.READING,
            "evidence/2024-03-01/a.json",
            json("[" + account("rg1", "acme01", "'allowBlobPublicAccess':true") + "]"));

    assertThat(read.observations())
        .contains(
            "snapshot acme01 exists=true @2024-03-01T00:00:00Z..2024-03-01T23:59:59.999999900Z");
  }

  @Test
  void pathWithoutADateMakesTheFileUnreadable() {
    ReadText read =
        ReadText.of(
            new AccountSnapshotReader(
                ReadText.source(SourceKind.ACCOUNTS, null, null), Rules.DEFAULTS),
            SnapshotRows.READING,
            "evidence/a.json",
            json("[" + account("rg1", "acme01", "'allowBlobPublicAccess':true") + "]"));

    assertThat(read.tally()).isEqualTo("0 = 0 + 0 + 0, unreadable");
    assertThat(read.problem()).isEqualTo("taken_at is path, and the path holds no date");
    assertThat(read.observations()).isEmpty();
  }

  private static ReadText read(String json) {
    return ReadText.of(reader(), SnapshotRows.READING, "evidence/a.json", json(json));
  }

  private static AccountSnapshotReader reader() {
    return new AccountSnapshotReader(
        ReadText.source(SourceKind.ACCOUNTS, TAKEN, null), Rules.DEFAULTS);
  }

  private static String account(String group, String name, String properties) {
    return "{'id':'%s','name':'%s','type':'Microsoft.Storage/storageAccounts','properties':{%s}}"
        .formatted(ID.formatted(group, name), name, properties);
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
