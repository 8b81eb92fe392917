package dev.ajar.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ajar.AjarException;
import dev.ajar.Surroundings;
import dev.ajar.lake.Sessions;
import dev.ajar.reports.pack.PackFolder;
import dev.ajar.reports.pack.Pseudonyms;
import dev.ajar.reports.pack.WriteExports;
import dev.ajar.reports.pack.WriteManifest;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import dev.ajar.tables.Findings;
import dev.ajar.tables.Sources;
import dev.ajar.tables.Table;
import dev.ajar.tables.Tables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The folder that a report is: whole, the same each time, and checkable. */
class PackIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final byte[] SECRET =
      "a secret of thirty-two characters".getBytes(StandardCharsets.UTF_8);

  @TempDir private static Path once;
  private static String sha256;
  @TempDir private Path folder;

  @BeforeAll
  static void write() throws IOException {
    sha256 = write(Story.tables(), once);
  }

  private static String write(Function<Table, Dataset<Row>> tables, Path to) throws IOException {
    PackFolder pack =
        new PackFolder(new org.apache.hadoop.fs.Path(to.toUri()), new Configuration());
    WriteReport.write(tables, Story.config(), Story.run(), null, pack);
    WriteExports.write(tables, pack);
    WriteExports.writeFormats(tables, Story.run(), pack);
    WriteExports.writePseudonymised(tables, new Pseudonyms(SECRET), pack);
    return WriteManifest.write(tables.apply(Sources.TABLE), Story.run(), pack);
  }

  @Test
  void theSameTablesGiveTheSameBytesInEveryFile() throws IOException {
    String second = write(table -> Story.tables().apply(table).repartition(3), folder);

    assertThat(contents(folder)).isEqualTo(contents(once));
    assertThat(second).isEqualTo(sha256).matches("[0-9a-f]{64}");
    assertThat(contents(once).keySet())
        .contains(
            "report.html",
            "manifest.jsonl",
            "manifest.sha256",
            "exports/accesses.jsonl",
            "exports/accesses.csv",
            "exports/findings.csv",
            "exports/ocsf.jsonl",
            "exports/timesketch.jsonl",
            "exports/stix.json",
            "pseudonymised/accesses.csv")
        .noneMatch(path -> path.contains("readings") || path.endsWith(".crc"));
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        contents.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return contents;
  }

  @Test
  void everyRowAndEveryColumnIsInTheJsonLines() throws IOException {
    for (Table table : Tables.ALL) {
      Path file = once.resolve("exports/" + table.name() + ".jsonl");
      if (!Files.exists(file)) {
        assertThat(table.name()).isIn("readings", "control_readings", "runs");
        continue;
      }
      List<String> lines = Files.readAllLines(file);
      assertThat(lines).hasSize((int) Story.tables().apply(table).count());
      for (String line : lines) {
        List<String> names = new ArrayList<>();
        JSON.readTree(line).fieldNames().forEachRemaining(names::add);
        assertThat(names).containsExactly(table.columns().fieldNames());
      }
    }
    JsonNode access =
        JSON.readTree(Files.readAllLines(once.resolve("exports/accesses.jsonl")).get(0));
    assertThat(access.get(Accesses.AT).asText())
        .matches("2024-02-01T\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
  }

  @Test
  void csvReadBackIsTheTableAndNoCellIsAFormula() throws IOException {
    List<String> texts =
        List.of("=1+1", "+1", "-1", "@SUM(A1)", "\ttab", "\rreturn", "a \"b\", c\nd", "", "plain");
    FixtureTables tables = new FixtureTables();
    for (int i = 0; i < texts.size(); i++) {
      tables.add(Findings.TABLE, "finding_id", "f" + i, "kind", "k", "text", texts.get(i));
    }
    write(tables, folder);

    List<Row> read =
        Sessions.open()
            .read()
            .option("header", "true")
            .option("multiLine", "true")
            .option("escape", "\"")
            .option("lineSep", "\r\n")
            .csv(folder.resolve("exports/findings.csv").toUri().toString())
            .orderBy("finding_id")
            .collectAsList();
    assertThat(read).hasSize(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      String cell = read.get(i).getAs("text");
      String text = texts.get(i);
      assertThat(cell == null ? "" : cell).isEqualTo(i < 6 ? "'" + text : text);
    }
    assertThat(Files.readString(folder.resolve("exports/actors.csv")))
        .isEqualTo(String.join(",", Actors.TABLE.columns().fieldNames()) + "\r\n");
  }

  @Test
  void theManifestNamesTheRunItsEvidenceAndEveryFile() throws IOException {
    List<JsonNode> entries = new ArrayList<>();
    for (String line : Files.readAllLines(once.resolve("manifest.jsonl"))) {
      entries.add(JSON.readTree(line));
    }
    assertThat(entries.get(0).get("entry").asText()).isEqualTo("run");
    assertThat(entries.get(0).get("run_id").asText()).isEqualTo(Story.run().runId());
    assertThat(entries.stream().filter(entry -> entry.get("entry").asText().equals("input")))
        .hasSize((int) Story.tables().apply(Sources.TABLE).count());
    List<String> outputs =
        entries.stream()
            .filter(entry -> entry.get("entry").asText().equals("output"))
            .map(entry -> entry.get("path").asText())
            .toList();
    List<String> all = new ArrayList<>(contents(once).keySet());
    all.removeAll(List.of("manifest.jsonl", "manifest.sha256"));
    assertThat(outputs).isEqualTo(all);
  }

  private static void name(Path pack, String path) throws IOException {
    Path sums = pack.resolve("manifest.sha256");
    Files.writeString(sums, Files.readString(sums) + "0".repeat(64) + "  " + path + "\n");
  }

  @Test
  void exportsOfAFormerRunGoAndFilesOfOthersStay() throws IOException {
    Files.createDirectories(folder.resolve("exports"));
    Files.writeString(folder.resolve("exports/accesses-7.csv"), "old");
    Files.writeString(folder.resolve("exports/thesis.csv"), "mine");
    write(Story.tables(), folder);

    assertThat(folder.resolve("exports/accesses-7.csv")).doesNotExist();
    assertThat(folder.resolve("exports/thesis.csv")).hasContent("mine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing   | 0 | files are as the manifest says
          changed   | 1 | exports/accesses.jsonl: is not what was written
          missing   | 1 | report.html: is missing
          added     | 1 | exports/more.csv: is not in the manifest
          outside   | 1 | ../secret: leads out of the folder
          linked    | 1 | report.html: leads out of the folder
          no path   | 1 | : is no path
          dotted    | 0 | files are as the manifest says
          """)
  void verifySeesEveryChange(String change, int code, String said) throws IOException {
    Path pack = folder.resolve("pack");
    for (Map.Entry<String, String> file : contents(once).entrySet()) {
      Files.createDirectories(pack.resolve(file.getKey()).getParent());
      Files.writeString(pack.resolve(file.getKey()), file.getValue());
    }
    Files.writeString(folder.resolve("secret"), "s");
    Path given = pack;
    switch (change) {
      case "changed" -> Files.writeString(pack.resolve("exports/accesses.jsonl"), "{}\n");
      case "missing" -> Files.delete(pack.resolve("report.html"));
      case "added" -> Files.writeString(pack.resolve("exports/more.csv"), "a\r\n");
      case "outside" -> name(pack, "../secret");
      case "no path" -> name(pack, "a\u0000b");
      case "linked" -> {
        Files.move(pack.resolve("report.html"), folder.resolve("moved"));
        Files.createSymbolicLink(pack.resolve("report.html"), folder.resolve("moved"));
      }
      case "dotted" -> given = Path.of("").toAbsolutePath().relativize(pack.resolve("exports/.."));
      default -> assertThat(change).isEqualTo("nothing");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    VerifyCommand verify = new VerifyCommand();
    new CommandLine(verify).parseArgs(given.toString());
    Surroundings surroundings =
        new Surroundings(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            Clock.systemUTC(),
            "test",
            false);
    if (code == 0) {
      assertThat(verify.run(surroundings)).isZero();
    } else {
      assertThatThrownBy(() -> verify.run(surroundings))
          .isInstanceOf(AjarException.class)
          .hasMessageContaining("is not as its manifest says");
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).contains(said);
  }
}
