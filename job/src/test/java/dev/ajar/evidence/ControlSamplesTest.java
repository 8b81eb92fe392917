package dev.ajar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ajar.config.Rules;
import dev.ajar.config.SourceKind;
import dev.ajar.evidence.accounts.AccountSnapshotReader;
import dev.ajar.evidence.activitylog.ActivityLogReader;
import dev.ajar.evidence.containers.ContainerSnapshotReader;
import dev.ajar.evidence.roles.RoleAssignmentReader;
import dev.ajar.evidence.servicetags.ServiceTagReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records that Azure itself wrote, where their folder is there. */
class ControlSamplesTest {
  private static final String TAKEN = "2026-01-01T00:00:00Z";
  private Path samples;

  @BeforeEach
  void findSamples() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("shared/samples"))) {
        samples = at.resolve("shared/samples");
        return;
      }
    }
    Assumptions.abort("no samples on this machine");
  }

  @Test
  void recordedAccountsAreRead() throws IOException {
    JsonNode body = body("StorageMetricsFilterTest.test_blob_metrics_filter.json", 0);
    ReadText read = accounts(body, "2024-01-01");

    assertThat(read.tally())
        .isEqualTo("%1$s = %1$s + 0 + 0, read".formatted(body.path("value").size()));
    assertThat(read.observations())
        .contains(
            "snapshot mlwsbad20250522211107 allowBlobPublicAccess=true @" + TAKEN,
            "snapshot mlwsbad20250522211107 creationTime=2025-05-22T21:11:08.301646400Z @" + TAKEN,
            "snapshot mlwsbad20250522211107 networkAcls=Allow @" + TAKEN,
            "snapshot mlwsbad20250522211107 publicNetworkAccess=Enabled @" + TAKEN,
            "snapshot mlwsbad20250522211107 keyCreationTime[key1]=2025-05-22T21:11:08.489151700Z @"
                + TAKEN)
        .noneMatch(line -> line.startsWith("default"));
  }

  /** Seven accounts of 2022: true, false, and absent, which is null since others have it. */
  @Test
  void recordedAbsenceOfTheSwitchIsNull() throws IOException {
    ReadText read =
        accounts(body("StorageTest.test_storage_blob_services.json", 0), /* apiVersion= */ null);

    assertThat(read.observations().stream().filter(line -> line.contains("allowBlobPublicAccess")))
        .hasSize(7)
        .anyMatch(line -> line.startsWith("snapshot") && line.contains("=true"))
        .anyMatch(line -> line.startsWith("snapshot") && line.contains("=false"))
        .anyMatch(line -> line.startsWith("default"));
  }

  @Test
  void recordedFirewallIsRead() throws IOException {
    ReadText read =
        accounts(body("StorageTestFirewallActions.test_network_ip_rules_action.json", 1), null);

    assertThat(read.observations())
        .contains(
            "snapshot cctstoragey6akyqpagdt3o networkAcls=Deny ip:11.12.13.14 ip:21.22.23.24 @"
                + TAKEN);
    assertThat(read.pages()).isEmpty();
  }

  @Test
  void recordedResourceGraphTableEqualsTheArmListButForMilliseconds() throws IOException {
    String file =
        "ResourceGraphSource.test_resource_graph_and_arm_sources_storage_are_equivalent.json";
    ReadText arm = accounts(body(file, 0), null);
    ReadText graph = accounts(body(file, 1), null);

    assertThat(graph.tally()).isEqualTo("1 = 1 + 0 + 0, read");
    assertThat(graph.observations().stream().filter(line -> !line.contains("creationTime")))
        .isEqualTo(
            arm.observations().stream().filter(line -> !line.contains("creationTime")).toList());
    assertThat(graph.observations()).anyMatch(line -> line.contains("=2019-10-08T00:29:01.595Z"));
    assertThat(graph.pages()).allMatch(line -> line.contains("filtered=true"));
  }

  @Test
  void recordedContainersAreRead() throws IOException {
    ReadText read = containers(body("StorageContainerTest.containers.json", 1).toString());

    assertThat(read.observations())
        .contains(
            "held cctstoragey6akyqpagdt3o/containerone publicAccess=container"
                + " @2019-08-29T20:29:17Z.."
                + TAKEN,
            "snapshot cctstoragey6akyqpagdt3o/containertwo publicAccess=none @" + TAKEN);
    assertThat(read.pages())
        .containsExactly("containerList cctstoragey6akyqpagdt3o next=null filtered=false []");
    assertThat(containers(body("StorageContainerTest.containers.json", 2).toString()).tally())
        .isEqualTo("0 = 0 + 0 + 0, read");
  }

  @Test
  void documentedContainerPageIsNotTheLast() throws IOException {
    JsonNode document =
        new ObjectMapper()
            .readTree(samples.resolve("azure-rest-api-specs/BlobContainersList.json").toFile());
    ReadText read = containers(document.at("/responses/200/body").toString());

    assertThat(read.tally()).isEqualTo("2 = 2 + 0 + 0, read");
    assertThat(read.pages().get(0))
        .startsWith("containerList sto1590 next=https://sto1590endpoint/");
  }

  /** Two of its three containers are whole: the excerpt ends within the last. */
  @Test
  void documentedXmlListIsKeptUpToItsBreak() throws IOException {
    ReadText read =
        containers(Files.readString(samples.resolve("ms-docs/list-containers_response.xml")));

    assertThat(read.tally()).isEqualTo("3 = 2 + 0 + 1, unreadable");
    assertThat(read.observations())
        .contains(
            "held myaccount/audio publicAccess=container @2016-10-26T20:39:40Z.." + TAKEN,
            "snapshot myaccount/audio publicAccess=container @" + TAKEN,
            "snapshot myaccount/images publicAccess=none @" + TAKEN);
    assertThat(read.pages()).containsExactly("containerList myaccount next=null filtered=true []");
  }

  @Test
  void realExportedRecordIsReadBehindAStrayWord() throws IOException {
    ReadText read = activity("dynatrace-shaN480/log3.sh");

    assertThat(read.tally()).isEqualTo("2 = 1 + 0 + 1, read");
    assertThat(read.quarantined()).containsExactly("0 not JSON");
    assertThat(read.payload(ActivityLogReader.ACTIVITY).get(0).toString())
        .contains("microsoft.resources/subscriptions/resourcegroups/delete")
        .contains("user@gauravkcloudjournee.onmicrosoft.com")
        .contains("49.207.199.30");
  }

  @Test
  void realSdkDumpIsReadAndItsDisksAreOutside() throws IOException {
    ReadText read = activity("plaso/azure_activity_log.jsonl");

    assertThat(read.tally()).isEqualTo("4 = 0 + 4 + 0, read");
    assertThat(read.payload(ActivityLogReader.SPAN)).hasSize(1);
  }

  @Test
  void recordedServiceTagsAreRead() throws IOException {
    ReadText read =
        ReadText.of(
            new ServiceTagReader(ReadText.source(SourceKind.SERVICE_TAGS, TAKEN, null)),
            SnapshotRows.READING,
            "e/tags.json",
            body("IpRangeHelperTest.servicetags.json", 0).toString());

    assertThat(read.tally()).isEqualTo("2 = 2 + 0 + 0, read");
    assertThat(read.observations()).allMatch(line -> line.startsWith("snapshot null serviceTag["));
  }

  @Test
  void recordedRoleAssignmentsAreRead() throws IOException {
    ReadText read =
        ReadText.of(
            new RoleAssignmentReader(ReadText.source(SourceKind.ROLE_ASSIGNMENTS, TAKEN, null)),
            SnapshotRows.READING,
            "e/roles.json",
            body("AccessControlTest.test_find_assignments_by_role.json", 0).toString());

    assertThat(read.tally()).isEqualTo("74 = 74 + 0 + 0, read");
    assertThat(read.observations())
        .hasSize(2 * 74)
        .contains(
            "held null roleAssignment[af976bc5-0274-4870-8442-94daae0d29a1]={\"principalId\":"
                + "\"0cbd037f-fe7a-429d-864d-46b7d53fe4d5\",\"principalType\":\"User\","
                + "\"roleDefinitionId\":\"8e3af657-a8ff-443c-a75c-2fe8c4bcb635\",\"scope\":"
                + "\"/subscriptions/ea42f556-5106-4743-99b0-c129bfa71a47\"}"
                + " @2019-04-08T23:30:46.434199Z.."
                + TAKEN);
  }

  private ReadText activity(String file) throws IOException {
    return ReadText.of(
        new ActivityLogReader(),
        ActivityLogReader.READING,
        file,
        Files.newInputStream(samples.resolve(file)));
  }

  private static ReadText accounts(JsonNode body, String apiVersion) {
    return ReadText.of(
        new AccountSnapshotReader(
            ReadText.source(SourceKind.ACCOUNTS, TAKEN, apiVersion), Rules.DEFAULTS),
        SnapshotRows.READING,
        "e/accounts.json",
        body.toString());
  }

  private static ReadText containers(String body) {
    return ReadText.of(
        new ContainerSnapshotReader(ReadText.source(SourceKind.CONTAINERS, TAKEN, null)),
        SnapshotRows.READING,
        "e/containers.json",
        body);
  }

  private JsonNode body(String cassette, int interaction) throws IOException {
    JsonNode recorded =
        new ObjectMapper().readTree(samples.resolve("cloud-custodian").resolve(cassette).toFile());
    return recorded
        .path("interactions")
        .path(interaction)
        .path("response")
        .path("body")
        .path("data");
  }
}
