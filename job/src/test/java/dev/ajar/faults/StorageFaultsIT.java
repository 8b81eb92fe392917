package dev.ajar.faults;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ajar.AjarException;
import dev.ajar.config.AuditConfig;
import dev.ajar.config.SourceKind;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.FileTally;
import dev.ajar.evidence.Reading;
import dev.ajar.evidence.StoreFailure;
import dev.ajar.evidence.storagelogs.StorageLogReader;
import dev.ajar.lake.AuditRun;
import dev.ajar.lake.AuditTables;
import dev.ajar.lake.ReadEvidence;
import dev.ajar.lake.RunRow;
import dev.ajar.tables.Coverage;
import dev.ajar.tables.Runs;
import dev.ajar.tables.Sources;
import dev.ajar.tables.Table;
import dev.ajar.tables.Tables;
import dev.ajar.testing.AuditOf;
import dev.ajar.testing.Azurite;
import dev.ajar.testing.FaultyProxy;
import dev.ajar.testing.FaultyProxy.Fault;
import dev.ajar.testing.LocalSpark;
import dev.ajar.testing.SinceHadoop;
import dev.ajar.testing.StoreRequest;
import dev.ajar.testing.StoreRequest.Kind;
import dev.ajar.testing.StoredRows;
import dev.ajar.testing.TinyTenant;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Storage that fails, through the real ABFS driver: what passes is asked for again and changes
 * nothing; what does not is said, and leaves nothing half-written.
 */
@SinceHadoop(
    value = "3.4.2",
    because = "ABFS speaks to Data Lake endpoints only, and Azurite has Blob's only")
class StorageFaultsIT {
  private static final long SEED = 11;
  private static final Map<String, String> LOCAL = Map.of();
  private static final String EVIDENCE = "evidence";

  /** As ABFS goes about it, but with less patience. */
  private static final Map<String, String> QUICK =
      Map.of(
          "fs.azure.io.retry.min.backoff.interval", "5",
          "fs.azure.io.retry.max.backoff.interval", "50",
          "fs.azure.io.retry.backoff.interval", "5",
          "fs.azure.io.retry.max.retries", "8",
          "fs.azure.static.retry.interval", "5",
          "fs.azure.http.read.timeout", "3000");

  /** Of so many tries of a request at least one is let through. */
  private static final int TRIES = 4;

  /** One in so many requests of a kind meets a fault: of writes there are few. */
  private static final Map<Kind, Integer> RARITY =
      Map.of(Kind.LIST, 20, Kind.STATUS, 20, Kind.READ, 6, Kind.WRITE, 3, Kind.DELETE, 3);

  /**
   * Faults after which the driver asks again. The answer to a write is not lost: ABFS then makes a
   * blob once more, finds the one that it made, and takes it for another's.
   */
  private static final Map<Kind, List<Fault>> PASSING =
      Map.of(
          Kind.LIST,
          List.of(
              Fault.BUSY,
              Fault.INTERNAL_ERROR,
              Fault.RESET,
              Fault.ANSWER_LOST,
              Fault.ANSWER_TORN,
              Fault.LATE,
              Fault.NO_ANSWER),
          Kind.STATUS,
          List.of(
              Fault.BUSY,
              Fault.INTERNAL_ERROR,
              Fault.RESET,
              Fault.ANSWER_LOST,
              Fault.ANSWER_TORN,
              Fault.LATE),
          Kind.READ,
          List.of(
              Fault.BUSY,
              Fault.INTERNAL_ERROR,
              Fault.RESET,
              Fault.ANSWER_LOST,
              Fault.ANSWER_TORN,
              Fault.LATE,
              Fault.NO_ANSWER,
              Fault.BODY_CUT,
              Fault.BODY_SHORT),
          Kind.WRITE,
          List.of(Fault.BUSY, Fault.INTERNAL_ERROR, Fault.RESET, Fault.LATE),
          Kind.DELETE,
          List.of(Fault.BUSY, Fault.INTERNAL_ERROR, Fault.RESET, Fault.LATE));

  /** Faults that do not pass. */
  private static final List<Fault> LASTING =
      List.of(Fault.FORBIDDEN, Fault.INTERNAL_ERROR, Fault.TOO_MANY, Fault.RESET, Fault.BODY_CUT);

  private static final Map<Fault, String> SAID =
      Map.of(
          Fault.FORBIDDEN, "the store answered 403 (AuthorizationPermissionMismatch)",
          Fault.INTERNAL_ERROR, "the store answered 500 (InternalError)",
          Fault.TOO_MANY, "the store answered 429 (TooManyRequests)",
          Fault.RESET, "SocketException");

