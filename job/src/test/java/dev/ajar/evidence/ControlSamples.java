package dev.ajar.evidence;

import static dev.ajar.config.SourceKind.ACCOUNTS;
import static dev.ajar.config.SourceKind.ACTIVITY_LOG;
import static dev.ajar.config.SourceKind.BLOB_INVENTORY;
import static dev.ajar.config.SourceKind.CONTAINERS;
import static dev.ajar.config.SourceKind.RESOURCE_CHANGES;
import static dev.ajar.config.SourceKind.ROLE_ASSIGNMENTS;
import static dev.ajar.config.SourceKind.ROLE_DEFINITIONS;
import static dev.ajar.config.SourceKind.SERVICE_TAGS;

import java.util.List;

/** Samples of the control plane: activity, snapshots, inventories, lists. */
final class ControlSamples {
  private static final String SUBSCRIPTION = "ea42f556-5106-4743-99b0-c129bfa71a47";
  private static final String ACCOUNT_LIST = "accountList " + SUBSCRIPTION + " next=null";
  private static final String TWO_RULES = " networkAcls=Deny ip:1.2.2.128/25 ip:3.1.1.1";
  private static final String TWO_OTHERS = " networkAcls=Deny ip:11.12.13.14 ip:21.22.23.24";

  static final List<Sample> ACTIVITY =
      List.of(
          Sample.whole(
              "dynatrace-shaN480/log3.sh",
              ACTIVITY_LOG,
              "2 = 1 + 0 + 1, read",
              "quarantined 0 not JSON",
              "0 at_ticks=2023-12-12T12:06:20.055946400Z",
              "0 kind=other",
              "0 operation=microsoft.resources/subscriptions/resourcegroups/delete",
              "0 phase=success",
              "0 scope=/subscriptions/69349acf-2a6c-409d-a925-96ba0c5f099f/resourcegroups/"
                  + "defaultresourcegroup-eus",
              "0 account=null",
              "0 correlation_id=0c808bf1-beec-4a23-88d7-ed1a5adcbee6",
              "0 caller=user@gauravkcloudjournee.onmicrosoft.com",
              "0 caller_ip=49.207.199.30",
              "0 object_id=f7202482-ee08-4d1c-8665-1b25942e1c59",
              "0 app_id=c44b4083-3bb0-49c1-b47d-974e53cbdf3c",
              "0 tenant_id=4fcfc298-3c41-4567-89b7-982496662939",
              "span 0 kind=export",
              "span 0 subscription=69349acf-2a6c-409d-a925-96ba0c5f099f",
              "span 0 from_ticks=2023-12-12T12:06:20.055946400Z",
              "span 1 kind=unread"),
          // Disks and virtual machines hold no blobs that anybody could reach by them.
          Sample.whole(
              "plaso/azure_activity_log.jsonl",
              ACTIVITY_LOG,
              "4 = 0 + 4 + 0, read",
              "span 0 kind=dump",
              "span 0 subscription=12345678-9abc-defg-hijk-lmnopqrstuvw",
              "span 0 from_ticks=2022-02-09T03:00:37.136728Z",
              "span 0 to_ticks=2022-02-09T03:04:54.297853Z"),
          // A change of a virtual machine.
          Sample.whole(
              "ms-docs/resource-graph_change_payload.json",
              RESOURCE_CHANGES,
              "1 = 0 + 1 + 0, read"));

  static final List<Sample> INVENTORY =
      List.of(
          Sample.whole(
              "ms-docs/blob-inventory_manifest.json",
              BLOB_INVENTORY,
              "1 = 1 + 0 + 0, read",
              "run account=testaccount",
              "run rule=Rule_1",
              "run format=CSV",
              "run subject=BLOB",
              "run fields=[Name, Creation-Time, BlobType, Content-Length, LastAccessTime,"
                  + " Last-Modified, Metadata, AccessTier]",
              "run start=2021-05-26T13:25:36Z",
              "run completion=2021-05-26T13:35:56Z",
              "run file=inv/2021/05/26/13-25-36/Rule_1/Rule_1.csv"));

