package dev.ajar.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ajar.AjarException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTenantTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;

  /** One good line of a storage log. */
  private record Line(String file, long offset, JsonNode record) {}

  @Test
  void theSameSeedAndSizeGiveTheSameBytes() throws Exception {
    SampleTenant.write(folder.resolve("a"), 5, SampleSize.LEAST);
    SampleTenant.write(folder.resolve("b"), 5, SampleSize.LEAST);
    assertThat(hashes(folder.resolve("a")))
        .isEqualTo(hashes(folder.resolve("b")))
        .hasSizeGreaterThan(300);
  }

  @Test
  void anotherSeedIsAnotherTenant() throws Exception {
    SampleTenant.write(folder.resolve("a"), 5, SampleSize.LEAST);
    SampleTenant.write(folder.resolve("b"), 6, SampleSize.LEAST);
    assertThat(Files.readString(folder.resolve("a/audit.yaml")))
        .isNotEqualTo(Files.readString(folder.resolve("b/audit.yaml")));
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000_000, 2_000_000})
  void storageLogsAreAboutAsLargeAsAsked(long bytes) throws Exception {
    SampleTenant.write(folder.resolve("s"), 3, bytes);
    long written = 0;
    for (Path file : files(folder.resolve("s/logs"))) {
      written += Files.size(file);
    }
    assertThat(written).isCloseTo(bytes, within(bytes / 5));
    assertThat(count("storage_log_bytes")).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, -7})
  void everyGoodLineIsAnAzureRecordAndTheTruthCountsThem(long seed) throws Exception {
    SampleTenant.write(folder.resolve("s"), seed, SampleSize.LEAST);
    List<Line> lines = goodLines();
    Set<String> accounts = new TreeSet<>();
    for (Line line : lines) {
      JsonNode record = line.record();
      String category = record.get("category").asText();
      String account = record.get("properties").get("accountName").asText();
      accounts.add(account);
      assertThat(line.file())
          .startsWith(
              "logs/insights-logs-"
                  + (category.equals("StorageRead")
                      ? "storageread/"
                      : category.equals("StorageWrite") ? "storagewrite/" : "storagedelete/"))
          .contains("/resourceId=/subscriptions/")
          .contains("/storageAccounts/" + account + "/blobServices/default/y=")
          .endsWith("/m=00/PT1H.json");
      assertThat(record.get("resourceId").asText()).endsWith(account + "/blobServices/default");
      assertThat(record.get("time").asText())
          .matches("2024-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}Z");
      assertThat(record.get("statusCode").isInt()).isTrue();
      assertThat(record.get("identity").get("type").asText())
          .isIn("Anonymous", "SAS", "AccountKey", "OAuth", "TrustedAccess");
      assertThat(record.get("uri").asText())
          .startsWith("https://" + account + ".")
          .doesNotContain("secret");
    }
    assertThat(accounts).hasSize(5);
    assertThat(lines.size() + planted("storage")).isEqualTo(count("storage_log_lines"));
  }

  /** Read with another parser and counted another way than the generator counts. */
  @ParameterizedTest
  @ValueSource(longs = {1, 99})
  void whatTheTruthSaysOfRequestsStandsInTheLogs(long seed) throws Exception {
    SampleTenant.write(folder.resolve("s"), seed, SampleSize.TINY);
    List<Line> lines = goodLines();
    int windows = 0;
    long copies = 0;
    for (JsonNode window : lines("windows.jsonl")) {
      String prefix = "/" + window.get("account").asText() + "/" + window.get("container").asText();
      boolean proven =
          !window.get("opened_before").isNull()
              && !"traffic".equals(window.path("opened_basis").asText());
      if (window.get("through").asLong() + window.get("during").asLong() == 0) {
        continue;
      }
      windows++;
      String from = window.get("opened_after").asText();
      String to = window.get("closed_before").asText();
      Set<String> through = new HashSet<>();
      Set<String> during = new HashSet<>();
      for (Line line : lines) {
        JsonNode record = line.record();
        String key = record.get("properties").get("objectKey").asText();
        int scheme = key.indexOf(".blob.core.windows.net");
        String place =
            scheme < 0
                ? key
                : prefix.substring(0, prefix.lastIndexOf('/')) + key.substring(scheme + 22);
        boolean here = place.equals(prefix) || place.startsWith(prefix + "/");
        String time = record.get("time").asText();
        boolean anonymous = record.get("identity").get("type").asText().equals("Anonymous");
        boolean inside = time.compareTo(from) >= 0 && time.compareTo(to) < 0;
        // Azure takes up to thirty seconds to apply a close; times here never cross a minute twice.
        boolean settling =
            proven
                && anonymous
                && time.compareTo(to) >= 0
                && Stamp.parse(time) <= Stamp.parse(to) + 30 * Stamp.SECOND;
        if (here && (inside || settling) && (anonymous || proven)) {
          String id = record.get("correlationId").asText() + record.get("operationName").asText();
          copies += (anonymous ? through : during).add(id) ? 0 : 1;
        }
      }
      assertThat(through).as("through " + prefix).hasSize(window.get("through").asInt());
      assertThat(during).as("during " + prefix).hasSize(window.get("during").asInt());
    }
    assertThat(windows).isEqualTo(4);
    assertThat(copies).isEqualTo(count("duplicates_in_windows")).isPositive();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theStoryHoldsForEverySeed(long seed) throws Exception {
    SampleTenant.write(folder.resolve("s"), seed, SampleSize.LEAST);
    Map<String, List<String>> verdicts = new TreeMap<>();
    for (JsonNode window : lines("windows.jsonl")) {
      if (!window.get("exposure").asText().equals("unknown")) {
        verdicts
            .computeIfAbsent(window.get("container").asText(), key -> new ArrayList<>())
            .add(window.get("exposure").asText() + ", " + window.get("verdict").asText());
      }
    }
    assertThat(verdicts)
        .containsEntry("network-config", List.of("proven, confirmed"))
        .containsEntry("press", List.of("proven, confirmed", "possible, not determinable"))
        .containsEntry("exports", List.of("proven, confirmed"))
        .containsEntry("handover", List.of("possible, not observed"))
        .containsEntry("releases", List.of("proven, possible"))
        .containsEntry("legacy-share", List.of("inferred, not determinable"))
        .hasSize(6);
    Map<String, Boolean> copied = new HashMap<>();
    for (JsonNode object : lines("objects.jsonl")) {
      if (object.get("container").asText().equals("network-config")
          && object.has("complete_copy")) {
        copied.put(object.get("object").asText(), object.get("complete_copy").asBoolean());
      }
    }
    assertThat(copied)
        .containsEntry("keys/deploy_id_rsa", true)
        .containsEntry("backup/prod.env", true)
        .containsEntry("backup/netbox.sql", true)
        .containsEntry("vpn/peers.zip", false)
        .containsEntry("vpn/Standort \"Süd\", Plan 100%.pdf", false)
        .containsEntry("archive/router-01.cfg", false);
    Set<String> relations = new TreeSet<>();
    lines("actors.jsonl").forEach(actor -> relations.add(actor.get("relation").asText()));
    assertThat(relations).containsExactly("known-scanner", "own", "platform", "unknown", "vendor");
    assertThat(lines("quarantine.jsonl")).hasSize(6);
  }

  @Test
  void recordsAreFiledByTheHourOfReceiptAndSomeComeLate() throws Exception {
    SampleTenant.write(folder.resolve("s"), 4, SampleSize.TINY);
    int late = 0;
    for (Line line : goodLines()) {
      long filed = hourOf(line.file());
      long own = Stamp.floor(Stamp.parse(line.record().get("time").asText()), Stamp.HOUR);
      assertThat(filed).isBetween(own, own + 48 * Stamp.HOUR);
      late += filed > own ? 1 : 0;
    }
    assertThat(late).isGreaterThan(5);
  }

  @Test
  void noRecordIsOfTheHoursInWhichTheLogsWereOff() throws Exception {
    SampleTenant.write(folder.resolve("s"), 12, SampleSize.TINY);
    Story story = new Story(12);
    String account = new Tenant(12, story.from).operations.name();
    int seen = 0;
    for (Line line : goodLines()) {
      if (line.file().contains(account)) {
        long time = Stamp.parse(line.record().get("time").asText());
        assertThat(time < story.loggingOff || time > story.loggingOn).isTrue();
        seen++;
      }
    }
    assertThat(seen).isPositive();
  }

  @Test
  void secretsStandInTheEvidenceAndSignaturesInUrisAreCut() throws Exception {
    SampleTenant.write(folder.resolve("s"), 4, SampleSize.LEAST);
    StringBuilder all = new StringBuilder();
    for (Path file : files(folder.resolve("s/logs"))) {
      all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
    }
    List<String> secrets = Files.readAllLines(folder.resolve("s/truth/secrets.txt"));
    assertThat(secrets).hasSize(3).doesNotHaveDuplicates();
    for (String secret : secrets) {
      assertThat(all.toString()).contains("sig=" + secret);
    }
    assertThat(all.toString()).contains("sig=XXXXX");
  }

  @Test
  void inventoriesAreAsTheirManifestsSay() throws Exception {
    SampleTenant.write(folder.resolve("s"), 4, SampleSize.LEAST);
    int manifests = 0;
    for (Path file : files(folder.resolve("s/inventory"))) {
      if (!file.toString().endsWith("-manifest.json")) {
        continue;
      }
      manifests++;
      byte[] bytes = Files.readAllBytes(file);
      String checksum = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
      Path beside = Path.of(file.toString().replace("-manifest.json", "-manifest.checksum"));
      assertThat(Files.readString(beside)).isEqualTo(checksum);
      Path root = file.getParent().getParent().getParent().getParent().getParent().getParent();
      for (JsonNode listed : MAPPER.readTree(bytes).get("files")) {
        Path csv = root.resolve(listed.get("blob").asText());
        assertThat(csv).exists().hasSize(listed.get("size").asLong());
      }
    }
    assertThat(manifests).isEqualTo(5);
  }

  @Test
  void activityRecordsComeInPairs() throws Exception {
    SampleTenant.write(folder.resolve("s"), 4, SampleSize.LEAST);
    Map<String, Set<String>> results = new TreeMap<>();
    Set<String> bad = badPlaces();
    for (Path file : files(folder.resolve("s/activity/insights-activity-logs"))) {
      for (Line line : split(file, bad)) {
        results
            .computeIfAbsent(line.record().get("correlationId").asText(), key -> new TreeSet<>())
            .add(line.record().get("resultType").asText());
      }
    }
    assertThat(results).hasSizeGreaterThan(50);
    assertThat(results.values())
        .allMatch(
            pair ->
                pair.equals(Set.of("Start", "Success")) || pair.equals(Set.of("Failure", "Start")));
    assertThat(lines("events.jsonl").stream().map(event -> event.get("outcome").asText()))
        .contains("failure", "success");
  }

  @Test
  void aFolderThatHoldsSomethingIsLeftAlone() throws Exception {
    Files.writeString(folder.resolve("mine.txt"), "mine");
    assertThatThrownBy(() -> SampleTenant.write(folder, 1, SampleSize.TINY))
        .isInstanceOf(AjarException.class)
        .hasMessageContaining("is not empty");
    assertThatThrownBy(() -> SampleTenant.write(folder.resolve("mine.txt"), 1, SampleSize.TINY))
        .isInstanceOf(AjarException.class)
        .hasMessageContaining("is a file");
    assertThatThrownBy(() -> SampleTenant.write(folder.resolve("new"), 1, 999_999))
        .isInstanceOf(AjarException.class)
        .hasMessageContaining("too small");
    assertThat(files(folder)).hasSize(1);
  }

  private List<Line> goodLines() throws IOException {
    Set<String> bad = badPlaces();
    List<Line> good = new ArrayList<>();
    long lines = 0;
    Map<String, JsonNode> files = new HashMap<>();
    lines("files.jsonl").forEach(node -> files.put(node.get("file").asText(), node));
    for (Path file : files(folder.resolve("s/logs"))) {
      List<Line> here = split(file, bad);
      String name = name(file);
      JsonNode told = files.get(name);
      long badHere = bad.stream().filter(place -> place.startsWith(name + " ")).count();
      assertThat(told.get("lines").asLong()).as(name).isEqualTo(here.size() + badHere);
      assertThat(told.get("quarantined").asLong()).as(name).isEqualTo(badHere);
      lines += here.size() + badHere;
      good.addAll(here);
    }
    assertThat(lines).isEqualTo(count("storage_log_lines"));
    return good;
  }

  /** The good lines of a file; those at bad places are checked to be bad. */
  private List<Line> split(Path file, Set<String> bad) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<Line> lines = new ArrayList<>();
    int from = 0;
    while (from < bytes.length) {
      int end = from;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      byte[] line = java.util.Arrays.copyOfRange(bytes, from, end);
      String place = name(file) + " " + from;
      JsonNode record = parsed(line);
      if (bad.contains(place)) {
        assertThat(record == null || !record.path("time").isTextual()).as(place).isTrue();
      } else {
        assertThat(record).as(place).isNotNull();
        lines.add(new Line(name(file), from, record));
      }
      from = end + 1;
    }
    return lines;
  }

  /** Null for what is no JSON in UTF-8. */
  private static JsonNode parsed(byte[] line) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      return MAPPER.readTree(text);
    } catch (CharacterCodingException | com.fasterxml.jackson.core.JsonProcessingException e) {
      return null;
    }
  }

  private Set<String> badPlaces() throws IOException {
    Set<String> places = new HashSet<>();
    for (JsonNode node : lines("quarantine.jsonl")) {
      places.add(node.get("file").asText() + " " + node.get("offset").asLong());
    }
    return places;
  }

  private long planted(String kind) throws IOException {
    return badPlaces().stream().filter(place -> place.contains("insights-logs-" + kind)).count();
  }

  private long count(String name) throws IOException {
    return MAPPER.readTree(folder.resolve("s/truth/counts.json").toFile()).get(name).asLong();
  }

  private List<JsonNode> lines(String file) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("s/truth").resolve(file))) {
      nodes.add(MAPPER.readTree(line));
    }
    return nodes;
  }

  private String name(Path file) {
    return folder.resolve("s").relativize(file).toString().replace('\\', '/');
  }

  private static long hourOf(String file) {
    int year = file.indexOf("/y=");
    String text = file.substring(year);
    return Stamp.parse(
        text.substring(3, 7)
            + "-"
            + text.substring(10, 12)
            + "-"
            + text.substring(15, 17)
            + "T"
            + text.substring(20, 22)
            + ":00:00Z");
  }

  private static List<Path> files(Path below) throws IOException {
    try (Stream<Path> walk = Files.walk(below)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Map<String, String> hashes(Path below) throws Exception {
    Map<String, String> hashes = new TreeMap<>();
    for (Path file : files(below)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Files.copy(file, bytes);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
      hashes.put(below.relativize(file).toString(), HexFormat.of().formatHex(digest));
    }
    return hashes;
  }
}
