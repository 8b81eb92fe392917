package dev.ajar.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ajar.AjarCommand;
import dev.ajar.evidence.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * The bundles of {@code scripts/databricks}, as they are deployed: Databricks' own models know
 * every key, and they say what the job is meant to be.
 */
class BundleIT {
  private static final Path BUNDLES = Path.of("../scripts/databricks");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern REFERENCE = Pattern.compile("\\{\\{([a-z_.]+)}}");

  /** The bundles by runtime, each resolved once. */
  private static final Map<String, JsonNode> RESOLVED = new HashMap<>();

  @TempDir private Path copy;

  @ParameterizedTest
  @CsvSource({"dev, 18", "dev, 17.3", "prod, 18", "prod, 17.3"})
  void theAuditIsAJobThatMayBeTriedAgain(String target, String runtime) throws Exception {
    JsonNode job = job(target, runtime, "audit");

    assertThat(job.at("/schedule/pause_status").asText()).isEqualTo("PAUSED");
    assertThat(job.at("/max_concurrent_runs").asInt()).isOne();
    assertThat(job.at("/queue/enabled").asBoolean()).isTrue();
    assertThat(job.at("/health/rules/0/metric").asText()).isEqualTo("RUN_DURATION_SECONDS");
    assertThat(job.at("/email_notifications/on_failure/0").asText()).isEqualTo("<mail>");
    assertThat(job.at("/email_notifications/on_duration_warning_threshold_exceeded")).isNotEmpty();
    assertThat(job.at("/webhook_notifications/on_failure/0/id").asText()).isEqualTo("<webhook>");
    assertThat(job.at("/tasks")).hasSize(2);
    assertThat(job.at("/tasks/0/task_key").asText()).isEqualTo("audit");
    assertThat(job.at("/tasks/1/task_key").asText()).isEqualTo("report");
    assertThat(job.at("/tasks/1/depends_on/0/task_key").asText()).isEqualTo("audit");
    for (JsonNode task : job.at("/tasks")) {
      assertThat(task.at("/job_cluster_key")).isEqualTo(job.at("/job_clusters/0/job_cluster_key"));
      assertThat(task.at("/max_retries").asInt()).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({"18, reports/target/ajar.jar", "17.3, reports/target/spark-4.0/ajar.jar"})
  void theJarIsTheOneOfTheRuntime(String runtime, String jar) throws Exception {
    for (String name : List.of("audit", "validate")) {
      JsonNode job = job("prod", runtime, name);
      JsonNode cluster = job.findValue("new_cluster");
      assertThat(cluster.at("/spark_version").asText()).isEqualTo(runtime + ".x-scala2.13");
      assertThat(cluster.at("/data_security_mode").asText())
          .isEqualTo("DATA_SECURITY_MODE_DEDICATED");
      assertThat(job.findValuesAsText("jar"))
          .isNotEmpty()
          .containsOnly("/Volumes/main/ajar/setup/" + runtime + "/ajar.jar");
    }
    assertThat(Files.readString(BUNDLES.resolve("README.md")))
        .contains("databricks fs cp " + jar + " $SETUP/" + runtime + "/ajar.jar");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void theTasksAreCommandsOfAjar(String target) throws Exception {
    List<String> said = new ArrayList<>();
    for (String name : List.of("audit", "validate")) {
      JsonNode job = job(target, "18", name);
      for (JsonNode task : job.findValues("spark_jar_task")) {
        Class<?> main = Class.forName(task.at("/main_class_name").asText());
        assertThat(main.getMethod("main", String[].class)).isNotNull();
        List<String> words = new ArrayList<>();
        for (JsonNode word : task.at("/parameters")) {
          words.add(handedOver(word.asText(), job));
        }
        parse(words);
        assertThat(Instant.parse(words.get(words.indexOf("--as-of") + 1)))
            .isEqualTo("2024-04-01T00:00:00Z");
        assertThat(words.get(words.indexOf("-c") + 1)).endsWith("/setup/audit.yaml");
        said.add(words.get(0));
      }
    }
    assertThat(said).containsExactly("audit", "report", "validate");
  }

  @Test
  void prodRunsAsAServicePrincipalAndDevAsWhoDeploys() throws Exception {
    JsonNode bundle = bundles("18").at("/ajar");

    assertThat(bundle.at("/prod/run_as/service_principal_name").asText())
        .isEqualTo("<service_principal>");
    assertThat(bundle.at("/prod/mode").asText()).isEqualTo("production");
    assertThat(bundle.at("/dev/run_as").isNull()).isTrue();
    assertThat(bundle.at("/dev/mode").asText()).isEqualTo("development");
  }

  @Test
  void theEvidenceIsReadOnlyAndTheJobCannotChangeWhatItRuns() throws Exception {
    JsonNode catalog = bundles("18").at("/ajar-catalog/prod/resources");

    assertThat(catalog.at("/external_locations")).hasSize(5);
    for (JsonNode location : catalog.at("/external_locations")) {
      assertThat(location.at("/read_only").asBoolean()).isTrue();
      assertThat(location.has("grants")).isFalse();
    }
    List<String> written = new ArrayList<>();
    for (JsonNode volume : catalog.at("/volumes")) {
      assertThat(granted(volume, "<service_principal>")).contains("READ_VOLUME");
      if (granted(volume, "<service_principal>").contains("WRITE_VOLUME")) {
        written.add(volume.at("/name").asText());
      }
    }
    assertThat(written).containsExactly("reports");
    assertThat(granted(catalog.at("/schemas/ajar"), "<service_principal>"))
        .containsExactly("USE_SCHEMA", "CREATE_TABLE");
  }

  @Test
  void theConfigurationReadsTheVolumesThatAreMade() throws Exception {
    JsonNode volumes = bundles("18").at("/ajar-catalog/prod/resources/volumes");
    String config = Files.readString(BUNDLES.resolve("audit.yaml"));

    List<String> read =
        Pattern.compile("path: /Volumes/main/ajar/([a-z]+)")
            .matcher(config)
            .results()
            .map(found -> found.group(1))
            .distinct()
            .toList();
    assertThat(read)
        .containsExactlyInAnyOrder(
            "storageread", "storagewrite", "storagedelete", "activity", "evidence");
    assertThat(read).allMatch(volumes::has);
  }

  @Test
  void noFileHoldsASecret() throws IOException {
    try (Stream<Path> files = Files.walk(BUNDLES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        assertThat(Secrets.cut(text)).as(file.toString()).isEqualTo(text);
        assertThat(text).doesNotContainPattern("dapi[0-9a-f]{8}");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          resources/jobs.yml; max_retries:; max_retrys:; 'max_retrys'
          resources/jobs.yml; PAUSED; STOPPED; 'STOPPED'
          resources/jobs.yml; value: 14400; value: long; 'long'
          resources/jobs.yml; main_class_name: dev.ajar.Ajar; jar_url: x; 'jar_url'
          resources/jobs.yml; DATA_SECURITY_MODE_DEDICATED; DEDICATED; 'DEDICATED'
          resources/jobs.yml; ${var.webhook}; ${var.hook}; ${var.hook}: there is no such thing
          resources/jobs.yml; jobs:; job:; resources.job: no such kind
          databricks.yml; run_as:; runs_as:; no key runs_as
          databricks.yml; mode: production; mode: prod; prod is none
          databricks.yml; - resources/*.yml; - resource/*.yml; there is no resource/*.yml
          catalog/resources/schema.yml; CREATE_TABLE; CREATE_TABLES; 'CREATE_TABLES'
          catalog/resources/evidence.yml; read_only:; readonly:; 'readonly'
          catalog/resources/evidence.yml; credential_name: ${var.credential}; comment: none; credential_name
          """)
  void aSlipIsFound(String file, String right, String wrong, String said) throws Exception {
    for (String name :
        List.of(
            "databricks.yml",
            "resources/jobs.yml",
            "catalog/databricks.yml",
            "catalog/resources/schema.yml",
            "catalog/resources/evidence.yml")) {
      Path to = copy.resolve(name);
      Files.createDirectories(to.getParent());
      Files.copy(BUNDLES.resolve(name), to);
    }
    Path changed = copy.resolve(file);
    String text = Files.readString(changed);
    assertThat(text).contains(right);
    Files.writeString(changed, text.replace(right, wrong));

    Checked checked = check(copy, "18");

    assertThat(checked.code()).isEqualTo(1);
    assertThat(checked.errors()).startsWith("check: ").contains(said);
  }

  /** A parameter of a run that begins on 1 April 2024, as Databricks hands it to the task. */
  private static String handedOver(String word, JsonNode job) {
    return REFERENCE
        .matcher(word)
        .replaceAll(
            found ->
                switch (found.group(1)) {
                  case "job.start_time.iso_date" -> "2024-04-01";
                  case "job.run_id" -> "455644833";
                  case "job.parameters.as_of" -> {
                    assertThat(job.at("/parameters/0/name").asText()).isEqualTo("as_of");
                    yield handedOver(job.at("/parameters/0/default").asText(), job);
                  }
                  default -> throw new AssertionError("Databricks has no " + found.group());
                });
  }

  /** Throws what the command line says of words that are none of the command's. */
  private static void parse(List<String> words) {
    AjarCommand command =
        ServiceLoader.load(AjarCommand.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(each -> new CommandLine(each).getCommandName().equals(words.get(0)))
            .findFirst()
            .orElseThrow();
    new CommandLine(command).parseArgs(words.subList(1, words.size()).toArray(String[]::new));
  }

  private static List<String> granted(JsonNode resource, String principal) {
    List<String> privileges = new ArrayList<>();
    for (JsonNode grant : resource.at("/grants")) {
      if (grant.at("/principal").asText().equals(principal)) {
        grant.at("/privileges").forEach(privilege -> privileges.add(privilege.asText()));
      }
    }
    return privileges;
  }

  private static JsonNode job(String target, String runtime, String name) throws Exception {
    JsonNode job = bundles(runtime).at("/ajar/" + target + "/resources/jobs/" + name);
    assertThat(job.isObject()).isTrue();
    return job;
  }

  private static JsonNode bundles(String runtime) throws Exception {
    if (!RESOLVED.containsKey(runtime)) {
      Checked checked = check(BUNDLES, runtime);
      assertThat(checked.code()).as(checked.errors()).isZero();
      RESOLVED.put(runtime, JSON.readTree(checked.json()));
    }
    return RESOLVED.get(runtime);
  }

  /** What {@code scripts/databricks/check} printed, what it complained of, and how it ended. */
  private record Checked(int code, String json, String errors) {}

  private static Checked check(Path folder, String runtime) throws Exception {
    Path errors = Files.createTempFile("bundle", ".err");
    ProcessBuilder script =
        new ProcessBuilder(BUNDLES.resolve("check").toString(), folder.toString())
            .redirectError(errors.toFile());
    script.environment().keySet().removeIf(name -> name.startsWith("BUNDLE_VAR_"));
    script.environment().put("BUNDLE_VAR_runtime", runtime);
    Process process = script.start();
    String json = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Checked checked = new Checked(process.waitFor(), json, Files.readString(errors));
    Files.delete(errors);
    return checked;
  }
}
