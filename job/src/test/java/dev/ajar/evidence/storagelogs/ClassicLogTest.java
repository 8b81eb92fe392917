package dev.ajar.evidence.storagelogs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.model.Ticks;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.LogRecords;
import dev.ajar.tables.Sources;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traps of inputs.md §3: classic logs. */
class ClassicLogTest {
  private static final String PATH = "logs/blob/2024/02/10/0300/000000.log";
  private static final String A =
      line(
          "GetBlob;AnonymousSuccess;200",
          "anonymous",
          "https://acme.blob.core.windows.net/open/a%20b?x=1",
          "/acme/open/a b");

  /** A line of version 1.0: operation and status, authentication, URL as logged, object key. */
  static String line(String what, String how, String url, String key) {
    return "1.0;2024-02-10T03:04:05.1234567Z;"
        + what
        + ";17;16;"
        + how
        + ";;acme;blob;\""
        + url
        + "\";\""
        + key
        + "\";61d2e3f6-bcb7-4cd1-a81e-4f8f497f0da2;0;203.0.113.9:4362;2014-02-14;283;5;354;23;0;;;"
        + "\"&quot;0x8D15A2913C934DE&quot;\";Thursday, 19-Jun-14 22:58:10 GMT;;"
        + "\"agent (a; b)\";;\"client\"";
  }

  private static LogLines.Result read(String text) {
    return LogLines.read(
        "storage-analytics", PATH, text.getBytes(StandardCharsets.UTF_8), record -> true);
  }

  @Test
  void aLineIsTheSameRecordAsAResourceLogs() {
    LogLines.Result read = read("\ufeff" + A + "\r\n\n" + A + "\n");

    assertThat(read.reasons()).isEmpty();
    assertThat(read.records).hasSize(2);
    assertThat(read.record(0, Accesses.OFFSET)).isEqualTo(3L);
    assertThat(read.record(1, Accesses.OFFSET)).isEqualTo(3L + A.length() + 3);
    assertThat(read.record(0, LogRecords.AT_TICKS))
        .isEqualTo(Ticks.of(Instant.parse("2024-02-10T03:04:05.1234567Z")));
    assertThat(read.record(0, LogRecords.SOURCE_RANK)).isEqualTo(LogRecords.CLASSIC_LOG);
    assertThat(read.record(0, LogRecords.CATEGORY)).isEqualTo("StorageRead");
    assertThat(read.record(0, Accesses.ACCOUNT)).isEqualTo("acme");
    assertThat(read.record(0, Accesses.CONTAINER)).isEqualTo("open");
    assertThat(read.record(0, Accesses.OBJECT)).isEqualTo("a b");
    assertThat(read.record(0, Accesses.AUTH_TYPE)).isEqualTo("anonymous");
    assertThat(read.record(0, Accesses.CALLER_PORT)).isEqualTo(4362L);
    assertThat(read.record(0, Accesses.BYTES_OUT)).isEqualTo(23L);
    assertThat(read.record(0, Accesses.BYTES_IN)).isEqualTo(5L);
    assertThat(read.record(0, Accesses.USER_AGENT)).isEqualTo("agent (a; b)");
    assertThat(read.record(0, Accesses.PROTOCOL)).isEqualTo("HTTPS");
    assertThat(read.record(0, Accesses.KEY_SHA256)).isNull();
    assertThat(read.balances()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"authenticated,account-key", "sas,sas", "bearer,oauth", "anonymous,anonymous"})
  void authenticationHasTheWordsOfResourceLogs(String logged, String word) {
    assertThat(read(A.replace(";anonymous;", ";" + logged + ";")).record(0, Accesses.AUTH_TYPE))
        .isEqualTo(word);
  }

  @Test
  void aKeySpelledAsTheUrlIsEncodedAsTheUrl() {
    String encoded = A.replace("/acme/open/a b", "/acme/open/a%20b");
    String percent = encoded.replace("/open/a%20b?", "/open/a%2520b?");

    assertThat(read(encoded).record(0, Accesses.OBJECT)).isEqualTo("a b");
    assertThat(read(percent).record(0, Accesses.OBJECT)).isEqualTo("a%20b");
  }

