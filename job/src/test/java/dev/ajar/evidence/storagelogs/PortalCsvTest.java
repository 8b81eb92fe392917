package dev.ajar.evidence.storagelogs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceSlice;
import dev.ajar.evidence.lines.LineReader;
import dev.ajar.lake.PackSlices;
import dev.ajar.lake.SliceBytes;
import dev.ajar.model.Ticks;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.LogRecords;
import dev.ajar.tables.Quarantine;
import dev.ajar.tables.Sources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traps of inputs.md §2: what is saved by hand from the portal's query over StorageBlobLogs. */
class PortalCsvTest {
  private static final String PATH = "saved/query_data.csv";
  private static final String SIGNATURE = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG%3D";
  private static final String DETAILS =
      "[{\"action\":\"a\",\"result\":\"Denied\",\"roleAssignmentId\":\"N\"},"
          + "{\"action\":\"r\",\"result\":\"Granted\",\"roleAssignmentId\":\"R\"}]";

  private static final String SHORT = "TimeGenerated [UTC],OperationName,AccountName,CorrelationId";
  private static final String ROW = "\"4/26/2021, 5:01:40.265 PM\",GetBlob,acme,one";

  @TempDir private Path folder;

  /** A row's columns, by name. */
  private static Map<String, String> columns() {
    Map<String, String> row = new TreeMap<>();
    row.put("TenantId", "99999999-0000-0000-0000-000000000000");
    row.put("TimeGenerated [UTC]", "4/26/2021, 5:01:40.265 PM");
    row.put("AccountName", "Acme");
    row.put("Category", "StorageRead");
    row.put("OperationName", "GetBlob");
    row.put("OperationCount", "0");
    row.put("StatusCode", "200");
    row.put("StatusText", "Success");
    row.put("CallerIpAddress", "203.0.113.9:4711");
    row.put("CorrelationId", "4dff5193-801e-001e-22f4-2c3e77000000");
    row.put("AuthenticationType", "OAuth");
    row.put("AuthenticationHash", "");
    row.put("AuthorizationDetails", DETAILS);
    row.put("RequesterTenantId", "T");
    row.put("RequesterObjectId", "O");
    row.put("RequesterAppId", "A");
    row.put("RequesterUpn", "u@example.com");
    row.put("ObjectKey", "/acme/open/a, \"b\"\nc.txt");
    row.put("ResponseBodySize", "7");
    row.put("RequestBodySize", "5");
    row.put("LastModifiedTime [UTC]", "4/25/2021, 1:02:03.000 AM");
    row.put("Uri", "https://acme.blob.core.windows.net:443/open/x?sp=r&sig=" + SIGNATURE);
    row.put("Protocol", "HTTPS");
    row.put("UserAgentHeader", "agent, \"quoted\"");
    row.put("ReferrerHeader", "https://example.com/");
    row.put("ClientRequestId", "client");
    row.put("Etag", "\"0x8D\"");
    row.put("ServiceType", "blob");
    row.put("MetricResponseType", "Success");
    row.put("_ResourceId", "/subscriptions/Sub/resourceGroups/rg/providers/x/storageAccounts/acme");
    row.put("Type", "StorageBlobLogs");
    row.put("Mine", "of no matter");
    return row;
  }

  private static String csv(List<String> fields) {
    List<String> quoted = new ArrayList<>();
    for (String field : fields) {
      boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n');
      quoted.add(plain ? field : "\"" + field.replace("\"", "\"\"") + "\"");
    }
    return String.join(",", quoted);
  }

