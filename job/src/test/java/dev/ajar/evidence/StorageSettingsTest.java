package dev.ajar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ajar.model.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageSettingsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "allowBlobPublicAccess | {'allowBlobPublicAccess':true}       | true",
        "allowBlobPublicAccess | {'AllowBlobPublicAccess':'False'}    | false",
        "allowBlobPublicAccess | {'allow_blob_public_access':false}   | false",
        "allowBlobPublicAccess | {'allowBlobPublicAccess':null}       | NULL",
        "allowBlobPublicAccess | {}                                   | ABSENT",
        "allowBlobPublicAccess | {'allowBlobPublicAccess':'******'}   | UNREADABLE",
        "allowBlobPublicAccess | {'allowBlobPublicAccess':1}          | UNREADABLE",
        "allowSharedKeyAccess  | {'allowSharedKeyAccess':'true'}      | true",
        "publicNetworkAccess   | {'publicNetworkAccess':'disabled'}   | Disabled",
        "publicNetworkAccess   | {'publicNetworkAccess':'SECUREDBYPERIMETER'} | SecuredByPerimeter",
        "publicNetworkAccess   | {'publicNetworkAccess':'Maybe'}      | UNREADABLE",
        "networkAcls           | {'networkAcls':{'defaultAction':'Allow','ipRules':[{'value':'x'}]}} | Allow",
        "networkAcls           | {'networkRuleSet':{'defaultAction':'Deny'}} | Deny",
        "networkAcls           | {'networkAcls':{'bypass':'AzureServices'}}  | UNREADABLE",
        "networkAcls           | {'networkAcls':{'defaultAction':1}}         | UNREADABLE",
        "networkAcls           | {'networkAcls':'******'}                    | UNREADABLE",
      })
  void readsAnAccountsSettings(String setting, String json, String expected) throws Exception {
    Said said = StorageSettings.ofAccount(json(json), setting, true);

    assertThat(said.hasValue() ? said.value() : said.state().name()).isEqualTo(expected);
  }

  @Test
  void rulesOfTheFirewallAreSortedAndLowerCase() throws Exception {
    String acls =
        "{'networkAcls':{'defaultAction':'Deny','bypass':'Logging, Metrics, AzureServices',"
            + "'virtualNetworkRules':[{'id':'/subscriptions/S/resourceGroups/R/subnets/B','action':'Allow'}],"
            + "'ipRules':[{'value':'203.0.113.0/24','action':'Allow'},{'value':'198.51.100.7'}],"
            + "'ipv6Rules':[{'value':'2001:DB8::/48'}],"
            + "'resourceAccessRules':[{'tenantId':'T1','resourceId':'/subscriptions/S/x'}]}}";

    assertThat(StorageSettings.ofAccount(json(acls), Settings.NETWORK_ACLS, true).value())
        .isEqualTo(
            "Deny ip:198.51.100.7 ip:2001:db8::/48 ip:203.0.113.0/24"
                + " resource:t1/subscriptions/s/x vnet:/subscriptions/s/resourcegroups/r/subnets/b");
  }

  @Test
  void powerShellNamesOfRulesAreRead() throws Exception {
    String acls =
        "{'NetworkRuleSet':{'DefaultAction':'Deny','IpRules':[{'Action':'Allow',"
            + "'IPAddressOrRange':'203.0.113.9'}],'VirtualNetworkRules':[{"
            + "'VirtualNetworkResourceId':'/subscriptions/s/subnets/a'}]}}";

    assertThat(StorageSettings.ofAccount(json(acls), Settings.NETWORK_ACLS, true).value())
        .isEqualTo("Deny ip:203.0.113.9 vnet:/subscriptions/s/subnets/a");
  }

  /** A request that denies and names no rules leaves the rules as they are, whatever they are. */
  @Test
  void aDeltaThatNamesNoRulesDoesNotSayWhichThereAre() throws Exception {
    JsonNode delta = json("{'networkAcls':{'defaultAction':'Deny'}}");

    assertThat(StorageSettings.ofAccount(delta, Settings.NETWORK_ACLS, false).state())
        .isEqualTo(Said.State.UNREADABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'publicAccess':'None'}      | none",
        "{'publicAccess':'off'}       | none",
        "{'publicAccess':''}          | none",
        "{'publicAccess':'Blob'}      | blob",
        "{'PublicAccess':'CONTAINER'} | container",
        "{'publicAccess':null}        | NULL",
        "{'publicAccess':2}           | UNREADABLE",
        "{'publicAccess':'open'}      | UNREADABLE",
        "{}                           | ABSENT",
      })
  void readsAContainersLevel(String json, String expected) throws Exception {
    Said said = StorageSettings.level(json(json));

    assertThat(said.hasValue() ? said.value() : said.state().name()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'storageAccountId':'/S/L','logs':[{'category':'StorageWrite','enabled':true},"
            + "{'category':'StorageRead','enabled':true},{'category':'StorageDelete','enabled':false}]}"
            + " | StorageRead,StorageWrite>/s/l",
        "{'workspaceId':'/W','storageAccountId':'/A','logs':[{'categoryGroup':'AllLogs','enabled':true}]}"
            + " | StorageDelete,StorageRead,StorageWrite>/a,/w",
        "{'eventHubAuthorizationRuleId':'/E','logs':[{'category':null,'categoryGroup':'audit','enabled':'True'}]}"
            + " | StorageDelete,StorageRead,StorageWrite>/e",
        "{'storageAccountId':'/A','logs':[{'category':'StorageRead','enabled':false}]} | off",
        "{'storageAccountId':'/A','metrics':[{'category':'Transaction','enabled':true}]} | off",
        "{'logs':[{'category':'StorageRead'}]}               | UNREADABLE",
        "{'logs':'******'}                                   | UNREADABLE",
      })
  void readsWhatADiagnosticSettingSendsWhere(String json, String expected) throws Exception {
    Said said = DiagnosticCategories.read(json(json));

    assertThat(said.hasValue() ? said.value() : said.state().name()).isEqualTo(expected);
  }

  @Test
  void resourceIdsAreReadInAnyCase() {
    ResourceId id =
        ResourceId.parse(
            "/SUBSCRIPTIONS/S1/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.STORAGE/STORAGEACCOUNTS/ACME01"
                + "/BLOBSERVICES/DEFAULT/CONTAINERS/$Web");

    assertThat(id.subscription()).isEqualTo("s1");
    assertThat(id.resourceGroup()).isEqualTo("rg");
    assertThat(id.account()).isEqualTo("acme01");
    assertThat(id.container()).isEqualTo("$web");
    assertThat(id.service()).isEqualTo("blobservices");
    assertThat(ResourceId.parse("/providers/x/storageAccounts/{name}").account()).isNull();
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
