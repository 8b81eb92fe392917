package dev.ajar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.sample.SampleSize;
import dev.ajar.sample.SampleTenant;
import dev.ajar.testing.AuditOf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Leads, signatures that the logs show and role assignments become windows, and the logs say what
 * went through them.
 */
class WaysInIT {
  @TempDir private Path folder;

  /** One request as the logs have it, found without Ajar's readers. */
  private record Line(
      String account,
      Instant at,
      String auth,
      String key,
      String sas,
      String role,
      String principal,
      String id) {}

  @Test
  void aLeakedKeyAndADeclaredWindowTakeTheRequestsThatUsedThem() throws IOException {
    SampleTenant.write(folder, 7, SampleSize.parse("tiny"));
    List<Line> lines = lines(period());
    Line signed =
        lines.stream().filter(line -> line.auth().equals("AccountKey")).findFirst().orElseThrow();
    String account = signed.account();
    List<Instant> times = lines.stream().map(Line::at).sorted().toList();
    Instant since = times.get(times.size() / 4);
    Instant until = times.get(times.size() / 2);
    Path yaml = folder.resolve("leads.yaml");
    Files.writeString(
        yaml,
        Files.readString(folder.resolve("audit.yaml"))
            + """
            leads:
              - {vector: account-key, account: %1$s, key: key1, since: %2$s, sha256: %3$s}
              - {vector: account-key, account: %1$s, key: key2, since: %2$s}
              - {vector: window, account: %1$s, from: %2$s, to: %4$s, capability: [list, read], reason: told}
              - {vector: sas, account: %1$s, sha256: %5$s}
            """
                .formatted(account, since, signed.key(), until, "0".repeat(63) + "1"));
    AuditOf audit = new AuditOf(folder);

    audit.by(yaml).run("leads", Map.of());

    Row key = only(audit, "vector = 'account-key' and subject like 'key1(%'");
    List<Line> used =
        lines.stream()
            .filter(line -> line.account().equals(account) && signed.key().equals(line.key()))
            .filter(line -> !line.at().isBefore(since))
            .toList();
    assertThat(used).isNotEmpty();
    assertThat(requests(audit, key, "via = 'through'"))
        .containsExactlyInAnyOrderElementsOf(ids(used));
    assertThat(key.<String>getAs("exposure")).isEqualTo("proven");
    assertThat(key.<Boolean>getAs("still_open")).isTrue();
    assertThat(key.isNullAt(key.fieldIndex("container"))).isTrue();
    List<Row> spans =
        audit.select("window_spans", "window_id = '" + key.<String>getAs("window_id") + "'");
    assertThat(spans.stream().map(span -> span.<String>getAs("state")))
        .containsExactlyInAnyOrder("possible", "proven", "possible");

    Row unused = only(audit, "vector = 'account-key' and subject = 'key2'");
    assertThat(requests(audit, unused, "true")).isEmpty();
    assertThat(unused.<String>getAs("exposure")).isEqualTo("possible");
    assertThat(unused.isNullAt(unused.fieldIndex("opened_before"))).isTrue();

    Row declared = only(audit, "vector = 'declared'");
    List<Line> inside =
        lines.stream()
            .filter(line -> line.account().equals(account))
            .filter(line -> !line.at().isBefore(since) && line.at().isBefore(until))
            .toList();
    assertThat(requests(audit, declared, "via = 'through'"))
        .containsExactlyInAnyOrderElementsOf(
            ids(inside.stream().filter(line -> line.auth().equals("Anonymous")).toList()));
    assertThat(requests(audit, declared, "true")).containsExactlyInAnyOrderElementsOf(ids(inside));
    assertThat(declared.<String>getAs("opened_cause")).isEqualTo("lead");

    Row sas = only(audit, "vector = 'sas'");
    assertThat(sas.<String>getAs("verdict"))
        .as("no hit is never: not used")
        .isIn("possible", "not determinable");
  }

