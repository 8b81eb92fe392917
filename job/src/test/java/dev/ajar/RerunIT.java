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
  private static final FileTime LATER = FileTime.from(Instant.parse("2024-06-01T00:00:00Z"));

  @TempDir private Path folder;
  private Path sample;
  private AuditOf audit;
  private List<Path> logs;
  private byte[][] whole;

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
    whole = new byte[logs.size()][];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = Files.readAllBytes(logs.get(i));
    }
  }

  @Test
  void filesThatGrewAreReadOnAndThoseThatAreGoneStay() throws IOException {
    int changed = halfWritten(new Random(3));
    audit.run("first", SAME);
    for (int i = 0; i < whole.length; i++) {
      Path log = logs.get(i);
      if (!Files.exists(log) || Files.size(log) < whole[i].length) {
        Files.createDirectories(log.getParent());
        Files.write(log, whole[i]);
      }
    }
    audit.run("second", SAME);

    assertThat(audit.count("log_files_opened"))
        .as("of %d files that the run asks for", audit.count("log_files_read"))
        .isBetween(1L, (long) changed);
    sameAsFresh(SAME);
    audit.checkTruth();

    Map<String, List<String>> before = audit.rows(SAME);
    String log = audit.fileWithMostAccesses(SAME);
    Path overwritten = sample.resolve(log);
    Files.writeString(overwritten, "\n");
    Files.setLastModifiedTime(overwritten, LATER);
    int deleted = 0;
    for (int i = 1; i < logs.size(); i += 2) {
      if (!logs.get(i).equals(overwritten)) {
        Files.delete(logs.get(i));
        deleted++;
      }
    }
    int settings = deleteHalf("activity/insights-activity-logs") + deleteHalf("snapshots");
    audit.run("third", SAME);

    Map<String, List<String>> after = audit.rows(SAME);
    for (String table :
        List.of("accesses", "coverage", "events", "observations", "exposure_windows")) {
      assertThat(differences(table, before, after)).isEmpty();
    }
    assertThat(audit.count("log_files_opened")).as("only what was overwritten").isEqualTo(1);
    String goneLogs = "gone_at = timestamp '2024-05-01 00:00:00Z' and kind = 'storage-logs'";
    assertThat(audit.select("sources", goneLogs))
        .hasSizeGreaterThan(20)
        .hasSizeLessThanOrEqualTo(deleted + 1);
    assertThat(audit.select("sources", "gone_at is not null and kind <> 'storage-logs'"))
        .hasSize(settings);
    String version = "gone_at is not null and file = '" + log + "'";
    assertThat(audit.select("sources", version)).as("the old version").hasSize(1);

    audit.run("fourth", Map.of("rules.sweep", "unproven"));
    assertThat(audit.select("sources", "state = 'unreadable' and gone_at is not null"))
        .as("other windows were not known when the files were there")
        .isNotEmpty();
  }

  /** Takes away a tenth of the logs and cuts a third: so they were before. How many it changed. */
  private int halfWritten(Random random) throws IOException {
    int late = 0;
    int cut = 0;
    for (int i = 0; i < whole.length; i++) {
      if (random.nextInt(10) == 0) {
        Files.delete(logs.get(i));
        late++;
      } else if (random.nextInt(3) == 0 && whole[i].length > 1) {
        byte[] begun = Arrays.copyOf(whole[i], 1 + random.nextInt(whole[i].length - 1));
        Files.write(logs.get(i), begun);
        cut++;
      }
    }
    assertThat(late).isGreaterThan(3);
    assertThat(cut).isGreaterThan(10);
    return late + cut;
  }

  /** Takes away every second file below a folder of the sample. How many those are. */
  private int deleteHalf(String below) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(sample.resolve(below))) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    int deleted = 0;
    for (int i = 0; i < files.size(); i += 2) {
      Files.delete(files.get(i));
      deleted++;
    }
    assertThat(deleted).as(below).isGreaterThan(1);
    return deleted;
  }

  @Test
  void otherWindowsOpenOnlyTheHoursTheyTouch() throws IOException {
    audit.run("first", Map.of("rules.sweep", "exposed"));
    long all = audit.count("log_files_read");
    Map<String, String> shorter = Map.of("rules.sweep", "exposed", "rules.settle", "10m");
    audit.run("second", shorter);
    assertThat(audit.count("log_files_opened")).isLessThan(all / 2);
    Map<String, String> wider = Map.of("rules.sweep", "unproven");
    audit.run("third", wider);
    sameAsFresh(wider);
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

    Files.setLastModifiedTime(logs.get(0), LATER);
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
