package dev.ajar.evidence.storagelogs;

import static dev.ajar.evidence.storagelogs.LogLines.H;
import static dev.ajar.evidence.storagelogs.LogLines.S;
import static dev.ajar.evidence.storagelogs.LogLines.anonymous;
import static dev.ajar.evidence.storagelogs.LogLines.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.model.ActorKey;
import dev.ajar.model.Ticks;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.LogRecords;
import java.sql.Timestamp;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageLogRecordTest {
  private static final String ANONYMOUS = "{\"type\":\"Anonymous\"}";

  private static LogLines.Result one(String line) {
    LogLines.Result result = LogLines.read(line + "\n", record -> true);
    assertThat(result.reasons()).isEmpty();
    assertThat(result.records).hasSize(1);
    return result;
  }

  @Test
  void anAnonymousReadHasEveryColumn() {
    LogLines.Result read =
        one(
            line(
                "GetBlob",
                "206",
                ANONYMOUS,
                "/acme/open/dir/Ä b%41.txt",
                "/open/dir/%C3%84%20b%2541.txt?versionid=2024-01-01T00%3A00%3A00.0000000Z&sig=abc",
                ",\"userAgentHeader\":\"curl/8\",\"referrerHeader\":\"https://r/\","
                    + "\"clientRequestId\":\"c1\",\"etag\":\"\\\"0x8D\\\"\",\"serviceType\":\"blob\","
                    + "\"lastModifiedTime\":\"6/30/2022 12:07:25 PM\",\"metricResponseType\":\"Success\","
                    + "\"responseBodySize\":99,\"requestHeaderSize\":1,\"downloadRange\":\"bytes=0-98\""));

    assertThat(read.record(0, LogRecords.AT_TICKS))
        .isEqualTo(Ticks.of(Instant.parse("2024-02-10T03:04:05.123456700Z")));
    assertThat(read.record(0, Accesses.AT))
        .isEqualTo(Timestamp.from(Instant.parse("2024-02-10T03:04:05.123456700Z")));
    assertThat(read.record(0, LogRecords.CATEGORY)).isEqualTo("StorageRead");
    assertThat(read.record(0, LogRecords.SOURCE_RANK)).isEqualTo(0L);
    assertThat(read.record(0, LogRecords.SUBSCRIPTION))
        .isEqualTo("a0000000-0000-0000-0000-000000000001");
    assertThat(read.record(0, LogRecords.NEEDS_NO_PERMISSION)).isEqualTo(false);
    assertThat(read.record(0, LogRecords.LOG_ACCOUNT)).isEqualTo("acme");
    assertThat(read.record(0, Accesses.ACCOUNT)).isEqualTo("acme");
    assertThat(read.record(0, Accesses.CONTAINER)).isEqualTo("open");
    assertThat(read.record(0, Accesses.OBJECT)).isEqualTo("dir/Ä b%41.txt");
    assertThat(read.record(0, Accesses.VERSION_ID)).isEqualTo("2024-01-01T00:00:00.0000000Z");
    assertThat(read.record(0, Accesses.SNAPSHOT)).isNull();
    assertThat(read.record(0, Accesses.ENDPOINT)).isEqualTo("blob");
    assertThat(read.record(0, Accesses.OPERATION)).isEqualTo("GetBlob");
    assertThat(read.record(0, Accesses.OPERATION_CLASS)).isEqualTo("read");
    assertThat(read.record(0, Accesses.STATUS_CODE)).isEqualTo(206L);
    assertThat(read.record(0, Accesses.STATUS_TEXT)).isEqualTo("Success");
    assertThat(read.record(0, Accesses.SUCCEEDED)).isEqualTo(true);
    assertThat(read.record(0, Accesses.AUTH_TYPE)).isEqualTo("anonymous");
    assertThat(read.record(0, Accesses.CALLER_IP)).isEqualTo("203.0.113.9");
    assertThat(read.record(0, Accesses.CALLER_PORT)).isEqualTo(4711L);
    assertThat(read.record(0, Accesses.USER_AGENT)).isEqualTo("curl/8");
    assertThat(read.record(0, Accesses.REFERRER)).isEqualTo("https://r/");
    assertThat(read.record(0, Accesses.PROTOCOL)).isEqualTo("HTTPS");
    assertThat((String) read.record(0, Accesses.URI)).endsWith("&sig=REDACTED");
    assertThat(read.record(0, Accesses.BYTES_OUT)).isEqualTo(99L);
    assertThat(read.record(0, Accesses.BYTES_IN)).isEqualTo(0L);
    assertThat(read.record(0, Accesses.RANGE_START)).isEqualTo(0L);
    assertThat(read.record(0, Accesses.RANGE_END)).isEqualTo(98L);
    assertThat(read.record(0, Accesses.REQUEST_ID))
        .isEqualTo("4dff5193-801e-001e-22f4-2c3e77000000");
    assertThat(read.record(0, Accesses.CLIENT_REQUEST_ID)).isEqualTo("c1");
    assertThat(read.record(0, Accesses.OPERATION_COUNT)).isEqualTo(0L);
    assertThat(read.record(0, Accesses.OBJECT_ETAG)).isEqualTo("\"0x8D\"");
    assertThat(read.record(0, Accesses.OBJECT_MODIFIED)).isEqualTo("6/30/2022 12:07:25 PM");
    assertThat(read.record(0, Accesses.OBJECT_LENGTH)).isNull();
    assertThat(read.record(0, Accesses.ACTOR_ID))
        .isEqualTo(ActorKey.anonymous("203.0.113.9").id());
    assertThat(read.record(0, Accesses.FILE)).isEqualTo("logs/x/PT1H.json");
    assertThat(read.record(0, Accesses.OFFSET)).isEqualTo(0L);
  }

  /** Identity and query; then auth type, label, key hash, signature hash and actor. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          {"type":"Anonymous"}                          | ``                | anonymous           | -               | - | - | anonymous
          {"type":"Anonymous"}                          | ?skoid=x&sk=system-1 | anonymous        | -               | - | - | anonymous
          {"type":"AccountKey","tokenHash":"key1(H)"}   | ``                | account-key         | key1            | H | - | account-key
          {"type":"Account Key","tokenHash":"key2(H)"}  | ``                | account-key         | key2            | H | - | account-key
          {"type":"SAS","tokenHash":"key1(H),SasSignature(S)"} | ?sr=c&sig=XXXXX | sas         | key1            | H | S | sas
          {"type":"SAS Key","tokenHash":"key1(h),SasSignature(S)"} | ?sr=c      | sas             | key1            | H | S | sas
          {"type":"SAS","tokenHash":"SasSignature(S)"}  | ?sr=c&SKOID=Dd    | user-delegation-sas | -               | - | S | user-delegation-sas
          {"type":"DelegationSas","tokenHash":"user-delegation(H),SasSignature(S)"} | ?skoid=Dd | user-delegation-sas | user-delegation | H | S | user-delegation-sas
          {"type":"OAuth","tokenHash":"user-delegation(H),SasSignature(S)"} | ?x=1 | user-delegation-sas | user-delegation | H | S | user-delegation-sas
          {"type":"TrustedAccess","tokenHash":"system-1(H)"} | ?sk=system-1 | trusted-access      | system-1        | H | - | platform
          {"type":"SAS"}                                | ?sk=system-1&sig=X | sas                | -               | - | - | platform
          {"type":"SAS","tokenHash":"key1(H),SasSignature(S)"} | ?sk=system-1 | sas             | key1            | H | S | sas
          {"type":"OAuth","requester":{"objectId":"Dd"}} | ?skoid=Ee        | oauth               | -               | - | - | oauth
          {"type":"OAuth"}                              | ``                | oauth               | -               | - | - | unnamed
          {"type":"Kerberos","requester":{"objectId":"Dd"}} | ``            | kerberos            | -               | - | - | oauth
          "AccountKey"                                  | ``                | account-key         | -               | - | - | unnamed
          "{\\"type\\":\\"SAS\\",\\"tokenHash\\":\\"key1(H),SasSignature(S)\\"}" | `` | sas      | key1            | H | S | sas
          {}                                            | ``                | -                   | -               | - | - | unnamed
          null                                          | ``                | -                   | -               | - | - | unnamed
          [1]                                           | ``                | -                   | -               | - | - | unnamed
          """)
  void identitiesAreNormalised(
      String identity, String query, String auth, String label, String key, String sas, String kind) {
    String hashed = identity.replace("(H)", "(" + H + ")").replace("(h)", "(" + H.toLowerCase(java.util.Locale.ROOT) + ")");
    LogLines.Result read =
        one(line("GetBlob", "200", hashed.replace("(S)", "(" + S + ")"), "/acme/c/b", "/c/b" + (query == null ? "" : query), ""));

    assertThat(read.record(0, Accesses.AUTH_TYPE)).isEqualTo(auth);
    assertThat(read.record(0, Accesses.KEY_LABEL)).isEqualTo(label);
    assertThat(read.record(0, Accesses.KEY_SHA256)).isEqualTo(key == null ? null : H);
    assertThat(read.record(0, Accesses.SAS_SHA256)).isEqualTo(sas == null ? null : S);
    String network = "203.0.113.9";
    ActorKey actor =
        switch (kind) {
          case "anonymous" -> ActorKey.anonymous(network);
          case "account-key" -> ActorKey.accountKey(label, H, network);
          case "sas" -> ActorKey.sas(S, network);
          case "user-delegation-sas" ->
              ActorKey.userDelegationSas(identity.contains("OAuth") ? null : "dd", S, network);
          case "platform" -> ActorKey.platform();
          case "oauth" -> ActorKey.oauth("dd", null, null);
          default -> ActorKey.unnamed(auth == null ? "none" : auth, network);
        };
    assertThat(read.record(0, Accesses.ACTOR_ID)).isEqualTo(actor.id());
  }

  @Test
  void theGrantedAssignmentCounts() {
    String identity =
        "{\"authorization\":[{\"action\":\"a\",\"result\":\"Denied\",\"roleAssignmentId\":\"d\"},"
            + "{\"result\":\"Granted\",\"principals\":[{\"id\":\"p\"}],\"roleAssignmentId\":"
            + "\"/subscriptions/x/providers/Microsoft.Authorization/roleAssignments/ECF75CB8\"},"
            + "{\"result\":\"Granted\",\"roleAssignmentId\":\"other\"}],\"requester\":{\"appId\":"
            + "\"app\",\"objectId\":\"Oid\",\"tenantId\":\"tid\",\"upn\":\"u@x\"},\"type\":\"OAuth\"}";

    LogLines.Result read = one(line("ListBlobs", "200", identity, "/acme/c", "/c?restype=container&comp=list&prefix=a%2Fb", ""));

    assertThat(read.record(0, Accesses.ROLE_ASSIGNMENT_ID)).isEqualTo("ecf75cb8");
    assertThat(read.record(0, Accesses.OBJECT_ID)).isEqualTo("Oid");
    assertThat(read.record(0, Accesses.APP_ID)).isEqualTo("app");
    assertThat(read.record(0, Accesses.TENANT_ID)).isEqualTo("tid");
    assertThat(read.record(0, Accesses.UPN)).isEqualTo("u@x");
    assertThat(read.record(0, Accesses.PREFIX)).isEqualTo("a/b");
    assertThat(read.record(0, Accesses.ACTOR_ID)).isEqualTo(ActorKey.oauth("oid", null, null).id());
  }

  /** Operation, key and URI; then account, container, object. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          GetBlob            | /acme/c/a/b.txt | /c/a/b.txt      | acme | c     | a/b.txt
          GetBlob            | /acme/c//x      | /c//x           | acme | c     | /x
          GetBlob            | acme/c/x        | /c/x            | acme | c     | x
          GetBlob            | /acme/index.txt | /index.txt      | acme | $root | index.txt
          GetBlobProperties  | /acme/$web/i    | /$web/i         | acme | $web  | i
          ListBlobs          | /acme/c         | /c?restype=container | acme | c | -
          ListBlobs          | /acme/c/        | /c/             | acme | c     | -
          GetPathAccessControl | /acme/fs      | /fs/            | acme | fs    | -
          ListContainers     | /acme           | /?comp=list     | acme | -     | -
          SomethingNew       | /acme/c         | /c              | acme | c     | -
          GetBlob            |                 | /c/a%20b%2541   | acme | c     | a b%41
          GetBlob            |                 | /index.txt      | acme | $root | index.txt
          ListBlobs          |                 | /c?comp=list    | acme | c     | -
          """)
  void whereARequestWent(
      String operation, String key, String uri, String account, String container, String object) {
    LogLines.Result read = one(line(operation, "200", ANONYMOUS, key == null ? "" : key, uri, ""));

    assertThat(read.record(0, Accesses.ACCOUNT)).isEqualTo(account);
    assertThat(read.record(0, Accesses.CONTAINER)).isEqualTo(container);
    assertThat(read.record(0, Accesses.OBJECT)).isEqualTo(object);
  }

  @Test
  void aCopysSourceBelongsToTheContainerOfItsUrl() {
    String query = "?se=2024-03-01&sr=b&sig=topsecret%3D";
    String source = "https://other.blob.core.windows.net/vault/pass%20words.txt" + query;
    String copy =
        line("CopyBlobSource", "202", ANONYMOUS, source.replace("%20", " "), "", "")
            .replace("https://acme.blob.core.windows.net:443", source);

    LogLines.Result read = one(copy);

    assertThat(read.record(0, Accesses.ACCOUNT)).isEqualTo("other");
    assertThat(read.record(0, LogRecords.LOG_ACCOUNT)).isEqualTo("acme");
    assertThat(read.record(0, Accesses.CONTAINER)).isEqualTo("vault");
    assertThat(read.record(0, Accesses.OBJECT)).isEqualTo("pass words.txt");
    assertThat(read.record(0, Accesses.OPERATION_CLASS)).isEqualTo("read");
    assertThat((String) read.record(0, Accesses.COPY_SOURCE)).endsWith("&sig=REDACTED");
    assertThat(read.record(0, Accesses.COPY_DESTINATION)).isNull();
    assertThat(read.mentions).as("another's account is not mentioned").isEmpty();
    assertThat(read.hours.get(0).getString(0)).isEqualTo("acme");
    assertThat(read.all()).doesNotContain("topsecret");
  }

  @Test
  void aCopyFromAnyWebServerNamesItsHost() {
    String source = "https://files.example.org/dir/x.bin";
    LogLines.Result read =
        one(
            line("CopyBlobSource", "200", ANONYMOUS, source, "", "")
                .replace("https://acme.blob.core.windows.net:443", source));

    assertThat(read.record(0, Accesses.ACCOUNT)).isEqualTo("files.example.org");
  }

  /** Status, range; then class, success, range. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          200       | -            | read     | true  | 200 | -  | -
          206       | bytes=5-9    | read     | true  | 206 | 5  | 9
          206       | bytes=5-     | read     | true  | 206 | 5  | -
          206       | bytes=-5     | read     | true  | 206 | 0  | -1
          206       | bytes=9-5    | read     | true  | 206 | 0  | -1
          206       | -            | read     | true  | 206 | 0  | -1
          304       | -            | metadata | true  | 304 | -  | -
          404       | -            | read     | false | 404 | -  | -
          "200"     | -            | read     | true  | 200 | -  | -
          200.0     | -            | read     | true  | 200 | -  | -
          "Unknown" | -            | read     | false | -   | -  | -
          null      | -            | read     | false | -   | -  | -
          """)
  void statusAndRange(
      String status,
      String range,
      String operationClass,
      boolean succeeded,
      Long code,
      Long from,
      Long to) {
    String more = range == null ? "" : ",\"downloadRange\":\"" + range + "\"";
    LogLines.Result read = one(line("GetBlob", status, ANONYMOUS, "/acme/c/b", "/c/b", more));

    assertThat(read.record(0, Accesses.OPERATION_CLASS)).isEqualTo(operationClass);
    assertThat(read.record(0, Accesses.SUCCEEDED)).isEqualTo(succeeded);
    assertThat(read.record(0, Accesses.STATUS_CODE)).isEqualTo(code);
    assertThat(read.record(0, Accesses.RANGE_START)).isEqualTo(from);
    assertThat(read.record(0, Accesses.RANGE_END)).isEqualTo(to);
  }

  @Test
  void numbersMayBeText() {
    LogLines.Result read =
        one(
            line(
                "GetBlob",
                "\"200\"",
                ANONYMOUS,
                "/acme/c/b",
                "/c/b",
                ",\"responseBodySize\":\"77\",\"requestBodySize\":\"many\",\"operationCount\":\"2\""));

    assertThat(read.record(0, Accesses.BYTES_OUT)).isEqualTo(77L);
    assertThat(read.record(0, Accesses.BYTES_IN)).isNull();
    assertThat(read.record(0, Accesses.OPERATION_COUNT)).isEqualTo(2L);
    assertThat(read.record(0, Accesses.OBJECT_LENGTH)).isEqualTo(77L);
  }

  @Test
  void theDfsEndpointHasNoPortsAndItsOwnTimes() {
    String dfs =
        line(
                "ReadFile",
                "200",
                ANONYMOUS,
                "/acme/fs/dir/f",
                "/fs/dir/f",
                ",\"serviceType\":\"blob\",\"lastModifiedTime\":\"2024/07/03 16:59:35.0118188\"")
            .replace("acme.blob.core.windows.net:443", "acme.dfs.core.windows.net")
            .replace("203.0.113.9:4711", "10.0.0.135");

    LogLines.Result read = one(dfs);

    assertThat(read.record(0, Accesses.ENDPOINT)).isEqualTo("dfs");
    assertThat(read.record(0, Accesses.CALLER_IP)).isEqualTo("10.0.0.135");
    assertThat(read.record(0, Accesses.CALLER_PORT)).isNull();
    assertThat(read.record(0, Accesses.OBJECT_MODIFIED)).isEqualTo("2024/07/03 16:59:35.0118188");
  }

  @Test
  void theWebEndpointNeedsNoPermission() {
    LogLines.Result read =
        one(
            anonymous("GetWebContent", "/acme/$web/index.html", "/index.html")
                .replace("acme.blob.core", "acme.z6.web.core"));

    assertThat(read.record(0, Accesses.ENDPOINT)).isEqualTo("web");
    assertThat(read.record(0, LogRecords.NEEDS_NO_PERMISSION)).isEqualTo(true);
  }

  @Test
  void secretsStandNowhere() {
    String secret = "sig=Zm9vYmFyYmF6";
    LogLines.Result read =
        one(
            line(
                    "GetBlob?" + secret,
                    "200",
                    "{\"type\":\"" + secret + "\",\"tokenHash\":\"x\",\"requester\":{\"upn\":\"" + secret + "\"}}",
                    "/acme/" + secret + "/" + secret,
                    "/c/b?" + secret + "&snapshot=" + secret.replace("=", "%3D"),
                    ",\"userAgentHeader\":\"" + secret + "\",\"referrerHeader\":\"" + secret
                        + "\",\"clientRequestId\":\"" + secret + "\",\"etag\":\"" + secret + "\",\"lastModifiedTime\":\"" + secret + "\"")
                .replace("203.0.113.9:4711", secret));

    assertThat(read.all()).doesNotContain("Zm9v").contains("REDACTED");
  }
}