  @Test
  void aSasOfAStrangerAndARoleOfAStrangerTakeTheRequestsThatUsedThem() throws IOException {
    SampleTenant.write(folder, 7, SampleSize.parse("tiny"));
    List<Line> lines = lines(period());
    Line granted = lines.stream().filter(line -> line.role() != null).findFirst().orElseThrow();
    Line signed = lines.stream().filter(line -> line.sas() != null).findFirst().orElseThrow();
    String account = granted.account();
    String contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    String reader = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1";
    Files.writeString(
        folder.resolve("roles.json"),
        "{\"value\":[%s,%s]}"
            .formatted(
                assignment(granted.role(), granted.principal(), reader, account),
                assignment(
                    "5e1f0c1e-0000-4000-8000-00000000000c", "nobody", contributor, account)));
    Path yaml = folder.resolve("ways.yaml");
    Files.writeString(
        yaml,
        Files.readString(folder.resolve("audit.yaml"))
            .replace(
                "known:",
                "  - {kind: role-assignments, path: roles.json, taken_at: 2024-03-20T00:00:00Z}\nknown:")
            .replaceAll("(?s)\nknown:.*\\z", "\noutput: {path: tables}\n"));
    AuditOf audit = new AuditOf(folder);

    audit.by(yaml).run("ways", Map.of("rules.sweep", "all"));

    Row sas = only(audit, "vector = 'sas' and subject = '" + signed.sas() + "'");
    List<Line> used = lines.stream().filter(line -> signed.sas().equals(line.sas())).toList();
    assertThat(requests(audit, sas, "via = 'through'"))
        .containsExactlyInAnyOrderElementsOf(ids(used));
    assertThat(sas.<String>getAs("verdict")).isEqualTo("confirmed");
    assertThat(sas.<String>getAs("opened_cause")).isEqualTo("st");
    assertThat(sas.<String>getAs("closed_cause")).isEqualTo("se");
    assertThat(audit.select("sas_tokens", "sas_sha256 = '" + signed.sas() + "'"))
        .singleElement()
        .satisfies(
            token -> {
              assertThat(token.<String>getAs("risk")).isEqualTo("stranger");
              assertThat(token.<Long>getAs("requests")).isEqualTo(ids(used).size());
            });

    Row role = only(audit, "vector = 'role-assignment' and subject = '" + granted.role() + "'");
    List<Line> let =
        lines.stream()
            .filter(line -> line.account().equals(account) && granted.role().equals(line.role()))
            .toList();
    assertThat(requests(audit, role, "via = 'through'"))
        .containsExactlyInAnyOrderElementsOf(ids(let));
    assertThat(role.<String>getAs("verdict")).isEqualTo("confirmed");

    Row keys = only(audit, "vector = 'role-assignment' and subject like '5e1f%'");
    assertThat(requests(audit, keys, "true")).isEmpty();
    assertThat(keys.<String>getAs("verdict"))
        .as("keys leave no trace of who fetched them")
        .isIn("possible", "not determinable");
  }

  private static String assignment(String id, String principal, String role, String account) {
    String scope =
        "/subscriptions/s/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/" + account;
    return """
        {"id":"%1$s/providers/Microsoft.Authorization/roleAssignments/%2$s","name":"%2$s",
         "type":"Microsoft.Authorization/roleAssignments",
         "properties":{"principalId":"%3$s","principalType":"ServicePrincipal","scope":"%1$s",
          "roleDefinitionId":"/providers/Microsoft.Authorization/roleDefinitions/%4$s",
          "createdOn":"2023-01-01T00:00:00.0000000Z"}}"""
        .formatted(scope, id, principal, role);
  }

  private static Row only(AuditOf audit, String condition) throws IOException {
    List<Row> rows = audit.select("exposure_windows", condition);
    assertThat(rows).as(condition).hasSize(1);
    return rows.get(0);
  }

  private static Set<String> requests(AuditOf audit, Row window, String condition)
      throws IOException {
    Set<String> ids = new HashSet<>();
    String id = window.getAs("window_id");
    audit
        .select("accesses", "window_id = '" + id + "' and " + condition)
        .forEach(row -> ids.add(row.getAs("request_id")));
    return ids;
  }

  private static Set<String> ids(List<Line> lines) {
    Set<String> ids = new HashSet<>();
    lines.forEach(line -> ids.add(line.id()));
    return ids;
  }

  /** From and to of the audit. */
  private List<Instant> period() throws IOException {
    Matcher found =
        Pattern.compile("period: *\\{from: *([^,]+), *to: *([^}]+)}")
            .matcher(Files.readString(folder.resolve("audit.yaml")));
    assertThat(found.find()).isTrue();
    return List.of(Instant.parse(found.group(1)), Instant.parse(found.group(2)));
  }

  private List<Line> lines(List<Instant> period) throws IOException {
    List<Line> lines = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files =
          all.filter(
                  path ->
                      path.toString().contains("insights-logs-storage")
                          && path.toString().contains("blobServices"))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
    }
    for (Path file : files) {
      if (file.toString().endsWith(".json")) {
        for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList()) {
          Map<String, String> found = new TreeMap<>();
          find(found, "time", "\"time\": ?\"([^\"]+)\"", line);
          find(found, "account", "\"accountName\": ?\"([^\"]+)\"", line);
          find(found, "auth", "\"type\": ?\"(AccountKey|Anonymous|SAS|OAuth)\"", line);
          find(found, "key", "key1\\(([0-9A-F]{64})\\)", line);
          find(found, "sas", "SasSignature\\(([0-9A-F]{64})\\)", line);
          find(found, "role", "\"roleAssignmentId\": ?\"([^\"]+)\"", line);
          find(found, "principal", "\"objectId\": ?\"([^\"]+)\"", line);
          find(found, "id", "\"correlationId\": ?\"([^\"]+)\"", line);
          find(found, "service", "\"serviceType\": ?\"([^\"]+)\"", line);
          boolean isWhole =
              line.endsWith("}") && found.containsKey("account") && found.containsKey("time");
          Instant at = isWhole ? Instant.parse(found.get("time")) : null;
          if (isWhole && !at.isBefore(period.get(0)) && at.isBefore(period.get(1))) {
            lines.add(
                new Line(
                    found.get("account"),
                    at,
                    found.getOrDefault("auth", "?"),
                    found.get("key"),
                    found.get("sas"),
                    found.get("role"),
                    found.get("principal"),
                    found.get("id")));
          }
        }
      }
    }
    return lines;
  }

  private static void find(Map<String, String> found, String name, String pattern, String line) {
    Matcher matcher = Pattern.compile(pattern).matcher(line);
    if (matcher.find()) {
      found.put(name, matcher.group(1));
    }
  }
}
