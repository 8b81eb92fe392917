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
import dev.ajar.tables.Sources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivityLogReaderTest {
  private static final String ACCOUNT =
      "/subscriptions/Sub1/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/acme01";

  /** A Start as the REST API and az give it. */
  private static final String REST =
      """
      {"authorization":{"action":"Microsoft.Storage/storageAccounts/write","scope":"%1$s"},
       "caller":"mallory@socly.example","channels":"Operation",
       "claims":{"appid":"04b07795-0000-0000-0000-000000000001",
        "http://schemas.microsoft.com/identity/claims/objectidentifier":"0b1ec700-0000-0000-0000-000000000002",
        "http://schemas.microsoft.com/identity/claims/tenantid":"7e4a0700-0000-0000-0000-000000000003",
        "ipaddr":"198.51.100.1"},
       "correlationId":"C0FFEE00-0000-0000-0000-000000000004",
       "eventDataId":"e0e0e0e0-0000-0000-0000-000000000005",
       "eventName":{"value":"BeginRequest","localizedValue":"Begin request"},
       "category":{"value":"Administrative","localizedValue":"Administrative"},
       "eventTimestamp":"2024-02-01T10:00:00.1234567Z",
       "httpRequest":{"clientRequestId":"x","clientIpAddress":"198.51.100.9","method":"PATCH"},
       "id":"%1$s/events/e0e0/ticks/638","level":"Informational",
       "operationId":"C0FFEE00-0000-0000-0000-000000000004",
       "operationName":{"value":"Microsoft.Storage/storageAccounts/write","localizedValue":"Create/Update Storage Account"},
       "resourceId":"%1$s","status":{"value":"Started","localizedValue":"Started"},
       "subStatus":{"value":"","localizedValue":""},
       "properties":{"requestbody":"{\\"properties\\":{\\"allowBlobPublicAccess\\":true}}","eventCategory":"Administrative"},
       "subscriptionId":"Sub1","tenantId":"7e4a0700-0000-0000-0000-000000000003"}
      """
          .formatted(ACCOUNT);

  /** The end of it as a diagnostic setting exports it. */
  private static final String EXPORT =
      """
      {"time":"2024-02-01T10:00:03.5000000Z","resourceId":"%s",\
      "operationName":"MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE","category":"Administrative",\
      "resultType":"Success","resultSignature":"Succeeded.OK","durationMs":"0","callerIpAddress":"",\
      "correlationId":"c0ffee00-0000-0000-0000-000000000004",\
      "identity":{"authorization":{"scope":"x"},"claims":{\
      "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn":"mallory@socly.example",\
      "http://schemas.microsoft.com/identity/claims/objectidentifier":"0b1ec700-0000-0000-0000-000000000002"}},\
      "level":"Information","properties":{"eventProperties":{"statusCode":"OK",\
      "responseBody":{"location":"westeurope","properties":{"allowBlobPublicAccess":true,"networkAcls":{"defaultAction":"Deny"}}}}}}
      """
          .formatted(ACCOUNT.toUpperCase(java.util.Locale.ROOT));

  @Test
  void startOfTheRestShapeIsRead() {
    ReadText read = read("evidence/a.json", "[" + REST + "]");

    assertThat(activity(read))
        .containsExactly(
            "account-write start 2024-02-01T10:00:00.123456700Z acme01 null"
                + " c0ffee00-0000-0000-0000-000000000004 mallory@socly.example 198.51.100.9"
                + " 0b1ec700-0000-0000-0000-000000000002 request=[read,false,allowBlobPublicAccess=true]"
                + " response=[absent,false,] effect=null");
    assertThat(spans(read))
        .containsExactly("dump sub1 2024-02-01T10:00:00.123456700Z 2024-02-01T10:00:00.123456700Z");
    assertThat(read.tally()).isEqualTo("1 = 1 + 0 + 0, read");
    assertThat(mentions(read))
        .containsExactly("mention acme01 subscription=sub1 @2024-02-01T10:00:00.123456700Z");
  }

  @Test
  void endOfTheExportedShapeIsRead() {
    ReadText read = read("evidence/a.json", EXPORT);

    assertThat(activity(read))
        .containsExactly(
            "account-write success 2024-02-01T10:00:03.500Z acme01 null"
                + " c0ffee00-0000-0000-0000-000000000004 mallory@socly.example null"
                + " 0b1ec700-0000-0000-0000-000000000002 request=[absent,false,]"
                + " response=[read,true,allowBlobPublicAccess=true,networkAcls=Deny] effect=updated");
    assertThat(spans(read))
        .containsExactly("export sub1 2024-02-01T10:00:03.500Z 2024-02-01T10:00:03.500Z");
  }

  /** Where a folder holds several logs, requests are no sign that nobody changed anything. */
  @ParameterizedTest
  @CsvSource({
    "GetBlob, StorageRead, 0",
    "VaultGet, AuditEvent, 0",
    "Microsoft.Network/applicationGateways/ApplicationGatewayAccess,"
        + " ApplicationGatewayAccessLog, 0",
    "Microsoft.Compute/virtualMachines/write, Administrative, 1",
    "Microsoft.Compute/virtualMachines/write, Write, 1",
    "Microsoft.ServiceHealth/incident/action, ServiceHealth, 1",
    "Microsoft.Compute/virtualMachines/write, , 1"
  })
  void recordsOfOtherLogsCoverNothing(String operation, String category, int spans) {
    String line =
        record(operation, ACCOUNT)
            .replace(
                "\"properties\"",
                (category == null ? "" : "\"category\":\"" + category + "\",") + "\"properties\"");
    ReadText read = read("evidence/a.json", line + line + line);

    assertThat(read.tally()).isEqualTo("3 = 0 + 3 + 0, read");
    assertThat(spans(read)).hasSize(spans);
  }

  @Test
  void bothShapesMayStandInOneFile() {
    ReadText read = read("evidence/a.json", "{\"records\":[" + REST + "," + EXPORT + "]}");

    assertThat(read.tally()).isEqualTo("2 = 2 + 0 + 0, read");
    assertThat(spans(read)).hasSize(2);
  }

  /** Each case: what a record that an SDK dumped in snake case has, and what is read of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}                                                      | at_ticks       | 17067816001234560",
        "{`event_timestamp`:`2024-02-01 10:00:00.123456+00:00`}  | at_ticks       | 17067816001234560",
        "{}                                                      | operation | microsoft.storage/storageaccounts/listkeys/action",
        "{`operation_name`:`Microsoft.Storage/storageAccounts/listKeys/action`} | kind | other",
        "{}                                                      | account        | acme01",
        "{`resource_id`:null,`resource_uri`:`/storageAccounts/acme02`} | account  | acme02",
        "{`resource_id`:null,`authorization`:{`scope`:`/storageAccounts/acme03`}} | account | acme03",
        "{`resource_id`:null,`id`:`/storageAccounts/acme04/events/e/ticks/1`} | account | acme04",
        "{}                                                      | phase          | success",
        "{`status`:`Failed`}                                     | phase          | failure",
        "{`status`:{`value`:`Started`,`localized_value`:`x`}}    | phase          | start",
        "{`sub_status`:{`value`:`Created`,`localized_value`:`Created (HTTP Status Code: 201)`}} | effect | created",
        "{`sub_status`:{`value`:``},`properties`:{`statusCode`:`OK`}} | effect    | updated",
        "{`correlation_id`:`C1`}                                 | correlation_id | c1",
        "{`operation_id`:`O1`}                                   | operation_id   | o1",
        "{}                                                      | caller         | bob@example.org",
        "{`caller`:null,`claims`:{`appid`:`a1`}}                 | caller         | a1",
        "{`http_request`:{`client_ip_address`:`192.0.2.7`}}      | caller_ip      | 192.0.2.7",
        "{`http_request`:null}                                   | caller_ip      | null",
        "{`tenant_id`:`t1`,`claims`:{`tid`:`t2`}}                | tenant_id      | t2",
      })
  void namesOfAnSdkDumpAreRead(String change, String column, String expected)
      throws JsonProcessingException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode record =
        mapper
            .createObjectNode()
            .put("resource_id", ACCOUNT)
            .put("event_timestamp", "2024-02-01T10:00:00.123456Z")
            .put("submission_timestamp", "2024-02-01T10:05:00.123456Z")
            .put("caller", "bob@example.org")
            .put("subscription_id", "sub1");
    record
        .putObject("operation_name")
        .put("value", "Microsoft.Storage/storageAccounts/listKeys/action")
        .put("localized_value", "List Storage Account Keys");
    record.putObject("status").put("value", "Succeeded").put("localized_value", "Succeeded");
    record.setAll((ObjectNode) mapper.readTree(change.replace('`', '"')));

    ReadText read = read("evidence/a.jsonl", record.toString());

    assertThat(read.tally()).isEqualTo("1 = 1 + 0 + 0, read");
    assertThat(String.valueOf(text(read.payload(ActivityLogReader.ACTIVITY).get(0), column)))
        .isEqualTo(expected);
    assertThat(spans(read))
        .containsExactly("dump sub1 2024-02-01T10:00:00.123456Z 2024-02-01T10:00:00.123456Z");
  }

  @ParameterizedTest
  @CsvSource({
    "Microsoft.Storage/storageAccounts/write, account-write",
    "MICROSOFT.STORAGE/STORAGEACCOUNTS/DELETE, account-delete",
    "Microsoft.Storage/storageAccounts/blobServices/containers/write, container-write",
    "Microsoft.Storage/storageAccounts/blobServices/containers/delete, container-delete",
    "Microsoft.Storage/storageAccounts/listAccountSas/action, other",
    "Microsoft.Storage/storageAccounts/ListServiceSas/action, other",
    "Microsoft.Storage/storageAccounts/regenerateKey/action, key-regenerate",
    "Microsoft.Storage/storageAccounts/revokeUserDelegationKeys/action, delegation-revoke",
    "Microsoft.Storage/storageAccounts/localUsers/write, other",
    "Microsoft.Insights/diagnosticSettings/write, diagnostic-write",
    "microsoft.insights/extendedDiagnosticSettings/delete, diagnostic-delete",
    "Microsoft.Authorization/roleAssignments/write, role-write",
    "Microsoft.Authorization/roleAssignments/delete, role-delete",
    "Microsoft.Authorization/policies/modify/action, other",
    "Microsoft.Authorization/policies/audit/action, outside",
    "Microsoft.Storage/storageAccounts/queueServices/queues/write, outside",
    "Microsoft.Storage/storageAccounts/read, outside",
    "Microsoft.Compute/virtualMachines/write, outside",
  })
  void operationsThatBearOnStorageAreKept(String operation, String kind) {
    ReadText read =
        read(
            "evidence/a.json",
            record(
                operation,
                ACCOUNT
                    + "/blobServices/default/containers/Box"
                    + "/providers/Microsoft.X/diagnosticSettings/d"));

    List<Row> kept = read.payload(ActivityLogReader.ACTIVITY);
    assertThat(kept.isEmpty() ? "outside" : text(kept.get(0), Activities.KIND)).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "/subscriptions/s/resourceGroups/r/providers/Microsoft.Authorization/roleAssignments/g, 1",
    "/providers/Microsoft.Management/managementGroups/m/providers/Microsoft.Authorization/roleAssignments/g, 1",
    "/subscriptions/s/providers/Microsoft.Compute/virtualMachines/v/providers/Microsoft.Authorization/roleAssignments/g, 0",
    "/subscriptions/s/providers/Microsoft.Storage/storageAccounts/acme01/providers/Microsoft.Authorization/roleAssignments/g, 1",
  })
  void roleAssignmentsAreKeptWhereTheirScopeMayCoverAnAccount(String resource, int kept) {
    assertThat(
            read("e/a.json", record("Microsoft.Authorization/roleAssignments/write", resource))
                .payload(ActivityLogReader.ACTIVITY))
        .hasSize(kept);
  }

  /** An account's own diagnostic settings send metrics only. */
  @Test
  void diagnosticSettingOfTheAccountItselfIsOnlyAnEvent() {
    ReadText read =
        read(
            "e/a.json",
            record(
                "Microsoft.Insights/diagnosticSettings/delete",
                ACCOUNT + "/providers/Microsoft.Insights/diagnosticSettings/d"));

    assertThat(text(read.payload(ActivityLogReader.ACTIVITY).get(0), Activities.KIND))
        .isEqualTo("other");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{\"properties\":{\"publicAccess\":\"Container\"}}' | read,false,publicAccess=container",
        "'{\"properties\":{\"publicAccess\":\"None\"},\"location\":\"x\"}' | read,true,publicAccess=none",
        "'{\"properties\":{\"metadata\":{}}}'    | read,false,",
        "'{\"properties\":{\"publicAccess\":null}}' | read,false,publicAccess=null",
        "'{\"properties\":{\"publicAccess\":\"******\"}}' | read,false,publicAccess=null",
        "'{\"properties\":\"******\"}'           | unreadable,false,",
        "'{\"properties\":{\"publicAccess\":\"Co' | unreadable,false,",
        "'******'                                 | unreadable,false,",
        "'{}'                                     | absent,false,",
        "'{\"properties\":{}}'                    | absent,false,",
        "''                                       | absent,false,",
      })
  void bodiesMayBeWholeMaskedCutOffOrEmpty(String body, String expected) {
    String record =
        """
        {"time":"2024-02-01T10:00:00Z","resourceId":"%s/blobServices/default/containers/box",
        "operationName":"MICROSOFT.STORAGE/STORAGEACCOUNTS/BLOBSERVICES/CONTAINERS/WRITE",
        "resultType":"Start","correlationId":"c","properties":{"requestbody":"%s"}}
        """
            .formatted(ACCOUNT, body.replace("\"", "\\\""));

    assertThat(activity(read("e/a.json", record)).get(0)).contains("request=[" + expected + "]");
  }

  @Test
  void recordsThatCannotBeReadAreKeptApartAndTheirHourIsTold() {
    String path = "e/resourceId=/SUBSCRIPTIONS/SUB1/y=2024/m=02/d=01/h=10/m=00/PT1H.json";
    ReadText read =
        read(
            path,
            EXPORT
                + "Content\n"
                + "{\"operationName\":\"x\"}\n"
                + "{\"time\":\"0001-01-01T00:00:00Z\",\"operationName\":\"x\"}\n"
                + "{\"time\":\"2024-02-01T10:00:00Z\"}\n"
                + record("Microsoft.Storage/storageAccounts/write", "/subscriptions/s")
                + record("Microsoft.Storage/storageAccounts/blobServices/containers/write", ACCOUNT)
                + "{\"time\":\"2024-02-01T10:00:00Z\",\"operationName\":\"Microsoft.Storage/storageAccounts/write\",\"resourceId\":\""
                + ACCOUNT
                + "\"}\n"
                + "{\"time\":\"2024-02");

    assertThat(read.tally()).isEqualTo("9 = 1 + 0 + 8, unfinished");
    assertThat(read.quarantined())
        .extracting(line -> line.substring(line.indexOf(' ') + 1))
        .containsExactly(
            "not JSON",
            "time cannot be read",
            "time out of range",
            "no operation name",
            "an operation on a storage account that names no account",
            "an operation on a container that names no container",
            "no status",
            "unfinished");
    assertThat(spans(read))
        .containsExactly(
            "export sub1 2024-02-01T10:00:03.500Z 2024-02-01T10:00:03.500Z",
            "unread sub1 2024-02-01T10:00:00Z 2024-02-01T11:00:00Z");
  }

  @Test
  void fileThatBreaksOffKeepsWhatCameBeforeAndLeavesAHoleWithoutEdges() {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(EXPORT.getBytes(StandardCharsets.UTF_8)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("unexpected end of the gzip stream");
              }

              @Override
              public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
              }
            });
    ReadText read =
        ReadText.of(new ActivityLogReader(), ActivityLogReader.READING, "e/a.json.gz", broken);

    assertThat(read.tally()).isEqualTo("1 = 1 + 0 + 0, unreadable");
    assertThat(spans(read))
        .containsExactly(
            "export sub1 2024-02-01T10:00:03.500Z 2024-02-01T10:00:03.500Z", "hole null null null");
  }

  /** Where reading ended, and where it could go on: what a file that only grew is known by. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LINE LINE       | false | twice twice",
        "LINE LINE       | true  | null null",
        "LINE {\"time\": | false | end once",
        "[LINE, LINE]    | false | end 0",
      })
  void endOfAFileIsNotedUnlessItIsPacked(String text, boolean packed, String expected) {
    String line = record("Microsoft.Compute/disks/write", ACCOUNT);
    byte[] bytes = text.replace(" ", "").replace("LINE", line).getBytes(StandardCharsets.UTF_8);
    List<Row> rows = new ArrayList<>();

    new ActivityLogReader()
        .forTask()
        .read(ReadText.file("e/a.json"), new ByteArrayInputStream(bytes), packed)
        .forEachRemaining(rows::add);

    Row tally = rows.get(rows.size() - 1).getStruct(0);
    assertThat(source(tally, Sources.READ_TO) + " " + source(tally, Sources.RESUME_AT))
        .isEqualTo(
            expected
                .replace("end", bytes.length + "")
                .replace("once", line.length() + "")
                .replace("twice", 2 * line.length() + ""));
  }

  private static Object source(Row tally, String column) {
    return tally.get(Sources.TABLE.columns().fieldIndex(column));
  }

  @Test
  void secretsInCallersAreCut() {
    String record =
        record("Microsoft.Storage/storageAccounts/listKeys/action", ACCOUNT)
            .replace("\"resultType\"", "\"caller\":\"https://x?sig=TopSecret&x\",\"resultType\"");

    assertThat(activity(read("e/a.json", record)).get(0))
        .contains("sig=REDACTED")
        .doesNotContain("TopSecret");
  }

  private static String record(String operation, String resource) {
    return ("{\"time\":\"2024-02-01T10:00:00Z\",\"resourceId\":\"%s\",\"operationName\":\"%s\","
            + "\"resultType\":\"Success\",\"correlationId\":\"c\",\"properties\":{}}\n")
        .formatted(resource, operation);
  }
}