  static final List<Sample> CONTAINER_LISTS =
      List.of(
          Sample.recorded(
              "StorageContainerTest.containers",
              1,
              "2019-04-01",
              CONTAINERS,
              "2 = 2 + 0 + 0, read",
              "snapshot cctstoragey6akyqpagdt3o/containerone publicAccess=container",
              "held cctstoragey6akyqpagdt3o/containerone publicAccess=container"
                  + " @2019-08-29T20:29:17Z.."
                  + EvidenceLines.TAKEN,
              "snapshot cctstoragey6akyqpagdt3o/containertwo exists=true",
              "snapshot cctstoragey6akyqpagdt3o/containertwo publicAccess=none",
              "mention cctstoragey6akyqpagdt3o subscription=" + SUBSCRIPTION,
              "containerList cctstoragey6akyqpagdt3o next=null filtered=false"),
          // Empty lists, which say of which account they are in their address only.
          Sample.recorded(
              "StorageContainerTest.containers",
              2,
              "2019-04-01",
              CONTAINERS,
              "0 = 0 + 0 + 0, read"),
          Sample.recorded(
              "StorageContainerTest.containers",
              3,
              "2019-04-01",
              CONTAINERS,
              "0 = 0 + 0 + 0, read"),
          // One container, asked for by its name: no list.
          Sample.recorded(
              "StorageContainerTest.containers",
              4,
              "2019-04-01",
              CONTAINERS,
              "1 = 1 + 0 + 0, read",
              "snapshot cctstoragey6akyqpagdt3o/containerone publicAccess=container",
              "held cctstoragey6akyqpagdt3o/containerone exists=true @2021-01-21T15:00:42Z.."
                  + EvidenceLines.TAKEN),
          Sample.recorded(
              "StorageContainerTest.test_event",
              1,
              "2019-06-01",
              CONTAINERS,
              "1 = 1 + 0 + 0, read",
              "snapshot cctstoragevbnu36vrszu5c/containerone publicAccess=container"),
          // A page of an example: more follows.
          new Sample(
              "azure-rest-api-specs/BlobContainersList.json",
              "/responses/200/body",
              CONTAINERS,
              "2023-01-01",
              List.of(
                  "2 = 2 + 0 + 0, read",
                  "snapshot sto1590/container1644 publicAccess=container",
                  "held sto1590/container1644 publicAccess=container @2018-03-14T08:20:48Z.."
                      + EvidenceLines.TAKEN,
                  "snapshot sto1590/container4052 publicAccess=none",
                  "containerList sto1590 next=https://sto1590endpoint/subscriptions/"
                      + "{subscription-id}/resourceGroups/res9290/providers/Microsoft.Storage/"
                      + "storageAccounts/sto1590/blobServices/default/containers"
                      + "?api-version=2022-09-01&$maxpagesize=2&$skipToken=/sto1590/container5103"
                      + " filtered=false")),
          // The excerpt ends within the third of its containers.
          Sample.whole(
              "ms-docs/list-containers_response.xml",
              CONTAINERS,
              "3 = 2 + 0 + 1, unreadable",
              "quarantined 661 the rest of the document cannot be read",
              "snapshot myaccount/audio publicAccess=container",
              "held myaccount/audio publicAccess=container @2016-10-26T20:39:40Z.."
                  + EvidenceLines.TAKEN,
              "snapshot myaccount/images publicAccess=none",
              "containerList myaccount next=null filtered=true"));

