package dev.ajar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.config.SourceKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Traps of the control plane's formats, each with the number under which it is known. */
class ControlGotchasTest {
  private static final String ACCOUNT =
      "/subscriptions/Sub1/resourceGroups/Rg/providers/Microsoft.Storage/storageAccounts/Acme01";
  private static final String GUID = "0b1ec700-0000-0000-0000-000000000002";

  /** A change as a list has it: REST, az, the portal. */
  private static final String LISTED =
      """
      {"authorization":{"action":"Microsoft.Storage/storageAccounts/write","scope":"@ID"},\
      "caller":"mallory@socly.example","correlationId":"c0ffee00-0000-0000-0000-000000000004",\
      "eventDataId":"e","eventTimestamp":"2024-02-01T10:00:00.1234567Z",\
      "operationName":{"value":"Microsoft.Storage/storageAccounts/write","localizedValue":"Create"},\
      "status":{"value":"Started","localizedValue":"Started"},"subStatus":{"value":""},\
      "resourceId":"@ID","subscriptionId":"Sub1","tenantId":"t",\
      "properties":{"requestbody":"{\\"properties\\":{\\"allowBlobPublicAccess\\":true}}"}}
      """
          .replace("@ID", ACCOUNT);

  /** The same as an SDK dumps it. */
  private static final String DUMPED =
      LISTED
          .replace("correlationId", "correlation_id")
          .replace("eventDataId", "event_data_id")
          .replace("eventTimestamp", "event_timestamp")
          .replace("operationName", "operation_name")
          .replace("localizedValue", "localized_value")
          .replace("subStatus", "sub_status")
          .replace("resourceId", "resource_id")
          .replace("subscriptionId", "subscription_id")
          .replace("tenantId", "tenant_id");

  /** The same as a diagnostic setting exports it. */
  private static final String EXPORTED =
      """
      {"RoleLocation":"x","time":"2024-02-01T10:00:00.1234567Z","resourceId":"@ID",\
      "operationName":"MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE","category":"Administrative",\
      "resultType":"Start","resultSignature":"Started.","durationMs":"0",\
      "correlationId":"c0ffee00-0000-0000-0000-000000000004",\
      "identity":{"authorization":{"scope":"x"},"claims":{\
      "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn":"mallory@socly.example"}},\
      "level":"Information",\
      "properties":{"requestbody":"{\\"properties\\":{\\"allowBlobPublicAccess\\":true}}"}}
      """
          .replace("@ID", ACCOUNT.toUpperCase(Locale.ROOT));

