package dev.ajar.evidence.roles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.config.SourceKind;
import dev.ajar.evidence.ReadText;
import dev.ajar.evidence.SnapshotRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Role assignments and definitions, whatever tool wrote them. */
class RoleReaderTest {
  private static final String TAKEN = "2024-03-01T00:00:00Z";
  private static final String GUID = "af976bc5-0274-4870-8442-94daae0d29a1";
  private static final String ID =
      "/subscriptions/S1/resourceGroups/RG/providers/Microsoft.Storage/storageAccounts/Contoso"
          + "/blobServices/default/containers/backups/providers/Microsoft.Authorization"
          + "/roleAssignments/"
          + GUID.toUpperCase(java.util.Locale.ROOT);
  private static final String SCOPE =
      "/subscriptions/S1/resourceGroups/RG/providers/Microsoft.Storage/storageAccounts/Contoso"
          + "/blobServices/default/containers/backups";
  private static final String ROLE = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";
  private static final String PRINCIPAL = "0cbd037f-fe7a-429d-864d-46b7d53fe4d5";
  private static final String REST =
      """
      {"value":[{"properties":{"roleDefinitionId":"/subscriptions/S1/providers/\
      Microsoft.Authorization/roleDefinitions/%s","principalId":"%s",\
      "principalType":"ServicePrincipal","scope":"%s","condition":null,\
      "createdOn":"2023-04-08T23:30:46.4341990Z"},\
      "id":"%s","type":"Microsoft.Authorization/roleAssignments","name":"%s"}]}
      """
          .formatted(ROLE, PRINCIPAL, SCOPE, ID, GUID);
  private static final String VALUE =
      "{\"principalId\":\"%s\",\"principalType\":\"ServicePrincipal\",\"roleDefinitionId\":\"%s\",\"scope\":\"%s\"}"
          .formatted(PRINCIPAL, ROLE, SCOPE.toLowerCase(java.util.Locale.ROOT));
  private static final String SEEN =
      "snapshot contoso/backups roleAssignment[" + GUID + "]=" + VALUE + " @" + TAKEN;

  @Test
  void anAssignmentIsSeenAtTheSnapshotAndHeldSinceItWasCreated() {
    assertThat(assignments("e/roles.json", REST).observations())
        .containsExactly(
            "held contoso/backups roleAssignment["
                + GUID
                + "]="
                + VALUE
                + " @2023-04-08T23:30:46.434199Z.."
                + TAKEN,
            SEEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // az role assignment list
        "[{\"id\":\"%1$s\",\"name\":\"%2$s\",\"principalId\":\"%3$s\",\"principalName\":\"x\","
            + "\"principalType\":\"ServicePrincipal\",\"roleDefinitionId\":\"/subscriptions/s1/x/%4$s\","
            + "\"scope\":\"%5$s\",\"type\":\"Microsoft.Authorization/roleAssignments\"}]",
        // Get-AzRoleAssignment
        "[{\"RoleAssignmentName\":\"%2$s\",\"RoleAssignmentId\":\"%1$s\",\"Scope\":\"%5$s\","
            + "\"RoleDefinitionId\":\"%4$s\",\"ObjectId\":\"%3$s\",\"ObjectType\":\"ServicePrincipal\"}]",
        // authorizationresources
        "{\"count\":1,\"data\":[{\"id\":\"%1$s\",\"name\":\"%2$s\",\"subscriptionId\":\"s1\","
            + "\"type\":\"microsoft.authorization/roleassignments\",\"properties\":"
            + "{\"principalId\":\"%3$s\",\"principalType\":\"ServicePrincipal\","
            + "\"roleDefinitionId\":\"/x/%4$s\",\"scope\":\"%5$s\"}}]}"
      })
  void everyToolsSpellingIsTheSameAssignmentAndNeverAWholeList(String text) {
    ReadText read =
        assignments(
            "e/subscriptions/s1/providers/microsoft.authorization/a.json",
            text.formatted(ID, GUID, PRINCIPAL, ROLE, SCOPE));

    assertThat(read.observations()).containsExactly(SEEN);
    assertThat(read.pages())
        .containsExactly("roleAssignmentList /subscriptions/s1 next=null filtered=true []");
  }