  static final List<Sample> ROLES_AND_TAGS =
      List.of(
          Sample.recorded(
              "AccessControlTest.test_find_assignments_by_role",
              0,
              "2018-09-01-preview",
              ROLE_ASSIGNMENTS,
              "74 = 74 + 0 + 0, read",
              "held null roleAssignment[af976bc5-0274-4870-8442-94daae0d29a1]={\"principalId\":"
                  + "\"0cbd037f-fe7a-429d-864d-46b7d53fe4d5\",\"principalType\":\"User\","
                  + "\"roleDefinitionId\":\"8e3af657-a8ff-443c-a75c-2fe8c4bcb635\",\"scope\":"
                  + "\"/subscriptions/ea42f556-5106-4743-99b0-c129bfa71a47\"}"
                  + " @2019-04-08T23:30:46.434199Z.."
                  + EvidenceLines.TAKEN,
              "snapshot null roleAssignment[f58e082d-00ed-4ba7-811a-6cb4aae05acb]={\"principalId\":"
                  + "\"cc851160-f3f3-4d8a-860f-7f1dcfe1b2f7\",\"principalType\":"
                  + "\"ServicePrincipal\",\"roleDefinitionId\":"
                  + "\"b24988ac-6180-42a0-ab88-20f7382dd24c\",\"scope\":"
                  + "\"/providers/microsoft.management/managementgroups/custodian-test\"}"),
          role(
              1,
              "cdda3590-29a3-44f6-95f2-9f980659eb04",
              "AcrQuarantineReader",
              "\"microsoft.containerregistry/registries/quarantineread/read\"",
              ""),
          role(2, "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner", "\"*\"", ""),
          Sample.recorded(
              "AccessControlTest.test_find_assignments_by_role",
              3,
              "2018-01-01-preview",
              ROLE_DEFINITIONS,
              "1 = 1 + 0 + 0, read",
              "snapshot null roleDefinition[ba92f5b4-2d11-453d-a403-e96b0029c9fe]={\"actions\":["
                  + "\"microsoft.storage/storageaccounts/blobservices/containers/delete\","
                  + "\"microsoft.storage/storageaccounts/blobservices/containers/read\","
                  + "\"microsoft.storage/storageaccounts/blobservices/containers/write\"],"
                  + "\"dataActions\":["
                  + "\"microsoft.storage/storageaccounts/blobservices/containers/blobs/delete\","
                  + "\"microsoft.storage/storageaccounts/blobservices/containers/blobs/read\","
                  + "\"microsoft.storage/storageaccounts/blobservices/containers/blobs/write\"],"
                  + "\"name\":\"Storage Blob Data Contributor\",\"notActions\":[],"
                  + "\"notDataActions\":[]}"),
          role(
              4,
              "b24988ac-6180-42a0-ab88-20f7382dd24c",
              "Contributor",
              "\"*\"",
              "\"microsoft.authorization/*/delete\",\"microsoft.authorization/*/write\","
                  + "\"microsoft.authorization/elevateaccess/action\","
                  + "\"microsoft.blueprint/blueprintassignments/delete\","
                  + "\"microsoft.blueprint/blueprintassignments/write\""),
          role(
              5,
              "ac63b705-f282-497d-ac71-919bf39d939d",
              "Management Group Reader",
              "\"microsoft.management/managementgroups/read\"",
              ""),
          Sample.recorded(
              "AccessControlTest.test_find_assignments_by_role",
              6,
              "2018-01-01-preview",
              ROLE_DEFINITIONS,
              "1 = 1 + 0 + 0, read"),
          role(7, "acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader", "\"*/read\"", ""),
          tags("IpRangeHelperTest.servicetags"),
          tags("UtilsTest.test_get_service_tag_ip_space"));

  private static Sample role(
      int interaction, String id, String name, String actions, String notActions) {
    return Sample.recorded(
        "AccessControlTest.test_find_assignments_by_role",
        interaction,
        "2018-01-01-preview",
        ROLE_DEFINITIONS,
        "1 = 1 + 0 + 0, read",
        ("snapshot null roleDefinition[%s]={\"actions\":[%s],\"dataActions\":[],"
                + "\"name\":\"%s\",\"notActions\":[%s],\"notDataActions\":[]}")
            .formatted(id, actions, name, notActions));
  }

