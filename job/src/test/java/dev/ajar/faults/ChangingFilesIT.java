package dev.ajar.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ajar.lake.RunRow;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Coverage;
import dev.ajar.tables.Sources;
import dev.ajar.testing.AuditOf;
import dev.ajar.testing.LocalSpark;
import dev.ajar.testing.TinyTenant;
import dev.ajar.testing.TroubledFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change between the plan and the reading, and a disk that is full. */
class ChangingFilesIT {
  private static final Map<String, String> LOCAL = Map.of();
  private static final FileTime LATER = FileTime.from(Instant.parse("2024-06-01T00:00:00Z"));

  @TempDir private Path folder;
  private Path sample;
  private AuditOf audit;
  private Map<String, String> tables;

  @BeforeEach
  void sample() throws IOException {
    TroubledFileSystem.install(LocalSpark.session());
    sample = TinyTenant.copyTo(folder.resolve("sample"));
    audit = new AuditOf(sample).of(TroubledFileSystem.uri(sample));
    tables = Map.of("output.path", TroubledFileSystem.uri(folder.resolve("tables")));
  }

  @AfterEach
  void healthy() {
    TroubledFileSystem.leaveSpace(Long.MAX_VALUE);
  }

  @Test
  void aLogThatChangesBeforeItIsReadIsNeverHalfOfOneAndHalfOfAnother() throws IOException {
    AuditOf clean = TinyTenant.audit();
    List<Path> logs = logsWithMostAccesses();
    Path grows = logs.get(0);
    Path shrinks = logs.get(1);
    Path replaced = logs.get(2);
    Path vanishes = logs.get(3);

    byte[] whole = Files.readAllBytes(grows);
    Files.write(grows, Arrays.copyOf(whole, whole.length / 2));
    TroubledFileSystem.beforeOpening(
        grows,
        file ->
            Files.write(
                file,
                Arrays.copyOfRange(whole, whole.length / 2, whole.length),
                StandardOpenOption.APPEND));
    TroubledFileSystem.beforeOpening(
        shrinks,
        file -> {
          byte[] bytes = Files.readAllBytes(file);
          Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
          Files.setLastModifiedTime(file, LATER);
        });
    byte[] other = Files.readAllBytes(logs.get(4));
    TroubledFileSystem.beforeOpening(
        replaced,
        file -> {
          Files.write(file, other);
          Files.setLastModifiedTime(file, LATER);
        });
    TroubledFileSystem.beforeOpening(vanishes, Files::delete);

    audit.run("changing", tables);
    assertThat(TroubledFileSystem.changesToCome()).isZero();
    Map<String, Row> files = sources();
    assertThat(files.get(name(grows)).<String>getAs(Sources.STATE)).isEqualTo("read");
    assertThat(files.get(name(shrinks)).<String>getAs(Sources.STATE)).isEqualTo("unreadable");
    assertThat(files.get(name(shrinks)).<String>getAs(Sources.PROBLEM))
        .isEqualTo("reading failed: EndedEarlyException");
    assertThat(files.get(name(vanishes)).<String>getAs(Sources.STATE)).isEqualTo("unreadable");
    assertThat(files.get(name(vanishes)).<String>getAs(Sources.PROBLEM))
        .startsWith("could not be opened: ");
    assertThat(audit.rows(Accesses.TABLE.name(), tables))
        .filteredOn(row -> row.contains(name(grows)))
        .isEqualTo(
            clean.rows(Accesses.TABLE.name(), LOCAL).stream()
                .filter(row -> row.contains(name(grows)))
                .toList());
    assertThat(darkHours()).as("of files that could not be read").isGreaterThanOrEqualTo(2);

    audit.run("resting", tables);
    Map<String, String> fresh = Map.of("output.path", folder.resolve("fresh").toString());
    audit.run("fresh", fresh);
    List<String> more = new ArrayList<>(audit.rows(Accesses.TABLE.name(), tables));
    audit.rows(Accesses.TABLE.name(), fresh).forEach(more::remove);
    assertThat(more)
        .as("only what stood in the half that is gone, or in the file that was replaced")
        .allMatch(row -> row.contains(name(shrinks)) || row.contains(name(replaced)));
    assertThat(audit.rows(Accesses.TABLE.name(), tables))
        .containsAll(audit.rows(Accesses.TABLE.name(), fresh));
  }

  private List<Path> logsWithMostAccesses() throws IOException {
    return TinyTenant.audit()
        .tables(LOCAL)
        .read(Accesses.TABLE)
        .groupBy(Accesses.FILE)
        .count()
        .collectAsList()
        .stream()
        .sorted(
            Comparator.comparingLong((Row row) -> -row.getLong(1))
                .thenComparing(row -> row.getString(0)))
        .limit(5)
        .map(row -> sample.resolve(row.getString(0)))
        .toList();
  }

  private Map<String, Row> sources() throws IOException {
    Map<String, Row> files = new HashMap<>();
    audit
        .tables(tables)
        .read(Sources.TABLE)
        .collectAsList()
        .forEach(row -> files.put(row.getAs(Sources.FILE), row));
    return files;
  }

  private String name(Path file) {
    return sample.relativize(file).toString();
  }

  private long darkHours() throws IOException {
    return audit
        .tables(tables)
        .read(Coverage.TABLE)
        .where(Coverage.STATE + " = 'unreadable'")
        .count();
  }

  @Test
  void aDiskThatIsFullEndsTheRunAndChangesNothingForReaders() throws IOException {
    TinyTenant.copyTables(TinyTenant.tables(), folder.resolve("tables"));
    Map<String, List<String>> before = audit.rows(tables);
    Path log = logsWithMostAccesses().get(0);
    byte[] whole = Files.readAllBytes(log);
    Files.write(log, Arrays.copyOf(whole, whole.length / 2));
    Files.setLastModifiedTime(log, LATER);
    TroubledFileSystem.leaveSpace(60_000);
    assertThatThrownBy(() -> audit.run("full", tables))
        .hasStackTraceContaining("No space left on device");
    assertThat(audit.tables(tables).lastCommitted().map(RunRow::runId)).contains("clean");
    assertThat(audit.rows(tables)).isEqualTo(before);
    TroubledFileSystem.leaveSpace(Long.MAX_VALUE);
    audit.run("space", tables);
    assertThat(audit.rows(tables)).isNotEqualTo(before);
    assertThat(audit.tables(tables).lastCommitted().map(RunRow::runId)).contains("space");
  }
}
