package dev.ajar.evidence.storagelogs;

import static dev.ajar.evidence.storagelogs.LogLines.anonymous;
import static dev.ajar.evidence.storagelogs.LogLines.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.model.Ticks;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Sources;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageLogReaderTest {
  private static final String A = anonymous("GetBlob", "/acme/open/a", "/open/a");
  private static final String B = anonymous("ListBlobs", "/acme/open", "/open?comp=list");
  private static final String C =
      line(
          "PutBlob",
          "201",
          "{\"type\":\"AccountKey\",\"tokenHash\":\"key1(AB)\"}",
          "/acme/own/c",
          "/own/c",
          "");
  private static final String FILE = LogLines.file("x/PT1H.json").file();
  private static final long HOUR = Ticks.of(Instant.parse("2024-02-10T03:00:00Z"));

  private static LogLines.Result all(String text) {
    return LogLines.read(text, record -> true);
  }

  private static void sameRecords(String text) {
    LogLines.Result read = all(text);
    assertThat(read.reasons()).as(text).isEmpty();
    assertThat(List.of(read.record(0, Accesses.OPERATION), read.record(1, Accesses.OPERATION)))
        .as(text)
        .containsExactly("GetBlob", "ListBlobs");
    assertThat(read.count(Sources.LINES)).isEqualTo(2);
    int at = 0;
    for (int i = 0; i < 2; i++) {
      long offset = (long) read.record(i, Accesses.OFFSET);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertThat((char) bytes[(int) offset]).isEqualTo('{');
      assertThat(offset).isGreaterThanOrEqualTo(at);
      at = (int) offset + 1;
    }
    assertThat(read.text(Sources.STATE)).isEqualTo("read");
  }

  @Test
  void everyFramingGivesTheSameRecords() {
    sameRecords(A + "\n" + B + "\n");
    sameRecords(A + "\r\n\r\n" + B);
    sameRecords("\ufeff" + A + "\n" + B);
    sameRecords("{\"records\":[" + A + "," + B + "]}");
    sameRecords(
        "{\"records\":[" + A + ",\n" + B + "],\"EventProcessedUtcTime\":\"x\",\"PartitionId\":1}");
    sameRecords("[{\"records\":[" + A + "]},{\"records\":[" + B + "]}]");
    sameRecords("[" + A + "," + B + "]");
    sameRecords(pretty(A) + "\n" + pretty(B) + "\n");
    sameRecords(pretty(A) + pretty(B));
    sameRecords(A + B);
  }

  private static String pretty(String line) {
    return line.replace(",\"", ",\n  \"").replaceFirst("\\{", "{\n  ").replaceFirst("}$", "\n}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"resourceId":"x"}                                   | no time
          {"time":"soon","operationName":"GetBlob"}            | time cannot be read
          {"time":"0001-01-01T00:00:00.0000000Z"}              | time out of range
          {"time":"9999-12-31T23:59:59.9999999Z"}              | time out of range
          {"time":["2024-01-01T00:00:00Z"]}                    | no time
          {"time":"2024-01-01T00:00:00Z"}                      | no operation name
          {"time":"2024-01-01T00:00:00Z","operationName":"X"}  | no account
          {"time":"2024-01-01T00:00:00Z","operationName":"X","identity":"{broken"} | not JSON
          {"time":}                                            | not JSON
          [{"a":[5]}]                                          | no time
          "text"                                               | not an object
          Content                                              | not JSON
          """)
  void whatCannotBeReadSaysWhy(String text, String reason) {
    LogLines.Result read = all(text + "\n" + A + "\n");

    assertThat(read.reasons()).containsExactly(reason);
    assertThat(read.records).hasSize(1);
    assertThat(read.balances()).isTrue();
  }

  @Test
  void halfALastLineIsUnfinished() {
    LogLines.Result read = all(A + "\n" + B.substring(0, 200));

    assertThat(read.reasons()).containsExactly("unfinished");
    assertThat(read.text(Sources.STATE)).isEqualTo("unfinished");
    assertThat(read.quarantined.get(0).getLong(1)).isEqualTo(A.length() + 1L);
  }

  @Test
  void aBrokenDocumentOfManyRecordsIsNotReadToItsEnd() {
    LogLines.Result read = all("{\"records\":[" + A + "}\n" + B + "\n");

    assertThat(read.text(Sources.STATE)).isEqualTo("unreadable");
    assertThat(read.records).hasSize(2);
    assertThat(read.balances()).isTrue();
  }

  @Test
  void aCutGzipKeepsWhatCameBefore() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Random random = new Random(5);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      for (int i = 0; i < 2000; i++) {
        String line = A.replace("203.0.113.9", "198.51.100." + random.nextInt(256)) + "\n";
        gzip.write(line.getBytes(StandardCharsets.UTF_8));
      }
    }
    byte[] whole = packed.toByteArray();
    LogLines.Result read =
        LogLines.read(gunzip(Arrays.copyOf(whole, whole.length / 2)), record -> true);

    assertThat(read.records.size()).isBetween(100, 1999);
    assertThat(read.text(Sources.STATE)).isEqualTo("unreadable");
    assertThat(read.text(Sources.PROBLEM))
        .isEqualTo("the file ends early: a compressed file was cut off");
    assertThat(read.balances()).isTrue();
    assertThat(LogLines.read(gunzip(whole), record -> true).records).hasSize(2000);
  }

  private static InputStream gunzip(byte[] packed) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(packed));
  }

  @Test
  void aLineOfFiftyMegabytesIsQuarantined() {
    byte[] name = new byte[50 << 20];
    Arrays.fill(name, (byte) 'x');
    InputStream in =
        new SequenceInputStream(
            java.util.Collections.enumeration(
                List.of(
                    new ByteArrayInputStream(
                        (A + "\n{\"time\":\"").getBytes(StandardCharsets.UTF_8)),
                    new ByteArrayInputStream(name),
                    new ByteArrayInputStream(("\"}\n" + B).getBytes(StandardCharsets.UTF_8)))));

    LogLines.Result read = LogLines.read(in, record -> true);

    assertThat(read.reasons()).containsExactly("longer than 16 MB");
    assertThat(read.quarantined.get(0).getString(3)).hasSize(64 * 1024);
    assertThat(read.records).hasSize(2);
  }

  @Test
  void otherServicesAndTheUnwantedAreOutside() {
    String file = A.replace("blobServices", "fileServices");
    LogLines.Result read =
        LogLines.read(
            A + "\n" + file + "\n" + C + "\n", record -> record.container().equals("own"));

    assertThat(read.count(Sources.LINES)).isEqualTo(3);
    assertThat(read.count(Sources.ACCEPTED)).isEqualTo(1);
    assertThat(read.count(Sources.OUTSIDE)).isEqualTo(2);
    assertThat(read.hours)
        .containsExactly(RowFactory.create("acme", "StorageRead", HOUR, 2L, 1L, FILE));
  }

  /** Its records have the same shape: they are no requests to the account that they name. */
  @Test
  void recordsOfAnActivityLogInTheFolderAreOutside() {
    String change =
        "{\"time\":\"2024-02-01T10:00:00.1234567Z\",\"resourceId\":\""
            + LogLines.ID.toUpperCase(java.util.Locale.ROOT)
            + "\",\"operationName\":\"MICROSOFT.STORAGE/STORAGEACCOUNTS/BLOBSERVICES/WRITE\","
            + "\"category\":\"Administrative\",\"resultType\":\"Start\",\"durationMs\":\"0\","
            + "\"correlationId\":\"c\",\"identity\":{\"claims\":{}},\"properties\":{}}\n";
    LogLines.Result read =
        LogLines.read(
            "storage-logs",
            "x/PT1H.json",
            (change + change + A).getBytes(StandardCharsets.UTF_8),
            record -> true);

    assertThat(read.records).hasSize(1);
    assertThat(read.hours).hasSize(1);
    assertThat(read.mentions).hasSize(1);
    assertThat(read.count(Sources.OUTSIDE)).isEqualTo(2);
    assertThat(read.balances()).isTrue();
  }

  @Test
  void preflightAndFailuresArePassedByWithoutProof() {
    String preflight = anonymous("BlobPreflightRequest", "/acme/open/a", "/open/a");
    String failed = line("GetBlob", "404", "{\"type\":\"SAS\"}", "/acme/gone/a", "/gone/a", "");

    LogLines.Result read = LogLines.read(preflight + "\n" + failed + "\n", record -> false);

    assertThat(read.hours)
        .containsExactly(RowFactory.create("acme", "StorageRead", HOUR, 2L, 0L, FILE));
    String subscription = "a0000000-0000-0000-0000-000000000001";
    assertThat(read.mentions)
        .containsExactly(
            RowFactory.create("acme", "gone", subscription, null, null, FILE),
            RowFactory.create("acme", "open", subscription, null, null, FILE));
  }

  @Test
  void mentionsHoldTheFirstAndLastSuccess() {
    String later = A.replace("2024-02-10T03:04:05.1234567Z", "2024-02-10T05:00:00.0000000Z");
    LogLines.Result read = LogLines.read(later + "\n" + A + "\n", record -> false);

    assertThat(read.mentions).hasSize(1);
    assertThat(read.mentions.get(0).getLong(3))
        .isEqualTo(Ticks.of(Instant.parse("2024-02-10T03:04:05.123456700Z")));
    assertThat(read.mentions.get(0).getLong(4))
        .isEqualTo(Ticks.of(Instant.parse("2024-02-10T05:00:00Z")));
    assertThat(read.hours).extracting(row -> row.getLong(3)).containsExactly(1L, 1L);
  }

  @Test
  void notesStayBoundedAndAddUp() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 12_000; i++) {
      text.append(A.replace("/acme/open/a", "/acme/c" + i + "/a")).append('\n');
    }

    LogLines.Result read = LogLines.read(text.toString(), record -> false);

    assertThat(read.hours.size()).isGreaterThan(1);
    assertThat(read.hours.stream().mapToLong(row -> row.getLong(3)).sum()).isEqualTo(12_000);
    assertThat(read.mentions.stream().map(row -> row.getString(1)).distinct()).hasSize(12_000);
  }

  /** Bytes of real shapes flipped, cut, inserted, doubled: never an exception, always balanced. */
  @Test
  void mutatedEvidenceNeverThrowsAndAlwaysBalances() {
    byte[][] shapes =
        java.util.stream.Stream.of(
                A + "\n" + B + "\n" + C + "\n",
                "{\"records\":[" + A + "," + C + "]}\n{\"records\":[" + B + "]}\n",
                "[" + A + "," + B + "]",
                pretty(A) + "\n" + pretty(C) + "\n",
                "{\"records\":[\n" + A + ",\n" + B + "\n]}\n")
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    byte[] marks = "{}[]\",:\\\n\r \u00ff0eu".getBytes(StandardCharsets.ISO_8859_1);
    Random random = new Random(20240210);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = shapes[i % shapes.length];
      int changes = 1 + random.nextInt(3);
      for (int change = 0; change < changes; change++) {
        bytes = mutate(bytes, random, marks);
      }
      byte[] mutated = bytes;
      LogLines.Result read = LogLines.read(new ByteArrayInputStream(mutated), record -> true);

      assertThat(read.balances()).as("%d", i).isTrue();
      if (i % 10 == 0) {
        assertThat(LogLines.read(trickle(mutated), record -> true).all())
            .as("%d one byte at a time", i)
            .isEqualTo(read.all());
      }
    }
  }

  private static byte[] mutate(byte[] bytes, Random random, byte[] marks) {
    if (bytes.length < 8) {
      return bytes;
    }
    int at = random.nextInt(bytes.length - 4);
    byte mark =
        random.nextInt(3) > 0 ? marks[random.nextInt(marks.length)] : (byte) random.nextInt();
    switch (random.nextInt(5)) {
      case 0 -> {
        byte[] changed = bytes.clone();
        changed[at] = mark;
        return changed;
      }
      case 1 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 2 -> {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        longer[at] = mark;
        return longer;
      }
      case 3 -> {
        int gone = 1 + random.nextInt(Math.min(40, bytes.length - at - 1));
        byte[] shorter = new byte[bytes.length - gone];
        System.arraycopy(bytes, 0, shorter, 0, at);
        System.arraycopy(bytes, at + gone, shorter, at, shorter.length - at);
        return shorter;
      }
      default -> {
        byte[] twice = Arrays.copyOf(bytes, at + bytes.length);
        System.arraycopy(bytes, 0, twice, at, bytes.length);
        return twice;
      }
    }
  }

  private static InputStream trickle(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(1, length));
      }
    };
  }
}