  private static List<String> read(SourceKind kind, String path, String text) {
    return EvidenceLines.read(kind, null, path, text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> activity(String text) {
    return read(SourceKind.ACTIVITY_LOG, "e/activity.json", text);
  }

  private static List<String> accounts(String text) {
    return read(SourceKind.ACCOUNTS, "e/accounts.json", text);
  }

  private static List<String> containers(String text) {
    return read(SourceKind.CONTAINERS, "e/containers.json", text);
  }

  private static String account(String name, String properties) {
    return ("{\"id\":\"%s\",\"name\":\"%s\",\"type\":\"Microsoft.Storage/storageAccounts\","
            + "\"properties\":{%s}}")
        .formatted(ACCOUNT.replace("Acme01", name), name, properties);
  }

  @Test
  @DisplayName("inputs.md 0.2: the activity log's seven decimals are kept")
  void ticksAreKept() {
    assertThat(activity(LISTED)).contains("0 at_ticks=2024-02-01T10:00:00.123456700Z");
    assertThat(activity(EXPORTED)).contains("0 at_ticks=2024-02-01T10:00:00.123456700Z");
  }

  @Test
  @DisplayName("inputs.md 0.3: an identity is an object, a text or missing, a duration 0 or \"0\"")
  void unionsOfTheActivityLog() {
    String identity =
        EXPORTED.substring(EXPORTED.indexOf("\"identity\""), EXPORTED.indexOf("\"level\""));
    for (String other :
        List.of(
            EXPORTED.replace("\"durationMs\":\"0\"", "\"durationMs\":0"),
            EXPORTED.replace(identity, ""),
            EXPORTED.replace(identity, "\"identity\":\"someone\","))) {
      assertThat(activity(other))
          .contains("0 kind=account-write", "0 phase=start", "1 = 1 + 0 + 0, read");
    }
  }

  @Test
  @DisplayName("inputs.md 0.4: m= is the month, then the minute")
  void monthAndMinuteAreBothCalledM() {
    String path = "resourceId=/SUBSCRIPTIONS/SUB1/y=2024/m=02/d=10/h=03/m=00/PT1H.json";

    assertThat(read(SourceKind.ACTIVITY_LOG, path, "{\"broken\":\n"))
        .contains("span 0 from_ticks=2024-02-10T03:00:00Z", "span 0 to_ticks=2024-02-10T04:00:00Z");
  }

  @Test
  @DisplayName("inputs.md 4.1: one change looks different in a list, in a dump and in an export")
  void oneChangeInThreeShapes() {
    for (String shape : List.of(LISTED, DUMPED, EXPORTED)) {
      assertThat(activity(shape))
          .contains(
              "0 kind=account-write",
              "0 phase=start",
              "0 account=acme01",
              "0 caller=mallory@socly.example",
              "0 correlation_id=c0ffee00-0000-0000-0000-000000000004",
              "1 = 1 + 0 + 0, read")
          .anyMatch(line -> line.startsWith("0 request=[read") && line.contains("true"));
    }
  }

  @Test
  @DisplayName("inputs.md 4.1: a list has no client address where it has no httpRequest")
  void theAddressMayBeMissing() {
    assertThat(activity(LISTED)).contains("0 caller_ip=null", "1 = 1 + 0 + 0, read");
  }

  @Test
  @DisplayName("inputs.md 4.1: words for how it ended differ from shape to shape")
  void statusHasManyWords() {
    for (List<String> words :
        List.of(
            List.of("Start", "start"),
            List.of("Started", "start"),
            List.of("Accept", "middle"),
            List.of("Accepted", "middle"),
            List.of("Success", "success"),
            List.of("Succeeded", "success"),
            List.of("Failure", "failure"),
            List.of("Failed", "failure"))) {
      assertThat(
              activity(
                  EXPORTED.replace(
                      "\"resultType\":\"Start\"", "\"resultType\":\"" + words.get(0) + "\"")))
          .contains("0 phase=" + words.get(1));
    }
  }

  @Test
  @DisplayName("inputs.md 4.2: a correlation id is usually a GUID, and sometimes has an ending")
  void aCorrelationIdNeedBeNoGuid() {
    assertThat(activity(EXPORTED.replace("000000000004", "000000000004_a")))
        .contains("0 correlation_id=c0ffee00-0000-0000-0000-000000000004_a");
  }

  @Test
  @DisplayName("inputs.md 4.2: a body without the switch says nothing of the switch")
  void aBodyWithoutTheSwitchSaysNothingOfIt() {
    String without =
        EXPORTED.replace("allowBlobPublicAccess\\\":true", "supportsHttpsTrafficOnly\\\":true");

    assertThat(without).isNotEqualTo(EXPORTED);
    assertThat(activity(without))
        .noneMatch(line -> line.startsWith("0 request=") && line.contains("allowBlobPublicAccess"));
  }

  @Test
  @DisplayName("inputs.md 4.3: a role assignment is made in a subscription, on whatever scope")
  void aRoleAssignmentOfASubscription() {
    String made =
        EXPORTED
            .replace(
                ACCOUNT.toUpperCase(Locale.ROOT),
                "/SUBSCRIPTIONS/SUB1/PROVIDERS/MICROSOFT.AUTHORIZATION/ROLEASSIGNMENTS/"
                    + GUID.replace("-", ""))
            .replace(
                "MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE",
                "MICROSOFT.AUTHORIZATION/ROLEASSIGNMENTS/WRITE");

    assertThat(activity(made)).contains("0 kind=role-write", "0 item=" + GUID);
    assertThat(activity(made.replace("ROLEASSIGNMENTS/WRITE", "ROLEASSIGNMENTS/DELETE")))
        .contains("0 kind=role-delete", "0 item=" + GUID);
  }

  @Test
  @DisplayName("inputs.md 4.3: calls that give credentials away are events without a body")
  void callsForCredentialsAreEvents() {
    for (String call :
        List.of("LISTKEYS/ACTION", "LISTACCOUNTSAS/ACTION", "LISTSERVICESAS/ACTION")) {
      assertThat(activity(EXPORTED.replace("STORAGEACCOUNTS/WRITE", "STORAGEACCOUNTS/" + call)))
          .as(call)
          .contains("0 kind=other", "1 = 1 + 0 + 0, read");
    }
  }

  @Test
  @DisplayName("inputs.md 5.1: a query's answer is objects or a table, and never known to be all")
  void anAnswerOfAQueryHasTwoForms() {
    String type = "microsoft.storage/storageaccounts";
    String objects =
        "{\"totalRecords\":1,\"count\":1,\"data\":[{\"id\":\""
            + ACCOUNT
            + "\",\"name\":\"acme01\",\"type\":\""
            + type
            + "\",\"subscriptionId\":\"Sub1\",\"properties\":{\"allowBlobPublicAccess\":true}}],"
            + "\"resultTruncated\":\"false\"}";
    String table =
        "{\"totalRecords\":1,\"data\":{\"columns\":[{\"name\":\"id\"},{\"name\":\"type\"},"
            + "{\"name\":\"properties\"}],\"rows\":[[\""
            + ACCOUNT
            + "\",\""
            + type
            + "\",{\"allowBlobPublicAccess\":true}]]},\"resultTruncated\":\"false\"}";

    String az =
        objects
            .replace("\"totalRecords\":1,", "")
            .replace("\"resultTruncated\":\"false\"", "\"skip_token\":null,\"total_records\":1");

    for (String answer : List.of(objects, table, az)) {
      assertThat(accounts(answer))
          .contains(
              "snapshot acme01 allowBlobPublicAccess=true",
              "accountList sub1 next=null filtered=true",
              "1 = 1 + 0 + 0, read");
    }
  }

  @Test
  @DisplayName("inputs.md 5.2: values are texts, true in any case, and null is a word")
  void valuesOfChangesAreTexts() {
    for (String yes : List.of("\"True\"", "\"true\"", "true")) {
      assertThat(change("{\"previousValue\":\"null\",\"newValue\":" + yes + "}"))
          .anyMatch(line -> line.startsWith("change acme01 allowBlobPublicAccess=true "))
          .noneMatch(line -> line.contains("<-null"));
    }
  }

  @Test
  @DisplayName("inputs.md 5.2: a list that was cut leaves a setting unknown, not unchanged")
  void aCutListLeavesTheStateUnknown() {
    assertThat(change("{\"previousValue\":\"tr\",\"newValue\":\"fa\",\"isTruncated\":\"true\"}"))
        .anyMatch(line -> line.startsWith("touch acme01 allowBlobPublicAccess="))
        .noneMatch(line -> line.startsWith("change "));
  }

  private static List<String> change(String entry) {
    return read(
        SourceKind.RESOURCE_CHANGES,
        "e/changes.json",
        "[{\"id\":\"x\",\"type\":\"microsoft.resources/changes\",\"properties\":{"
            + "\"targetResourceId\":\""
            + ACCOUNT
            + "\",\"changeType\":\"Update\",\"changeAttributes\":{\"timestamp\":"
            + "\"2024-04-09T13:26:17.347+00:00\",\"changesCount\":1},\"changes\":{"
            + "\"properties.allowBlobPublicAccess\":"
            + entry
            + "}}}]");
  }

  @Test
  @DisplayName("inputs.md 5.3: classic administrators stand among role assignments, and are none")
  void classicAdministratorsAreNoAssignments() {
    assertThat(
            read(
                SourceKind.ROLE_ASSIGNMENTS,
                "e/roles.json",
                "[{\"id\":\"x\",\"type\":\"microsoft.authorization/classicadministrators\"}]"))
        .contains("1 = 0 + 1 + 0, read");
  }

  @Test
  @DisplayName("inputs.md 6.1: an account is nested, flat and renamed, or in Pascal's case")
  void accountsOfThreeTools() {
    for (String spelled :
        List.of(
            account(
                "acme01",
                "\"networkAcls\":{\"defaultAction\":\"Deny\"}," + "\"allowBlobPublicAccess\":true"),
            "{\"id\":\""
                + ACCOUNT
                + "\",\"networkRuleSet\":{\"defaultAction\":\"Deny\"},"
                + "\"allowBlobPublicAccess\":true}",
            "{\"Id\":\""
                + ACCOUNT
                + "\",\"NetworkRuleSet\":{\"DefaultAction\":\"Deny\"},"
                + "\"AllowBlobPublicAccess\":true}")) {
      assertThat(accounts("[" + spelled + "]"))
          .as(spelled)
          .contains(
              "snapshot acme01 allowBlobPublicAccess=true",
              "snapshot acme01 networkAcls=Deny",
              "1 = 1 + 0 + 0, read");
    }
  }

  @Test
  @DisplayName("inputs.md 6.1: a switch that nobody has may only mean an old version of the API")
  void aSwitchThatNobodyHasSaysNothing() {
    String created = "\"creationTime\":\"2019-01-01T00:00:00Z\"";

    assertThat(accounts("[" + account("acme01", created) + "]"))
        .noneMatch(line -> line.contains("allowBlobPublicAccess"));
    assertThat(
            accounts(
                "["
                    + account("acme01", created)
                    + ","
                    + account("acme02", created + ",\"allowBlobPublicAccess\":false")
                    + "]"))
        .contains("default acme01 allowBlobPublicAccess=true");
  }

  @Test
  @DisplayName("inputs.md 6.1: what passes the firewall by is a list of flags, and no rule of it")
  void bypassIsNoRule() {
    for (String bypass : List.of("AzureServices", "Logging, Metrics, AzureServices", "None")) {
      assertThat(
              accounts(
                  account(
                      "acme01",
                      "\"networkAcls\":{\"bypass\":\""
                          + bypass
                          + "\",\"ipRules\":[],\"defaultAction\":\"Deny\"}")))
          .contains("snapshot acme01 networkAcls=Deny");
    }
  }

  @Test
  @DisplayName("inputs.md 6.2: a last-modified time is of whole seconds: it holds from the next on")
  void wholeSecondsHoldFromTheNext() {
    for (String time : List.of("2019-08-29T20:29:16.0000000Z", "2019-08-29T20:29:16Z")) {
      assertThat(container("\"Blob\"", time))
          .contains(
              "held acme01/box publicAccess=blob @2019-08-29T20:29:17Z.." + EvidenceLines.TAKEN);
    }
  }

  @Test
  @DisplayName("inputs.md 6.3: private is null, empty, None, Off or Private")
  void privateHasManySpellings() {
    for (String level : List.of("null", "\"\"", "\"None\"", "\"Off\"", "\"Private\"")) {
      assertThat(container(level, "2019-08-29T20:29:16Z"))
          .as(level)
          .contains("snapshot acme01/box publicAccess=none");
    }
    assertThat(container("\"CONTAINER\"", "2019-08-29T20:29:16Z"))
        .contains("snapshot acme01/box publicAccess=container");
  }

  private static List<String> container(String level, String modified) {
    return containers(
        "{\"value\":[{\"id\":\""
            + ACCOUNT
            + "/blobServices/default/containers/box\",\"name\":\"box\",\"properties\":"
            + "{\"publicAccess\":"
            + level
            + ",\"lastModifiedTime\":\""
            + modified
            + "\"}}]}");
  }

  @Test
  @DisplayName("inputs.md 6.3: in XML an absent element is private, and times are RFC 1123")
  void anAbsentElementIsPrivate() {
    assertThat(
            containers(
                "<EnumerationResults ServiceEndpoint=\"https://acme01.blob.core.windows.net/\">"
                    + "<Containers><Container><Name>box</Name><Properties>"
                    + "<Last-Modified>Wed, 26 Oct 2016 20:39:39 GMT</Last-Modified>"
                    + "<Etag>\"0x8\"</Etag></Properties></Container></Containers><NextMarker/>"
                    + "</EnumerationResults>"))
        .contains(
            "snapshot acme01/box publicAccess=none",
            "held acme01/box publicAccess=none @2016-10-26T20:39:40Z.." + EvidenceLines.TAKEN);
  }

  @Test
  @DisplayName("inputs.md 8: the API's service tags have no region, version 6 stands beside 4")
  void serviceTagsHaveTwoShapes() {
    String prefixes = "\"addressPrefixes\":[\"2001:db8::/32\",\"198.51.100.0/24\"]";
    for (String more :
        List.of("", "\"region\":\"\",\"platform\":\"Azure\",\"systemService\":\"AzureStorage\",")) {
      assertThat(
              read(
                  SourceKind.SERVICE_TAGS,
                  "e/tags.json",
                  "{\"changeNumber\":1,\"values\":[{\"name\":\"Storage\",\"id\":\"Storage\","
                      + "\"properties\":{"
                      + more
                      + prefixes
                      + "}}]}"))
          .contains("1 = 1 + 0 + 0, read")
          .anyMatch(line -> line.startsWith("snapshot null serviceTag[Storage]="));
    }
  }

  @Test
  @DisplayName(
      "inputs.md 10: a firewall has rules of version 6, of networks and of foreign resources")
  void everyKindOfRuleIsARule() {
    assertThat(
            accounts(
                account(
                    "acme01",
                    "\"networkAcls\":{\"ipv6Rules\":[{\"value\":\"2001:DB8::/32\",\"action\":\"Allow\"}],"
                        + "\"ipRules\":[{\"value\":\"198.51.100.0/24\",\"action\":\"Allow\"}],"
                        + "\"virtualNetworkRules\":[{\"id\":\"/subscriptions/Theirs/x\"}],"
                        + "\"resourceAccessRules\":[{\"tenantId\":\"T\",\"resourceId\":\"/R\"}],"
                        + "\"defaultAction\":\"Deny\"}")))
        .contains(
            "snapshot acme01 networkAcls=Deny ip:198.51.100.0/24 ip:2001:db8::/32"
                + " resource:t/r vnet:/subscriptions/theirs/x");
  }

  @Test
  @DisplayName("inputs.md 10: public network access is Enabled, Disabled or left to a perimeter")
  void publicNetworkAccessHasThreeValues() {
    for (String value : List.of("Enabled", "Disabled", "SecuredByPerimeter")) {
      assertThat(accounts(account("acme01", "\"publicNetworkAccess\":\"" + value + "\"")))
          .contains("snapshot acme01 publicNetworkAccess=" + value);
    }
  }

  @Test
  @DisplayName("inputs.md 10: rules of resources may name a tenant that is none, and open nothing")
  void rulesOfResourcesOpenNothing() {
    assertThat(
            accounts(
                account(
                    "acme01",
                    "\"networkAcls\":{\"resourceAccessRules\":[{\"tenantId\":"
                        + "\"00000000-0000-0000-0000-000000000003\",\"resourceId\":\"/x\"}],"
                        + "\"ipRules\":[],\"defaultAction\":\"Allow\"}")))
        .contains("snapshot acme01 networkAcls=Allow", "1 = 1 + 0 + 0, read");
  }
}
