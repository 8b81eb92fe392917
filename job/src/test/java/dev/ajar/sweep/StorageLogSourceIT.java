package dev.ajar.sweep;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.Reading;
import dev.ajar.evidence.storagelogs.StorageLogReader;
import dev.ajar.evidence.storagelogs.Wanted;
import dev.ajar.lake.ReadEvidence;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.LogRecords;
import dev.ajar.tables.Quarantine;
import dev.ajar.tables.Sources;
import dev.ajar.testing.LocalSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data source, as a notebook and as the job use it, on real files. */
class StorageLogSourceIT {

  private static final Wanted THIRD =
      request -> request.ticks() % 3 == 0 || request.container() == null;

  @TempDir private static Path folder;

  private static SparkSession spark;
  private static List<EvidenceFile> files;

  @BeforeAll
  static void writeLogs() throws IOException {
    spark = LocalSpark.session();
    files = new ArrayList<>();
    // 24 MB in one file: several slices; small ones beside it, one packed, one cut off, one of
    // documents, one empty.
    add("acme", 3, lines("acme", 3, 26_000).getBytes(StandardCharsets.UTF_8));
    add("acme", 4, lines("acme", 4, 200).getBytes(StandardCharsets.UTF_8));
    add("other", 3, lines("other", 3, 300).getBytes(StandardCharsets.UTF_8));
    add("other", 5, gzip(lines("other", 5, 500)));
    byte[] whole = gzip(lines("other", 6, 500));
    add("other", 6, java.util.Arrays.copyOf(whole, whole.length / 2));
    add(
        "other",
        7,
        ("{\"records\":[" + line("other", 7, 1) + "]}").getBytes(StandardCharsets.UTF_8));
    add("other", 8, new byte[0]);
    add("other", 9, (lines("other", 9, 3) + "{\"time\":\"2024").getBytes(StandardCharsets.UTF_8));
  }

  private static void add(String account, int hour, byte[] content) throws IOException {
    String name =
        "insights-logs-storageread/resourceId=/subscriptions/s/resourceGroups/r/providers/"
            + "Microsoft.Storage/storageAccounts/"
            + account
            + "/blobServices/default/"
            + String.format(Locale.ROOT, "y=2024/m=02/d=10/h=%02d/m=00/PT1H.json", hour);
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    files.add(
        new EvidenceFile(
            0, "storage-logs", file.toUri().toString(), "logs/" + name, content.length, 0, null));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  private static String lines(String account, int hour, int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(i % 1_000 == 999 ? "{\"time\":broken" : line(account, hour, i)).append('\n');
    }
    return lines.toString();
  }

  private static String line(String account, int hour, int i) {
    return String.format(
        Locale.ROOT,
        "{ \"time\": \"2024-02-10T%02d:%02d:%02d.%07dZ\", \"resourceId\": \"/subscriptions/s/"
            + "resourceGroups/r/providers/Microsoft.Storage/storageAccounts/%s/blobServices/default\","
            + " \"category\": \"StorageRead\", \"operationName\": \"%s\", \"statusCode\": %d,"
            + " \"callerIpAddress\": \"203.0.113.%d:%d\", \"correlationId\": \"%08d-801e\","
            + " \"identity\": {\"type\":\"%s\"}, \"properties\": {\"accountName\":\"%s\","
            + "\"userAgentHeader\":\"%s\",\"etag\":\"\\\"0x%d\\\"\",\"objectKey\":\"/%s/c%d/dir/%s\","
            + "\"responseBodySize\":%d}, \"uri\": \"https://%s.blob.core.windows.net:443/c%d/x?sig=s\"}",
        hour,
        i % 60,
        i / 60 % 60,
        i * 7919L % 10_000_000,
        account,
        i % 5 == 0 ? "ListBlobs" : "GetBlob",
        i % 7 == 0 ? 404 : 200,
        i % 250,
        i % 60_000,
        i,
        i % 2 == 0 ? "Anonymous" : "AccountKey",
        account,
        "agent ".repeat(i % 90),
        i,
        account,
        i % 11,
        "näme".repeat(i % 9),
        i,
        account,
        i % 11);
  }

  private static List<String> sorted(Dataset<Row> rows, Column... order) {
    List<String> texts = new ArrayList<>();
    rows.orderBy(order).collectAsList().forEach(row -> texts.add(row.toString()));
    return texts;
  }