  private static final String BROKEN = "/tables/broken/";
  private static final Pattern COMMIT =
      Pattern.compile(BROKEN + "((?!runs/)\\w+)/_delta_log/\\d{20}\\.json");

  private static final Pattern RUN = Pattern.compile(".*/runs/_delta_log/\\d{20}\\.json");

  /** After so many tables of a run the store takes nothing more. */
  private static final int COMMITS = 3;

  @TempDir private static Path folder;
  private static Configuration hadoop;
  private static Azurite azurite;
  private static FaultyProxy proxy;
  private static AuditOf local;
  private static AuditOf stored;
  private static Map<String, Fault> broken;
  private static final Map<Fault, Map<Kind, Integer>> PASSED = new ConcurrentHashMap<>();
  private static List<Row> brokenSources;
  private static List<Row> brokenCoverage;

  /** An audit of a store that does not give some files, and gives others only when asked again. */
  @BeforeAll
  static void auditWhatIsBroken() throws IOException, InterruptedException {
    hadoop = LocalSpark.session().sparkContext().hadoopConfiguration();
    azurite = Azurite.start(folder, hadoop);
    QUICK.forEach(hadoop::set);
    proxy = FaultyProxy.before(azurite);
    Path sample = TinyTenant.copyTo(folder.resolve("sample"));
    azurite.putSample(sample, EVIDENCE);
    azurite.makeContainer("tables");
    local = TinyTenant.audit();
    stored = local.of(azurite.uri(EVIDENCE));
    broken = someLogs();
    proxy.under(
        (request, time) -> {
          Fault lasting = lasting(request);
          return lasting == Fault.NONE ? counted(mixture(request, time), request) : lasting;
        },
        () -> stored.run("broken", tables("broken")));
    AuditTables tables = stored.tables(tables("broken"));
    brokenSources = tables.read(Sources.TABLE).collectAsList();
    brokenCoverage = tables.read(Coverage.TABLE).collectAsList();
  }

  private static Fault counted(Fault fault, StoreRequest request) {
    if (fault != Fault.NONE) {
      PASSED
          .computeIfAbsent(fault, none -> new ConcurrentHashMap<>())
          .merge(request.kind(), 1, Integer::sum);
    }
    return fault;
  }

  private static Fault lasting(StoreRequest request) {
    return request.kind() == Kind.READ && request.path().startsWith("/" + EVIDENCE + "/")
        ? broken.getOrDefault(request.path().substring(EVIDENCE.length() + 2), Fault.NONE)
        : Fault.NONE;
  }

  /** The logs that say most, each with what its readers meet for good. */
  private static Map<String, Fault> someLogs() throws IOException {
    List<Row> logs =
        local
            .tables(LOCAL)
            .read(Sources.TABLE)
            .where(
                col(Sources.KIND)
                    .equalTo(SourceKind.STORAGE_LOGS.word())
                    .and(col(Sources.STATE).equalTo(FileTally.READ)))
            .orderBy(col(Sources.ACCEPTED).desc(), col(Sources.FILE))
            .limit(LASTING.size())
            .collectAsList();
    Map<String, Fault> some = new TreeMap<>();
    for (Row log : logs) {
      assertThat(log.<Long>getAs(Sources.ACCEPTED)).isPositive();
      some.put(log.getAs(Sources.FILE), LASTING.get(some.size()));
    }
    return some;
  }

  @AfterAll
  static void stop() throws IOException {
    if (proxy != null) {
      proxy.close();
    }
    if (azurite != null) {
      azurite.close();
      QUICK.keySet().forEach(hadoop::unset);
    }
  }

  private static Map<String, String> tables(String which) {
    return Map.of("output.path", azurite.uri("tables") + "/" + which);
  }

  /** Any fault that passes, by chance, which the seed decides; never more in a row than tries. */
  private static Fault mixture(StoreRequest request, int time) {
    if (time % TRIES == TRIES - 1) {
      return Fault.NONE;
    }
    Random random =
        new Random(
            Objects.hash(SEED, request.kind().name(), request.path(), time) * 0x9E3779B97F4A7C15L);
    if (random.nextInt(RARITY.get(request.kind())) > 0) {
      return Fault.NONE;
    }
    List<Fault> passing = PASSING.get(request.kind());
    return passing.get(random.nextInt(passing.size()));
  }