  private static LogLines.Result read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8), record -> true);
  }

  private static LogLines.Result read(byte[] bytes, Wanted wanted) {
    LogLines.Result read = LogLines.read("log-analytics-export", PATH, bytes, wanted);
    assertThat(read.balances()).isTrue();
    return read;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void aRowIsTheSameRecordAsAnExportsWhateverTheOrderOfItsColumns(int seed) {
    Map<String, String> row = columns();
    List<String> names = new ArrayList<>(row.keySet());
    Collections.shuffle(names, new Random(seed));
    String text = csv(names) + "\n" + csv(names.stream().map(row::get).toList()) + "\n";

    LogLines.Result read = read(seed % 2 == 0 ? text : text.replace(" [UTC]", ""));

    assertThat(read.reasons()).isEmpty();
    assertThat(read.count(Sources.LINES)).isEqualTo(1);
    assertThat(read.text(Sources.STATE)).isEqualTo("read");
    Map<String, Object> expected =
        Map.ofEntries(
            Map.entry(LogRecords.AT_TICKS, Ticks.of(Instant.parse("2021-04-26T17:01:40.265Z"))),
            Map.entry(LogRecords.SOURCE_RANK, LogRecords.PORTAL_CSV),
            Map.entry(LogRecords.CATEGORY, "StorageRead"),
            Map.entry(LogRecords.SUBSCRIPTION, "sub"),
            Map.entry(LogRecords.LOG_ACCOUNT, "acme"),
            Map.entry(Accesses.ACCOUNT, "acme"),
            Map.entry(Accesses.CONTAINER, "open"),
            Map.entry(Accesses.OBJECT, "a, \"b\"\nc.txt"),
            Map.entry(Accesses.OPERATION, "GetBlob"),
            Map.entry(Accesses.OPERATION_COUNT, 0L),
            Map.entry(Accesses.STATUS_CODE, 200L),
            Map.entry(Accesses.STATUS_TEXT, "Success"),
            Map.entry(Accesses.SUCCEEDED, true),
            Map.entry(Accesses.CALLER_IP, "203.0.113.9"),
            Map.entry(Accesses.CALLER_PORT, 4711L),
            Map.entry(Accesses.AUTH_TYPE, "oauth"),
            Map.entry(Accesses.TENANT_ID, "T"),
            Map.entry(Accesses.OBJECT_ID, "O"),
            Map.entry(Accesses.APP_ID, "A"),
            Map.entry(Accesses.UPN, "u@example.com"),
            Map.entry(Accesses.ROLE_ASSIGNMENT_ID, "r"),
            Map.entry(Accesses.BYTES_OUT, 7L),
            Map.entry(Accesses.BYTES_IN, 5L),
            Map.entry(Accesses.OBJECT_LENGTH, 7L),
            Map.entry(Accesses.OBJECT_MODIFIED, "4/25/2021, 1:02:03.000 AM"),
            Map.entry(Accesses.OBJECT_ETAG, "\"0x8D\""),
            Map.entry(
                Accesses.URI, "https://acme.blob.core.windows.net:443/open/x?sp=r&sig=REDACTED"),
            Map.entry(Accesses.PROTOCOL, "HTTPS"),
            Map.entry(Accesses.USER_AGENT, "agent, \"quoted\""),
            Map.entry(Accesses.REFERRER, "https://example.com/"),
            Map.entry(Accesses.REQUEST_ID, "4dff5193-801e-001e-22f4-2c3e77000000"),
            Map.entry(Accesses.CLIENT_REQUEST_ID, "client"),
            Map.entry(Accesses.OFFSET, (long) csv(names).length() + (seed % 2 == 0 ? 1 : -11)));
    expected.forEach(
        (column, value) -> assertThat(read.record(0, column)).as(column).isEqualTo(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void offsetsAreThoseOfTheFirstByteOfARow(String lineEnd) {
    String marked = "\ufeff" + SHORT + lineEnd;
    String quoted = "\"4/26/2021, 5:01:40.265 PM\",GetBlob,\"ac" + lineEnd + "me\",ä";
    String text = marked + ROW + lineEnd + lineEnd + quoted + lineEnd + ROW;
    LogLines.Result read = read(text);

    long first = bytes(marked);
    long second = first + bytes(ROW) + 2 * bytes(lineEnd);
    assertThat(read.reasons()).isEmpty();
    assertThat(read.records).hasSize(3);
    assertThat(read.record(0, Accesses.OFFSET)).isEqualTo(first);
    assertThat(read.record(1, Accesses.OFFSET)).isEqualTo(second);
    assertThat(read.record(2, Accesses.OFFSET)).isEqualTo(second + bytes(quoted + lineEnd));
    assertThat(read.record(1, Accesses.REQUEST_ID)).isEqualTo("ä");
    // A file that grew is read anew.
    assertThat(read.source.getLong(index(Sources.READ_TO))).isEqualTo(bytes(text));
    assertThat(read.source.getLong(index(Sources.RESUME_AT))).isZero();
    assertThat(read.text(Sources.TAIL_SHA256)).isNotNull();
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static int index(String column) {
    return Sources.TABLE.columns().fieldIndex(column);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "4/26/2021, 5:01:40.265 PM | 2021-04-26T17:01:40.265Z",
        "4/26/2021, 12:00:00.000 AM | 2021-04-26T00:00:00Z",
        "4/26/2021, 5:01:40.265\u202fPM | 2021-04-26T17:01:40.265Z",
        "4/5/2021 5:01:40 AM | 2021-04-05T05:01:40Z",
        "2021-04-26T17:01:40.2654321Z | 2021-04-26T17:01:40.2654321Z",
        "2021/04/26 17:01:40 | 2021-04-26T17:01:40Z"
      })
  void timesAreReadToTheTick(String time, String instant) {
    LogLines.Result read = read(SHORT + "\n\"" + time + "\",GetBlob,acme,one\n");

    assertThat(read.record(0, LogRecords.AT_TICKS)).isEqualTo(Ticks.of(Instant.parse(instant)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x,GetBlob,acme,one | time cannot be read",
        ",GetBlob,acme,one | no time",
        "\"13/26/2021, 5:01:40.265 PM\",GetBlob,acme,one | time cannot be read",
        "\"1/1/0001, 12:00:00.000 AM\",GetBlob,acme,one | time out of range",
        "\"04/05/2021, 17:01:40.265\",GetBlob,acme,one | day and month of the time cannot be told"
            + " apart",
        "\"4/5/2021, 5:01:40 pm\",GetBlob,acme,one | day and month of the time cannot be told apart",
        "\"4/26/2021, 5:01:40.265 PM\", ,acme,one | no operation name",
        "\"4/26/2021, 5:01:40.265 PM\",GetBlob,,one | no account",
        "\"4/26/2021, 5:01:40.265 PM\",GetBlob,acme | 3 fields where the first row has 4",
        "\"4/26/2021, 5:01:40.265 PM\",GetBlob,acme,one, | 5 fields where the first row has 4",
        "\"4/26/2021, 5:01:40.265 PM,GetBlob,acme,one | a quote that is never closed",
        "\"4/26/2021, 5:01:40.265 PM\"x,GetBlob,acme,one | text behind a closing quote"
      })
  void rowsThatCannotBeReadAreQuarantinedAndTheOthersRead(String bad, String reason) {
    // A quote that is never closed would find the quotes of a row behind it.
    String good = "2021-04-26T17:01:40.265Z,GetBlob,acme,one\n";
    LogLines.Result read = read(SHORT + "\n" + good + bad + "\n" + good);

    assertThat(read.reasons()).containsExactly(reason);
    assertThat(read.records).hasSize(2);
    assertThat(read.quarantined.get(0).getLong(1)).isEqualTo(bytes(SHORT + "\n" + good));
    assertThat(read.text(Sources.STATE)).isEqualTo("read");
  }

  @Test
  void bytesThatAreNoTextAndRowsTooLongAreQuarantined() {
    String text = SHORT + "\n" + ROW + "ä\n" + ROW + "\n" + ROW + "x".repeat(300_000) + "\n" + ROW;
    byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);

    LogLines.Result read = read(latin, record -> true);

    assertThat(read.reasons()).containsExactly("invalid UTF-8", "longer than 256 KB");
    assertThat(read.records).hasSize(2);
  }

  @Test
  void aLastRowThatIsCutOffIsStillBeingWritten() {
    LogLines.Result read = read(SHORT + "\n" + ROW + "\n" + ROW.substring(0, 34));

    assertThat(read.reasons()).containsExactly("unfinished");
    assertThat(read.text(Sources.STATE)).isEqualTo("unfinished");
    assertThat(read.records).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "OperationName,AccountName | the first row names no column TimeGenerated",
        "\"4/26/2021, 5:01:40.265 PM\",GetBlob | the first row names no column TimeGenerated",
        "TimeGenerated [UTC],count_ | the first row names no column of a log but TimeGenerated",
        "TimeGenerated,Uri,Uri | the first row names a column twice",
        "TimeGenerated,TimeGenerated [UTC],Uri | the first row names a column twice",
        "\"TimeGenerated,Uri | a quote that is never closed",
        "TimeGenerated [Local Time],Uri | times of another zone than UTC: save the query's answer"
            + " with UTC as the display time zone",
        "TimeGenerated [UTC+02:00],Uri | times of another zone than UTC: save the query's answer"
            + " with UTC as the display time zone"
      })
  void aFileThatNamesNoColumnsOfALogCannotBeRead(String first, String reason) {
    LogLines.Result read = read(first + "\nx,y\n");

    assertThat(read.records).isEmpty();
    assertThat(read.reasons()).containsExactly(reason);
    assertThat(read.count(Sources.LINES)).isEqualTo(1);
    assertThat(read.text(Sources.STATE)).isEqualTo("unreadable");
    assertThat(read.text(Sources.PROBLEM)).isEqualTo(reason);
  }

  @Test
  void anEmptyFileCannotBeReadAndOneWithoutRowsCan() {
    assertThat(read("").text(Sources.PROBLEM)).isEqualTo(CsvReader.EMPTY);
    assertThat(read("\ufeff\r\n").text(Sources.PROBLEM)).isEqualTo(CsvReader.EMPTY);
    LogLines.Result none = read("\ufeff" + SHORT + "\r\n");
    assertThat(none.text(Sources.STATE)).isEqualTo("read");
    assertThat(none.count(Sources.LINES)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{\"result\":\"Granted\",\"roleAssignmentId\":\"/x/R\"}] | r",
        "{\"result\":\"Denied\",\"roleAssignmentId\":\"R\"} | r",
        "[] |",
        "none |",
        "`` |"
      })
  void authorizationDetailsAreTextThatHoldsJson(String details, String assignment) {
    LogLines.Result read =
        read(SHORT + ",AuthorizationDetails\n" + ROW + "," + csv(List.of(details)) + "\n");

    assertThat(read.record(0, Accesses.ROLE_ASSIGNMENT_ID)).isEqualTo(assignment);
  }

  @Test
  void authorizationDetailsThatAreBrokenAreNotPassedOver() {
    LogLines.Result read =
        read(SHORT + ",AuthorizationDetails\n" + ROW + ",[{\"result\n" + ROW + ",\n");

    assertThat(read.reasons()).containsExactly(CsvColumns.DETAILS_NOT_JSON);
    assertThat(read.records).hasSize(1);
  }

  @Test
  void secretsAreCutInRowsAndInQuarantine() {
    String uri = "https://acme.blob.core.windows.net/open/x?sp=r&sig=" + SIGNATURE + "&se=2024";
    String text = SHORT + ",Uri\n" + ROW + "," + uri + "\n" + ROW + "," + uri + ",more\n";
    LogLines.Result read = read(text);
    LogLines.Result noHeader = read(uri + "\n");

    assertThat(read.records.toString() + read.quarantined + noHeader.quarantined)
        .doesNotContain(SIGNATURE.substring(0, 8))
        .contains("sig=REDACTED&se=2024");
    assertThat(noHeader.quarantined.get(0).getString(3))
        .isEqualTo("https://acme.blob.core.windows.net/open/x?sp=r&sig=REDACTED&se=2024");
    assertThat(Quarantine.TABLE.columns().fieldNames()[3]).isEqualTo("raw");
  }

  @ParameterizedTest
  @CsvSource({"StorageFileLogs", "StorageQueueLogs", "StorageTableLogs"})
  void recordsOfOtherServicesAreOutside(String table) {
    LogLines.Result read = read(SHORT + ",Type\n" + ROW + "," + table + "\n");

    assertThat(read.count(Sources.OUTSIDE)).isEqualTo(1);
    assertThat(read.hours).isEmpty();
  }

  @Test
  void recordsThatNobodyWantsAreOutsideAndTheirHoursNoted() {
    LogLines.Result read =
        read((SHORT + "\n" + ROW + "\n").getBytes(StandardCharsets.UTF_8), record -> false);

    assertThat(read.count(Sources.OUTSIDE)).isEqualTo(1);
    assertThat(read.asks()).startsWith("[acme] 2021-04-");
  }

  @Test
  void manyRowsHaveTheirOffsets() {
    LogLines.Result read = read(SHORT + "\n" + (ROW + "\n").repeat(5_000));

    assertThat(read.records).hasSize(5_000);
    assertThat(read.record(4_999, Accesses.OFFSET))
        .isEqualTo(SHORT.length() + 1 + 4_999L * (ROW.length() + 1));
  }

  @Test
  void aPackedFileIsReadToItsEndAndOneThatWasCutOffIsUnreadable() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write((SHORT + "\n").getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 5_000; i++) {
        gzip.write((ROW + i + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    LogLines.Result whole = stored(packed.toByteArray());
    LogLines.Result cut = stored(Arrays.copyOf(packed.toByteArray(), packed.size() - 100));

    assertThat(whole.records).hasSize(5_000);
    assertThat(whole.record(1, Accesses.OFFSET)).isEqualTo(SHORT.length() + ROW.length() + 3L);
    assertThat(whole.text(Sources.STATE)).isEqualTo("read");
    assertThat(whole.source.get(index(Sources.READ_TO))).isNull();
    assertThat(whole.balances()).isTrue();
    assertThat(cut.text(Sources.STATE)).isEqualTo("unreadable");
    assertThat(cut.balances()).isTrue();
  }

  /** What a task reads of a file that is stored like this. */
  private LogLines.Result stored(byte[] bytes) throws IOException {
    Path stored = Files.write(folder.resolve("query_data.csv.gz"), bytes);
    String uri = stored.toUri().toString();
    EvidenceFile file =
        new EvidenceFile(
            0, "log-analytics-export", uri, "saved/query_data.csv.gz", bytes.length, 0, null);
    LogLines.Result result = new LogLines.Result();
    SliceReader reader = new LogReaders(record -> true, result).of(file);
    EvidenceSlice slice = EvidenceSlice.whole(file);
    try (SliceBytes open =
        SliceBytes.open(slice, LineReader.HEAD, LineReader.LEAD, new Configuration(false))) {
      reader.begin(slice, open.head(), open.rest(), open.isPacked());
      while (reader.advance()) {
        // It goes on.
      }
    }
    return result;
  }

  @Test
  void noFileIsCutIntoSlices() {
    List<EvidenceSlice> parts = new ArrayList<>();
    for (String name : List.of("big.CSV", "big.json")) {
      parts.add(
          EvidenceSlice.whole(
              new EvidenceFile(0, "log-analytics-export", "x", name, 1L << 30, 0, null)));
    }

    assertThat(PackSlices.pack(parts, 2).stream().flatMap(List::stream).toList())
        .hasSizeGreaterThan(2)
        .filteredOn(slice -> slice.file().file().endsWith("CSV"))
        .containsExactly(parts.get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "saved/Query_Data.CSV,true",
    "query_data (1).csv.gz,true",
    "query_data.csv,true",
    "saved/.csv,false",
    "saved/_x.csv,false",
    "saved/x.csv.tmp,false",
    "saved.csv/x,false"
  })
  void onlyASourceOfExportsHasThem(String path, boolean isLog) {
    assertThat(StorageLogPath.isLog(LogLayout.WORKSPACE_EXPORT, path)).isEqualTo(isLog);
    assertThat(StorageLogPath.isLog(LogLayout.RESOURCE_LOG, path)).isFalse();
    assertThat(StorageLogPath.isLog(LogLayout.CLASSIC, path)).isFalse();
    assertThat(StorageLogFolder.ofFile(LogLayout.WORKSPACE_EXPORT, path).hasTime()).isFalse();
  }
}