  @Test
  void givesWhatReadingFileByFileGives() {
    Dataset<Row> swept = SweepLogs.read(spark, files, THIRD, null);
    Dataset<Row> read =
        ReadEvidence.read(
            spark, files, new StorageLogReader(THIRD), StorageLogReader.READING.schema());
    assertThat(swept.rdd().getNumPartitions()).as("the large file is cut").isGreaterThan(3);
    Column[] place = {col(Sources.FILE), col("offset")};
    String[] columns = LogRecords.TABLE.columns().fieldNames();
    List<String> records = sorted(records(read).select(Sources.FILE, columns), place);
    assertThat(records).hasSizeGreaterThan(9_000);
    assertThat(sorted(records(swept).select(Sources.FILE, columns), place)).isEqualTo(records);
    // Where reading can go on is known only to a reader of lines.
    String[] ends = {Sources.READ_TO, Sources.RESUME_AT, Sources.TAIL_SHA256};
    assertThat(sorted(SweepLogs.sources(swept).drop(ends), col(Sources.FILE)))
        .isEqualTo(sorted(Reading.sources(read).drop(ends), col(Sources.FILE)));
    assertThat(sorted(SweepLogs.quarantined(swept), place))
        .isEqualTo(sorted(Reading.quarantined(read), place));
  }

  private static Dataset<Row> records(Dataset<Row> reading) {
    return Reading.select(reading, StorageLogReader.RECORD);
  }

  @Test
  void countsEveryLineOnceAndSaysWhichFilesWereNotReadToTheirEnd() {
    List<Row> sources =
        SweepLogs.sources(SweepLogs.read(spark, files, THIRD, null))
            .orderBy(Sources.FILE)
            .select(Sources.STATE, Sources.LINES, Sources.QUARANTINED)
            .collectAsList();
    assertThat(sources.get(0)).asString().isEqualTo("[read,26000,26]");
    assertThat(sources.get(1)).asString().isEqualTo("[read,200,0]");
    assertThat(sources.get(2)).asString().isEqualTo("[read,300,0]");
    assertThat(sources.get(3)).asString().isEqualTo("[read,500,0]");
    assertThat(sources.get(4).getString(0)).isEqualTo("unreadable");
    assertThat(sources.get(5)).asString().isEqualTo("[read,1,0]");
    assertThat(sources.get(6)).asString().isEqualTo("[read,0,0]");
    assertThat(sources.get(7)).asString().isEqualTo("[unfinished,4,1]");
  }

  @Test
  void aNotebookFiltersAndPicksColumns() {
    Dataset<Row> logs = spark.read().format(StorageLogSource.NAME).load(folder.toUri().toString());
    assertThat(logs.schema().fieldNames()).isEqualTo(LogRecords.TABLE.columns().fieldNames());
    Dataset<Row> asked =
        logs.where(
                col(LogRecords.LOG_ACCOUNT)
                    .equalTo("acme")
                    .and(col(Accesses.CONTAINER).isin("c1", "c2"))
                    .and(col(Accesses.AT).geq(lit("2024-02-10T03:10:00Z").cast("timestamp")))
                    .and(col(Accesses.AT).lt(lit("2024-02-10T03:20:00Z").cast("timestamp"))))
            .select(Accesses.OBJECT, Accesses.STATUS_CODE);
    long expected =
        logs.collectAsList().stream()
            .filter(row -> "acme".equals(row.getAs(LogRecords.LOG_ACCOUNT)))
            .filter(row -> List.of("c1", "c2").contains(row.<String>getAs(Accesses.CONTAINER)))
            .map(row -> row.<java.sql.Timestamp>getAs(Accesses.AT).toInstant().toString())
            .filter(at -> at.compareTo("2024-02-10T03:10") >= 0)
            .filter(at -> at.compareTo("2024-02-10T03:20") < 0)
            .count();
    assertThat(asked.count()).isEqualTo(expected).isGreaterThan(500);
    assertThat(asked.queryExecution().executedPlan().toString())
        .contains("LogFilter[logAccounts=[acme]")
        .contains("object", "status_code")
        .doesNotContain("user_agent");
  }

  @Test
  void aPathIsNeeded() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> spark.read().format(StorageLogSource.NAME).load()))
        .hasMessageContaining("needs a path");
  }

  @Test
  void quarantineKeepsTheFirstRecordsOfAFile() {
    assertThat(
            SweepLogs.quarantined(SweepLogs.read(spark, files, THIRD, null))
                .select(Quarantine.REASON)
                .distinct()
                .collectAsList()
                .stream()
                .map(row -> row.getString(0)))
        .containsExactlyInAnyOrder("not JSON", "unfinished");
  }
}
