package dev.ajar.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ajar.AjarCommand;
import dev.ajar.AjarException;
import dev.ajar.AuditResult;
import dev.ajar.PlanResult;
import dev.ajar.Surroundings;
import dev.ajar.ValidationResult;
import dev.ajar.config.AuditConfig;
import dev.ajar.config.Rules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
  private static final String CONFIG =
      """
      audit: contoso
      period: {from: 2024-02-01T00:00:00Z, to: 2024-04-01T00:00:00Z}
      sources:
        - {kind: storage-logs, path: logs}
      output: {path: tables}
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
  private final Surroundings surroundings =
      new Surroundings(
          print,
          new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
          Clock.fixed(Instant.parse("2024-04-01T00:00:00Z"), ZoneOffset.UTC),
          "1.2.3",
          false);

  @TempDir private Path folder;

  @BeforeEach
  void writeConfiguration() throws IOException {
    Files.writeString(folder.resolve("audit.yaml"), CONFIG);
  }

  private int run(AjarCommand command, String... args) {
    new CommandLine(command).parseArgs(args);
    return command.run(surroundings);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String written(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
    return path(name);
  }

  @Test
  void showPrintsTheRecordThatBeginsAtTheOffset() throws IOException {
    String file = written("logs/PT1H.json", "{\"a\":1}\n{\"b\":\"x\"}\n");

    assertThat(run(new ShowCommand(), file, "8")).isZero();
    assertThat(run(new ShowCommand(), "-c", path("audit.yaml"), "logs/PT1H.json", "0")).isZero();
    assertThat(out()).isEqualTo("{\"b\":\"x\"}\n{\"a\":1}\n");
  }

  @Test
  void showUnpacksAndTakesElementsOfAList() throws IOException {
    Path file = folder.resolve("list.json.gz");
    try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
      packed.write("{\"records\":[{\"a\":1},{\"b\":2}]}".getBytes(StandardCharsets.UTF_8));
    }

    run(new ShowCommand(), file.toString(), "20");
    assertThat(out()).isEqualTo("{\"b\":2}\n");
  }

  @Test
  void showCutsSecretsAndMakesControlCharactersVisible() throws IOException {
    String json =
        written("x.json", "{\"uri\":\"https://a/?sig=AbCdEf%3D&x=1\",\n\t\"n\":\"\u202Eb\"}\n");
    String text = written("x.log", "first\n1.0;\u001B[2J;sig=AbCdEf;end\nlast");

    run(new ShowCommand(), json, "0");
    run(new ShowCommand(), text, "6");
    run(new ShowCommand(), text, "30");
    assertThat(out()).contains("\\u{202e}b", "\\u{1b}[2J").doesNotContain("AbCdEf");
    assertThat(out()).contains("{\"uri\":").endsWith("last\n");
  }

  @Test
  void showTakesAContainerOutOfAnXmlList() throws IOException {
    String list =
        "\uFEFF<EnumerationResults><Containers><Container><Name>a</Name></Container>"
            + "<Container><Name>b?sig=AbCdEf</Name></Container></Containers>";
    String file = written("c.xml", list);

    int first = list.getBytes(StandardCharsets.UTF_8).length - list.length();
    run(new ShowCommand(), file, "" + (list.indexOf("<Container><Name>b") + first));
    assertThat(out()).isEqualTo("<Container><Name>b?sig=REDACTED</Name></Container>\n");
    run(new ShowCommand(), file, "3");
    assertThat(out()).endsWith("</Container></Containers>\n");
    assertThatThrownBy(() -> run(new ShowCommand(), file, "5"))
        .hasMessageContaining("no element begins at offset 5");
  }

  @Test
  void showPrintsABrokenRecordAndWhyItIsBroken() throws IOException {
    String file = written("x.json", "{\"a\":1}\n{\"b\":\n{\"c\":3}\n");

    run(new ShowCommand(), file, "8");
    assertThat(out()).isEqualTo("(not readable: not JSON)\n{\"b\":\n");
  }

  @Test
  void showNamesTheNearestRecordsWhereNoneBegins() throws IOException {
    String json = written("x.json", "{\"a\":1}\n{\"b\":2}\n");
    String text = written("x.csv", "a,b\nc,d\n");

    assertThatThrownBy(() -> run(new ShowCommand(), json, "5"))
        .isInstanceOf(AjarException.class)
        .hasMessageContaining("no record begins at offset 5; one begins at 0; one begins at 8");
    assertThatThrownBy(() -> run(new ShowCommand(), json, "500"))
        .hasMessageContaining("no record begins at offset 500; one begins at 8");
    assertThatThrownBy(() -> run(new ShowCommand(), text, "2"))
        .hasMessageContaining("no line begins at offset 2");
    assertThatThrownBy(() -> run(new ShowCommand(), text, "8")).hasMessageContaining("ends at");
    assertThatThrownBy(() -> run(new ShowCommand(), text, "800")).isInstanceOf(AjarException.class);
    assertThatThrownBy(() -> run(new ShowCommand(), text, "-1"))
        .hasMessageContaining("less than 0");
    assertThatThrownBy(() -> run(new ShowCommand(), path("none"), "0"))
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(
            () -> run(new ShowCommand(), "-c", path("audit.yaml"), "other/PT1H.json", "0"))
        .hasMessageContaining("no source of the configuration");
  }

  @Test
  void theConfigurationIsFoundBesideItsFileWithOverrides() {
    ConfigOptions options = new ConfigOptions();
    new CommandLine(new Holder(options))
        .parseArgs(
            "-c",
            path("audit.yaml"),
            "--set",
            "rules.sweep=all",
            "--set",
            "output.path=a=b",
            "--from",
            "2024-02-02T00:00:00Z",
            "--to",
            "as_of",
            "--as-of",
            "2024-03-01T00:00:00Z");

    AuditConfig config = options.read(surroundings);

    assertThat(config.rules().sweep()).isEqualTo(Rules.Sweep.ALL);
    assertThat(config.period().from()).isEqualTo("2024-02-02T00:00:00Z");
    assertThat(config.period().to()).isEqualTo("2024-03-01T00:00:00Z");
    assertThat(config.output().path()).isEqualTo("file:" + folder + "/a=b");
    assertThat(config.sources().get(0).uri()).isEqualTo("file:" + folder + "/logs");
  }

  /** A command that has nothing but the options. */
  @CommandLine.Command(name = "hold")
  private record Holder(@CommandLine.Mixin ConfigOptions options) {}

  @Test
  void aConfigurationThatIsNoneIsRefused() throws IOException {
    assertRefused(path("none.yaml"), "there is no such file");
    assertRefused(folder.toString(), "is a folder, not a file");
    Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe9});
    assertRefused(path("latin.yaml"), "is not UTF-8");
    Files.write(folder.resolve("long.yaml"), new byte[3_000_001]);
    assertRefused(path("long.yaml"), "longer than 3 MB");
    Files.writeString(folder.resolve("bom.yaml"), "\uFEFF" + CONFIG);
    ConfigOptions options = new ConfigOptions();
    new CommandLine(new Holder(options)).parseArgs("-c", path("bom.yaml"));
    assertThat(options.read(surroundings).audit()).isEqualTo("contoso");
    ConfigOptions wrong = new ConfigOptions();
    new CommandLine(new Holder(wrong)).parseArgs("-c", path("bom.yaml"), "--set", "rules.sweep");
    assertThatThrownBy(() -> wrong.read(surroundings)).hasMessageContaining("not KEY=VALUE");
  }

  private void assertRefused(String file, String problem) {
    ConfigOptions options = new ConfigOptions();
    new CommandLine(new Holder(options)).parseArgs("-c", file);
    assertThatThrownBy(() -> options.read(surroundings))
        .isInstanceOf(AjarException.class)
        .hasMessageContaining(file)
        .hasMessageContaining(problem);
  }

  @Test
  void foldersOfConfigurationsAreHadoopPaths() {
    assertThat(EvidencePath.folderOf("/cases/a/audit.yaml")).isEqualTo("file:/cases/a");
    assertThat(EvidencePath.folderOf("file:///cases/a/../audit.yaml")).isEqualTo("file:/cases");
    assertThat(EvidencePath.folderOf("/Volumes/main/raw/audit.yaml"))
        .isEqualTo("/Volumes/main/raw");
    assertThat(EvidencePath.folderOf("abfss://c@a.dfs.core.windows.net/x/audit.yaml"))
        .isEqualTo("abfss://c@a.dfs.core.windows.net/x");
  }

  private static AuditResult result(boolean quarantine, long hoursWithoutLogs) {
    return new AuditResult(
        quarantine ? "quarantine" : "done",
        Map.of("accesses", 12L),
        Map.of("confirmed", 2L, "possible", 1_000L),
        quarantine,
        1_440,
        hoursWithoutLogs);
  }

  @Test
  void theExitCodeOfAnAuditSaysWhatIsInDoubt() {
    assertThat(AuditCommand.exitCode(result(false, 0), true)).isZero();
    assertThat(AuditCommand.exitCode(result(false, 5), false)).isZero();
    assertThat(AuditCommand.exitCode(result(false, 5), true)).isEqualTo(21);
    assertThat(AuditCommand.exitCode(result(true, 5), true)).isEqualTo(20);
    assertThat(AuditCommand.exitCode(result(true, 0), false)).isEqualTo(20);
  }

  @Test
  void anAuditPrintsItsVerdictsAndGaps() {
    ConfigOptions options = new ConfigOptions();
    new CommandLine(new Holder(options)).parseArgs("-c", path("audit.yaml"));

    AuditCommand.print(print, options.read(surroundings), "run-1", result(false, 120));

    assertThat(out())
        .isEqualTo(
            """
            audit contoso, run run-1: done
            1,002 exposure windows, by verdict:
              confirmed: 2
              possible: 1,000
            exposed hours without logs: 120 of 1,440
            tables: file:%s/tables
            """
                .formatted(folder));
  }

  @Test
  void theSummarySaysWhatTheExitCodeSays() throws IOException {
    RunOptions options = new RunOptions();
    new CommandLine(new SummaryHolder(options))
        .parseArgs("--summary", path("run_summary.json"), "--run-id", "run-1");
    Map<String, String> facts = new HashMap<>(Map.of("outcome", "done", "run_id", "run-1"));
    facts.put("config_sha256", null);

    options.summarise(surroundings, 21, facts, Map.of("accesses", 12L));

    JsonNode summary = new ObjectMapper().readTree(folder.resolve("run_summary.json").toFile());
    assertThat(summary)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "{\"config_sha256\":null,\"outcome\":\"done\",\"run_id\":\"run-1\","
                        + "\"exit_code\":21,\"counts\":{\"accesses\":12}}"));
    assertThat(options.runId(surroundings)).isEqualTo("run-1");
  }

  /** A command that has nothing but the options. */
  @CommandLine.Command(name = "hold")
  private record SummaryHolder(@CommandLine.Mixin RunOptions options) {}

  @Test
  void aRunIsNamedByTheClockUnlessItIsGivenAName() {
    assertThat(new RunOptions().runId(surroundings)).isEqualTo("20240401T000000000Z");
    RunOptions wrong = new RunOptions();
    new CommandLine(new SummaryHolder(wrong)).parseArgs("--run-id", "a b\u001B");
    assertThatThrownBy(() -> wrong.runId(surroundings)).hasMessageContaining("a b\\u{1b}: not");
  }

  @Test
  void aPlanShowsEveryChoiceOfTheSweepAndMarksTheChosen() {
    PlanResult.Amount small = new PlanResult.Amount(10, 2_000_000, 30);
    PlanResult.Amount large = new PlanResult.Amount(1_000, 5_000_000_000L, 4_321);
    PlanResult plan =
        new PlanResult(
            3,
            48_210,
            List.of(
                new PlanResult.Reads(
                    0,
                    "storage-logs",
                    "logs\n",
                    12,
                    small,
                    Map.of(Rules.Sweep.EXPOSED, small, Rules.Sweep.ALL, large))),
            7,
            List.of("file:/cases/tables/runs"));

    PlanCommand.print(print, Rules.Sweep.EXPOSED, plan);

    assertThat(out())
        .contains("3 exposure windows, and 48,210 without a sign of openness")
        .contains("source 0, storage-logs, logs\\u{a}\n")
        .containsPattern("sweep exposed +10 files +2\\.0 MB +30 requests   <- rules\\.sweep")
        .containsPattern("sweep unproven +0 files +0 B +0 requests\n")
        .containsPattern("sweep all +1,000 files +5\\.0 GB +4,321 requests\n")
        .containsPattern("listing +12 requests\n")
        .contains("for which no log is there: 7\n")
        .endsWith("tables to write:\n  file:/cases/tables/runs\n");
  }

  @Test
  void aValidationNamesTheProblemsOfEachSource() {
    ValidationResult result =
        new ValidationResult(
            List.of(
                new ValidationResult.SourceCheck(
                    0, "storage-logs", "logs", 2, 1_500, List.of("it is empty -> check"))));

    ValidateCommand.print(print, result);

    assertThat(result.isGood()).isFalse();
    assertThat(out())
        .isEqualTo(
            """
            source 0, storage-logs, logs: 2 files, 1.5 kB
              problem: it is empty -> check
            not every source can be read
            """);
  }

  @Test
  void theSampleIsWrittenOnceAndNeverOverSomething() throws IOException {
    String sample = path("sample");

    assertThat(run(new SampleCommand(), "--out", sample)).isZero();
    assertThat(out()).contains("next: ajar audit -c " + sample + "/audit.yaml");
    ConfigOptions options = new ConfigOptions();
    new CommandLine(new Holder(options)).parseArgs("-c", sample + "/audit.yaml");
    assertThat(options.read(surroundings).sources()).isNotEmpty();
    assertThatThrownBy(() -> run(new SampleCommand(), "--out", sample))
        .isInstanceOf(AjarException.class);
    assertThatThrownBy(() -> run(new SampleCommand(), "--out", path("x"), "--size", "big"))
        .isInstanceOf(AjarException.class);
  }
}
