package dev.ajar.evidence.principals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.config.SourceConfig;
import dev.ajar.config.SourceKind;
import dev.ajar.evidence.ReadText;
import dev.ajar.evidence.SnapshotRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users, service principals and groups, whatever tool wrote them. */
class PrincipalReaderTest {
  private static final String TAKEN = "2024-03-01T00:00:00Z";
  private static final String ID = "0cbd037f-fe7a-429d-864d-46b7d53fe4d5";
  private static final String OWNER = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Graph, a page of users
        "{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#users\",\"value\":"
            + "[{\"id\":\"%1$s\",\"displayName\":\"Ann\",\"userPrincipalName\":\"ann@contoso.com\","
            + "\"userType\":\"Member\",\"accountEnabled\":true,\"jobTitle\":null}],"
            + "\"@odata.nextLink\":\"https://graph.microsoft.com/v1.0/users?$skiptoken=x\"}",
        // Graph, one of several types
        "{\"value\":[{\"@odata.type\":\"#microsoft.graph.user\",\"id\":\"%1$s\","
            + "\"displayName\":\"Ann\",\"userPrincipalName\":\"ann@contoso.com\",\"userType\":\"Member\"}]}",
        // az ad user list, of today and of old
        "[{\"id\":\"%1$s\",\"displayName\":\"Ann\",\"userPrincipalName\":\"ann@contoso.com\","
            + "\"userType\":\"Member\",\"mail\":null}]",
        "[{\"objectType\":\"User\",\"objectId\":\"%1$s\",\"displayName\":\"Ann\","
            + "\"userPrincipalName\":\"ann@contoso.com\",\"userType\":\"Member\"}]",
        // Get-MgUser | ConvertTo-Json
        "[{\"Id\":\"%1$s\",\"DisplayName\":\"Ann\",\"UserPrincipalName\":\"ann@contoso.com\","
            + "\"UserType\":\"Member\"}]"
      })
  void everyToolsSpellingIsTheSameUser(String text) {
    ReadText read = read(TAKEN, text.formatted(ID.toUpperCase(java.util.Locale.ROOT)));

    assertThat(read.tally()).isEqualTo("1 = 1 + 0 + 0, read");
    assertThat(read.pages()).isEmpty();
    assertThat(read.observations())
        .containsExactly(
            "snapshot null principal["
                + ID
                + "]={\"displayName\":\"Ann\",\"type\":\"user\",\"upn\":\"ann@contoso.com\","
                + "\"userType\":\"member\"} @"
                + TAKEN);
  }

  @Test
  void whatTellsATypeIsWhatOnlyThatTypeHas() {
    String[][] cases = {
      {
        "\"appId\":\"A\",\"servicePrincipalType\":\"Application\",\"appOwnerOrganizationId\":\"%s\""
            .formatted(OWNER),
        "{\"appId\":\"a\",\"ownerTenant\":\"%s\",\"type\":\"service-principal\"}".formatted(OWNER)
      },
      {"\"appId\":\"A\"", "{\"appId\":\"a\",\"type\":\"service-principal\"}"},
      {
        "\"appId\":\"A\",\"servicePrincipalType\":\"ManagedIdentity\",\"alternativeNames\":[]",
        "{\"appId\":\"a\",\"type\":\"managed-identity\"}"
      },
      {
        "\"objectType\":\"ServicePrincipal\",\"appOwnerTenantId\":\"%s\"".formatted(OWNER),
        "{\"ownerTenant\":\"%s\",\"type\":\"service-principal\"}".formatted(OWNER)
      },
      {"\"groupTypes\":[],\"displayName\":\"G\"", "{\"displayName\":\"G\",\"type\":\"group\"}"},
      {"\"@odata.type\":\"#microsoft.graph.group\"", "{\"type\":\"group\"}"},
      {"\"userPrincipalName\":\"x@y\"", "{\"type\":\"user\",\"upn\":\"x@y\"}"},
    };
    for (String[] test : cases) {
      assertThat(read(TAKEN, "[{\"id\":\"%s\",%s}]".formatted(ID, test[0])).observations())
          .as(test[0])
          .containsExactly("snapshot null principal[" + ID + "]=" + test[1] + " @" + TAKEN);
    }
  }

  @Test
  void theTimeMayBeMissing() {
    String text = "{\"id\":\"%s\",\"groupTypes\":[]}".formatted(ID);

    assertThat(read(null, text).observations())
        .containsExactly("snapshot null principal[" + ID + "]={\"type\":\"group\"} @");
  }

  @Test
  void applicationsAndDevicesAreOutsideAndTheRestIsSaid() {
    ReadText read =
        read(
            TAKEN,
            """
            [{"id":"%1$s","appId":"a","publisherDomain":"contoso.com","requiredResourceAccess":[]},
             {"id":"%1$s","@odata.type":"#microsoft.graph.device"},
             {"id":"%1$s","displayName":"who?"},
             {"id":"me","userPrincipalName":"x@y"}]
            """
                .formatted(ID));

    assertThat(read.tally()).isEqualTo("4 = 0 + 2 + 2, read");
    assertThat(read.quarantined().stream().map(line -> line.substring(line.indexOf(' ') + 1)))
        .containsExactly(
            "is neither a user nor a service principal nor a group", "names no object id");
  }

  /** {@code takenAt} is null where the source does not say it. */
  private static ReadText read(String takenAt, String text) {
    SourceConfig source =
        takenAt == null
            ? new SourceConfig(
                3, SourceKind.PRINCIPALS, "e", "file:/e", null, false, null, null, null)
            : ReadText.source(SourceKind.PRINCIPALS, takenAt, null);
    return ReadText.of(
        new PrincipalReader(source), SnapshotRows.READING, "e/principals.json", text);
  }
}
