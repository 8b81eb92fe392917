package dev.ajar.evidence.activitylog;

import static dev.ajar.evidence.activitylog.ReadActivities.activity;
import static dev.ajar.evidence.activitylog.ReadActivities.mentions;
import static dev.ajar.evidence.activitylog.ReadActivities.read;
import static dev.ajar.evidence.activitylog.ReadActivities.spans;
import static dev.ajar.evidence.activitylog.ReadActivities.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ajar.evidence.ReadText;
import dev.ajar.tables.Activities;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of the table {@code AzureActivity} of Log Analytics. */
class ActivityTableTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ACCOUNT =
      "/subscriptions/sub1/resourcegroups/rg/providers/microsoft.storage/storageaccounts/acme01";
  private static final String OBJECT_ID = "0b1ec700-0000-0000-0000-000000000002";

  /** A Start as a query gives it: all columns of both schemas, nested JSON as strings. */
  private static final String START =
      row()
          .put("TimeGenerated", "2024-02-01T10:00:00.1234567Z")
          .put("OperationName", "")
          .put("OperationNameValue", "MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE")
          .put("ActivityStatus", "")
          .put("ActivityStatusValue", "Start")
          .put("ActivitySubstatusValue", "")
          .put("Caller", "mallory@socly.example")
          .put("CallerIpAddress", "198.51.100.9")
          .put(
              "Properties",
              "{\"requestbody\":\"{\\\"properties\\\":{\\\"allowBlobPublicAccess\\\":true}}\","
                  + "\"eventCategory\":\"Administrative\",\"hierarchy\":\"x\"}")
          .toString();

  private static final String STARTED =
      "account-write start 2024-02-01T10:00:00.123456700Z acme01 null"
          + " c0ffee00-0000-0000-0000-000000000004 mallory@socly.example 198.51.100.9 "
          + OBJECT_ID
          + " request=[read,false,allowBlobPublicAccess=true] response=[absent,false,] effect=null";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ROW",
        "ROW\n",
        "[ROW]",
        "{\"value\":[ROW]}",
        "[\n ROW\n]",
      })
  void rowsStandInEveryFraming(String framing) {
    ReadText read = read("e/activity.json", framing.replace("ROW", START));

    assertThat(activity(read)).containsExactly(STARTED);
    assertThat(mentions(read))
        .containsExactly("mention acme01 subscription=sub1 @2024-02-01T10:00:00.123456700Z");
    assertThat(read.tally()).isEqualTo("1 = 1 + 0 + 0, read");
  }

  /** What the API of Log Analytics answers: names of columns once, and rows as arrays. */
  @ParameterizedTest
  @ValueSource(strings = {"", "\n"})
  void rowsOfAQuerysAnswerAreRecords(String lineEnd) {
    String answer =
        ("{'tables':[{'name':'PrimaryResult','columns':[{'name':'TimeGenerated','type':'datetime'},"
                + "{'name':'OperationNameValue'},{'name':'ActivityStatusValue'},"
                + "{'name':'_ResourceId'},{'name':'Properties_d'}],'rows':[LF"
                + "['2024-02-01T10:00:00Z','MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE','Success','R',"
                + "'{\\'statusCode\\':\\'Created\\'}'],LF"
                + "['2024-02-01T11:00:00Z','MICROSOFT.COMPUTE/DISKS/WRITE','Start','R',null],LF"
                + "['short'],LF"
                + "['never','MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE','Start','R',null]]}]}")
            .replace("LF", lineEnd)
            .replace("'R'", "'" + ACCOUNT + "'")
            .replace('\'', '"');

    ReadText read = read("e/answer.json", answer);

    assertThat(read.tally()).isEqualTo("4 = 1 + 1 + 2, read");
    assertThat(said(read)).isEqualTo("account-write microsoft.storage/storageaccounts/write");
    assertThat(text(read.payload(ActivityLogReader.ACTIVITY).get(0), Activities.OFFSET))
        .isEqualTo((long) answer.indexOf("[\"2024"));
    assertThat(read.quarantined())
        .containsExactly(
            answer.indexOf("[\"short") + " a row that does not fit its table's columns",
            answer.indexOf("[\"never") + " time cannot be read");
    assertThat(read.payload("quarantine").get(0).toString()).contains(",[\"short\"]]");
    assertThat(spans(read))
        .containsExactly(
            "dump sub1 2024-02-01T10:00:00Z 2024-02-01T11:00:00Z", "unread null null null");
  }

  /** A table that is too long to be read may have told of anything at any time. */
  @Test
  void answerThatIsTooLongIsAHole() {
    String row = "[\"" + "x".repeat(1 << 20) + "\"],";
    String rows = row.repeat(17).substring(0, 17 * row.length() - 1);

    ReadText read =
        read(
            "e/answer.json",
            "{\"tables\":[{\"columns\":[{\"name\":\"a\"}],\"rows\":[" + rows + "]}]}");

    assertThat(read.tally()).isEqualTo("1 = 0 + 0 + 1, read");
    assertThat(spans(read)).containsExactly("hole null null null");
  }

  /** The worst that could happen: silence between two rows of a query taken for "no change". */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{`TimeGenerated`:T, `OperationNameValue`:O, `_ResourceId`:R}                     | dump",
        "{`TimeGenerated`:T, `operationName`:O, `resourceId`:R}                           | dump",
        "{`TimeGenerated`:T, `time`:T, `operationName`:O, `resourceId`:R}                 | dump",
        "{`time`:T, `TimeGenerated`:T, `operationName`:O, `resourceId`:R}                 | dump",
        "{`time`:T, `time_generated`:T, `operationName`:O, `resourceId`:R}                | dump",
        "{`time`:T, `OperationNameValue`:O, `operationName`:O, `resourceId`:R}            | dump",
        "{`time`:T, `OperationNameValue`:O, `resourceId`:R}                               | dump",
        "{`time`:T, `operationName`:O, `resourceId`:R}                                    | export",
      })
  void onlyRecordsOfAnExportGiveCover(String line, String expected) {
    String json =
        line.replace('`', '"')
            .replace(":T", ":\"2024-02-10T03:04:05Z\"")
            .replace(":R", ":\"/subscriptions/sub1/x\"")
            .replace(":O", ":\"MICROSOFT.COMPUTE/VIRTUALMACHINES/WRITE\"");
    String later = json.replace("T03:", "T23:");

    ReadText read = read("e/activity.json", json + "\n" + later + "\n" + later);

    assertThat(read.tally()).isEqualTo("3 = 0 + 3 + 0, read");
    assertThat(spans(read))
        .containsExactly(expected + " sub1 2024-02-10T03:04:05Z 2024-02-10T23:04:05Z");
  }

  /** Each case: what a row has beside or instead of the Start's columns, and what is read of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{`ActivityStatusValue`:`Accept`}                                      | phase     | middle",
        "{`ActivityStatusValue`:`Success`}                                     | phase     | success",
        "{`ActivityStatusValue`:`Failure`}                                     | phase     | failure",
        "{`ActivityStatusValue`:`Succeeded`}                                   | phase     | success",
        "{`ActivitySubstatusValue`:`Created`}                                  | effect    | created",
        "{`ActivitySubstatusValue`:`OK (HTTP Status Code: 200)`}               | effect    | updated",
        "{`ActivitySubstatusValue`:`No Content (HTTP Status Code: 204)`}       | effect    | nothing",
        "{`ActivitySubstatusValue`:`Accepted`}                                 | effect    | null",
        "{`Properties`:`{\\`statusCode\\`:\\`Created\\`}`}                     | effect    | created",
        "{`Properties`:``,`Properties_d`:`{\\`statusCode\\`:\\`OK\\`}`}        | effect    | updated",
        "{`Properties`:`{\\`cut of`,`Properties_d`:{`statusCode`:`OK`}}        | effect    | updated",
        "{`Properties`:`{}`,`Properties_d`:{`statusCode`:`OK`}}                | effect    | updated",
        "{`CallerIpAddress`:``,`HTTPRequest`:`{\\`clientIpAddress\\`:\\`192.0.2.7\\`}`} | caller_ip | 192.0.2.7",
        "{`CallerIpAddress`:``,`HTTPRequest`:``}                               | caller_ip | null",
        "{`Caller`:``}                                          | caller | 0b1ec700-0000-0000-0000-000000000002",
        "{`Claims`:``,`Claims_d`:{`appid`:`app7`}}                             | app_id    | app7",
        "{`Claims`:``,`Claims_d`:`{\\`appid\\`:\\`app7\\`}`}                   | app_id    | app7",
        "{`TenantId`:`workspace`}             | tenant_id | 7e4a0700-0000-0000-0000-000000000003",
        "{`_ResourceId`:``,`ResourceId`:`/x/storageAccounts/acme02`}           | account   | acme02",
        "{`ResourceId`:``}                                                     | account   | acme01",
        "{`_ResourceId`:``,`Authorization`:`{\\`scope\\`:\\`/x/storageAccounts/acme03\\`}`} | account | acme03",
        "{`_ResourceId`:``,`Authorization`:``,`Authorization_d`:{`scope`:`/x/storageAccounts/acme04`}} | account | acme04",
        "{`OperationId`:`OP1`}                                                 | operation_id | op1",
        "{`OperationName`:`Create/Update Storage Account`}    | operation | microsoft.storage/storageaccounts/write",
      })
  void columnsMayBeEmptyAndNestedJsonMayBeText(String change, String column, String expected)
      throws JsonProcessingException {
    ObjectNode changed = (ObjectNode) MAPPER.readTree(START);
    changed.setAll((ObjectNode) MAPPER.readTree(change.replace('`', '"')));

    List<Row> kept =
        read("e/activity.json", changed.toString()).payload(ActivityLogReader.ACTIVITY);

    assertThat(kept).hasSize(1);
    assertThat(String.valueOf(text(kept.get(0), column))).isEqualTo(expected);
  }

  /**
   * Each case: what an event of the legacy schema says of its operation, and what is made of it.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Create/Update Storage Account     | x/y.z            | Administrative | account-write microsoft.storage/storageaccounts/write",
        "Returns Storage Account SAS Token | -                | -              | other microsoft.storage/storageaccounts/listaccountsas/action",
        "Regenerate Storage Account Keys   | -                | Administrative | key-regenerate microsoft.storage/storageaccounts/regeneratekey/action",
        "Delete role assignment            | -                | -              | role-delete microsoft.authorization/roleassignments/delete",
        "Create or update blob container?  | Microsoft.Storage/storageAccounts/blobServices/containers/Write | Administrative | container-write microsoft.storage/storageaccounts/blobservices/containers/write",
        "Speicherkonto erstellen/aktualisieren | Microsoft.Storage/storageAccounts/write | Administrative | account-write microsoft.storage/storageaccounts/write",
        "创建/更新存储帐户                  | Microsoft.Storage/storageAccounts/write | -      | account-write microsoft.storage/storageaccounts/write",
        "Schlüssel auflisten               | Microsoft.Storage/storageAccounts/ListKeys/action | Action | other microsoft.storage/storageaccounts/listkeys/action",
        "Lire                              | Microsoft.Storage/storageAccounts/read | Administrative | outside",
        "Unbekannt                         | -                | Administrative | an operation that is named in words only",
        "Unbekannt                         | -                | -              | an operation that is named in words only",
        "Unbekannt                         | auch in Worten   | Administrative | an operation that is named in words only",
        "Unbekannt                         | -                | ServiceHealth  | outside",
        "'audit' Policy action.            | Microsoft.Storage/storageAccounts/write | Policy | outside",
        "'deployIfNotExists' Policy action | Microsoft.Storage/storageAccounts/write | Policy | other microsoft.authorization/policies/deployifnotexists/action",
        "'mutate' Policy action.           | Microsoft.Storage/storageAccounts/write | Policy | an operation that is named in words only",
        "Microsoft.Storage/storageAccounts/delete | Microsoft.Storage/storageAccounts/write | - | account-delete microsoft.storage/storageaccounts/delete",
      })
  void operationInWordsIsKnownOrJudgedByWhatWasAuthorised(
      String words, String action, String category, String expected) {
    ObjectNode row =
        legacy()
            .put("OperationName", words)
            .put("Category", category.equals("-") ? "" : category)
            .put("ResourceId", ACCOUNT + "/blobServices/default/containers/Box")
            .put(
                "Authorization",
                action.equals("-") ? "" : "{\"action\":\"" + action + "\",\"scope\":\"/x\"}");

    ReadText read = read("e/activity.json", row.toString());

    assertThat(said(read)).isEqualTo(expected);
  }

  /** What nobody can name matters only where it may bear on storage. */
  @ParameterizedTest
  @CsvSource({
    "/subscriptions/s/resourceGroups/r/providers/Microsoft.Compute/disks/d, outside",
    "/subscriptions/s/resourceGroups/r, an operation that is named in words only",
  })
  void unknownWordsMatterWhereTheScopeMayCoverAnAccount(String resource, String expected) {
    ObjectNode row = legacy().put("OperationName", "Unbekannt").put("ResourceId", resource);

    assertThat(said(read("e/activity.json", row.toString()))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Started   |                                   | start null",
        "Accepted  | Accepted (HTTP Status Code: 202)  | middle null",
        "Succeeded | Created (HTTP Status Code: 201)   | success created",
        "Succeeded | OK (HTTP Status Code: 200)        | success updated",
        "Succeeded | No Content (HTTP Status Code: 204) | success nothing",
        "Failed    | Conflict (HTTP Status Code: 409)  | failure null",
      })
  void statusOfTheLegacySchemaIsRead(String status, String substatus, String expected) {
    ObjectNode row =
        legacy()
            .put("OperationName", "Create/Update Storage Account")
            .put("ActivityStatus", status)
            .put("ActivitySubstatus", substatus);

    Row kept = read("e/activity.json", row.toString()).payload(ActivityLogReader.ACTIVITY).get(0);

    assertThat(text(kept, Activities.PHASE) + " " + text(kept, Activities.EFFECT))
        .isEqualTo(expected);
  }

  /** A row before 2021: neither values nor dynamic columns. */
  private static ObjectNode legacy() {
    return row()
        .put("TimeGenerated", "2020-09-29T23:11:02.578Z")
        .put("ActivityStatus", "Succeeded")
        .put("ActivitySubstatus", "OK (HTTP Status Code: 200)")
        .put("ResourceId", ACCOUNT)
        .without(List.of("CategoryValue", "_ResourceId", "Authorization"));
  }

  private static String said(ReadText read) {
    assertThat(spans(read)).noneMatch(span -> span.startsWith("export"));
    List<Row> kept = read.payload(ActivityLogReader.ACTIVITY);
    if (!kept.isEmpty()) {
      return text(kept.get(0), Activities.KIND) + " " + text(kept.get(0), Activities.OPERATION);
    }
    return read.quarantined().isEmpty() ? "outside" : read.quarantined().get(0).substring(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SubscriptionId", "_SubscriptionId"})
  void subscriptionIsTheRowsOwnNotTheWorkspaces(String column) {
    ObjectNode group =
        row()
            .put("TimeGenerated", "2024-02-01T10:00:00Z")
            .put("OperationNameValue", "MICROSOFT.RESOURCES/X")
            .put("SubscriptionId", "")
            .put("_ResourceId", "")
            .put(column, "Sub1");

    assertThat(spans(read("e/activity.json", group.toString())))
        .containsExactly("dump sub1 2024-02-01T10:00:00Z 2024-02-01T10:00:00Z");
  }

  /** A workspace's path names the workspace's subscription; its rows are of all that send there. */
  @Test
  void fileOfAWorkspaceExportThatBreaksOffIsAHoleInEverySubscription() {
    ReadText read =
        read(
            "am-azureactivity/WorkspaceResourceId=/subscriptions/w/resourcegroups/rg/providers"
                + "/microsoft.operationalinsights/workspaces/ws/y=2024/m=02/d=01/h=10/m=00/PT05M.json",
            START + "\n{\"TimeGenerated\":");

    assertThat(spans(read))
        .containsExactly(
            "dump sub1 2024-02-01T10:00:00.123456700Z 2024-02-01T10:00:00.123456700Z",
            "unread null 2024-02-01T10:00:00Z 2024-02-01T11:00:00Z");
  }

  private static ObjectNode row() {
    return MAPPER
        .createObjectNode()
        .put("TenantId", "workspace")
        .put("SourceSystem", "Azure")
        .put("Type", "AzureActivity")
        .put("CategoryValue", "Administrative")
        .put("CorrelationId", "C0FFEE00-0000-0000-0000-000000000004")
        .put("EventDataId", "e0e0e0e0-0000-0000-0000-000000000005")
        .put("EventSubmissionTimestamp", "2024-02-01T10:02:00Z")
        .put("Authorization", "{\"action\":\"x\",\"scope\":\"/subscriptions/sub1\"}")
        .put(
            "Claims",
            "{\"appid\":\"04b07795\",\"http://schemas.microsoft.com/identity/claims/objectidentifier"
                + "\":\""
                + OBJECT_ID
                + "\",\"http://schemas.microsoft.com/identity/claims/tenantid\":"
                + "\"7e4a0700-0000-0000-0000-000000000003\"}")
        .put("SubscriptionId", "sub1")
        .put("ResourceId", "")
        .put("_ResourceId", ACCOUNT);
  }
}