  /** That they changed nothing, the tests below say of each table and each source. */
  @Test
  void everyKindOfRequestMetFaultsThatPass() {
    System.out.printf("faults of storage that passed: %s%n", PASSED);
    assertThat(PASSED.keySet()).isEqualTo(Set.copyOf(PASSING.get(Kind.READ)));
    Map<Kind, Integer> byKind = new EnumMap<>(Kind.class);
    PASSED
        .values()
        .forEach(kinds -> kinds.forEach((kind, times) -> byKind.merge(kind, times, Integer::sum)));
    assertThat(byKind).containsOnlyKeys(Kind.values());
    assertThat(byKind.values()).allSatisfy(times -> assertThat(times).isGreaterThan(5));
  }

  @Test
  void aLogThatTheStoreDoesNotGiveIsUnreadableWithTheReasonAndItsHourIsDark() throws IOException {
    Map<String, Row> clean = byFile(local.tables(LOCAL).read(Sources.TABLE).collectAsList());
    Map<String, Row> found = byFile(brokenSources);
    for (Map.Entry<String, Fault> log : broken.entrySet()) {
      String file = log.getKey();
      Row source = found.get(file);
      Row whole = clean.get(file);
      if (log.getValue() == Fault.BODY_CUT) {
        assertThat(source.<String>getAs(Sources.STATE)).isEqualTo(FileTally.READ);
        assertThat(source.<Long>getAs(Sources.LINES)).isEqualTo(whole.getAs(Sources.LINES));
        continue;
      }
      String problem = source.getAs(Sources.PROBLEM);
      assertThat(source.<String>getAs(Sources.STATE)).as(file).isEqualTo(FileTally.UNREADABLE);
      assertThat(problem).isEqualTo("reading failed: " + SAID.get(log.getValue()));
      assertThat(FileTally.mayPass(problem)).isTrue();
      assertThat(source.<Long>getAs(Sources.LINES)).isZero();
      assertThat(stateOf(file, whole)).as(file).isEqualTo("unreadable");
    }
    broken.keySet().forEach(found::remove);
    found.forEach(
        (file, source) ->
            assertThat(source.<Long>getAs(Sources.LINES))
                .as(file)
                .isEqualTo(clean.get(file).getAs(Sources.LINES)));
  }

  private static Map<String, Row> byFile(List<Row> sources) {
    Map<String, Row> byFile = new TreeMap<>();
    for (Row source : sources) {
      assertThat(byFile.put(source.getAs(Sources.FILE), source)).isNull();
    }
    return byFile;
  }

