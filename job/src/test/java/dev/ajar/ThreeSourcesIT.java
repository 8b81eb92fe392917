package dev.ajar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Coverage;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.testing.AuditOf;
import dev.ajar.testing.TinyTenant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A made-up tenant whose requests are given as resource logs, as an export, as classic logs and as
 * what the portal saves of a query.
 */
class ThreeSourcesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EXPORT =
      "  - {kind: log-analytics-export, path: logs/am-storagebloblogs}\n";
  private static final String CLASSIC = "  - {kind: storage-analytics, path: 'logs/$logs'}\n";
  private static final String SAVED = "saved/query_data.csv";
  private static final String PORTAL = "  - {kind: log-analytics-export, path: saved}\n";
  private static final DateTimeFormatter PORTAL_TIME =
      DateTimeFormatter.ofPattern("M/d/uuuu, h:mm:ss.SSS a", Locale.US);
  private static final String WORKSPACE =
      "logs/am-storagebloblogs/WorkspaceResourceId=/subscriptions/w/resourcegroups/rg/providers/"
          + "microsoft.operationalinsights/workspaces/ws";

  private static final Map<String, String> COLUMNS =
      Map.ofEntries(
          Map.entry("time", "TimeGenerated"),
          Map.entry("resourceId", "_ResourceId"),
          Map.entry("category", "Category"),
          Map.entry("operationName", "OperationName"),
          Map.entry("statusText", "StatusText"),
          Map.entry("callerIpAddress", "CallerIpAddress"),
          Map.entry("correlationId", "CorrelationId"),
          Map.entry("uri", "Uri"),
          Map.entry("protocol", "Protocol"),
          Map.entry("type", "AuthenticationType"),
          Map.entry("tokenHash", "AuthenticationHash"),
          Map.entry("authorization", "AuthorizationDetails"),
          Map.entry("objectId", "RequesterObjectId"),
          Map.entry("appId", "RequesterAppId"),
          Map.entry("tenantId", "RequesterTenantId"),
          Map.entry("upn", "RequesterUpn"),
          Map.entry("accountName", "AccountName"),
          Map.entry("objectKey", "ObjectKey"),
          Map.entry("userAgentHeader", "UserAgentHeader"),
          Map.entry("referrerHeader", "ReferrerHeader"),
          Map.entry("clientRequestId", "ClientRequestId"),
          Map.entry("etag", "Etag"),
          Map.entry("serviceType", "ServiceType"),
          Map.entry("lastModifiedTime", "LastModifiedTime"),
          Map.entry("metricResponseType", "MetricResponseType"),
          Map.entry("operationCount", "OperationCount"),
          Map.entry("requestBodySize", "RequestBodySize"),
          Map.entry("responseBodySize", "ResponseBodySize"));

  private static final String SETTLING = ",through,confirmed,true,";

  @TempDir private Path folder;

  @Test
  void aRequestInThreeSourcesIsOneAccessOfTheRichest() throws IOException {
    Path sample = TinyTenant.copyTo(folder.resolve("sample"));
    AuditOf audit = new AuditOf(sample);
    AuditOf alone = TinyTenant.audit();
    copies(sample);
    String yaml = Files.readString(sample.resolve("audit.yaml"));

    Map<String, String> all = Map.of("output.path", "three");
    Path three = sample.resolve("three.yaml");
    Files.writeString(three, yaml.replace("sources:\n", "sources:\n" + CLASSIC + EXPORT + PORTAL));
    AuditOf together = audit.by(three);
    together.run("three", all);
    assertThat(audit.rows("accesses", all)).isEqualTo(alone.rows("accesses", Map.of()));
    assertThat(audit.rows("sources", all))
        .anyMatch(row -> row.contains(SAVED))
        .anyMatch(row -> row.contains("log-analytics-export"))
        .anyMatch(row -> row.contains("storage-analytics"));
    together.run("again", all);
    assertThat(together.count("log_files_opened")).isZero();

    Map<String, String> both = Map.of("output.path", "two");
    Path two = sample.resolve("two.yaml");
    String without = yaml.replaceAll("  - \\{kind: storage-logs.*\n", "");
    Files.writeString(two, without.replace("sources:\n", "sources:\n" + CLASSIC + EXPORT));
    audit.by(two).run("two", both);
    // Their files prove no hour quiet, so the closing is inferred, and nothing settles into it.
    String settled = settledWindow(alone);
    assertThat(closing(alone, Map.of(), settled)).isEqualTo("exact");
    assertThat(closing(audit, both, settled)).isEqualTo("inferred");
    assertThat(carried(audit, both))
        .containsExactlyInAnyOrderElementsOf(
            carried(alone, Map.of()).stream().filter(row -> !row.contains(SETTLING)).toList());
    assertThat(audit.rows("accesses", both)).allMatch(row -> row.contains("am-storagebloblogs"));

    // Alone it shows the same requests, and no hour whole; so nothing settles.
    Map<String, String> saved = Map.of("output.path", "saved-only");
    Path portal = sample.resolve("portal.yaml");
    String file = PORTAL.replace("path: saved", "path: " + SAVED);
    Files.writeString(portal, without.replace("sources:\n", "sources:\n" + file));
    AuditOf only = audit.by(portal);
    only.run("portal", saved);
    assertThat(carried(audit, saved, Accesses.AT))
        .containsExactlyInAnyOrderElementsOf(carried(audit, both, Accesses.AT));
    assertThat(states(audit, both)).contains("logged");
    assertThat(states(audit, saved)).isNotEmpty().doesNotContain("logged", "quiet");
    Files.writeString(sample.resolve(SAVED), "x,\n", StandardOpenOption.APPEND);
    only.run("grown", saved);
    assertThat(only.count("log_files_opened")).isEqualTo(1);
    assertThat(audit.rows("sources", saved)).filteredOn(row -> row.contains(SAVED)).hasSize(1);
    assertThat(carried(audit, saved, Accesses.AT))
        .containsExactlyInAnyOrderElementsOf(carried(audit, both, Accesses.AT));
  }

  private static List<String> states(AuditOf audit, Map<String, String> set) throws IOException {
    return audit
        .tables(set)
        .read(Coverage.TABLE)
        .select(Coverage.STATE)
        .distinct()
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** The window that a request settled into. */
  private static String settledWindow(AuditOf audit) throws IOException {
    List<Row> settled = audit.select("accesses", "settling");
    assertThat(settled).hasSize(1);
    return settled.get(0).getAs(Accesses.WINDOW_ID);
  }

  private static String closing(AuditOf audit, Map<String, String> set, String window)
      throws IOException {
    return audit
        .tables(set)
        .read(ExposureWindows.TABLE)
        .where("window_id = '" + window + "'")
        .select(ExposureWindows.CLOSED_BASIS)
        .head()
        .getString(0);
  }

  /**
   * Accesses by what an export carries: not the range, which only a resource log has; nor the
   * window's id, since hours that are not quiet leave another last instant at which it was closed.
   */
  private static List<String> carried(AuditOf audit, Map<String, String> set, String... cut)
      throws IOException {
    return audit
        .tables(set)
        .read(Accesses.TABLE)
        .drop(
            Accesses.WINDOW_ID,
            Accesses.FILE,
            Accesses.OFFSET,
            Accesses.RANGE_START,
            Accesses.RANGE_END)
        .drop(cut)
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }

  /** Every line that is JSON, of all resource logs, as the other three would have it. */
  private static void copies(Path sample) throws IOException {
    Map<Path, StringBuilder> files = new TreeMap<>();
    List<Path> logs;
    try (Stream<Path> walk = Files.walk(sample.resolve("logs"))) {
      logs = walk.filter(path -> path.toString().endsWith(".json")).sorted().toList();
    }
    for (Path log : logs) {
      for (String line :
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList()) {
        JsonNode record = parsed(line);
        if (record == null || !record.path("time").asText().endsWith("Z")) {
          continue;
        }
        String time = record.get("time").asText();
        String day =
            time.substring(0, 4) + "/" + time.substring(5, 7) + "/" + time.substring(8, 10);
        String hour = time.substring(11, 13);
        String folders =
            "/y=" + day.replaceFirst("/", "/m=").replaceFirst("/(\\d\\d)$", "/d=$1") + "/h=" + hour;
        Path export = sample.resolve(WORKSPACE + folders + "/m=00/PT05M.json");
        ObjectNode row = JSON.createObjectNode().put("Type", "StorageBlobLogs");
        row.put("TenantId", "w").put("StatusCode", record.path("statusCode").asText());
        flatten(record, row);
        files.computeIfAbsent(export, path -> new StringBuilder()).append(row).append('\n');
        StringBuilder saved =
            files.computeIfAbsent(
                sample.resolve(SAVED), path -> new StringBuilder("\ufeff").append(portalHeader()));
        saved.append(portal(row));
        Path classic = sample.resolve("logs/$logs/blob/" + day + "/" + hour + "00/000000.log");
        files
            .computeIfAbsent(classic, path -> new StringBuilder())
            .append(classic(record))
            .append('\n');
      }
    }
    for (Map.Entry<Path, StringBuilder> file : files.entrySet()) {
      Files.createDirectories(file.getKey().getParent());
      Files.writeString(file.getKey(), file.getValue(), StandardOpenOption.CREATE);
    }
  }

  private static JsonNode parsed(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      return node == null || !node.isObject() ? null : node;
    } catch (IOException broken) {
      return null;
    }
  }

  private static void flatten(JsonNode from, ObjectNode into) {
    from.properties()
        .forEach(
            member -> {
              if (COLUMNS.containsKey(member.getKey())) {
                into.set(COLUMNS.get(member.getKey()), member.getValue());
              } else if (member.getValue().isObject()) {
                flatten(member.getValue(), into);
              }
            });
  }

  private static List<String> portalColumns() {
    List<String> columns = new ArrayList<>(List.of("TenantId", "StatusCode", "Type"));
    COLUMNS.values().stream().sorted().forEach(columns::add);
    return columns;
  }

  private static String portalHeader() {
    return String.join(",", portalColumns()).replace("TimeGenerated", "TimeGenerated [UTC]")
        + "\r\n";
  }

  private static String portal(JsonNode row) {
    List<String> fields = new ArrayList<>();
    for (String column : portalColumns()) {
      JsonNode value = row.path(column);
      String text = value.isContainerNode() ? value.toString() : value.asText("");
      if (column.equals("TimeGenerated")) {
        text = PORTAL_TIME.format(Instant.parse(text).atOffset(ZoneOffset.UTC));
      }
      fields.add('"' + text.replace("\"", "\"\"") + '"');
    }
    return String.join(",", fields) + "\r\n";
  }

  private static String classic(JsonNode record) {
    JsonNode more = record.path("properties");
    String type = record.path("identity").path("type").asText();
    String how =
        switch (type) {
          case "Anonymous" -> "anonymous";
          case "OAuth" -> "bearer";
          case "SAS" -> "sas";
          default -> "authenticated";
        };
    return String.join(
        ";",
        "1.0",
        record.path("time").asText(),
        record.path("operationName").asText(),
        record.path("statusText").asText(),
        record.path("statusCode").asText(),
        "1",
        "1",
        how,
        "",
        more.path("accountName").asText(),
        "blob",
        quoted(record.path("uri").asText()),
        quoted(more.path("objectKey").asText()),
        record.path("correlationId").asText(),
        more.path("operationCount").asText("0"),
        record.path("callerIpAddress").asText(),
        "2022-11-02",
        "1",
        more.path("requestBodySize").asText("0"),
        "1",
        more.path("responseBodySize").asText("0"),
        "0",
        "",
        "",
        quoted(more.path("etag").asText()),
        "",
        "",
        quoted(more.path("userAgentHeader").asText()),
        "",
        "");
  }

  private static String quoted(String text) {
    StringBuilder encoded = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> encoded.append("&amp;");
        case '"' -> encoded.append("&quot;");
        case ';' -> encoded.append("&#59;");
        case '\n' -> {}
        default -> encoded.append(c);
      }
    }
    return encoded.append('"').toString();
  }
}
