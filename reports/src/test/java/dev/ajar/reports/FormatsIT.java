package dev.ajar.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ajar.reports.pack.PackFolder;
import dev.ajar.reports.pack.WriteExports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other tools read: it keeps the rules of their formats and says what the tables say. */
class FormatsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static List<JsonNode> ocsf;
  private static List<JsonNode> timesketch;
  private static JsonNode stix;

  @BeforeAll
  static void write() throws IOException {
    WriteExports.writeFormats(
        Story.tables(),
        Story.run(),
        new PackFolder(new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration()));
    ocsf = lines("ocsf.jsonl");
    timesketch = lines("timesketch.jsonl");
    stix = JSON.readTree(folder.resolve("exports/stix.json").toFile());
  }

  private static List<JsonNode> lines(String name) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("exports/" + name))) {
      nodes.add(JSON.readTree(line));
    }
    return nodes;
  }

  /** Required attributes, and of a list with bars at least one: the schema's version 1.8.0. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          6005; category_uid, class_uid, activity_id, type_uid, severity_id, time
          6005; metadata.version, metadata.product.vendor_name|metadata.product.name
          6005; actor, actor.user|actor.session|actor.app_name|actor.app_uid, actor.user.name|actor.user.uid
          6005; src_endpoint, src_endpoint.ip|src_endpoint.name|src_endpoint.hostname|src_endpoint.uid
          6005; database|databucket|table, databucket.name|databucket.uid, cloud.provider
          6003; category_uid, class_uid, activity_id, type_uid, severity_id, time
          6003; metadata.version, metadata.product.vendor_name|metadata.product.name
          6003; actor, actor.user|actor.session|actor.app_name|actor.app_uid, actor.user.name|actor.user.uid
          6003; src_endpoint, src_endpoint.ip|src_endpoint.name|src_endpoint.hostname|src_endpoint.uid
          6003; api.operation, cloud.provider
          2004; category_uid, class_uid, activity_id, type_uid, severity_id, time
          2004; metadata.version, metadata.product.vendor_name|metadata.product.name
          2004; finding_info.uid, cloud.provider
          2005; category_uid, class_uid, activity_id, type_uid, severity_id, time
          2005; metadata.version, metadata.product.vendor_name|metadata.product.name
          2005; finding_info_list, status_id, assignee|assignee_group, assignee_group.name|assignee_group.uid
          """)
  void everyOcsfEventHasWhatItsClassRequires(int kind, String required) {
    List<JsonNode> events = ofClass(kind);
    assertThat(events).isNotEmpty();
    for (JsonNode event : events) {
      for (String any : required.split(", ", -1)) {
        assertThat(any.split("\\|", -1))
            .as("%s of %s", any, event)
            .anyMatch(path -> !event.at("/" + path.replace('.', '/')).isMissingNode());
      }
    }
  }

  private static List<JsonNode> ofClass(int kind) {
    return ocsf.stream().filter(event -> event.get("class_uid").asInt() == kind).toList();
  }

  @Test
  void ocsfNumbersFollowFromOneAnotherAndFromTheEvidence() {
    for (JsonNode event : ocsf) {
      int kind = event.get("class_uid").asInt();
      assertThat(event.get("category_uid").asInt()).isEqualTo(kind / 1000);
      assertThat(event.get("type_uid").asLong())
          .isEqualTo(kind * 100L + event.get("activity_id").asInt());
      assertThat(event.at("/metadata/version").asText()).isEqualTo("1.8.0");
      assertNoNull(event);
      if (event.has("databucket") && event.get("databucket").has("file")) {
        assertThat(event.at("/databucket/file/name").asText()).isNotEmpty();
        assertThat(event.at("/databucket/file/type_id").isInt()).isTrue();
      }
    }
    assertThat(ocsf)
        .extracting(event -> event.get("time").asLong())
        .isSorted()
        .contains(Instant.parse("2024-02-01T10:00:01Z").toEpochMilli());
  }

  private static void assertNoNull(JsonNode node) {
    assertThat(node.isNull()).isFalse();
    node.forEach(FormatsIT::assertNoNull);
  }

  /** The story's seven records, of which one is in two windows, in the order of their times. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | List   | 8  | Success | 200 | 1 | unknown
          1 | Read   | 1  | Success | 200 | 2 | unknown
          2 | Read   | 1  | Success | 206 | 1 | unknown
          3 | Read   | 1  | Failure | 404 | 1 | unknown
          4 | Read   | 1  | Success | 200 | 1 | own
          5 | Write  | 5  | Success | 201 | 1 | own
          6 | Delete | 7  | Success | 202 | 1 | vendor
          """)
  void aRecordIsOneDatastoreActivityInHoweverManyWindows(
      int nth, String activity, int id, String status, String code, int windows, String relation) {
    assertThat(ofClass(6005)).hasSize(7);
    JsonNode event = ofClass(6005).get(nth);
    assertThat(event.get("activity_name").asText()).isEqualToIgnoringCase(activity);
    assertThat(event.get("activity_id").asInt()).isEqualTo(id);
    assertThat(event.get("status_id").asInt()).isEqualTo(status.equals("Success") ? 1 : 2);
    assertThat(event.get("status_code").asText()).isEqualTo(code);
    assertThat(event.at("/http_response/code").asText()).isEqualTo(code);
    assertThat(event.at("/unmapped/windows")).hasSize(windows);
    assertThat(event.at("/unmapped/actor_relation").asText()).isEqualTo(relation);
    assertThat(event.at("/unmapped/evidence/file").asText()).isEqualTo(Story.LOG);
    assertThat(event.at("/databucket/uid").asText()).isEqualTo("contosodata/exports");
  }

  @Test
  void theIncidentNamesEveryWindowAndFinding() {
    assertThat(ofClass(2005)).hasSize(1);
    List<String> named = new ArrayList<>();
    ofClass(2005).get(0).get("finding_info_list").forEach(f -> named.add(f.get("uid").asText()));
    assertThat(named)
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            ofClass(2004).stream().map(f -> f.at("/finding_info/uid").asText()).toList());
  }

  @Test
  void timesketchHasItsThreeFieldsAndItsTimesAgree() {
    assertThat(timesketch).hasSizeGreaterThan(7);
    for (JsonNode event : timesketch) {
      assertThat(event.get("message").asText()).isNotBlank();
      assertThat(event.get("timestamp_desc").asText()).isNotBlank();
      Instant at = OffsetDateTime.parse(event.get("datetime").asText()).toInstant();
      assertThat(event.get("timestamp").asLong()).isEqualTo(at.toEpochMilli() * 1000);
    }
    assertThat(timesketch)
        .extracting(event -> event.get("datetime").asText())
        .isSorted()
        .allMatch(time -> time.endsWith("+00:00"));
    assertThat(timesketch)
        .extracting(event -> event.get("timestamp_desc").asText())
        .contains("Request received", "Operation completed", "First known open");
    assertThat(timesketch)
        .extracting(event -> event.get("message").asText())
        .contains("Op-read 200 contosodata/exports/payroll.csv from 203.0.113.9");
  }

  @Test
  void stixObservesOutsidersWhoCameThroughAndNamesNobodyElse() {
    assertThat(stix.get("type").asText()).isEqualTo("bundle");
    assertThat(stix.get("id").asText()).matches("bundle--[0-9a-f-]{36}");
    Set<String> ids = new HashSet<>();
    List<JsonNode> observed = new ArrayList<>();
    for (JsonNode object : stix.get("objects")) {
      String type = object.get("type").asText();
      assertThat(type).isNotEqualTo("indicator");
      assertThat(object.get("spec_version").asText()).isEqualTo("2.1");
      assertThat(ids.add(object.get("id").asText())).isTrue();
      assertThat(object.get("id").asText()).startsWith(type + "--");
      UUID uuid = UUID.fromString(object.get("id").asText().substring(type.length() + 2));
      assertThat(uuid.version()).isEqualTo(5);
      assertThat(uuid.variant()).isEqualTo(2);
      if (type.equals("observed-data")) {
        observed.add(object);
      }
    }
    assertThat(observed).hasSize(1);
    JsonNode only = observed.get(0);
    // A list and two reads of the stranger; the failed read is no access.
    assertThat(only.get("number_observed").asLong()).isEqualTo(3);
    assertThat(only.get("first_observed").asText()).isEqualTo("2024-02-01T10:00:01.000Z");
    assertThat(only.get("last_observed").asText()).isEqualTo("2024-02-01T10:00:03.000Z");
    for (String time : List.of("created", "modified")) {
      assertThat(only.get(time).asText()).isEqualTo("2024-03-01T08:01:00.000Z");
    }
    assertThat(only.get("object_refs")).hasSize(1);
    only.get("object_refs").forEach(ref -> assertThat(ids).contains(ref.asText()));
    assertThat(ids).contains(only.get("created_by_ref").asText());
  }

  /** RFC 9562 §5.5 over the namespace and the canonical JSON of STIX 2.1 §2.9. */
  @Test
  void theIdOfAnAddressIsTheOneThatEveryProducerGivesIt() throws Exception {
    byte[] hash =
        java.security.MessageDigest.getInstance("SHA-1")
            .digest(
                java.nio.ByteBuffer.allocate(16 + 23)
                    .putLong(0x00abedb4aa42466cL)
                    .putLong(0x9c01fed23315a9b7L)
                    .put("{\"value\":\"203.0.113.9\"}".getBytes(StandardCharsets.UTF_8))
                    .array());
    java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(hash);
    long high = (buffer.getLong() & ~0xf000L) | 0x5000L;
    long low = (buffer.getLong() & ~(3L << 62)) | (2L << 62);
    String expected = "ipv4-addr--" + new UUID(high, low);

    assertThat(stix.get("objects").findValuesAsText("id")).contains(expected);
  }
}