  /** The coverage of the hour that a log is about. */
  private static String stateOf(String file, Row whole) {
    String category = file.contains("storagewrite") ? "StorageWrite" : "StorageRead";
    Object account = whole.getList(whole.fieldIndex(Sources.ACCOUNTS)).get(0);
    Timestamp hour = whole.getAs(Sources.FIRST_HOUR);
    return brokenCoverage.stream()
        .filter(row -> row.getAs(Coverage.ACCOUNT).equals(account))
        .filter(row -> row.getAs(Coverage.CATEGORY).equals(category))
        .filter(row -> !row.<Timestamp>getAs(Coverage.FROM_AT).after(hour))
        .filter(row -> row.<Timestamp>getAs(Coverage.TO_AT).after(hour))
        .map(row -> row.<String>getAs(Coverage.STATE))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void evidenceThatCannotBeListedEndsTheRunWithAReasonAndACureAndTheTablesStand()
      throws IOException {
    Map<String, Long> before = stored.versions(tables("broken"));
    String which = "sources[0] (storage-logs) logs/insights-logs-storageread ";
    assertThat(unlisted(Fault.BUSY))
        .startsWith(which + "could not be listed: the store answered 503 (ServerBusy)")
        .contains(System.lineSeparator() + "  -> ")
        .doesNotContain(azurite.key(), "http");
    assertThat(unlisted(Fault.FORBIDDEN)).startsWith(which + "may not be read");
    assertThat(unlisted(Fault.BODY_CUT)).startsWith(which + "could not be listed: ");
    assertThat(stored.versions(tables("broken"))).isEqualTo(before);
  }

  /** What an audit says whose evidence cannot be listed. */
  private static String unlisted(Fault fault) throws IOException {
    List<Throwable> thrown = new ArrayList<>();
    proxy.under(
        (request, time) ->
            request.kind() == Kind.LIST && request.path().startsWith("/" + EVIDENCE + "/")
                ? fault
                : Fault.NONE,
        () -> thrown.add(catchThrowable(() -> stored.run("unlisted-" + fault, tables("broken")))));
    assertThat(thrown).first().isInstanceOf(AjarException.class);
    return thrown.get(0).getMessage();
  }

  @Test
  void whenTablesCannotBeWrittenReadersSeeTheRunBeforeAndTheNextOneLeavesThemAsACleanRunWould()
      throws IOException {
    Map<String, Long> before = stored.versions(tables("broken"));
    Set<String> committed = ConcurrentHashMap.newKeySet();
    List<Throwable> thrown = new ArrayList<>();
    proxy.under(
        (request, time) -> {
          Matcher commit = COMMIT.matcher(request.path());
          boolean ofTables = request.kind() == Kind.WRITE && request.path().startsWith(BROKEN);
          if (ofTables && commit.matches() && committed.size() < COMMITS) {
            committed.add(commit.group(1));
          }
          return ofTables && committed.size() == COMMITS && !commit.matches()
              ? Fault.BUSY
              : Fault.NONE;
        },
        () -> thrown.add(catchThrowable(() -> stored.run("unwritten", tables("broken")))));

    assertThat(StoreFailure.of(thrown.get(0))).isEqualTo("the store answered 503 (ServerBusy)");
    assertThat(thrown.get(0).getSuppressed())
        .as("the end of the run, not written either")
        .hasSize(1);
    assertThat(stored.versions(tables("broken"))).isEqualTo(before);
    assertThat(committed)
        .anySatisfy(table -> assertThat(latestVersion(table)).isGreaterThan(before.get(table)));

    proxy.under(StorageFaultsIT::mixture, () -> stored.run("healed", tables("broken")));
    sameAsClean("broken");
  }

  @Test
  void aRunThatBeganWithoutTheStoreSayingSoBeganOnce() throws IOException {
    AuditConfig.Output output =
        new AuditConfig.Output(azurite.uri("tables") + "/unconfirmed", null, null);
    for (String runId : List.of("first", "second")) {
      AuditTables tables = AuditTables.open(LocalSpark.session(), output, "a");
      List<AuditRun> runs = new ArrayList<>();
      Map<Fault, Map<Kind, Integer>> met =
          proxy.under(
              (request, time) ->
                  time == 0 && request.kind() == Kind.WRITE && RUN.matcher(request.path()).matches()
                      ? Fault.ANSWER_LOST
                      : Fault.NONE,
              () -> runs.add(tables.begin(runId, "audit", "1", "c", AuditOf.NOW)));
      assertThat(met).containsOnlyKeys(Fault.ANSWER_LOST);
      runs.get(0).commit(Map.of(), "done", "evidence", AuditOf.NOW);
    }
    assertThat(AuditTables.open(LocalSpark.session(), output, "a").runs())
        .extracting(RunRow::runId)
        .containsExactly("first", "second");
  }

  private static long latestVersion(String table) {
    String path = tables("broken").get("output.path") + "/" + table;
    return DeltaTable.forPath(LocalSpark.session(), path)
        .history(1)
        .select("version")
        .head()
        .getLong(0);
  }

  @Test
  void aFileWhoseSecondHalfNeverComesIsNeverAWholeOne() throws IOException {
    Map.Entry<String, Fault> log = broken.entrySet().iterator().next();
    EvidenceFile file =
        new EvidenceFile(
            0,
            SourceKind.STORAGE_LOGS.word(),
            azurite.uri(EVIDENCE) + "/" + log.getKey(),
            log.getKey(),
            Files.size(folder.resolve("sample").resolve(log.getKey())),
            0,
            null);
    proxy.under(
        (request, time) -> request.kind() == Kind.READ ? Fault.HALF_A_BLOB : Fault.NONE,
        () -> {
          Row source =
              Reading.sources(
                      ReadEvidence.read(
                          LocalSpark.session(),
                          List.of(file),
                          new StorageLogReader(request -> true),
                          StorageLogReader.READING.schema()))
                  .head();
          assertThat(source.<String>getAs(Sources.STATE)).isEqualTo(FileTally.UNREADABLE);
        });
  }

  private static void sameAsClean(String which) throws IOException {
    for (Table table : Tables.ALL) {
      if (table != Runs.TABLE) {
        assertThat(StoredRows.of(stored.tables(tables(which)), table))
            .as(table.name())
            .isEqualTo(StoredRows.of(local.tables(LOCAL), table));
      }
    }
  }
}
