package dev.ajar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.sample.SampleSize;
import dev.ajar.sample.SampleTenant;
import dev.ajar.testing.AuditOf;
import dev.ajar.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.RuntimeConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole job on the made-up tenant: real files, real Delta, and the truth that was planted. */
class PipelineIT {
  @TempDir private Path folder;

  /** {@code -Dajar.sample=SEED,SIZE} tries another, as large as one likes. */
  static List<String> samples() {
    return List.of(System.getProperty("ajar.sample", "23,4MB").split(";", -1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void anAuditFindsExactlyWhatWasPlanted(String seedAndSize) throws IOException {
    String[] words = seedAndSize.split(",", -1);
    AuditOf audit = new AuditOf(sample(Long.parseLong(words[0]), words[1]));
    audit.run("first", Map.of());

    audit.checkTruth();
  }

  /**
   * Other tests interpret expressions ({@code spark.expressions} in the POM); here one compiles.
   */
  private static final Map<String, String> OTHERWISE =
      Map.of(
          "spark.sql.shuffle.partitions", "13",
          "spark.sql.codegen.wholeStage", "true",
          "spark.sql.codegen.factoryMode", "CODEGEN_ONLY");

  @Test
  void theOrderOfSourcesTheNumberOfPartitionsAndCompilingChangeNoRow() throws IOException {
    Path sample = sample(13, "tiny");
    AuditOf audit = new AuditOf(sample);
    audit.run("first", Map.of());
    Map<String, List<String>> expected = audit.rows(Map.of());
    Path shuffled = sample.resolve("shuffled.yaml");
    Files.writeString(shuffled, shuffledSources(Files.readString(sample.resolve("audit.yaml"))));
    Map<String, String> elsewhere = Map.of("output.path", "shuffled-tables");
    RuntimeConfig conf = LocalSpark.session().conf();
    Map<String, String> before = new HashMap<>();
    OTHERWISE.forEach(
        (name, value) -> {
          before.put(name, conf.get(name));
          conf.set(name, value);
        });
    try {
      audit.run(shuffled, "shuffled", elsewhere);
    } finally {
      before.forEach(conf::set);
    }

    Map<String, List<String>> actual = audit.rows(elsewhere);
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
}
