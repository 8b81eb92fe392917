package dev.ajar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.sample.SampleSize;
import dev.ajar.sample.SampleTenant;
import dev.ajar.tables.Readings;
import dev.ajar.tables.Runs;
import dev.ajar.tables.Table;
import dev.ajar.tables.Tables;
import dev.ajar.testing.AuditOf;
import dev.ajar.testing.CountedFileSystem;
import dev.ajar.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run after others over changed evidence says what a first run over the same evidence says, and
 * opens only what it must.
 */
class RerunIT {
  private static final Map<String, String> SAME = Map.of();

  @TempDir private Path folder;
  private Path sample;
  private AuditOf audit;
  private List<Path> logs;

  @BeforeEach
  void sample() throws IOException {
    sample = folder.resolve("sample");
    SampleTenant.write(sample, 17, SampleSize.parse("tiny"));
    audit = new AuditOf(sample);
    try (Stream<Path> files = Files.walk(sample)) {
      logs =
          files
              .filter(file -> file.toString().contains("insights-logs-"))
              .filter(file -> file.toString().contains("y="))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
    }
  }

  @Test
  void filesThatGrewAreReadOnAndNewOnesWhole() throws IOException {
    Random random = new Random(3);
    byte[][] whole = new byte[logs.size()][];
    int late = 0;
    int grown = 0;
    for (int i = 0; i < whole.length; i++) {
      Path log = logs.get(i);
      whole[i] = Files.readAllBytes(log);
      if (random.nextInt(10) == 0) {
        Files.delete(log);
        late++;
      } else if (random.nextInt(3) == 0 && whole[i].length > 1) {
        Files.write(log, Arrays.copyOf(whole[i], 1 + random.nextInt(whole[i].length - 1)));
        grown++;
      }
    }
    assertThat(late).isGreaterThan(3);
    assertThat(grown).isGreaterThan(10);
    audit.run("first", SAME);
    for (int i = 0; i < whole.length; i++) {
      if (!Files.exists(logs.get(i)) || Files.size(logs.get(i)) < whole[i].length) {
        Files.createDirectories(logs.get(i).getParent());
        Files.write(logs.get(i), whole[i]);
      }
    }
    audit.run("second", SAME);

    assertThat(audit.count("log_files_opened"))
        .as("of %d files that the run asks for", audit.count("log_files_read"))
        .isBetween(1L, (long) late + grown);
    sameAsFresh(SAME);
    audit.checkTruth();
  }

  @Test
  void otherWindowsOpenOnlyTheHoursTheyTouch() throws IOException {
    audit.run("first", Map.of("rules.sweep", "exposed"));
    long all = audit.count("log_files_read");
    Map<String, String> shorter = Map.of("rules.sweep", "exposed", "rules.settle", "10m");
    audit.run("second", shorter);
    assertThat(audit.count("log_files_opened")).isLessThan(all / 2);
    sameAsFresh(shorter);
    Map<String, String> wider = Map.of("rules.sweep", "unproven");
    audit.run("third", wider);
    sameAsFresh(wider);
  }

  @Test
  void whatWasReadOfAFileThatIsGoneStays() throws IOException {
    audit.run("first", SAME);
    Map<String, List<String>> before = audit.rows(SAME);
    for (int i = 1; i < logs.size(); i += 2) {
      Files.delete(logs.get(i));
    }
    audit.run("second", SAME);
    long gone = audit.select("sources", "gone_at = timestamp '2024-05-01 00:00:00Z'").size();

    Map<String, List<String>> after = audit.rows(SAME);
    assertThat(differences("accesses", before, after)).isEmpty();
    assertThat(differences("coverage", before, after)).isEmpty();
    assertThat(differences("exposure_windows", before, after)).isEmpty();
    assertThat(gone).isGreaterThan(20);
    assertThat(audit.count("log_files_opened")).isZero();

    audit.run("third", Map.of("rules.sweep", "unproven"));
    assertThat(audit.select("sources", "state = 'unreadable' and gone_at is not null"))
        .as("other windows were not known when the files were there")
        .isNotEmpty();
  }