  @Test
  void signaturesAreCut() {
    LogLines.Result read = read(A.replace("?x=1", "?sp=r&amp;sig=abcdefgh%3D&amp;se=2024"));

    assertThat(read.record(0, Accesses.URI).toString())
        .contains("sp=r&sig=REDACTED&se=2024")
        .doesNotContain("abcdefgh");
  }

  @Test
  void otherServicesAreOutside() {
    LogLines.Result read =
        read(A.replace(";blob;", ";queue;") + "\n" + A.replace(";blob;", ";table;") + "\n");

    assertThat(read.count(Sources.OUTSIDE)).isEqualTo(2);
    assertThat(read.balances()).isTrue();
  }

  @Test
  void badLinesAreQuarantinedAndTheOthersRead() {
    String text = "3.0;x\n" + A + ";more\n" + A + "\n" + "2.0" + A.substring(3) + "\n1.0;2024-02";
    LogLines.Result read = read(text);

    assertThat(read.reasons())
        .containsExactly(
            "no classic log of version 1.0 or 2.0",
            "not the 30 fields of version 1.0",
            "not the 38 fields of version 2.0",
            "unfinished");
    assertThat(read.records).hasSize(1);
    assertThat(read.text(Sources.STATE)).isEqualTo("unfinished");
    assertThat(read.balances()).isTrue();
  }

  @Test
  void aLineTooLongIsOneRecord() {
    LogLines.Result read = read("x".repeat(1_500_000) + "\n" + A + "\n");

    assertThat(read.reasons()).containsExactly(ClassicReader.TOO_LONG);
    assertThat(read.records).hasSize(1);
    assertThat(read.record(0, Accesses.OFFSET)).isEqualTo(1_500_001L);
  }

  @Test
  void manyLinesHaveTheirOffsets() {
    LogLines.Result read = read((A + "\n").repeat(5_000));

    assertThat(read.records).hasSize(5_000);
    assertThat(read.record(4_999, Accesses.OFFSET)).isEqualTo(4_999L * (A.length() + 1));
  }

  @Test
  void aFileIsFiledByTheHourInItsPath() {
    assertThat(StorageLogPath.of(LogLayout.CLASSIC, "$logs/blob/2024/02/10/0300/000001.log"))
        .contains(
            new StorageLogPath(
                null, "blob", null, null, Ticks.of(Instant.parse("2024-02-10T03:00:00Z"))));
    assertThat(StorageLogFolder.of(LogLayout.CLASSIC, "$logs/queue/2024/02").mayBeBlob()).isFalse();
    assertThat(StorageLogFolder.of(LogLayout.CLASSIC, "blob/x/2024").hasTime()).isFalse();
  }

  /** The rule of inputs.md §3.3, slow and obvious. */
  private static List<String> plain(String line) {
    Pattern entity =
        Pattern.compile(".*&([A-Za-z]{2,6}|#[0-9]+|#[xX][0-9A-Fa-f]+);", Pattern.DOTALL);
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      if (c == ';' && !quoted && !entity.matcher(field + ";").matches()) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }

  @Test
  void linesAreSplitAsTheRuleSays() {
    Random random = new Random(7);
    String[] parts = {";", "\"", "&", "amp;", "a", "#", "x", "3", ";;", "&#x", "é", "&quot;", "G"};
    ClassicFields fields = new ClassicFields();
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(14); n >= 0; n--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      List<String> expected = plain(text.toString());

      assertThat(fields.split(bytes, 0, bytes.length))
          .as(text.toString())
          .isEqualTo(expected.size());
    }
  }

  @Test
  void entitiesAreReadOnce() {
    assertThat(ClassicFields.unescaped("a&amp;amp;b")).isEqualTo("a&amp;b");
    assertThat(ClassicFields.unescaped("&#39;&#x41;")).isEqualTo("'A");
    assertThat(ClassicFields.unescaped("&;&no;&#;&#xd800;")).isEqualTo("&;&no;&#;&#xd800;");
  }
}
