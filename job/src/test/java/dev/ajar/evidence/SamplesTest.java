package dev.ajar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ajar.config.SourceKind;
import dev.ajar.model.ModificationTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Records that Azure wrote or documents, where the folder of samples stands beside the repository:
 * each is read as what it is. What to expect was written down from looking at the files.
 */
class SamplesTest {
  private static final String RECORDINGS = "cloud-custodian";
  private static final String NOT = "no ";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Path samples;

  @BeforeEach
  void findSamples() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("shared/samples"))) {
        samples = at.resolve("shared/samples");
        return;
      }
    }
    Assumptions.abort("no samples on this machine");
  }

  static Stream<Sample> samples() {
    return Stream.of(
            RequestSamples.ALL,
            ControlSamples.ACTIVITY,
            ControlSamples.INVENTORY,
            ControlSamples.CONTAINER_LISTS,
            ControlSamples.ACCOUNT_LISTS,
            ControlSamples.ROLES_AND_TAGS,
            ControlSamples.OTHER_ANSWERS,
            ControlSamples.NO_EVIDENCE)
        .flatMap(List::stream);
  }

  static Stream<Sample> evidence() {
    return samples().filter(sample -> sample.kind() != null);
  }

  @ParameterizedTest
  @MethodSource("evidence")
  void isReadAsWhatItIs(Sample sample) {
    List<String> read = read(sample);

    assertThat(read).containsOnlyOnce(sample.says().get(0));
    for (String says : sample.says()) {
      if (says.startsWith(NOT)) {
        String never = says.substring(NOT.length());
        assertThat(read).noneMatch(line -> line.contains(never));
      } else {
        assertThat(read).contains(says);
      }
    }
    assertThat(read.stream().filter(line -> line.startsWith(EvidenceLines.QUARANTINED)))
        .containsExactlyElementsOf(
            sample.says().stream()
                .filter(line -> line.startsWith(EvidenceLines.QUARANTINED))
                .toList());
  }

  /** The placeholder of a signature stands for one: where it is kept, a signature would be. */
  @ParameterizedTest
  @MethodSource("evidence")
  void noSignatureIsKept(Sample sample) {
    assertThat(read(sample)).noneMatch(line -> line.contains("XXXXX"));
  }

  @Test
  void noFileIsLeftOut() throws IOException {
    Set<String> listed = samples().map(Sample::file).collect(Collectors.toCollection(TreeSet::new));

    try (Stream<Path> files = Files.walk(samples)) {
      assertThat(files.filter(Files::isRegularFile))
          .extracting(file -> samples.relativize(file).toString())
          .containsExactlyInAnyOrderElementsOf(listed);
    }
  }

  @Test
  void noAnswerOfARecordingIsLeftOut() throws IOException {
    for (Path recording : recordings()) {
      String name = RECORDINGS + "/" + recording.getFileName();
      int answers = JSON.readTree(recording.toFile()).path("interactions").size();

      assertThat(samples().filter(sample -> sample.file().equals(name)))
          .as(name)
          .extracting(Sample::interaction)
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, answers).boxed().toList());
    }
  }

  /** Resource Graph cuts times to milliseconds, and shows the same account otherwise. */
  @Test
  void aQuerysTableIsTheListButForMilliseconds() {
    List<Sample> both =
        samples().filter(sample -> sample.file().contains("ResourceGraphSource")).toList();
    List<List<String>> without =
        both.stream()
            .map(
                sample ->
                    read(sample).stream()
                        .filter(line -> !line.contains(" creationTime="))
                        .filter(line -> !line.startsWith("accountList"))
                        .toList())
            .toList();

    assertThat(both).hasSize(2);
    assertThat(without.get(1)).isEqualTo(without.get(0)).isNotEmpty();
  }

  /** Each assignment of the list has been there since its creation. */
  @Test
  void everyAssignmentHoldsSinceItsCreation() {
    Sample list =
        samples().filter(of -> of.kind() == SourceKind.ROLE_ASSIGNMENTS).findFirst().get();

    assertThat(read(list).stream().filter(line -> line.startsWith("held "))).hasSize(74);
    assertThat(read(list).stream().filter(line -> line.startsWith("snapshot "))).hasSize(74);
  }

  /** The documented identity is no record, not even when its comma is mended; in one it is read. */
  @Test
  void theDocumentedIdentityIsReadWithinARecord() throws IOException {
    String published =
        Files.readString(
            samples.resolve("ms-docs/storage_resource_log_identity_oauth_example.txt"));
    String mended = published.substring(0, published.lastIndexOf(','));
    String record =
        mended
            + ",\"time\":\"2024-02-10T03:04:05.1234567Z\",\"operationName\":\"GetBlob\","
            + "\"statusCode\":200,\"properties\":{\"accountName\":\"acme\"}}";

    assertThat(requests(mended + "}")).contains("quarantined 0 no time", "1 = 0 + 0 + 1, read");
    assertThat(requests(record))
        .contains(
            "1 = 1 + 0 + 0, read",
            "0 account=acme",
            "0 auth_type=oauth",
            "0 object_id=fde5ba15-4355-4223-b811-cccccccccccc",
            "0 app_id=691458b9-1327-4635-9f55-bbbbbbbbbbbb",
            "0 tenant_id=72f988bf-86f1-41af-91ab-dddddddddddd",
            "0 role_assignment_id=ecf75cb8-491c-4a25-ad6e-aaaaaaaaaaaa");
  }

  private static List<String> requests(String text) {
    return EvidenceLines.read(
        SourceKind.STORAGE_LOGS, null, "x/PT1H.json", text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whatever is taken for another kind of evidence gives no fact, and nothing looks covered. */
  @ParameterizedTest
  @MethodSource("evidence")
  void anotherKindsReaderTakesNothing(Sample sample) {
    for (SourceKind other : EnumSet.complementOf(EnumSet.of(sample.kind()))) {
      List<String> read = EvidenceLines.read(other, null, sample.file(), sample.bytes(samples));

      assertThat(read)
          .as(other.word())
          .noneMatch(line -> line.startsWith("snapshot ") || line.startsWith("held "))
          .noneMatch(line -> line.startsWith("0 ") && line.contains("=") && !line.contains(" + "))
          .noneMatch(line -> line.endsWith(" kind=export") || line.endsWith(" kind=dump"))
          .noneMatch(line -> line.startsWith("accountList") || line.startsWith("containerList"));
    }
  }

  /** A list that is saved under the address it was asked for by is a list of that. */
  @Test
  void anEmptyListIsOfTheAccountInItsAddress() throws IOException {
    for (int interaction : List.of(2, 3)) {
      JsonNode recorded = recording("StorageContainerTest.containers.json", interaction);
      String account = interaction == 2 ? "cclgstoragey6akyqpagdt3o" : "ccipstoragey6akyqpagdt3o";

      assertThat(readUnderItsAddress(SourceKind.CONTAINERS, recorded))
          .containsExactly(
              "containerList " + account + " next=null filtered=false",
              "groups []",
              "0 = 0 + 0 + 0, read");
    }
  }

  @Test
  void assignmentsAreOfTheScopeInTheirAddress() throws IOException {
    JsonNode recorded = recording("AccessControlTest.test_find_assignments_by_role.json", 0);

    assertThat(readUnderItsAddress(SourceKind.ROLE_ASSIGNMENTS, recorded))
        .contains(
            "roleAssignmentList /subscriptions/ea42f556-5106-4743-99b0-c129bfa71a47 next=null"
                + " filtered=false");
  }

  private static List<String> readUnderItsAddress(SourceKind kind, JsonNode recorded) {
    String address = recorded.at("/request/uri").textValue();
    String path = address.substring(address.indexOf("/subscriptions"), address.indexOf('?'));
    byte[] body = recorded.at("/response/body/data").toString().getBytes(StandardCharsets.UTF_8);
    return EvidenceLines.read(kind, null, "lists" + path, body);
  }

  private JsonNode recording(String name, int interaction) throws IOException {
    return JSON.readTree(samples.resolve(RECORDINGS).resolve(name).toFile())
        .path("interactions")
        .path(interaction);
  }

  /** A record is the same on a line of its own, with blanks or without, and in every wrapper. */
  @Test
  void realRecordsAreTheSameInEveryFraming() throws IOException {
    sameInEveryFraming(SourceKind.STORAGE_LOGS, "dynatrace-shaN480/log.json");
    sameInEveryFraming(SourceKind.STORAGE_LOGS, "ms-docs/storage_resource_log_schema_example.json");
    sameInEveryFraming(SourceKind.ACTIVITY_LOG, "dynatrace-shaN480/log3.sh");
  }

  private void sameInEveryFraming(SourceKind kind, String file) throws IOException {
    String text = Files.readString(samples.resolve(file));
    String pretty = text.substring(text.indexOf('{'));
    String line = JSON.readTree(pretty).toString();
    String blanks = pretty.replace("\r", "").replace("\n", " ").replaceAll(" +", " ").strip();
    List<String> expected = record(kind, pretty);

    assertThat(expected).contains("1 = 1 + 0 + 0, read").hasSizeGreaterThan(10);
    for (String framed :
        List.of(
            line,
            line + "\n",
            line + "\r\n",
            blanks + "\n",
            "\uFEFF" + line + "\n",
            "[" + line + "]",
            "{\"records\":[" + line + "]}",
            "{ \"records\": [ " + blanks + " ], \"PartitionId\": 1 }")) {
      assertThat(record(kind, framed)).as(framed).isEqualTo(expected);
    }
  }

  private static List<String> record(SourceKind kind, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return EvidenceLines.read(kind, null, "x/PT1H.json", bytes).stream()
        .filter(line -> !line.startsWith("0 offset="))
        .toList();
  }

  /** What says which version of an object was read is a time in each of the logs' spellings. */
  @Test
  void everyLastModifiedTimeIsOne() {
    List<String> times =
        RequestSamples.ALL.stream()
            .flatMap(sample -> read(sample).stream())
            .filter(line -> line.contains(" object_modified=") && !line.endsWith("=null"))
            .map(line -> line.substring(line.indexOf('=') + 1))
            .toList();

    assertThat(times).hasSize(12).allMatch(time -> ModificationTime.micros(time) != null);
  }

  /** What a test has recorded is nobody's export: taken for one, it is one bad record. */
  @Test
  void aRecordingAsItStandsIsNoEvidence() throws IOException {
    for (Path recording : recordings()) {
      byte[] whole = Files.readAllBytes(recording);

      assertThat(EvidenceLines.read(SourceKind.ACCOUNTS, null, "e/accounts.json", whole))
          .as(recording.toString())
          .containsExactly("quarantined 0 names no account", "1 = 0 + 0 + 1, read");
    }
  }

  /** Of these kinds nobody has found a record that Azure wrote and that may be shown. */
  @Test
  void someKindsHaveNoSample() {
    Set<SourceKind> kinds =
        samples().map(Sample::kind).filter(Objects::nonNull).collect(Collectors.toSet());

    Set<SourceKind> without = new HashSet<>(EnumSet.allOf(SourceKind.class));
    without.removeAll(kinds);
    assertThat(without)
        .containsExactlyInAnyOrder(
            SourceKind.LOG_ANALYTICS_EXPORT,
            SourceKind.DIAGNOSTIC_SETTINGS,
            SourceKind.TRANSACTION_METRICS,
            SourceKind.PRINCIPALS);
  }

  private List<Path> recordings() throws IOException {
    try (Stream<Path> files = Files.list(samples.resolve(RECORDINGS))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private List<String> read(Sample sample) {
    return EvidenceLines.read(
        sample.kind(), sample.apiVersion(), sample.file(), sample.bytes(samples));
  }
}
