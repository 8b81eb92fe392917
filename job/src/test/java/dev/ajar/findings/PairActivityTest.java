package dev.ajar.findings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ajar.evidence.ReadText;
import dev.ajar.evidence.activitylog.ActivityLogReader;
import dev.ajar.tables.Activities;
import dev.ajar.tables.Events;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each case: records of one operation's name in, observations and outcomes out. */
class PairActivityTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ACCOUNT =
      "/subscriptions/s1/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/acme01";
  private static final String BOX = ACCOUNT + "/blobServices/default/containers/box";
  private static final String WRITE = "Microsoft.Storage/storageAccounts/write";
  private static final String CONTAINER_WRITE =
      "Microsoft.Storage/storageAccounts/blobServices/containers/write";
  private static final String DELETE =
      "Microsoft.Storage/storageAccounts/blobServices/containers/delete";
  private static final String OPEN = "{'properties':{'allowBlobPublicAccess':true}}";

  @Test
  void successTakesTheValueOfTheStartsRequest() {
    Paired paired = pair(WRITE, ACCOUNT, "10:00:00 Start - " + OPEN, "10:00:03 Success OK");

    assertThat(paired.observations)
        .containsExactly(
            "change acme01 allowBlobPublicAccess=true @2024-02-01T10:00:03Z started 10:00:00",
            "snapshot acme01 exists=true @2024-02-01T10:00:03Z started 10:00:00");
    assertThat(paired.events)
        .containsExactly("2024-02-01T10:00:03Z success acme01 null who@example.org 192.0.2.1");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void orderOfRecordsDoesNotMatterNorDoCopies(long seed) {
    List<String> records =
        new ArrayList<>(
            List.of(
                "10:00:00 Start - " + OPEN,
                "10:00:01 Accept Accepted",
                "10:00:03 Success OK",
                "10:00:00 Start - " + OPEN,
                "10:00:03 Success OK",
                "11:00:00 Start - {'properties':{'allowBlobPublicAccess':false}}",
                "11:00:02 Success OK"));
    Collections.shuffle(records, new Random(seed));

    Paired paired = pair(WRITE, ACCOUNT, records.toArray(String[]::new));

    assertThat(paired.observations)
        .containsExactly(
            "change acme01 allowBlobPublicAccess=false @2024-02-01T11:00:02Z started 11:00:00",
            "change acme01 allowBlobPublicAccess=true @2024-02-01T10:00:03Z started 10:00:00",
            "snapshot acme01 exists=true @2024-02-01T10:00:03Z started 10:00:00",
            "snapshot acme01 exists=true @2024-02-01T11:00:02Z started 11:00:00");
    assertThat(paired.events).hasSize(2);
    assertThat(paired.copies).isEqualTo(2);
  }

  @Test
  void startMaySortAfterItsSuccessByMilliseconds() {
    Paired paired = pair(WRITE, ACCOUNT, "10:00:00.004 Start - " + OPEN, "10:00:00.001 Success OK");

    assertThat(paired.observations)
        .contains(
            "change acme01 allowBlobPublicAccess=true @2024-02-01T10:00:00.001Z"
                + " started 10:00:00.004");
    assertThat(paired.events).hasSize(1);
  }

  @Test
  void startLongAfterASuccessIsAnotherOperation() {
    Paired paired = pair(WRITE, ACCOUNT, "10:00:05 Start - " + OPEN, "10:00:00 Success OK");

    assertThat(paired.observations)
        .contains("touch acme01 allowBlobPublicAccess=null @2024-02-01T10:00:00Z")
        .contains("touch acme01 allowBlobPublicAccess=null @2024-02-01T10:00:05Z started 10:00:05");
    assertThat(paired.events).hasSize(2);
  }

  @Test
  void responseIsBelievedBeforeTheRequest() {
    Paired paired =
        pair(
            WRITE,
            ACCOUNT,
            "10:00:00 Start - " + OPEN,
            "10:00:03 Success OK response={'location':'x','properties':{'allowBlobPublicAccess':false}}");

    assertThat(paired.observations)
        .contains(
            "change acme01 allowBlobPublicAccess=false @2024-02-01T10:00:03Z started 10:00:00");
  }

  @Test
  void acceptancesResponseCountsWhereTheSuccessHasNone() {
    Paired paired =
        pair(
            WRITE,
            ACCOUNT,
            "10:00:00 Start -",
            "10:00:01 Accept Accepted response={'location':'x','properties':{'allowBlobPublicAccess':true}}",
            "10:00:03 Success OK");

    assertThat(paired.observations)
        .contains(
            "change acme01 allowBlobPublicAccess=true @2024-02-01T10:00:03Z started 10:00:00");
  }

  @Test
  void successWithoutAnyBodyTouchesEverySetting() {
    Paired paired = pair(WRITE, ACCOUNT, "10:00:00 Start -", "10:00:03 Success OK");

    assertThat(paired.observations)
        .containsExactly(
            "change acme01 exists=true @2024-02-01T10:00:03Z started 10:00:00",
            "touch acme01 allowBlobPublicAccess=null @2024-02-01T10:00:03Z started 10:00:00",
            "touch acme01 allowSharedKeyAccess=null @2024-02-01T10:00:03Z started 10:00:00",
            "touch acme01 networkAcls=null @2024-02-01T10:00:03Z started 10:00:00",
            "touch acme01 publicNetworkAccess=null @2024-02-01T10:00:03Z started 10:00:00");
  }

  @Test
  void maskedValueIsATouchOfThatSettingOnly() {
    Paired paired =
        pair(
            WRITE,
            ACCOUNT,
            "10:00:00 Start - {'properties':{'allowBlobPublicAccess':'******'}}",
            "10:00:03 Success OK");

    assertThat(paired.observations)
        .containsExactly(
            "snapshot acme01 exists=true @2024-02-01T10:00:03Z started 10:00:00",
            "touch acme01 allowBlobPublicAccess=null @2024-02-01T10:00:03Z started 10:00:00");
  }

  @Test
  void bodyThatReplacesTouchesWhatItDoesNotName() {
    Paired paired =
        pair(
            WRITE,
            ACCOUNT,
            "10:00:00 Start - {'sku':{'name':'x'},'properties':{'publicNetworkAccess':'Disabled'}}",
            "10:00:03 Success OK");

    assertThat(paired.observations)
        .containsExactly(
            "change acme01 exists=true @2024-02-01T10:00:03Z started 10:00:00",
            "change acme01 publicNetworkAccess=Disabled @2024-02-01T10:00:03Z started 10:00:00",
            "touch acme01 allowBlobPublicAccess=null @2024-02-01T10:00:03Z started 10:00:00",
            "touch acme01 allowSharedKeyAccess=null @2024-02-01T10:00:03Z started 10:00:00",
            "touch acme01 networkAcls=null @2024-02-01T10:00:03Z started 10:00:00");
  }

  @Test
  void patchOfOtherPropertiesIsNothing() {
    Paired paired =
        pair(WRITE, ACCOUNT, "10:00:00 Start - {'tags':'******'}", "10:00:03 Success OK");

    assertThat(paired.observations)
        .containsExactly("snapshot acme01 exists=true @2024-02-01T10:00:03Z started 10:00:00");
  }

  /** Whoever sets tags does not open the account, though the answer shows that it is open. */
  @Test
  void responseToAPatchOfOtherPropertiesIsWhatWasSoAlready() {
    Paired paired =
        pair(
            WRITE,
            ACCOUNT,
            "10:00:00 Start - {'tags':{'a':'b'}}",
            "10:00:03 Success OK response={'location':'x','properties':{'allowBlobPublicAccess':true}}");

    assertThat(paired.observations)
        .containsExactly(
            "snapshot acme01 allowBlobPublicAccess=true @2024-02-01T10:00:03Z started 10:00:00",
            "snapshot acme01 exists=true @2024-02-01T10:00:03Z started 10:00:00");
  }

  @Test
  void failureIsOnlyAnEvent() {
    Paired paired =
        pair(WRITE, ACCOUNT, "10:00:00 Start - " + OPEN, "10:00:03 Failure Failed.Forbidden");

    assertThat(paired.observations).isEmpty();
    assertThat(paired.events)
        .containsExactly("2024-02-01T10:00:03Z failure acme01 null who@example.org 192.0.2.1");
  }

  @Test
  void startWithoutAnEndTouchesWhatItAskedForAtEachInstantKnown() {
    Paired paired = pair(WRITE, ACCOUNT, "10:00:00 Start - " + OPEN, "10:00:01 Accept Accepted");

    assertThat(paired.observations)
        .containsExactly(
            "touch acme01 allowBlobPublicAccess=null @2024-02-01T10:00:00Z started 10:00:00",
            "touch acme01 allowBlobPublicAccess=null @2024-02-01T10:00:01Z started 10:00:00");
    assertThat(paired.events)
        .containsExactly("2024-02-01T10:00:00Z unknown acme01 null who@example.org 192.0.2.1");
  }

  @Test
  void lostEndIsNotReplacedByTheNextOperations() {
    Paired paired =
        pair(
            WRITE,
            ACCOUNT,
            "10:00:00 Start - " + OPEN + " operation=o1",
            "11:00:00 Start - {'properties':{'allowBlobPublicAccess':false}} operation=o2",
            "11:00:02 Success OK operation=o2");

    assertThat(paired.observations)
        .containsExactly(
            "change acme01 allowBlobPublicAccess=false @2024-02-01T11:00:02Z started 11:00:00",
            "snapshot acme01 exists=true @2024-02-01T11:00:02Z started 11:00:00",
            "touch acme01 allowBlobPublicAccess=null @2024-02-01T10:00:00Z started 10:00:00");
  }

  @Test
  void endThatTwoStartsMayHaveLedToSaysNoValue() {
    Paired paired =
        pair(
            WRITE,
            ACCOUNT,
            "10:00:00 Start - " + OPEN,
            "10:00:01 Start - {'properties':{'allowBlobPublicAccess':false}}",
            "10:00:02 Failure Conflict",
            "10:00:03 Success OK");

    assertThat(paired.observations)
        .noneMatch(line -> line.startsWith("change acme01 allowBlobPublicAccess"));
  }

  @Test
  void furtherEndOfTheSameOperationIsNoOtherOne() {
    Paired paired =
        pair(
            WRITE,
            ACCOUNT,
            "10:00:00 Start - " + OPEN + " operation=o1",
            "10:00:03 Success OK operation=o1",
            "10:00:04 Success OK operation=o1");

    assertThat(paired.events).hasSize(1);
    assertThat(paired.observations).hasSize(2);
  }

  @Test
  void createdContainerDidNotExistBefore() {
    Paired paired =
        pair(
            CONTAINER_WRITE,
            BOX,
            "10:00:00 Start - {'properties':{'publicAccess':'Container'}}",
            "10:00:03 Success Created");

    assertThat(paired.observations)
        .containsExactly(
            "change acme01/box exists=true<-false @2024-02-01T10:00:03Z started 10:00:00",
            "change acme01/box publicAccess=container @2024-02-01T10:00:03Z started 10:00:00");
  }

  @Test
  void createdContainerOfAnUnnamedLevelIsATouch() {
    assertThat(
            pair(
                    CONTAINER_WRITE,
                    BOX,
                    "10:00:00 Start - {'properties':{'metadata':{'a':'b'}}}",
                    "10:00:03 Success Created")
                .observations)
        .containsExactly(
            "change acme01/box exists=true<-false @2024-02-01T10:00:03Z started 10:00:00",
            "touch acme01/box publicAccess=null @2024-02-01T10:00:03Z started 10:00:00");
  }

  @Test
  void updatedContainerExistedBefore() {
    assertThat(
            pair(
                    CONTAINER_WRITE,
                    BOX,
                    "10:00:00 Start - {'properties':{'publicAccess':'None'}}",
                    "10:00:03 Success OK")
                .observations)
        .containsExactly(
            "change acme01/box publicAccess=none @2024-02-01T10:00:03Z started 10:00:00",
            "snapshot acme01/box exists=true @2024-02-01T10:00:03Z started 10:00:00");
  }

  @Test
  void containerWriteWithoutAnEndMayHaveMadeIt() {
    assertThat(
            pair(CONTAINER_WRITE, BOX, "10:00:00 Start - {'properties':{'publicAccess':'Blob'}}")
                .observations)
        .containsExactly(
            "touch acme01/box exists=null @2024-02-01T10:00:00Z started 10:00:00",
            "touch acme01/box publicAccess=null @2024-02-01T10:00:00Z started 10:00:00");
  }

  @Test
  void deletionEndsAContainerAndOneOfNothingShowsThatThereWasNone() {
    assertThat(pair(DELETE, BOX, "10:00:00 Start -", "10:00:01 Success OK").observations)
        .containsExactly(
            "change acme01/box exists=false<-true @2024-02-01T10:00:01Z started 10:00:00");
    assertThat(pair(DELETE, BOX, "10:00:00 Start -", "10:00:01 Success NoContent").observations)
        .containsExactly("snapshot acme01/box exists=false @2024-02-01T10:00:01Z started 10:00:00");
    assertThat(pair(DELETE, BOX, "10:00:00 Start -").observations)
        .containsExactly("touch acme01/box exists=null @2024-02-01T10:00:00Z started 10:00:00");
  }

  @Test
  void diagnosticSettingsAreSetAndSwitchedOff() {
    String setting =
        ACCOUNT + "/blobServices/default/providers/Microsoft.Insights/diagnosticSettings/ToLogs";
    assertThat(
            pair(
                    "Microsoft.Insights/diagnosticSettings/write",
                    setting,
                    "10:00:00 Start - {'properties':{'storageAccountId':'/S/Logs','logs':[{'category':"
                        + "'StorageRead','enabled':true}]}}",
                    "10:00:01 Success OK")
                .observations)
        .containsExactly(
            "change acme01 diagnosticSetting[tologs]=StorageRead>/s/logs @2024-02-01T10:00:01Z"
                + " started 10:00:00");
    assertThat(
            pair("Microsoft.Insights/diagnosticSettings/delete", setting, "10:00:01 Success OK")
                .observations)
        .containsExactly("change acme01 diagnosticSetting[tologs]=off @2024-02-01T10:00:01Z");
    assertThat(
            pair("Microsoft.Insights/diagnosticSettings/write", setting, "10:00:01 Success OK")
                .observations)
        .containsExactly("touch acme01 diagnosticSetting[tologs]=null @2024-02-01T10:00:01Z");
  }

  @Test
  void roleAssignmentsAreMadeAndDeleted() {
    String guid = "7a27eb9b-8a3f-4c1d-9d57-1a1a1a1a1a1a";
    String write = "Microsoft.Authorization/roleAssignments/write";
    String delete = "Microsoft.Authorization/roleAssignments/delete";
    String assignment = ACCOUNT + "/providers/Microsoft.Authorization/roleAssignments/" + guid;
    String body =
        "{'Id':'%s','Properties':{'PrincipalId':'P1','PrincipalType':'User','RoleDefinitionId':'/providers/Microsoft.Authorization/roleDefinitions/2A2B9908-6ea1-4ae2-8e65-a410df84e7d1','Scope':'%s'}}"
            .formatted(guid, ACCOUNT);
    String value =
        "{\"principalId\":\"p1\",\"principalType\":\"User\",\"roleDefinitionId\":\"2a2b9908-6ea1-4ae2-8e65-a410df84e7d1\",\"scope\":\"%s\"}"
            .formatted(ACCOUNT.toLowerCase(java.util.Locale.ROOT));

    assertThat(
            pair(write, assignment, "10:00:00 Start - " + body, "10:00:01 Success Created")
                .observations)
        .containsExactly(
            "change acme01 roleAssignment[%s]=%s<-false @2024-02-01T10:00:01Z started 10:00:00"
                .formatted(guid, value));
    assertThat(pair(write, assignment, "10:00:01 Success Created").observations)
        .containsExactly(
            "touch acme01 roleAssignment[%s]=null @2024-02-01T10:00:01Z".formatted(guid));
    assertThat(pair(delete, assignment, "10:00:01 Success OK").observations)
        .containsExactly(
            "change acme01 roleAssignment[%s]=false @2024-02-01T10:00:01Z".formatted(guid));
    assertThat(pair(delete, assignment, "10:00:01 Success NoContent").observations)
        .containsExactly(
            "snapshot acme01 roleAssignment[%s]=false @2024-02-01T10:00:01Z".formatted(guid));
  }

  @Test
  void revocationOfUserDelegationKeysIsAChange() {
    assertThat(
            pair(
                    "Microsoft.Storage/storageAccounts/revokeUserDelegationKeys/action",
                    ACCOUNT,
                    "10:00:00 Start -",
                    "10:00:01 Success OK")
                .observations)
        .containsExactly(
            "change acme01 userDelegationKeys=revoked @2024-02-01T10:00:01Z started 10:00:00");
  }

  @Test
  void credentialOperationsAreEventsOnly() {
    Paired paired =
        pair(
            "Microsoft.Storage/storageAccounts/listKeys/action",
            ACCOUNT,
            "10:00:00 Start -",
            "10:00:01 Success OK");

    assertThat(paired.observations).isEmpty();
    assertThat(paired.events)
        .containsExactly("2024-02-01T10:00:01Z success acme01 null who@example.org 192.0.2.1");
  }

  /** Each case: another shape of the records of an export, and its words for Start and Success. */
  @ParameterizedTest
  @CsvSource({
    "table, Start, Success",
    "table, Started, Succeeded",
    "sdk, Started, Succeeded",
    "sdk, Start, Success",
    "portal, Start, Success",
    "legacy, Started, Succeeded",
  })
  void eventInTwoShapesIsOne(String shape, String start, String success) {
    List<String> records =
        List.of(
            json(WRITE, ACCOUNT, "10:00:00.1234567 Start - " + OPEN),
            json(WRITE, ACCOUNT, "10:00:03.7654321 Success OK"),
            shaped(shape, json(WRITE, ACCOUNT, "10:00:00.1234567 " + start + " - " + OPEN)),
            shaped(shape, json(WRITE, ACCOUNT, "10:00:03.7654321 " + success + " OK")));
    for (int turn = 0; turn < records.size(); turn++) {
      List<String> turned = new ArrayList<>(records);
      Collections.rotate(turned, turn);

      Paired paired = pair(turned);

      assertThat(paired.observations)
          .containsExactly(
              "change acme01 allowBlobPublicAccess=true @2024-02-01T10:00:03.765432100Z"
                  + " started 10:00:00.123456700",
              "snapshot acme01 exists=true @2024-02-01T10:00:03.765432100Z"
                  + " started 10:00:00.123456700");
      assertThat(paired.events).hasSize(1);
      assertThat(paired.copies).isEqualTo(2);
    }
  }

  @Test
  void eventsOfOneMillisecondAreTwoWhereBothTimesAreFiner() {
    String turnOff = "{'properties':{'allowBlobPublicAccess':false}}";
    Paired paired =
        pair(
            WRITE,
            ACCOUNT,
            "10:00:00.1231 Start - " + OPEN,
            "10:00:00.1239 Start - " + turnOff,
            "10:00:03.0001 Success OK",
            "10:00:03.0009 Success OK");

    assertThat(paired.copies).isZero();
    assertThat(paired.events).hasSize(2);
  }

  private record Paired(List<String> observations, List<String> events, int copies) {}

  /**
   * A record: time, result, status code, then the request's body, {@code response=}, {@code
   * operation=}.
   */
  private static Paired pair(String operation, String resource, String... records) {
    return pair(Stream.of(records).map(record -> json(operation, resource, record)).toList());
  }

  /** Records as they stand in a file. */
  private static Paired pair(List<String> records) {
    ReadText read =
        ReadText.of(
            new ActivityLogReader(),
            ActivityLogReader.READING,
            "e/a.jsonl",
            String.join("\n", records));
    List<Row> activities = new ArrayList<>();
    for (Row row : read.payload(ActivityLogReader.ACTIVITY)) {
      Object[] values = new Object[row.length()];
      for (int i = 0; i < values.length; i++) {
        Object value = row.get(i);
        values[i] =
            value instanceof Row body
                ? new GenericRowWithSchema(
                    new Object[] {body.get(0), body.get(1), body.get(2)}, Activities.BODY)
                : value;
      }
      activities.add(new GenericRowWithSchema(values, Activities.TABLE.columns()));
    }
    assertThat(activities).hasSize(records.size());
    List<String> observations = new ArrayList<>();
    List<String> events = new ArrayList<>();
    int copies = 0;
    for (Row paired : (Iterable<Row>) () -> PairActivity.operations(activities.iterator())) {
      events.add(event(paired.getStruct(0)));
      for (Row observation : paired.<Row>getList(1)) {
        observations.add(observation(observation));
      }
      copies += paired.getList(2).size();
    }
    Collections.sort(observations);
    Collections.sort(events);
    return new Paired(observations, events, copies);
  }

  private static String json(String operation, String resource, String record) {
    String rest = record;
    String operationId = null;
    String response = null;
    int at = rest.indexOf(" operation=");
    if (at >= 0) {
      operationId = rest.substring(at + " operation=".length());
      rest = rest.substring(0, at);
    }
    at = rest.indexOf(" response=");
    if (at >= 0) {
      response = rest.substring(at + " response=".length());
      rest = rest.substring(0, at);
    }
    String[] parts = rest.split(" ", 4);
    boolean start = parts[1].equals("Start");
    String body = parts.length > 3 ? parts[3] : null;
    return ("{'time':'2024-02-01T%sZ','resourceId':'%s','operationName':'%s','resultType':'%s',"
            + "'correlationId':'C1',%s%s'identity':{'claims':{'upn':'who@example.org'}},"
            + "'properties':{'statusCode':'%s'%s%s}}")
        .formatted(
            parts[0],
            resource.toUpperCase(Locale.ROOT),
            operation,
            parts[1],
            operationId == null ? "" : "'operationId':'" + operationId + "',",
            start ? "'callerIpAddress':'192.0.2.1:4711'," : "",
            parts[2],
            body == null ? "" : ",'requestbody':\"" + body.replace("'", "\\\"") + "\"",
            response == null ? "" : ",'responseBody':\"" + response.replace("'", "\\\"") + "\"")
        .replace('\'', '"');
  }

  /** An exported record as a row of {@code AzureActivity}, or as Python's SDK dumps it. */
  private static String shaped(String shape, String exported) {
    try {
      JsonNode record = MAPPER.readTree(exported);
      ObjectNode shaped =
          switch (shape) {
            case "table" -> row(record);
            case "portal" -> cut(row(record));
            case "legacy" -> inWords(row(record));
            default -> dumped(record);
          };
      return shaped.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(exported, e);
    }
  }

  private static ObjectNode row(JsonNode record) {
    return MAPPER
        .createObjectNode()
        .put("TimeGenerated", record.path("time").textValue())
        .put("_ResourceId", record.path("resourceId").textValue().toLowerCase(Locale.ROOT))
        .put("OperationNameValue", record.path("operationName").textValue())
        .put("ActivityStatusValue", record.path("resultType").textValue())
        .put("CorrelationId", record.path("correlationId").textValue())
        .put("EventDataId", "e1")
        .put("CallerIpAddress", record.path("callerIpAddress").asText())
        .put("Claims", record.path("identity").path("claims").toString())
        .put("Properties", record.path("properties").toString());
  }

  /** The legacy schema names the operation in words, and has no values of its own. */
  private static ObjectNode inWords(ObjectNode row) {
    String status = row.path("ActivityStatusValue").textValue();
    return row.put("OperationName", "Create/Update Storage Account")
        .put("ActivityStatus", status)
        .without(List.of("OperationNameValue", "ActivityStatusValue"));
  }

  /** The portal's CSV has milliseconds. */
  private static ObjectNode cut(ObjectNode row) {
    String time = row.path("TimeGenerated").textValue();
    return row.put("TimeGenerated", time.substring(0, "2024-02-01T10:00:00.123".length()));
  }

  /** Python knows microseconds, no ticks. */
  private static ObjectNode dumped(JsonNode record) {
    ObjectNode dump =
        MAPPER
            .createObjectNode()
            .put("event_timestamp", record.path("time").textValue().replace("7Z", "Z"))
            .put("resource_id", record.path("resourceId").textValue().toLowerCase(Locale.ROOT))
            .put("correlation_id", record.path("correlationId").textValue())
            .put("event_data_id", "e1")
            .put("caller", "who@example.org");
    dump.putObject("operation_name").put("value", record.path("operationName").textValue());
    dump.putObject("status").put("value", record.path("resultType").textValue());
    dump.set("properties", record.path("properties"));
    return dump;
  }

  private static String event(Row row) {
    return "%s %s %s %s %s %s"
        .formatted(
            ((java.sql.Timestamp) value(row, Events.AT)).toInstant(),
            value(row, Events.OUTCOME),
            value(row, Events.ACCOUNT),
            value(row, Events.CONTAINER),
            value(row, Events.CALLER),
            value(row, Events.CALLER_IP));
  }

  private static Object value(Row row, String column) {
    return row.get(Events.TABLE.columns().fieldIndex(column));
  }

  private static String observation(Row row) {
    Object started =
        row.get(
            dev.ajar.tables.Observations.TABLE
                .columns()
                .fieldIndex(dev.ajar.tables.Observations.STARTED_TICKS));
    return ReadText.observation(row)
        + (started == null
            ? ""
            : " started "
                + dev.ajar.model.Ticks.toInstant((Long) started)
                    .toString()
                    .replace("2024-02-01T", "")
                    .replace("Z", ""));
  }
}