  @Test
  void aFileThatWasOverwrittenIsReadAgainAndItsOldVersionStays() throws IOException {
    audit.run("first", SAME);
    Map<String, List<String>> before = audit.rows(SAME);
    Path log = folder.resolve("sample").resolve(audit.fileWithMostAccesses(SAME));
    Files.writeString(log, "{\"time\":\"2024-02-10T03:04:05Z\"}\n");
    Files.setLastModifiedTime(log, FileTime.from(Instant.parse("2024-06-01T00:00:00Z")));
    audit.run("second", SAME);

    assertThat(differences("accesses", before, audit.rows(SAME))).isEmpty();
    assertThat(audit.count("log_files_opened")).isEqualTo(1);
    assertThat(audit.select("sources", "gone_at is not null")).hasSize(1);
  }

  @Test
  void overTheSameEvidenceNothingIsOpenedAndNothingChanges() throws IOException {
    CountedFileSystem.install(LocalSpark.session().sparkContext().hadoopConfiguration());
    AuditOf counted = audit.of(CountedFileSystem.uri(sample));
    Map<String, String> here = Map.of("output.path", folder.resolve("tables").toUri().toString());
    AuditResult first = counted.run("first", here);
    Map<String, Long> versions = counted.versions(here);
    CountedFileSystem.reset();
    AuditResult second = counted.run("second", here);

    assertThat(CountedFileSystem.counts().bytes()).isZero();
    assertThat(CountedFileSystem.counts().opens()).isZero();
    assertThat(counted.versions(here)).isEqualTo(versions);
    assertThat(second.verdicts()).isEqualTo(first.verdicts());
    assertThat(second.outcome()).isEqualTo(first.outcome());
    assertThat(counted.count("accesses")).isEqualTo(first.counts().get("accesses"));

    Files.setLastModifiedTime(logs.get(0), FileTime.from(Instant.parse("2024-06-01T00:00:00Z")));
    Path snapshot = anAccountSnapshot();
    Files.writeString(snapshot, Files.readString(snapshot) + "\n");
    CountedFileSystem.reset();
    counted.run("third", here);
    assertThat(CountedFileSystem.bytesBelow("/logs/")).as("log bytes").isLessThan(100_000);
    assertThat(CountedFileSystem.counts().opens()).isPositive();
  }

  private Path anAccountSnapshot() throws IOException {
    try (Stream<Path> files = Files.walk(sample.resolve("snapshots"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("accounts"))
          .filter(Files::isRegularFile)
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  private void sameAsFresh(Map<String, String> set) throws IOException {
    Map<String, String> fresh = new java.util.HashMap<>(set);
    fresh.put("output.path", "fresh-tables-" + set.hashCode());
    audit.run("fresh", fresh);
    Map<String, List<String>> expected = audit.rows(fresh);
    Map<String, List<String>> actual = audit.rows(set);
    List<String> differences = new ArrayList<>();
    for (Table table : Tables.ALL) {
      if (table != Readings.TABLE && table != Runs.TABLE) {
        differences.addAll(differences(table.name(), expected, actual));
      }
    }
    assertThat(differences).isEmpty();
  }

  private static List<String> differences(
      String table, Map<String, List<String>> expected, Map<String, List<String>> actual) {
    List<String> missing = new ArrayList<>(expected.get(table));
    List<String> more = new ArrayList<>(actual.get(table));
    actual.get(table).forEach(missing::remove);
    expected.get(table).forEach(more::remove);
    return Stream.concat(
            missing.stream().limit(2).map(row -> table + " lacks " + row),
            more.stream().limit(2).map(row -> table + " has " + row))
        .map(row -> row.substring(0, Math.min(row.length(), 700)))
        .toList();
  }
}
