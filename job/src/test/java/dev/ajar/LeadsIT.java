package dev.ajar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.sample.SampleSize;
import dev.ajar.sample.SampleTenant;
import dev.ajar.testing.AuditOf;
import dev.ajar.testing.OneSparkLine;
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

/** What a responder declares becomes windows, and the logs say what went through them. */
@OneSparkLine
class LeadsIT {
  @TempDir private Path folder;

  /** One request as the logs have it, found without Ajar's readers. */
  private record Line(String account, Instant at, String auth, String key, String id) {}

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

    audit.run(yaml, "leads", Map.of());

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