  @Test
  void aListIsWholeOnlyWhereItsScopeIsKnown() {
    assertThat(assignments("e/roles.json", REST).pages())
        .containsExactly("roleAssignmentList null next=null filtered=true []");
    assertThat(
            assignments(
                    "e/subscriptions/S1/providers/Microsoft.Authorization/roleAssignments.json",
                    REST)
                .pages())
        .containsExactly("roleAssignmentList /subscriptions/s1 next=null filtered=false []");
  }

  @Test
  void rootAndWholeSubscriptionsReachNoAccountOfTheirOwn() {
    String root = REST.replace(SCOPE, "/").replace("2023-04-08T23:30:46.4341990Z", "2023-04-08");
    assertThat(assignments("e/roles.json", root).observations())
        .anyMatch(
            line ->
                line.startsWith("snapshot null roleAssignment")
                    && line.contains("\"scope\":\"/\""));
  }

  @Test
  void whatIsNoAssignmentIsSaid() {
    ReadText read =
        assignments(
            "e/roles.json",
            """
            [{"type":"Microsoft.Authorization/classicAdministrators","id":"NA(classic admins)"},
             {"principalId":"x"},
             {"name":"%1$s"},
             {"name":"%1$s","principalId":"x"},
             {"name":"%1$s","principalId":"x","roleDefinitionId":"%1$s"},
             {"name":"%1$s","principalId":"x","roleDefinitionId":"%1$s","scope":"/",
              "createdOn":"2024-06-01T00:00:00Z"}]
            """
                .formatted(GUID));

    assertThat(read.tally()).isEqualTo("6 = 0 + 1 + 5, read");
    assertThat(read.quarantined().stream().map(line -> line.substring(line.indexOf(' ') + 1)))
        .containsExactly(
            "names no role assignment",
            "names no principal",
            "names no role definition",
            "names no scope",
            "created after the time at which the snapshot is said to be taken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"value\":[{\"id\":\"/x/roleDefinitions/%1$s\",\"name\":\"%1$s\",\"type\":"
            + "\"Microsoft.Authorization/roleDefinitions\",\"properties\":{\"roleName\":\"Reader\","
            + "\"type\":\"BuiltInRole\",\"permissions\":[{\"actions\":[\"b/Read\",\"A/read\"],"
            + "\"notActions\":[],\"dataActions\":[\"c/read\"]}]}}]}",
        "[{\"id\":\"/x/%1$s\",\"name\":\"%1$s\",\"roleName\":\"Reader\",\"permissions\":"
            + "[{\"actions\":[\"b/read\"],\"notActions\":[\"x\"]},{\"actions\":[\"a/read\"],"
            + "\"dataActions\":[\"c/read\"],\"notActions\":[]}]}]",
        "[{\"Name\":\"Reader\",\"Id\":\"%1$s\",\"IsCustom\":false,\"Actions\":[\"b/read\",\"a/read\"],"
            + "\"NotActions\":[],\"DataActions\":[\"c/read\"],\"NotDataActions\":[]}]"
      })
  void aRoleIsWhatItLetsItsHoldersDo(String text) {
    ReadText read =
        ReadText.of(
            new RoleDefinitionReader(ReadText.source(SourceKind.ROLE_DEFINITIONS, TAKEN, null)),
            SnapshotRows.READING,
            "e/definitions.json",
            text.formatted(ROLE));

    assertThat(read.observations())
        .containsExactly(
            "snapshot null roleDefinition["
                + ROLE
                + "]={\"actions\":[\"a/read\",\"b/read\"],\"dataActions\":[\"c/read\"],"
                + "\"name\":\"Reader\",\"notActions\":[],\"notDataActions\":[]} @"
                + TAKEN);
  }

  private static ReadText assignments(String path, String text) {
    return ReadText.of(
        new RoleAssignmentReader(ReadText.source(SourceKind.ROLE_ASSIGNMENTS, TAKEN, null)),
        SnapshotRows.READING,
        path,
        text);
  }
}
