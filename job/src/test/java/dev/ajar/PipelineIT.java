package dev.ajar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.config.AuditConfig;
import dev.ajar.config.ConfigFile;
import dev.ajar.lake.AuditTables;
import dev.ajar.sample.SampleSize;
import dev.ajar.sample.SampleTenant;
import dev.ajar.tables.Runs;
import dev.ajar.tables.Table;
import dev.ajar.tables.Tables;
import dev.ajar.testing.LocalSpark;
import dev.ajar.testing.TruthCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole job on the made-up tenant: real files, real Delta, and the truth that was planted. */
class PipelineIT {
  @TempDir private Path folder;

  /** {@code -Dajar.sample=SEED,SIZE} tries another, as large as one likes. */
  static List<String> samples() {
    return List.of(System.getProperty("ajar.sample", "7,tiny;23,4MB").split(";", -1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void anAuditFindsExactlyWhatWasPlanted(String seedAndSize) throws IOException {
    String[] words = seedAndSize.split(",", -1);
    Path sample = sample(Long.parseLong(words[0]), words[1]);
    audit(sample, "first", Map.of());

    TruthCheck.check(sample, tables(sample, Map.of())::read);
  }

  @Test
  void anAuditRunTwiceChangesNoTableButRuns() throws IOException {
    Path sample = sample(11, "tiny");
    audit(sample, "first", Map.of());
    Map<String, Long> before = versions(sample);
    audit(sample, "second", Map.of());

    assertThat(versions(sample)).isEqualTo(before);
  }

  @Test
  void theOrderOfSourcesAndTheNumberOfPartitionsChangeNoRow() throws IOException {
    Path sample = sample(13, "tiny");
    audit(sample, "first", Map.of());
    Map<String, List<String>> expected = rows(sample, Map.of());
    Path shuffled = sample.resolve("shuffled.yaml");
    Files.writeString(shuffled, shuffledSources(Files.readString(sample.resolve("audit.yaml"))));
    Map<String, String> elsewhere = Map.of("output.path", "shuffled-tables");
    LocalSpark.session().conf().set("spark.sql.shuffle.partitions", "13");
    try {
      audit(shuffled, sample, "shuffled", elsewhere);
    } finally {
      LocalSpark.session().conf().set("spark.sql.shuffle.partitions", "4");
    }

    Map<String, List<String>> actual = rows(sample, elsewhere);
    expected.forEach((table, rows) -> assertThat(actual.get(table)).as(table).isEqualTo(rows));
  }

  private Path sample(long seed, String size) throws IOException {
    Path sample = folder.resolve("sample-" + seed);
    SampleTenant.write(sample, seed, SampleSize.parse(size));
    return sample;
  }

  private static String shuffledSources(String yaml) {
    List<String> lines = yaml.lines().toList();
    List<String> sources = lines.stream().filter(line -> line.startsWith("  - {kind:")).toList();
    StringBuilder shuffled = new StringBuilder();
    int next = sources.size();
    for (String line : lines) {
      shuffled.append(line.startsWith("  - {kind:") ? sources.get(--next) : line).append('\n');
    }
    return shuffled.toString();
  }

  private static AuditResult audit(Path sample, String runId, Map<String, String> set)
      throws IOException {
    return audit(sample.resolve("audit.yaml"), sample, runId, set);
  }

  private static AuditResult audit(Path yaml, Path sample, String runId, Map<String, String> set)
      throws IOException {
    Clock clock = Clock.fixed(Instant.parse("2024-05-01T00:00:00Z"), ZoneOffset.UTC);
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new Pipeline(
            LocalSpark.session(),
            config(yaml, sample, set),
            new Progress(clock, nowhere, "sample", runId),
            clock,
            runId,
            "test")
        .audit();
  }

  private static AuditConfig config(Path yaml, Path sample, Map<String, String> set)
      throws IOException {
    return ConfigFile.read(Files.readString(yaml), yaml.toString(), sample.toString(), set);
  }

  private static AuditTables tables(Path sample, Map<String, String> set) throws IOException {
    AuditConfig config = config(sample.resolve("audit.yaml"), sample, set);
    return AuditTables.open(LocalSpark.session(), config.output(), config.audit());
  }

  private static Map<String, Long> versions(Path sample) throws IOException {
    return tables(sample, Map.of()).lastCommitted().orElseThrow().tableVersions();
  }

  /** Every table's rows as text, sorted, but for which run first read a file. */
  private static Map<String, List<String>> rows(Path sample, Map<String, String> set)
      throws IOException {
    AuditTables tables = tables(sample, set);
    Map<String, List<String>> rows = new HashMap<>();
    for (Table table : Tables.ALL) {
      if (table != Runs.TABLE) {
        rows.put(
            table.name(),
            tables.read(table).drop("first_run_id").collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList());
      }
    }
    return rows;
  }
}
