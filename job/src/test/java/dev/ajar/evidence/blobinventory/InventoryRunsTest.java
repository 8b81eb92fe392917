package dev.ajar.evidence.blobinventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.model.Ticks;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class InventoryRunsTest {
  private static final String FOLDER = "2024/02/03/01-02-03/Nightly/";
  private final Map<String, byte[]> content = new HashMap<>();
  private final Map<String, Long> sizes = new HashMap<>();

  @Test
  void aRunIsFoundWhereverTheSourceBegins() throws Exception {
    for (String source : List.of("inv/", "inv/copies/of/dest/", "")) {
      content.clear();
      put(source + FOLDER + "Nightly.csv", 10);
      putManifest(source + FOLDER, "Nightly-", manifest("Succeeded", 10));

      InventoryRuns runs = find();
      assertThat(runs.runs()).hasSize(1);
      assertThat(runs.csvFiles())
          .extracting(EvidenceFile::file)
          .containsExactly(source + FOLDER + "Nightly.csv");
      assertThat(texts(runs)).isEmpty();
    }
  }

  @Test
  void theSourceMayBeTheRunFolderItself() throws Exception {
    put("run/Nightly.csv", 10);
    putManifest("run/", "Nightly-", manifest("Succeeded", 10));

    assertThat(find().csvFiles()).extracting(EvidenceFile::file).containsExactly("run/Nightly.csv");
  }

  @Test
  void runsOfTheSameRuleKeepTheirOwnFiles() throws Exception {
    for (String day : List.of("03", "04")) {
      String folder = "2024/02/" + day + "/01-02-03/Nightly/";
      put("inv/" + folder + "Nightly.csv", 10);
      putManifest("inv/" + folder, "Nightly-", manifest("Succeeded", 10).replace(FOLDER, folder));
    }
    put("inv/stray.csv", 10);

    InventoryRuns runs = find();
    assertThat(runs.runs())
        .extracting(run -> run.files().get(0).file())
        .containsExactly(
            "inv/2024/02/03/01-02-03/Nightly/Nightly.csv",
            "inv/2024/02/04/01-02-03/Nightly/Nightly.csv");
    assertThat(runs.csvFiles()).hasSize(2);
  }

  @Test
  void factsComeFromTheManifest() throws Exception {
    put("inv/" + FOLDER + "Nightly.csv", 10);
    putManifest("inv/" + FOLDER, "Nightly-", manifest("Succeeded", 10));

    InventoryManifest facts = find().runs().get(0).facts();
    assertThat(facts.account()).isEqualTo("contosodata");
    assertThat(facts.rule()).isEqualTo("Nightly");
    assertThat(facts.format()).isEqualTo(InventoryManifest.Format.CSV);
    assertThat(facts.subject()).isEqualTo(InventoryManifest.Subject.BLOB);
    assertThat(facts.fields()).containsExactly("Name", "Content-Length");
    assertThat(facts.startTicks()).isEqualTo(Ticks.of(Instant.parse("2024-02-03T01:02:03Z")));
    assertThat(facts.completionTicks()).isEqualTo(Ticks.of(Instant.parse("2024-02-05T01:02:03Z")));
  }

  @Test
  void theLayoutBeforeJune2021IsReadToo() throws Exception {
    put("inv/2021/05/01/01-02-03/rule.csv", 10);
    putManifest(
        "inv/2021/05/01/01-02-03/",
        "",
        "{\"endpoint\":\"https://old.blob.core.windows.net\",\"files\":[{\"blob\":"
            + "\"2021/05/01/01-02-03/rule.csv\",\"size\":10}],"
            + "\"inventoryStartTime\":\"2021-05-01T01:02:03Z\","
            + "\"inventoryCompletionTime\":\"2021-05-01T01:03:03Z\",\"status\":\"Succeeded\"}");

    InventoryManifest facts = find().runs().get(0).facts();
    assertThat(facts.subject()).isEqualTo(InventoryManifest.Subject.BLOB);
    assertThat(facts.fields()).isEmpty();
    assertThat(facts.account()).isEqualTo("old");
  }

  @Test
  void theChecksumMayBeHexOrBase64QuotedOrNot() throws Exception {
    byte[] md5 = MessageDigest.getInstance("MD5").digest("x".getBytes(UTF_8));
    String hex = HexFormat.of().formatHex(md5);
    for (String text :
        List.of(
            hex,
            HexFormat.of().withUpperCase().formatHex(md5),
            "\"" + hex + "\"\r\n",
            " " + hex + "  Nightly-manifest.json\n",
            "\uFEFF" + Base64.getEncoder().encodeToString(md5),
            "\"" + Base64.getEncoder().encodeToString(md5) + "\"\n")) {
      assertThat(InventoryRuns.md5In(text.getBytes(UTF_8))).as(text).isEqualTo(md5);
    }
    assertThat(InventoryRuns.md5In(new byte[0])).isEmpty();
    assertThat(InventoryRuns.md5In("not a sum!".getBytes(UTF_8))).isNotEqualTo(md5);
  }

  @Test
  void aRunWithoutAFittingChecksumIsNotReadAndSaysSo() throws Exception {
    put("inv/" + FOLDER + "Nightly.csv", 10);
    putManifest("inv/" + FOLDER, "Nightly-", manifest("Succeeded", 10));
    content.put("inv/" + FOLDER + "Nightly-manifest.checksum", new byte[] {'0'});
    assertRefused("its checksum does not fit");

    content.remove("inv/" + FOLDER + "Nightly-manifest.checksum");
    assertRefused("no checksum beside it");
  }

  @Test
  void brokenManifestsAreQuarantinedWithTheirReason() throws Exception {
    Map<String, String> broken =
        Map.of(
            "{",
            "not JSON",
            "[]",
            "not an object",
            manifest("Succeeded", 10) + "{}",
            "not JSON",
            manifest("Succeeded", 10).replace("2024-02-05", "2024-02-01"),
            "before inventoryStart",
            manifest("Succeeded", 10).replace("2024-02-03T", "soon"),
            "inventoryStartTime",
            manifest("Succeeded", 10).replace("https://contosodata", "https://"),
            "endpoint",
            manifest("Succeeded", 10).replace("\"csv\"", "\"avro\""),
            "format",
            manifest("Succeeded", 10).replace("\"files\"", "\"fils\""),
            "files is missing",
            manifest("Succeeded", 10)
                .replace("\"objectType\":\"blob\"", "\"objectType\":\"share\""),
            "objectType");
    for (Map.Entry<String, String> entry : broken.entrySet()) {
      content.clear();
      putManifest("inv/" + FOLDER, "Nightly-", entry.getKey());
      assertRefused(entry.getValue());
    }
  }

  @Test
  void failedRunsAreLeftOutAndPartialOnesAreReadWithAFinding() throws Exception {
    put("inv/" + FOLDER + "Nightly.csv", 10);
    putManifest("inv/" + FOLDER, "Nightly-", manifest("Failed", 10));
    assertThat(find().runs()).isEmpty();
    assertThat(texts(find())).singleElement().asString().contains("the run failed");

    putManifest("inv/" + FOLDER, "Nightly-", manifest("PartiallySucceeded", 10));
    assertThat(find().csvFiles()).hasSize(1);
    assertThat(texts(find())).singleElement().asString().contains("does not say");
  }

  @Test
  void missingAndCutFilesAreFindings() throws Exception {
    putManifest("inv/" + FOLDER, "Nightly-", manifest("Succeeded", 10));
    assertThat(find().runs()).hasSize(1);
    assertThat(find().csvFiles()).isEmpty();
    assertThat(texts(find())).singleElement().asString().contains("not there");

    put("inv/" + FOLDER + "Nightly.csv", 9);
    assertThat(find().csvFiles()).hasSize(1);
    assertThat(texts(find())).singleElement().asString().contains("another size");

    putManifest(
        "inv/" + FOLDER, "Nightly-", manifest("Succeeded", 10).replace("\"csv\"", "\"parquet\""));
    assertThat(find().runs().get(0).files()).isEmpty();
    assertThat(find().runs().get(0).isParquet()).isTrue();
    assertThat(texts(find())).singleElement().asString().contains("was not read");
  }

  @Test
  void theOrderOfTheListingDoesNotMatter() throws Exception {
    put("inv/" + FOLDER + "Nightly.csv", 10);
    putManifest("inv/" + FOLDER, "Nightly-", manifest("PartiallySucceeded", 10));
    putManifest("inv/other/", "B-", "{");
    List<EvidenceFile> files = new ArrayList<>(listed());
    List<Row> forwards = InventoryRuns.of(files, this::read).rows();
    java.util.Collections.reverse(files);

    assertThat(InventoryRuns.of(files, this::read).rows()).isEqualTo(forwards);
  }

  private void assertRefused(String reason) {
    InventoryRuns runs = find();
    assertThat(runs.runs()).isEmpty();
    assertThat(texts(runs)).singleElement().asString().contains(reason).contains("left out");
    Row quarantined =
        runs.rows().stream().filter(row -> row.get(1) != null).findFirst().orElseThrow();
    assertThat(quarantined.getStruct(1).getString(2)).contains(reason);
  }

  private static List<String> texts(InventoryRuns runs) {
    return runs.rows().stream()
        .filter(row -> row.get(4) != null)
        .map(row -> row.getStruct(4).getString(4))
        .toList();
  }

  private static String manifest(String status, long size) {
    return "{\"destinationContainer\":\"dest\",\"endpoint\":"
        + "\"https://contosodata.blob.core.windows.net\",\"files\":[{\"blob\":\""
        + FOLDER
        + "Nightly.csv\",\"size\":"
        + size
        + "}],\"inventoryCompletionTime\":\"2024-02-05T01:02:03Z\","
        + "\"inventoryStartTime\":\"2024-02-03T01:02:03Z\",\"ruleDefinition\":{\"format\":\"csv\","
        + "\"objectType\":\"blob\",\"schemaFields\":[\"Name\",\"Content-Length\"]},"
        + "\"ruleName\":\"Nightly\",\"status\":\""
        + status
        + "\",\"version\":\"1.0\"}";
  }

  private void put(String name, long size) {
    content.put(name, new byte[0]);
    sizes.put(name, size);
  }

  private void putManifest(String folder, String rule, String text) throws Exception {
    byte[] bytes = text.getBytes(UTF_8);
    content.put(folder + rule + "manifest.json", bytes);
    String sum = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    content.put(folder + rule + "manifest.checksum", sum.getBytes(UTF_8));
  }

  private InventoryRuns find() {
    return InventoryRuns.of(listed(), this::read);
  }

  private List<EvidenceFile> listed() {
    return content.keySet().stream()
        .sorted()
        .map(
            name ->
                new EvidenceFile(
                    0,
                    "blob-inventory",
                    "file:/" + name,
                    name,
                    sizes.getOrDefault(name, (long) content.get(name).length),
                    0,
                    null))
        .toList();
  }

  private byte[] read(EvidenceFile file) throws IOException {
    return content.get(file.file());
  }
}
