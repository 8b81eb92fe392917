package dev.ajar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.config.SourceKind;
import dev.ajar.model.Operations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Traps of the formats of requests, each with the number under which it is known. */
class RequestGotchasTest {
  private static final String H = "AB".repeat(32);

  /** A request to a blob, in the shape of a resource log; made up. */
  private static final String REQUEST =
      """
      {"time":"2024-02-10T03:04:05.1234567Z",\
      "resourceId":"/subscriptions/Sub1/resourceGroups/Rg/providers/Microsoft.Storage/storageAccounts/Acme/blobServices/default",\
      "category":"StorageRead","operationName":"GetBlob","operationVersion":"2022-11-02",\
      "schemaVersion":"1.0","statusCode":200,"statusText":"Success","durationMs":4,\
      "callerIpAddress":"203.0.113.9:4711","correlationId":"c0ffee00-0000-0000-0000-000000000001",\
      "identity":{"type":"Anonymous"},"location":"westeurope",\
      "properties":{"accountName":"acme","objectKey":"/acme/open/Folder/A.txt","serviceType":"blob"},\
      "uri":"https://acme.blob.core.windows.net:443/open/Folder/A.txt","protocol":"HTTPS",\
      "resourceType":"Microsoft.Storage/storageAccounts/blobServices"}
      """;

  /** A row of a workspace's table. */
  private static final String ROW =
      """
      {"TenantId":"99999999-0000-0000-0000-000000000000",\
      "TimeGenerated":"2024-02-10T03:04:05.1234567Z","AccountName":"acme",\
      "Category":"StorageRead","OperationName":"GetBlob","StatusCode":"206",\
      "StatusText":"Success","CallerIpAddress":"203.0.113.9:4711",\
      "AuthenticationType":"OAuth","RequesterTenantId":"tenant","RequesterObjectId":"object",\
      "AuthorizationDetails":"[{\\"roleAssignmentId\\":\\"R\\",\\"result\\":\\"Granted\\"}]",\
      "SasExpiryStatus":"Policy Violated","ObjectKey":"/acme/open/A.txt","ResponseBodySize":7,\
      "Uri":"https://acme.blob.core.windows.net/open/A.txt","Type":"StorageBlobLogs"}
      """;

  /** A line of a classic log of version 1.0. */
  private static final String CLASSIC =
      "1.0;2024-02-10T03:04:05.1234567Z;GetBlob;AnonymousSuccess;200;17;16;anonymous;;acme;blob;"
          + "\"https://acme.blob.core.windows.net/open/A.txt\";\"/acme/open/A.txt\";"
          + "61d2e3f6-bcb7-4cd1-a81e-4f8f497f0da2;0;203.0.113.9:4362;2014-02-14;283;0;354;23;0;;;"
          + "\"&quot;0x8D15A2913C934DE&quot;\";Thursday, 19-Jun-14 22:58:10 GMT;;\"agent\";;\"id\"";

  /** As above, of version 2.0. */
  private static final String CLASSIC_2 = "2.0" + CLASSIC.substring(3) + ";;;;;;;;";

