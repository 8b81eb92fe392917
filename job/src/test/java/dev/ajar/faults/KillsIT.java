package dev.ajar.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.lake.AuditTables;
import dev.ajar.lake.RunRow;
import dev.ajar.testing.AuditOf;
import dev.ajar.testing.AuditProcess;
import dev.ajar.testing.TinyTenant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.hadoop.fs.FileUtil;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The driver killed at any instant, of a first run and of a run that changes what an earlier one
 * left: whoever reads then finds the last committed run, and the next run leaves what it would have
 * left without the kill.
 *
 * <p>{@code -Dajar.kills=40} kills more often than the gate does; {@code -Dajar.kills.seed} chooses
 * other instants.
 */
class KillsIT {
  private static final int KILLS = Integer.getInteger("ajar.kills", 5);
  private static final long SEED = Long.getLong("ajar.kills.seed", 1);
  private static final int STAGES = 6;

  /** Commits of a run that changes every table: one each, and two of {@code runs}. */
  private static final int COMMITS = 17;

  private static final int KILLED = 128 + 9;

  @TempDir private static Path folder;
  private static Path sample;
  private static AuditOf audit;
  private static Map<String, List<String>> earlier;
  private static Map<String, List<String>> clean;
  private static Duration whole;

  /** When a run is killed. */
  private enum When {
    /** As soon as it says that so many stages are done. */
    STAGES_DONE,
    /** As soon as it has made so many commits. */
    COMMITS_MADE,
    /** When so many thousandths of the time have gone by that a run takes. */
    TIME_GONE
  }

  /**
   * A kill.
   *
   * @param again whether tables of an earlier run are there
   */
  record Kill(boolean again, When when, int count) {
    @Override
    public String toString() {
      String run = again ? "a run after another" : "a first run";
      return switch (when) {
        case STAGES_DONE -> run + ", " + count + " stages done";
        case COMMITS_MADE -> run + ", " + count + " commits made";
        case TIME_GONE -> run + ", " + count / 10.0 + " % of its time gone";
      };
    }
  }

  static List<Kill> kills() {
    List<Kill> first = new ArrayList<>();
    // The gate's five: one of each sort, and most where tables are written.
    first.add(new Kill(/* again= */ true, When.COMMITS_MADE, 9));
    first.add(new Kill(/* again= */ false, When.COMMITS_MADE, 6));
    first.add(new Kill(/* again= */ true, When.STAGES_DONE, 4));
    first.add(new Kill(/* again= */ true, When.COMMITS_MADE, COMMITS - 1));
    Random random = new Random(SEED);
    first.add(new Kill(/* again= */ false, When.TIME_GONE, random.nextInt(1_000)));
    for (int stage = 1; stage <= STAGES; stage++) {
      first.add(new Kill(/* again= */ false, When.STAGES_DONE, stage));
      first.add(new Kill(/* again= */ true, When.STAGES_DONE, stage));
    }
    for (int commit = 1; commit <= COMMITS; commit++) {
      first.add(new Kill(/* again= */ commit % 2 == 0, When.COMMITS_MADE, commit));
    }
    while (first.size() < KILLS) {
      first.add(new Kill(random.nextBoolean(), When.TIME_GONE, random.nextInt(1_000)));
    }
    return List.copyOf(first.subList(0, KILLS));
  }

  @BeforeAll
  static void withoutKills() throws IOException {
    sample = TinyTenant.copyTo(folder.resolve("sample"));
    audit = new AuditOf(sample);
    earlier = TinyTenant.earlier().rows(Map.of());
    clean = TinyTenant.audit().rows(Map.of());
    assertThat(clean).isNotEqualTo(earlier);
    assertThat(AuditProcess.commits(TinyTenant.tables())).isEqualTo(COMMITS);
  }

  /** How long a first run takes in a process of its own. */
  private static Duration whole() throws IOException, InterruptedException {
    if (whole == null) {
      Instant start = Instant.now();
      try (AuditProcess process =
          AuditProcess.start(sample, "clean", folder.resolve("clean"), folder.resolve("said"))) {
        while (!process.hasEnded(1_000)) {
          assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMinutes(9));
        }
        assertThat(process.kill()).as(process.said()).isZero();
      }
      whole = Duration.between(start, Instant.now());
    }
    return whole;
  }

  private static Map<String, String> tables(String name) {
    return Map.of("output.path", folder.resolve(name).toString());
  }

  @ParameterizedTest
  @MethodSource("kills")
  void leavesWhatTheLastCommittedRunLeftAndTheNextRunIsAsWithoutIt(Kill kill)
      throws IOException, InterruptedException {
    String name = "tables-" + kill.toString().replaceAll("[^a-z0-9]+", "-");
    Path output = folder.resolve(name);
    if (kill.again()) {
      TinyTenant.copyTables(TinyTenant.earlierTables(), output);
    }
    boolean killed = kill(kill, output);

    AuditTables left = audit.tables(tables(name));
    Optional<RunRow> committed = left.lastCommitted();
    boolean isCommitted = committed.map(RunRow::runId).filter("killed"::equals).isPresent();
    assertThat(killed || isCommitted).isTrue();
    if (isCommitted) {
      assertThat(audit.rows(tables(name))).isEqualTo(clean);
    } else if (kill.again()) {
      assertThat(audit.rows(tables(name))).isEqualTo(earlier);
    } else {
      assertThat(committed).isEmpty();
    }

    audit.run("next", tables(name));
    assertThat(audit.rows(tables(name))).isEqualTo(clean);
    assertThat(audit.tables(tables(name)).runs())
        .extracting(RunRow::outcome)
        .filteredOn("started"::equals)
        .hasSizeLessThanOrEqualTo(1);
    FileUtil.fullyDelete(output.toFile());
  }

  /** Whether the run was killed before its end. */
  private static boolean kill(Kill kill, Path output) throws IOException, InterruptedException {
    long before = AuditProcess.commits(output);
    Duration due =
        kill.when() == When.TIME_GONE
            ? whole().multipliedBy(kill.count()).dividedBy(1_000)
            : Duration.ZERO;
    Instant start = Instant.now();
    try (AuditProcess process =
        AuditProcess.start(sample, "killed", output, folder.resolve("said"))) {
      while (!isDue(kill, process, start, AuditProcess.commits(output) - before, due)
          && !process.hasEnded(2)) {
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMinutes(9));
      }
      int code = process.kill();
      assertThat(code).as(process.said()).isIn(0, KILLED);
      return code == KILLED;
    }
  }

  private static boolean isDue(
      Kill kill, AuditProcess process, Instant start, long commits, Duration due)
      throws IOException {
    return switch (kill.when()) {
      case STAGES_DONE -> process.said().contains("[" + kill.count() + "/" + STAGES + "]");
      case COMMITS_MADE -> commits >= kill.count();
      case TIME_GONE -> Duration.between(start, Instant.now()).compareTo(due) >= 0;
    };
  }
}