  private static Sample tags(String file) {
    return Sample.recorded(
        file,
        0,
        "2019-06-01",
        SERVICE_TAGS,
        "2 = 2 + 0 + 0, read",
        "snapshot null serviceTag[ApiManagement]={\"addressPrefixes\":[\"13.69.64.76/31\","
            + "\"13.69.66.144/28\",\"137.117.160.56/32\",\"23.101.67.140/32\","
            + "\"51.145.179.78/32\"]}",
        "snapshot null serviceTag[ApiManagement.WestUS]={\"addressPrefixes\":["
            + "\"13.64.39.16/32\",\"40.112.242.148/31\",\"40.112.243.240/28\"]}");
  }

  static final List<Sample> ACCOUNT_LISTS =
      List.of(
          // An old API: that nobody has the switch says nothing of it.
          Sample.recorded(
              "ResourceGraphSource.test_resource_graph_and_arm_sources_storage_are_equivalent",
              0,
              "2019-04-01",
              ACCOUNTS,
              "1 = 1 + 0 + 0, read",
              "snapshot cctstoragey6akyqpagdt3o creationTime=2019-10-08T00:29:01.595815Z",
              "snapshot cctstoragey6akyqpagdt3o networkAcls=Allow",
              "mention cctstoragey6akyqpagdt3o subscription=" + SUBSCRIPTION,
              "mention cctstoragey6akyqpagdt3o resourceGroup=test_storage",
              "no allowBlobPublicAccess",
              ACCOUNT_LIST + " filtered=false"),
          // The same account as a query's table: to milliseconds, and never known to be all.
          Sample.recorded(
              "ResourceGraphSource.test_resource_graph_and_arm_sources_storage_are_equivalent",
              1,
              "2019-04-01",
              ACCOUNTS,
              "1 = 1 + 0 + 0, read",
              "snapshot cctstoragey6akyqpagdt3o creationTime=2019-10-08T00:29:01.595Z",
              "snapshot cctstoragey6akyqpagdt3o networkAcls=Allow",
              "no allowBlobPublicAccess",
              ACCOUNT_LIST + " filtered=true"),
          threeAccounts(0),
          threeAccounts(5),
          // An API that has the switch: absent, it is unset.
          Sample.recorded(
              "StorageContainerTest.test_event",
              0,
              "2019-06-01",
              ACCOUNTS,
              "1 = 1 + 0 + 0, read",
              "snapshot cctstoragevbnu36vrszu5c creationTime=2021-01-21T15:00:15.826197500Z",
              "default cctstoragevbnu36vrszu5c allowBlobPublicAccess=true",
              ACCOUNT_LIST + " filtered=false"),
          Sample.recorded(
              "StorageTest.firewall",
              0,
              "2019-04-01",
              ACCOUNTS,
              "2 = 2 + 0 + 0, read",
              "snapshot cctstoragey6akyqpagdt3o networkAcls=Allow",
              "snapshot ccipstoragey6akyqpagdt3o" + TWO_RULES,
              "no allowBlobPublicAccess",
              ACCOUNT_LIST + " filtered=false"),
          Sample.recorded(
              "StorageTest.test_diagnostic_settings_blob_storage_type",
              0,
              "2019-04-01",
              ACCOUNTS,
              "1 = 1 + 0 + 0, read",
              "snapshot cctstoragey6akyqpagdt3o allowBlobPublicAccess=false",
              "snapshot cctstoragey6akyqpagdt3o creationTime=2019-06-21T18:49:57.281337300Z"),
          Sample.recorded(
              "StorageTest.test_storage_management_policy_rules_filter",
              0,
              "2019-04-01",
              ACCOUNTS,
              "2 = 2 + 0 + 0, read",
              "snapshot usm2nughsm6pomstr0 creationTime=2019-05-01T22:30:59.877222400Z",
              "snapshot cloudcustodiantest creationTime=2019-05-01T21:51:44.856746Z",
              "mention cloudcustodiantest resourceGroup=test_functionapp-reqs",
              "no allowBlobPublicAccess"),
          Sample.recorded(
              "StorageTest.test_storage_blob_services",
              0,
              "2021-02-01",
              ACCOUNTS,
              "7 = 7 + 0 + 0, read",
              "snapshot bfsdevstorage allowBlobPublicAccess=false",
              "snapshot bfsdevstorage allowSharedKeyAccess=true",
              "snapshot bfsdevstorage keyCreationTime[key2]=2022-01-14T22:10:18.857949800Z",
              "snapshot cs21003200215f0ad6b allowBlobPublicAccess=false",
              "default cs21003200215f0ad6b allowSharedKeyAccess=true",
              "snapshot dfhteststore allowBlobPublicAccess=true",
              "snapshot dfhteststore networkAcls=Deny",
              "default ccipstorageyenndgetjsvtg allowBlobPublicAccess=true",
              "default ccipstorageyenndgetjsvtg allowSharedKeyAccess=true",
              "snapshot ccipstorageyenndgetjsvtg" + TWO_RULES,
              "default cclgstorageyenndgetjsvtg allowBlobPublicAccess=true",
              "default cctstorageyenndgetjsvtg allowBlobPublicAccess=true",
              "snapshot dfhflowlogs allowBlobPublicAccess=true",
              "no publicNetworkAccess",
              ACCOUNT_LIST + " filtered=false"),
          Sample.recorded(
              "StorageFileServicesFilterTest.test_filter_with_file_services_delete_policy",
              0,
              "2024-01-01",
              ACCOUNTS,
              "1 = 1 + 0 + 0, read",
              "snapshot storagefasdfhad2323 allowBlobPublicAccess=true",
              "snapshot storagefasdfhad2323 allowSharedKeyAccess=true",
              "snapshot storagefasdfhad2323 publicNetworkAccess=Enabled",
              "snapshot storagefasdfhad2323 networkAcls=Allow",
              "snapshot storagefasdfhad2323 creationTime=2025-06-18T09:25:59.284585100Z",
              "snapshot storagefasdfhad2323 keyCreationTime[key1]=2025-06-18T09:25:59.440833600Z",
              "mention storagefasdfhad2323 resourceGroup=example-resources",
              "no default"),
          // Rules for resources, one of a tenant that is none, do not narrow what is open to all.
          Sample.recorded(
              "StorageMetricsFilterTest.test_blob_metrics_filter",
              0,
              "2024-01-01",
              ACCOUNTS,
              "3 = 3 + 0 + 0, read",
              "snapshot mlwsbad20250522211107 allowBlobPublicAccess=true",
              "snapshot mlwsbad20250522211107 creationTime=2025-05-22T21:11:08.301646400Z",
              "snapshot mlwsbad20250522211107 networkAcls=Allow",
              "snapshot mlwsbad20250522211107 publicNetworkAccess=Enabled",
              "snapshot mlwsbad20250522211107 keyCreationTime[key1]="
                  + "2025-05-22T21:11:08.489151700Z",
              "snapshot mlwsgood20250522211106 creationTime=2025-05-22T21:11:08.317270700Z",
              "snapshot testmariadb615b90cc creationTime=2025-06-02T20:28:30.110474500Z",
              "mention testmariadb615b90cc resourceGroup=stacklet",
              "no default",
              ACCOUNT_LIST + " filtered=false"),
          Sample.recorded(
              "StorageTestFirewallActions.test_network_ip_rules_action",
              0,
              "2019-04-01",
              ACCOUNTS,
              "8 = 8 + 0 + 0, read",
              "snapshot custodian5ec88fdd networkAcls=Allow",
              "mention custodian5ec88fdd resourceGroup=kiril-test2",
              "snapshot ccipstoragey6akyqpagdt3o" + TWO_RULES,
              "snapshot anzolochcsefs2bda0 creationTime=2019-09-03T18:54:58.816885500Z",
              "mention anzolochcsefs2bda0 resourceGroup=anzoloch-csefs-2",
              ACCOUNT_LIST + " filtered=false"),
          // What a PATCH answers is the account as it is then: no list.
          Sample.recorded(
              "StorageTestFirewallActions.test_network_ip_rules_action",
              1,
              "2019-04-01",
              ACCOUNTS,
              "1 = 1 + 0 + 0, read",
              "snapshot cctstoragey6akyqpagdt3o" + TWO_OTHERS,
              "no accountList"),
          oneGroup(2),
          oneGroup(3),
          Sample.recorded(
              "StorageTestFirewallActions.test_network_ip_rules_action",
              4,
              "2019-04-01",
              ACCOUNTS,
              "1 = 1 + 0 + 0, read",
              "snapshot cctstoragey6akyqpagdt3o networkAcls=Allow",
              "no accountList"));

