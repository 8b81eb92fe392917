package dev.ajar.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ajar.AjarException;
import dev.ajar.reports.pack.PackFolder;
import dev.ajar.reports.pack.Pseudonyms;
import dev.ajar.reports.pack.WriteExports;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Table;
import dev.ajar.tables.Tables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In the pseudonymised copy nobody is named, and one person is one person in every table. */
class PseudonymsIT {
  private static final String NAMED = "ada@contoso.example";

  /** Columns of text that stay as they are, in any table: none of them is of people. */
  private static final List<String> STAY =
      List.of(
          ("account accounts app_id auth_type basis behaviour behaviour_rule breadth capability"
                  + " category cause certainty closed_basis closed_cause container content_type"
                  + " copy_destination copy_source correlation_id delegated_tenant endpoint etag"
                  + " exposure file first_run_id key_label key_sha256 kind object object_etag"
                  + " object_modified opened_basis opened_cause operation operation_class outcome"
                  + " path permissions policy prefix problem protocol protocols reach read_for"
                  + " relation renewed_by request_id risk sas_sha256 scope sensitivity sha256"
                  + " snapshot state status_text subject tail_sha256 tenant_id vector verdict"
                  + " version_id via window_id window_ids")
              .split(" ", -1));

  @TempDir private Path folder;

  @Test
  void noColumnNamesSomebodyButThoseThatAreKnownToBeOfNobody() throws IOException {
    FixtureTables tables = new FixtureTables();
    List<Table> copied = new ArrayList<>();
    for (Table table : Tables.ALL) {
      List<Object> values = new ArrayList<>();
      for (StructField field : table.columns().fields()) {
        boolean text = field.dataType().equals(DataTypes.StringType);
        boolean texts =
            field.dataType() instanceof ArrayType array
                && array.elementType().equals(DataTypes.StringType);
        if ((text || texts) && !STAY.contains(field.name())) {
          values.add(field.name());
          values.add(text ? NAMED : List.of(NAMED, "other"));
        }
      }
      if (table == ExposureWindows.TABLE) {
        values.addAll(List.of("vector", "role-assignment", "subject", NAMED));
      }
      tables.add(table, values.toArray());
      copied.add(table);
    }
    Map<String, String> files = write(tables, "k".repeat(32));

    assertThat(copied).hasSameSizeAs(Tables.ALL);
    assertThat(files.keySet())
        .contains("accesses.jsonl", "actors.csv", "events.jsonl", "exposure_windows.csv")
        .noneMatch(name -> name.matches("(findings|observations|quarantine|readings|runs)\\..*"));
    assertThat(files.values()).noneMatch(content -> content.contains(NAMED));
  }

  @Test
  void everyTextOfAStructureIsAPlaceInEvidence() {
    for (Table table : Tables.ALL) {
      for (StructField field : table.columns().fields()) {
        if (field.dataType() instanceof ArrayType array
            && array.elementType() instanceof StructType structure
            && !table.name().matches("readings|control_readings|runs")) {
          assertThat(structure).isEqualTo(Table.PLACE);
        }
      }
    }
  }

  @Test
  void onePersonIsOneInEveryTableAndAnotherSecretMakesOthersOfThem() throws IOException {
    Map<String, String> files = write(Story.tables(), "k".repeat(32));
    Map<String, String> others = write(Story.tables(), "o".repeat(32));

    String stranger = pseudonym(files.get("actors.jsonl"), "label");
    assertThat(stranger).startsWith("person-");
    assertThat(pseudonym(files.get("accesses.jsonl"), "actor_id"))
        .startsWith("id-")
        .isIn(all(files.get("actors.jsonl"), "actor_id"));
    assertThat(pseudonym(files.get("accesses.jsonl"), "caller_ip"))
        .startsWith("address-")
        .isEqualTo(pseudonym(files.get("actors.jsonl"), "networks"));
    assertThat(files.get("accesses.jsonl")).contains("payroll.csv").doesNotContain("203.0.113.9");
    assertThat(pseudonym(others.get("actors.jsonl"), "label")).isNotEqualTo(stranger);
  }

  private static String pseudonym(String lines, String column) {
    return all(lines, column).get(0);
  }

  private static List<String> all(String lines, String column) {
    Matcher matcher = Pattern.compile("\"" + column + "\":\\[?\"([^\"]+)").matcher(lines);
    return matcher.results().map(found -> found.group(1)).toList();
  }

  @Test
  void aShortSecretIsRefusedWithTheCure() {
    assertThatThrownBy(() -> new Pseudonyms(new byte[31]))
        .isInstanceOf(AjarException.class)
        .hasMessageContaining("31 bytes");
  }

  private Map<String, String> write(FixtureTables tables, String secret) throws IOException {
    Path to = Files.createTempDirectory(folder, "pack");
    WriteExports.writePseudonymised(
        tables,
        new Pseudonyms(secret.getBytes(StandardCharsets.UTF_8)),
        new PackFolder(new org.apache.hadoop.fs.Path(to.toUri()), new Configuration()));
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(to.resolve("pseudonymised"))) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }
}
