package dev.ajar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.sample.SampleSize;
import dev.ajar.sample.SampleTenant;
import dev.ajar.tables.Table;
import dev.ajar.tables.Tables;
import dev.ajar.testing.AuditOf;
import dev.ajar.testing.LocalSpark;
import dev.ajar.testing.TinyTenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole job on the made-up tenant: real files, real Delta, and the truth that was planted. */
class PipelineIT {
  private static final String ADAPTIVE = "spark.sql.adaptive.enabled";

  @TempDir private Path folder;

  /** As a cluster does it: other tests plan a query once (see the POM). */
  @BeforeAll
  static void planAnewAfterEachStage() {
    LocalSpark.session().conf().set(ADAPTIVE, "true");
  }

  @AfterAll
  static void planOnce() {
    LocalSpark.session().conf().set(ADAPTIVE, "false");
  }

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

  private static final String SCHEMA = "spark_catalog.pipeline_it";
  private static final String IN_A_FOLDER = "output: {path: tables}";
  private static final String IN_A_CATALOG =
      "output: {catalog: spark_catalog, schema: pipeline_it}";

  /**
   * Other tests interpret expressions ({@code spark.expressions} in the POM); here one compiles.
   */
  private static final Map<String, String> OTHERWISE =
      Map.of(
          "spark.sql.shuffle.partitions", "13",
          "spark.sql.codegen.wholeStage", "true",
          "spark.sql.codegen.factoryMode", "CODEGEN_ONLY");

  @Test
  void theOrderOfSourcesTheNumberOfPartitionsCompilingAndACatalogChangeNoRow() throws IOException {
    Path sample = TinyTenant.copyTo(folder.resolve("sample"));
    Map<String, List<String>> expected = TinyTenant.audit().rows(Map.of());
    Path shuffled = sample.resolve("shuffled.yaml");
    String yaml = Files.readString(sample.resolve("audit.yaml"));
    assertThat(yaml).contains(IN_A_FOLDER);
    Files.writeString(shuffled, shuffledSources(yaml.replace(IN_A_FOLDER, IN_A_CATALOG)));
    AuditOf audit = new AuditOf(sample).by(shuffled);
    LocalSpark.session().sql("CREATE SCHEMA " + SCHEMA);
    RuntimeConfig conf = LocalSpark.session().conf();
    Map<String, String> before = new HashMap<>();
    OTHERWISE.forEach(
        (name, value) -> {
          before.put(name, conf.get(name));
          conf.set(name, value);
        });
    try {
      audit.run("shuffled", Map.of());

      Map<String, List<String>> actual = audit.rows(Map.of());
      expected.forEach((table, rows) -> assertThat(actual.get(table)).as(table).isEqualTo(rows));
      Tables.ALL.forEach(PipelineIT::isDescribed);
    } finally {
      before.forEach(conf::set);
      LocalSpark.session().sql("DROP SCHEMA " + SCHEMA + " CASCADE");
    }
  }

  /** The catalog says of a table and of its columns what Ajar says. */
  private static void isDescribed(Table table) {
    String name = SCHEMA + "." + table.name();
    Map<String, Row> said = new HashMap<>();
    for (Row row : LocalSpark.session().sql("DESCRIBE TABLE EXTENDED " + name).collectAsList()) {
      said.putIfAbsent(row.getString(0), row);
    }
    for (StructField field : table.storedColumns().fields()) {
      String comment = field.getComment().get();
      assertThat(comment).as(name + "." + field.name()).isNotBlank();
      assertThat(said.get(field.name()).<String>getAs("comment")).isEqualTo(comment);
    }
    assertThat(said.get("Comment").<String>getAs("data_type")).as(name).isEqualTo(table.comment());
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
