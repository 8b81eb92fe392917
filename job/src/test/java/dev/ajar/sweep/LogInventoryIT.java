package dev.ajar.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.config.Rules;
import dev.ajar.config.SourceConfig;
import dev.ajar.config.SourceKind;
import dev.ajar.lake.EvidenceListing;
import dev.ajar.model.Ticks;
import dev.ajar.testing.CountedFileSystem;
import dev.ajar.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pruned descent against the whole listing, filtered; and what it asks of the store. */
class LogInventoryIT {
  private static final String ACCOUNT =
      "resourceId=/subscriptions/Sub/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/";

  private static SparkSession spark;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    spark = LocalSpark.session();
    CountedFileSystem.install(spark.sparkContext().hadoopConfiguration());
  }

  private static boolean isInScope(String account) {
    return !account.equals("foreign");
  }

  private static SourceConfig source(String uri) {
    return new SourceConfig(0, SourceKind.STORAGE_LOGS, "logs", uri, null, false, null, null, null);
  }

  private static LogInventory inventory(String uri) {
    return LogInventory.of(
        EvidenceListing.with(spark), List.of(source(uri)), LogInventoryIT::isInScope);
  }

  private void file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{}\n");
  }

  private static AskedHours asked(Map<String, List<long[]>> spans, List<String> categories) {
    return AskedHours.of(spans, categories, Rules.DEFAULTS);
  }

  private static long[] span(String from, String to) {
    return new long[] {Ticks.of(Instant.parse(from)), Ticks.of(Instant.parse(to))};
  }

  private static List<String> names(List<LogFile> files) {
    return files.stream().map(log -> log.file().file()).sorted().toList();
  }

  /** The window is [2024-02-10T05:30, 06:10): asked for are 04:00 to 2024-02-12T07:00. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "blobServices/default/y=2024/m=02/d=10/h=03/m=00/PT1H.json, false",
    "blobServices/default/y=2024/m=02/d=10/h=04/m=00/PT1H.json, true",
    "blobServices/default/y=2024/m=02/d=12/h=06/m=00/PT1H.json, true",
    "blobServices/default/y=2024/m=02/d=12/h=07/m=00/PT1H.json, false",
    "blobServices/default/Y=2024/M=2/D=10/H=4/M=00/PT1H.JSON, true",
    "blobServices/default/y=2024/m=02/d=10/h=05/PT1H.json, true",
    "blobServices/default/y=2024/m=02/d=10/h=05/m=15/PT1H.json, true",
    "blobServices/default/y=2024/m=02/d=10/h=05/a/b/x.log.gz, true",
    "blobServices/default/y=2024/m=02/d=10/h=24/m=00/PT1H.json, true",
    "blobServices/default/y=2024/m=02/d=09/h=24/m=00/PT1H.json, false",
    "blobServices/default/y=2024/m=02/d=30/h=04/m=00/PT1H.json, true",
    "blobServices/default/y=2024/m=02/loose.json, true",
    "blobServices/default/y=2024/m=03/loose.json, false",
    "blobServices/default/y=2024/loose.json, true",
    "blobServices/default/y=2023/loose.json, false",
    "blobServices/default/y=none/m=02/d=10/h=01/m=00/PT1H.json, true",
    "blobServices/default/loose.json, true",
    "fileServices/default/y=2024/m=02/d=10/h=05/m=00/PT1H.json, false",
    "blobServices/default/y=2024/m=02/d=10/h=05/m=00/readme.md, false"
  })
  void aFileIsNeededForWhatItsPathSaysOfItsTime(String below, boolean needed) throws IOException {
    file(ACCOUNT + "acme/" + below);
    AskedHours asked =
        asked(
            Map.of("acme", List.of(span("2024-02-10T05:30:00Z", "2024-02-10T06:10:00Z"))),
            LogInventory.CATEGORIES);

    LogInventory.Needed found = inventory(folder.toString()).needed(asked);

    assertThat(names(found.files()))
        .isEqualTo(needed ? List.of("logs/" + ACCOUNT + "acme/" + below) : List.of());
  }

  @Test
  void aSourceMayBeOneFileOrLieWithinAnHour() throws IOException {
    String hour = ACCOUNT + "acme/blobServices/default/y=2024/m=02/d=10/h=05/m=00";
    file(hour + "/PT1H.json");
    List<long[]> then = List.of(span("2024-02-10T05:30:00Z", "2024-02-10T06:10:00Z"));
    AskedHours acme = asked(Map.of("acme", then), LogInventory.CATEGORIES);
    AskedHours other = asked(Map.of("other", then), LogInventory.CATEGORIES);

    for (String path : List.of(hour, hour + "/PT1H.json", hour.substring(0, hour.indexOf("/d=")))) {
      String uri = folder.resolve(path).toString();
      SourceConfig source =
          new SourceConfig(0, SourceKind.STORAGE_LOGS, uri, uri, null, false, null, null, null);
      LogInventory inventory =
          LogInventory.of(EvidenceListing.with(spark), List.of(source), LogInventoryIT::isInScope);
      assertThat(names(inventory.needed(acme).files()))
          .containsExactly(folder.resolve(hour) + "/PT1H.json");
      assertThat(inventory.needed(other).files()).isEmpty();
      assertThat(inventory.accounts()).containsOnlyKeys("acme");
    }
  }

  @Test
  void foldersWithoutAFileMakeAnEmptySource() throws IOException {
    Files.createDirectories(
        folder.resolve(ACCOUNT + "acme/blobServices/default/y=2024/m=02/d=10/h=05/m=00"));
    LogInventory inventory = inventory(folder.toString());
    assertThat(inventory.isEmpty(source(folder.toString()))).isTrue();
    assertThat(inventory.accounts()).isEmpty();
    assertThat(inventory.held(List.of()).of("acme", null)).isEmpty();
    file(ACCOUNT + "foreign/blobServices/default/y=2024/m=02/d=10/h=05/m=00/PT1H.json");
    LogInventory left = inventory(folder.toString());
    assertThat(left.isEmpty(source(folder.toString()))).isFalse();
    assertThat(left.leftOut()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void theDescentFindsWhatTheWholeListingFiltered(long seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < 120; i++) {
      String path = RandomLogTree.path(random);
      if (random.nextInt(12) == 0) {
        Files.createDirectories(folder.resolve(path).getParent());
      } else {
        file(path);
      }
    }
    boolean counted = seed % 2 == 0;
    String uri = counted ? CountedFileSystem.uri(folder) : folder.toString();
    LogInventory inventory = inventory(uri);
    List<PlainLogPath> all =
        EvidenceListing.with(spark).list(source(uri)).files().stream()
            .map(file -> PlainLogPath.of(file.file()))
            .filter(path -> path.isLog() && path.isBlob())
            .filter(path -> path.account() == null || isInScope(path.account()))
            .toList();

    for (int i = 0; i < 8; i++) {
      Map<String, List<long[]>> spans = new TreeMap<>();
      for (String account : List.of("acme", "globex", "foreign")) {
        spans.put(account, RandomLogTree.spans(random));
      }
      List<String> categories =
          random.nextBoolean() ? LogInventory.CATEGORIES : List.of(LogInventory.WRITE);
      AskedHours asked = asked(spans, categories);
      boolean nothing = spans.values().stream().allMatch(List::isEmpty);

      assertThat(names(inventory.needed(asked).files()))
          .as("question %d", i)
          .isEqualTo(
              all.stream()
                  .filter(path -> !nothing && path.isNeeded(spans, categories))
                  .map(PlainLogPath::file)
                  .sorted()
                  .toList());
    }
    Map<String, Set<String>> accounts = new TreeMap<>();
    Map<String, TreeSet<Instant>> hours = new TreeMap<>();
    for (PlainLogPath path : all) {
      if (path.account() != null) {
        accounts.computeIfAbsent(path.account(), account -> new TreeSet<>());
        if (path.subscription() != null) {
          accounts.get(path.account()).add(path.subscription());
        }
        if (path.isHour()) {
          hours.computeIfAbsent(path.account(), account -> new TreeSet<>()).add(path.from());
        }
      }
    }
    assertThat(inventory.accounts().toString()).isEqualTo(accounts.toString());
    accounts.forEach(
        (account, ignored) -> {
          TreeSet<Instant> of = hours.getOrDefault(account, new TreeSet<>());
          List<long[]> held = new ArrayList<>();
          if (of.size() > 1) {
            held.add(
                new long[] {Ticks.of(of.first().plus(Duration.ofHours(1))), Ticks.of(of.last())});
          }
          assertThat(inventory.held(List.of()).of(account, null).toArray(long[][]::new))
              .as(account)
              .isDeepEqualTo(held.toArray(long[][]::new));
        });
  }

  private static long filesOfDays(Path root, int days) throws IOException {
    LocalDateTime end = LocalDateTime.of(2024, 3, 20, 0, 0);
    long files = 0;
    for (String account : List.of("acme", "globex")) {
      for (LocalDateTime t = end.minusDays(days); t.isBefore(end); t = t.plusHours(1)) {
        Path hour =
            root.resolve(
                "insights-logs-storageread/"
                    + ACCOUNT
                    + account
                    + String.format(
                        Locale.ROOT,
                        "/blobServices/default/y=%04d/m=%02d/d=%02d/h=%02d/m=00",
                        t.getYear(),
                        t.getMonthValue(),
                        t.getDayOfMonth(),
                        t.getHour()));
        Files.createDirectories(hour);
        Files.writeString(hour.resolve("PT1H.json"), "{}\n");
        files++;
      }
    }
    return files;
  }

  @Test
  void requestsFollowTheHoursAskedForAndNotTheHistory() throws IOException {
    AskedHours asked =
        asked(
            Map.of("acme", List.of(span("2024-03-10T00:00:00Z", "2024-03-13T00:00:00Z"))),
            LogInventory.CATEGORIES);
    List<Long> lists = new ArrayList<>();
    for (int days : new int[] {15, 150}) {
      Path root = folder.resolve("days-" + days);
      long all = filesOfDays(root, days);
      CountedFileSystem.reset();

      LogInventory inventory = inventory(CountedFileSystem.uri(root));
      long held = inventory.held(List.of()).of("acme", null).size();
      LogInventory.Needed needed = inventory.needed(asked);

      assertThat(all).isEqualTo(2L * 24 * days);
      assertThat(held).isEqualTo(1);
      // One hour before to two days after.
      assertThat(needed.files()).hasSize(1 + (3 + 2) * 24);
      lists.add(CountedFileSystem.counts().lists());
      assertThat(CountedFileSystem.counts().lists())
          .as("what is counted is what was asked")
          .isEqualTo(
              inventory.placing(source(root.toString()))
                  + needed.listings().values().stream().mapToLong(Long::longValue).sum());
      assertThat(CountedFileSystem.counts().statuses()).isZero();
      inventory.needed(asked);
      assertThat(CountedFileSystem.counts().lists())
          .as("nothing is asked twice")
          .isEqualTo(lists.get(lists.size() - 1));
      assertThat(CountedFileSystem.counts().opens()).isZero();
    }
    assertThat(lists.get(1).doubleValue()).isLessThanOrEqualTo(1.1 * lists.get(0));
  }

  @Test
  void aNotebookListsTheHoursThatItsFilterAsksFor() throws IOException {
    filesOfDays(folder, 30);
    CountedFileSystem.reset();
    long rows =
        spark
            .read()
            .format(StorageLogSource.NAME)
            .load(CountedFileSystem.uri(folder))
            .where(
                "log_account = 'acme' and at >= timestamp '2024-03-10 00:00:00Z'"
                    + " and at < timestamp '2024-03-10 01:00:00Z'")
            .count();

    assertThat(rows).isZero();
    // Two hours before the first, 48 after the last: each two listings, and the folders above them.
    assertThat(CountedFileSystem.counts().opens()).isBetween(49L, 51L);
    assertThat(CountedFileSystem.counts().lists()).isBetween(2 * 49L, 2 * 51L + 25);
  }
}