  private static List<String> read(SourceKind kind, String path, String... lines) {
    String text = Stream.of(lines).map(line -> line.strip() + "\n").collect(Collectors.joining());
    return EvidenceLines.read(kind, null, path, text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> requests(String... lines) {
    return read(SourceKind.STORAGE_LOGS, "x/PT1H.json", lines);
  }

  private static List<String> classic(String... lines) {
    return read(SourceKind.STORAGE_ANALYTICS, "blob/2024/02/10/0300/000000.log", lines);
  }

  private static List<String> rows(String... lines) {
    return read(SourceKind.LOG_ANALYTICS_EXPORT, "x/PT05M.json", lines);
  }

  /** {@link #REQUEST} with texts replaced: what stood there, what stands there instead, … */
  private static String with(String... replacements) {
    String text = REQUEST;
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(text).contains(replacements[i]);
      text = text.replace(replacements[i], replacements[i + 1]);
    }
    return text;
  }

  @Test
  @DisplayName("inputs.md 0.1: ids change their case from source to source, names of blobs do not")
  void namesKeepTheirCaseAndIdsDoNot() {
    assertThat(requests(with("\"accountName\":\"acme\"", "\"accountName\":\"ACME\"")))
        .contains("0 account=acme", "0 subscription=sub1", "0 object=Folder/A.txt");
  }

  @Test
  @DisplayName("inputs.md 0.2: a time has seven decimals, and none is lost")
  void ticksAreKept() {
    assertThat(requests(REQUEST)).contains("0 at_ticks=2024-02-10T03:04:05.123456700Z");
    assertThat(rows(ROW)).contains("0 at_ticks=2024-02-10T03:04:05.123456700Z");
    assertThat(classic(CLASSIC)).contains("0 at_ticks=2024-02-10T03:04:05.123456700Z");
  }

  @Test
  @DisplayName("inputs.md 0.3: a field is an object here, a text there, a number or missing")
  void aFieldMayHaveManyTypes() {
    assertThat(requests(with("\"statusCode\":200", "\"statusCode\":\"200\"")))
        .contains("0 status_code=200", "0 succeeded=true");
    assertThat(requests(with("\"statusCode\":200", "\"statusCode\":\"Unknown\"")))
        .contains("0 status_code=null", "0 succeeded=false", "1 = 1 + 0 + 0, read");
    assertThat(requests(with("\"identity\":{\"type\":\"Anonymous\"},", "")))
        .contains("0 auth_type=null", "1 = 1 + 0 + 0, read");
    assertThat(requests(with("{\"type\":\"Anonymous\"}", "\"Anonymous\"")))
        .contains("1 = 1 + 0 + 0, read");
    assertThat(requests(with("\"durationMs\":4", "\"durationMs\":\"4\"")))
        .contains("1 = 1 + 0 + 0, read");
  }

  @Test
  @DisplayName("inputs.md 1.1: an hour's folder is that of the receipt, a record's hour its own")
  void anHourIsTheRecordsOwn() {
    String path =
        "resourceId=/subscriptions/sub1/resourceGroups/rg/providers/Microsoft.Storage"
            + "/storageAccounts/acme/blobServices/default/y=2024/m=02/d=10/h=05/m=00/PT1H.json";

    assertThat(read(SourceKind.STORAGE_LOGS, path, REQUEST))
        .contains("hour 0 hour_ticks=2024-02-10T03:00:00Z", "hour 0 lines=1");
  }

  @Test
  @DisplayName("inputs.md 1.2: a real line has blanks between its fields, and a tail may be cut")
  void aLineHasBlanksAndATailMayBeCut() {
    String blanks = REQUEST.strip().replace("{\"time\":", "{ \"time\": ").replace(",\"", ", \"");
    List<String> plain = requests(REQUEST);

    assertThat(requests(blanks)).isEqualTo(plain);
    assertThat(requests(REQUEST, blanks, REQUEST.substring(0, 100)))
        .contains("0 object=Folder/A.txt", "1 object=Folder/A.txt")
        .anyMatch(line -> line.startsWith("3 = 2 + 0 + 1, "));
  }

  @Test
  @DisplayName("inputs.md 1.3: the documentation once spells a time with slashes and a blank")
  void aTimeMayHaveSlashes() {
    assertThat(requests(with("2024-02-10T03:04:05.1234567Z", "2018/11/08 21:09:36.6900118")))
        .contains("0 at_ticks=2018-11-08T21:09:36.690011800Z");
  }

  @Test
  @DisplayName("inputs.md 1.3: durations, addresses, sizes and counts may be missing")
  void whatIsMissingIsNotMadeUp() {
    assertThat(
            requests(
                with("\"durationMs\":4,", "", "\"callerIpAddress\":\"203.0.113.9:4711\",", "")))
        .contains(
            "0 caller_ip=null",
            "0 caller_port=null",
            "0 operation_count=0",
            "0 bytes_out=0",
            "0 object_etag=null",
            "1 = 1 + 0 + 0, read");
  }

  @Test
  @DisplayName("inputs.md 1.3: keys that nobody knows do not disturb")
  void unknownKeysDoNotDisturb() {
    assertThat(
            requests(
                with(
                    "\"location\":",
                    "\"trafficClassification\":{\"a\":[1,{}]},\"location\":",
                    "\"serviceType\":",
                    "\"new\":null,\"serviceType\":")))
        .contains("0 object=Folder/A.txt", "1 = 1 + 0 + 0, read");
  }

  @Test
  @DisplayName("inputs.md 1.3: signatures come redacted; one that does not is cut")
  void signaturesAreCut() {
    assertThat(
            requests(
                with(
                    "Folder/A.txt\",\"protocol",
                    "Folder/A.txt?sv=1&sig=a%2Bb%3D&sp=r\",\"protocol")))
        .contains(
            "0 uri=https://acme.blob.core.windows.net:443/open/Folder/A.txt"
                + "?sv=1&sig=REDACTED&sp=r");
  }

  @Test
  @DisplayName("inputs.md 1.4: documentation and records name the same identity differently")
  void identitiesHaveTwoNames() {
    for (String name : List.of("SAS", "SAS Key", "sas")) {
      assertThat(requests(identity("{\"type\":\"" + name + "\"}"))).contains("0 auth_type=sas");
    }
    for (String name : List.of("AccountKey", "Account Key")) {
      assertThat(
              requests(identity("{\"type\":\"" + name + "\",\"tokenHash\":\"key1(" + H + ")\"}")))
          .contains("0 auth_type=account-key", "0 key_label=key1", "0 key_sha256=" + H);
    }
    assertThat(requests(REQUEST)).contains("0 auth_type=anonymous", "0 key_sha256=null");
  }

  @Test
  @DisplayName("inputs.md 1.4: a delegating user in the URI makes a SAS a user-delegation SAS")
  void aDelegatingUserDecides() {
    String signed = "\"tokenHash\":\"SasSignature(" + H + ")\"";
    for (String signedAs :
        List.of(
            "{\"type\":\"SAS\"}",
            "{\"type\":\"DelegationSas\"}",
            "{\"type\":\"OAuth\"," + signed + "}",
            "{\"type\":\"New\"," + signed + "}")) {
      assertThat(requests(delegated(signedAs)))
          .as(signedAs)
          .contains("0 auth_type=user-delegation-sas");
    }
    // Without a signature anyone could have written it there.
    assertThat(requests(delegated("{\"type\":\"OAuth\"}"))).contains("0 auth_type=oauth");
    assertThat(requests(delegated("{\"type\":\"Anonymous\"}"))).contains("0 auth_type=anonymous");
  }

  private static String delegated(String identity) {
    return identity(identity)
        .replace("Folder/A.txt\",\"protocol", "Folder/A.txt?skoid=dd&sktid=ee&sp=r\",\"protocol");
  }

  @Test
  @DisplayName("inputs.md 1.4: a role assignment is a bare id here, a resource's there")
  void assignmentsAreComparedByTheirLastPart() {
    String id = "CA8AF92A-6708-4cdf-a678-bb55d0ff7b80";
    for (String spelled :
        List.of(id, "/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/" + id)) {
      assertThat(
              requests(
                  identity(
                      "{\"type\":\"OAuth\",\"authorization\":["
                          + "{\"action\":\"a\",\"result\":\"Denied\",\"roleAssignmentId\":\"no\"},"
                          + "{\"action\":\"b\",\"result\":\"Granted\",\"roleAssignmentId\":\""
                          + spelled
                          + "\"}]}")))
          .contains("0 role_assignment_id=ca8af92a-6708-4cdf-a678-bb55d0ff7b80", "0 upn=null");
    }
  }

  private static String identity(String json) {
    return with("{\"type\":\"Anonymous\"}", json);
  }

  @Test
  @DisplayName("inputs.md 1.5: a key is decoded already, and may hold a percent sign")
  void aKeyIsNotDecodedAgain() {
    assertThat(requests(with("/acme/open/Folder/A.txt", "/acme/open/100%25 $default")))
        .contains("0 container=open", "0 object=100%25 $default");
  }

  @Test
  @DisplayName("inputs.md 1.5: a key may lack its first slash")
  void aKeyMayLackItsFirstSlash() {
    assertThat(requests(with("\"/acme/open/Folder/A.txt\"", "\"acme/open/Folder/A.txt\"")))
        .contains("0 account=acme", "0 container=open", "0 object=Folder/A.txt");
  }

  @Test
  @DisplayName("inputs.md 1.5: the host may be anything; it does not name the account")
  void theHostDoesNotNameTheAccount() {
    for (String host :
        List.of(
            "data.example.org",
            "acme-secondary.blob.core.windows.net",
            "acme.z6.blob.storage.azure.net",
            "acme-microsoftrouting.blob.core.windows.net",
            "acme.privatelink.blob.core.windows.net")) {
      assertThat(requests(with("acme.blob.core.windows.net:443", host)))
          .as(host)
          .contains("0 account=acme", "0 container=open", "0 object=Folder/A.txt");
    }
  }

  @Test
  @DisplayName("inputs.md 1.5: the key of a copy's source is a URL, of another account perhaps")
  void aCopysSourceIsAUrl() {
    assertThat(
            requests(
                with(
                    "GetBlob",
                    "CopyBlobSource",
                    "StorageRead",
                    "StorageWrite",
                    "\"/acme/open/Folder/A.txt\"",
                    "\"https://other.blob.core.windows.net/theirs/B.txt?se=2024&sig=XXXXX\"",
                    "https://acme.blob.core.windows.net:443/open/Folder/A.txt",
                    "https://other.blob.core.windows.net/theirs/B.txt?se=2024&sig=XXXXX")))
        .contains(
            "0 account=other",
            "0 log_account=acme",
            "0 container=theirs",
            "0 object=B.txt",
            "0 copy_source=https://other.blob.core.windows.net/theirs/B.txt?se=2024&sig=REDACTED");
  }

  @Test
  @DisplayName("inputs.md 1.6: a copy's source is read, though it is logged among writes")
  void theOperationDecidesNotTheCategory() {
    assertThat(requests(with("GetBlob", "CopyBlobSource", "StorageRead", "StorageWrite")))
        .contains("0 operation_class=read", "0 category=StorageWrite");
    assertThat(requests(with("GetBlob", "getblob"))).contains("0 operation_class=read");
  }

  @Test
  @DisplayName("inputs.md 1.6: a part is 206, nothing new 304, and only the former has bytes")
  void partsAndNothingNew() {
    assertThat(requests(with("\"statusCode\":200", "\"statusCode\":206")))
        .contains("0 operation_class=read", "0 succeeded=true", "0 object_length=null");
    assertThat(requests(with("\"statusCode\":200", "\"statusCode\":304")))
        .contains("0 operation_class=metadata", "0 succeeded=true");
  }

  @Test
  @DisplayName("inputs.md 1.6: GetFileProperties is one operation of files and one of lakes")
  void theServiceTellsOperationsOfOneNameApart() {
    String request = with("GetBlob", "GetFileProperties");

    assertThat(requests(request)).contains("0 operation_class=metadata", "1 = 1 + 0 + 0, read");
    assertThat(requests(request.replace("blobServices/default", "fileServices/default")))
        .containsExactly("1 = 0 + 1 + 0, read");
  }

  @Test
  @DisplayName("inputs.md 1.6: an operation that nobody knows is kept")
  void unknownOperationsAreKept() {
    assertThat(requests(with("GetBlob", "TeleportBlob")))
        .contains("0 operation=TeleportBlob", "0 operation_class=other", "1 = 1 + 0 + 0, read");
  }

  @Test
  @DisplayName("inputs.md 1.6: every operation that Azure lists for blobs and lakes is known")
  void everyListedOperationIsKnown() {
    String listed =
        "GetBlob QueryBlobContents CopyBlobSource GetWebContent ReadFile CopyBlob"
            + " CopyBlobDestination CopyBlobFromURL PutBlobFromURL PutBlockFromURL"
            + " AppendBlockThroughCopy PutPageFromURL IncrementalCopyBlob AbortCopyBlob ListBlobs"
            + " ListContainers FindBlobsByTags GetPageRegions GetPageRanges GetBlockList"
            + " ListFilesystemDir ListFilesystemFile ListFilesystems GetBlobProperties"
            + " GetBlobMetadata GetBlobTags GetContainerProperties GetContainerMetadata"
            + " GetContainerACL GetContainerServiceMetadata GetBlobLeaseInfo"
            + " GetBlobServiceProperties GetBlobServiceStats GetAccountInformation"
            + " BlobPreflightRequest GetFileProperties GetPathStatus GetPathAccessControl"
            + " GetFilesystemProperties GetUserDelegationKey PutBlob PutBlock PutBlockList PutPage"
            + " ClearPage AppendBlock SealBlob SnapshotBlob UndeleteBlob SetBlobTier"
            + " CreatePathFile CreatePathDir AppendFile FlushFile RenamePathFile RenamePathDir"
            + " SetBlobMetadata SetBlobProperties SetBlobTags SetBlobExpiry SetContainerMetadata"
            + " SetBlobServiceProperties SetContainerServiceMetadata AcquireBlobLease"
            + " RenewBlobLease ReleaseBlobLease BreakBlobLease ChangeBlobLease"
            + " AcquireContainerLease RenewContainerLease ReleaseContainerLease"
            + " BreakContainerLease ChangeContainerLease LeaseFile SetFileProperties"
            + " SetFilesystemProperties SetContainerACL CreateContainer RestoreContainer"
            + " SetPathAccessControl CreateFilesystem DeleteBlob DeleteContainer DeleteFile"
            + " DeleteDirectory DeleteFilesystem";

    assertThat(listed.split(" ", -1)).allMatch(Operations::isKnown);
  }

  @Test
  @DisplayName("inputs.md 1.7: the three records of a copy share one id and count from zero")
  void aCopyHasThreeRecords() {
    List<String> read =
        requests(
            with("GetBlob", "CopyBlob"),
            with(
                "GetBlob",
                "CopyBlobSource",
                "\"serviceType\"",
                "\"operationCount\":1,\"serviceType\""),
            with(
                "GetBlob",
                "CopyBlobDestination",
                "\"serviceType\"",
                "\"operationCount\":2,\"serviceType\""));

    for (int i = 0; i < 3; i++) {
      assertThat(read)
          .contains(
              i + " request_id=c0ffee00-0000-0000-0000-000000000001", i + " operation_count=" + i);
    }
  }

  @Test
  @DisplayName("inputs.md 1.8: an address has a port, none, brackets or many colons")
  void anAddressIsSpelledInFourWays() {
    assertThat(caller("203.0.113.9:4711"))
        .contains("0 caller_ip=203.0.113.9", "0 caller_port=4711");
    assertThat(caller("10.0.0.135")).contains("0 caller_ip=10.0.0.135", "0 caller_port=null");
    assertThat(caller("[2001:db8::1]:4711")).contains("0 caller_port=4711");
    assertThat(caller("2001:db8::1")).contains("0 caller_port=null");
    assertThat(caller("[2001:db8::1]:4711").stream().filter(line -> line.contains("caller_ip")))
        .isEqualTo(
            caller("2001:db8::1").stream().filter(line -> line.contains("caller_ip")).toList());
  }

  private static List<String> caller(String address) {
    return requests(with("203.0.113.9:4711", address));
  }

  @Test
  @DisplayName("inputs.md 2.1: columns are flat, a status is text, TenantId is the workspace's")
  void columnsOfAWorkspaceAreFlat() {
    assertThat(rows(ROW))
        .contains(
            "0 status_code=206",
            "0 tenant_id=tenant",
            "0 object_id=object",
            "0 role_assignment_id=r",
            "0 object=A.txt",
            "1 = 1 + 0 + 0, read");
  }

  @Test
  @DisplayName("inputs.md 2.1: a portal's CSV of requests is cut at some rows: it is no source")
  void aPortalsCsvOfRequestsIsNoSource() {
    assertThat(
            rows(
                "TimeGenerated [UTC],AccountName,OperationName",
                "\"4/26/2021, 5:01:40.265 PM\",acme,GetBlob"))
        .contains("quarantined 0 not JSON")
        .noneMatch(line -> line.contains("account="));
  }

  @Test
  @DisplayName("inputs.md 3.2: versions of 30 and of 38 fields stand in one file")
  void versionsMixInOneFile() {
    int third = CLASSIC.length() + 1 + CLASSIC_2.length() + 1;

    assertThat(classic(CLASSIC, CLASSIC_2, "3.0" + CLASSIC.substring(3), CLASSIC + ";"))
        .contains(
            "0 object=A.txt",
            "1 object=A.txt",
            "quarantined " + third + " no classic log of version 1.0 or 2.0",
            "4 = 2 + 0 + 2, read")
        .anyMatch(line -> line.endsWith("not the 30 fields of version 1.0"));
  }

  @Test
  @DisplayName("inputs.md 3.2: on the dfs endpoint an address has no port")
  void aClassicAddressMayLackItsPort() {
    assertThat(classic(CLASSIC.replace("203.0.113.9:4362", "203.0.113.9")))
        .contains("0 caller_ip=203.0.113.9", "0 caller_port=null");
  }

  @Test
  @DisplayName("inputs.md 3.3: a URL stands without quotes, its semicolons end entities")
  void anUnquotedUrlIsOneField() {
    String url = "https://acme.blob.core.windows.net/open/A.txt";

    assertThat(
            classic(
                CLASSIC.replace("\"" + url + "\"", url + "?se=1&amp;sig=XXXXX&amp;sp=r&#38;sr=c")))
        .contains("0 uri=" + url + "?se=1&sig=REDACTED&sp=r&sr=c", "1 = 1 + 0 + 0, read");
  }

  @Test
  @DisplayName("inputs.md 3.3: an ETag is quoted and encoded, or quoted twice, or once")
  void anEtagIsQuotedInThreeWays() {
    String encoded = "\"&quot;0x8D15A2913C934DE&quot;\"";

    assertThat(classic(CLASSIC)).contains("0 object_etag=\"0x8D15A2913C934DE\"");
    assertThat(classic(CLASSIC.replace(encoded, "\"\"0x8D15A2913C934DE\"\"")))
        .contains("0 object_etag=\"0x8D15A2913C934DE\"");
    assertThat(classic(CLASSIC.replace(encoded, "\"0x8D15A2913C934DE\"")))
        .contains("0 object_etag=0x8D15A2913C934DE");
  }

  @Test
  @DisplayName(
      "inputs.md 3.3: the JSON of an authorisation stands in quotes with quotes of its own")
  void anAuthorisationHasQuotesOfItsOwn() {
    String json =
        "\"[{\"action\":\"a\", \"roleAssignmentId\":\"R1\", \"principalType\":\"User\"}]\"";

    assertThat(
            classic(
                CLASSIC_2.replace("anonymous;", "bearer;").replace(";;;;;;;;", ";;;;;;;;" + json)))
        .contains("0 role_assignment_id=r1", "0 auth_type=oauth", "1 = 1 + 0 + 0, read");
  }

  @Test
  @DisplayName("inputs.md 3.4: who asked has other words; no hash says which key or signature")
  void classicWordsForWhoAsked() {
    for (List<String> words :
        List.of(
            List.of("authenticated", "account-key"),
            List.of("sas", "sas"),
            List.of("anonymous", "anonymous"),
            List.of("bearer", "oauth"))) {
      assertThat(classic(CLASSIC.replace(";anonymous;", ";" + words.get(0) + ";")))
          .contains(
              "0 auth_type=" + words.get(1),
              "0 key_label=null",
              "0 key_sha256=null",
              "0 sas_sha256=null");
    }
  }

  @Test
  @DisplayName("inputs.md 3.4: the account is the owner's, not the requester's")
  void theAccountIsTheOwners() {
    assertThat(classic(CLASSIC.replace("anonymous;;acme;", "authenticated;stranger;acme;")))
        .contains("0 account=acme");
  }

  @Test
  @DisplayName("inputs.md 3.4: a status may be a concrete error, or no number")
  void aStatusMayBeAnError() {
    assertThat(classic(CLASSIC.replace("AnonymousSuccess;200", "BlobNotFound;404")))
        .contains("0 status_text=BlobNotFound", "0 succeeded=false");
    assertThat(classic(CLASSIC.replace("AnonymousSuccess;200", "NetworkError;Unknown")))
        .contains("0 status_code=null", "0 succeeded=false", "1 = 1 + 0 + 0, read");
  }
}