  private static Sample threeAccounts(int interaction) {
    return Sample.recorded(
        "StorageContainerTest.containers",
        interaction,
        "2019-04-01",
        ACCOUNTS,
        "3 = 3 + 0 + 0, read",
        "snapshot cctstoragey6akyqpagdt3o networkAcls=Allow",
        "snapshot cclgstoragey6akyqpagdt3o creationTime=2019-08-29T20:28:56.436302500Z",
        "snapshot ccipstoragey6akyqpagdt3o" + TWO_RULES,
        "no allowBlobPublicAccess",
        ACCOUNT_LIST + " filtered=false");
  }

  /** A list of a resource group's accounts. */
  private static Sample oneGroup(int interaction) {
    return Sample.recorded(
        "StorageTestFirewallActions.test_network_ip_rules_action",
        interaction,
        "2019-04-01",
        ACCOUNTS,
        "3 = 3 + 0 + 0, read",
        "snapshot cctstoragey6akyqpagdt3o" + TWO_OTHERS,
        "snapshot cclgstoragey6akyqpagdt3o networkAcls=Allow",
        "snapshot ccipstoragey6akyqpagdt3o" + TWO_RULES,
        ACCOUNT_LIST + " filtered=false",
        "groups [test_storage]");
  }

  /** Answers about something else, given to the reader that they might be taken for: passed by. */
  static final List<Sample> OTHER_ANSWERS =
      List.of(
          Sample.recorded(
              "StorageFileServicesFilterTest.test_filter_with_file_services_delete_policy",
              1,
              "2024-01-01",
              ACCOUNTS,
              "1 = 0 + 1 + 0, read"),
          Sample.recorded(
              "StorageTest.test_storage_blob_services",
              1,
              "2021-02-01",
              ACCOUNTS,
              "1 = 0 + 1 + 0, read"),
          Sample.recorded(
              "StorageTest.test_storage_management_policy_rules_filter",
              2,
              null,
              ACCOUNTS,
              "1 = 0 + 1 + 0, read"),
          // An error is no account: it must not pass for one.
          Sample.recorded(
              "StorageTest.test_storage_management_policy_rules_filter",
              1,
              null,
              ACCOUNTS,
              "1 = 0 + 0 + 1, read",
              "quarantined 0 names no account"),
          // Settings of the classic log, as the data plane gives them.
          new Sample(
              "cloud-custodian/StorageTest.test_diagnostic_settings_blob_storage_type.json",
              "/interactions/1/response/body/string",
              CONTAINERS,
              null,
              List.of("1 = 0 + 0 + 1, read", "quarantined 3 no list of containers")));

  static final List<Sample> NO_EVIDENCE =
      List.of(
          Sample.noEvidence("INDEX.md", "the list of the samples"),
          Sample.noEvidence("plaso/LICENSE", "a licence"),
          Sample.noEvidence("cloud-custodian/LICENSE", "a licence"),
          Sample.noEvidence("dynatrace-shaN480/LICENSE.md", "a licence"));

  private ControlSamples() {}
}
