package dev.ajar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.tables.Runs;
import dev.ajar.tables.Table;
import dev.ajar.tables.Tables;
import dev.ajar.testing.AuditOf;
import dev.ajar.testing.Azurite;
import dev.ajar.testing.LocalSpark;
import dev.ajar.testing.SinceHadoop;
import dev.ajar.testing.StoreRequest;
import dev.ajar.testing.StoreRequest.Kind;
import dev.ajar.testing.StoredRows;
import dev.ajar.testing.TinyTenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The audit with evidence and tables on Azure Blob storage (Azurite), through the ABFS driver, and
 * what it asks of the store by the store's own access log.
 */
@SinceHadoop(
    value = "3.4.2",
    because = "ABFS speaks to Data Lake endpoints only, and Azurite has Blob's only")
class AzuriteIT {
  private static final Map<String, String> LOCAL = Map.of();
  private static final String EVIDENCE = "evidence";
  private static final String LOGS = "/logs/insights-logs-";

  @TempDir private static Path folder;
  private static Path sample;
  private static Azurite azurite;
  private static AuditOf local;
  private static AuditOf stored;
  private static List<StoreRequest> firstRequests;

  @BeforeAll
  static void auditStored() throws IOException, InterruptedException {
    azurite = Azurite.start(folder, LocalSpark.session().sparkContext().hadoopConfiguration());
    sample = TinyTenant.copyTo(folder.resolve("sample"));
    azurite.putSample(sample, EVIDENCE);
    azurite.makeContainer("tables");
    local = TinyTenant.audit();
    stored = local.of(azurite.uri(EVIDENCE));
    firstRequests = requestsOf("a first audit", () -> stored.run("first", tables("first")));
  }

  @AfterAll
  static void stop() {
    if (azurite != null) {
      azurite.close();
    }
  }

  private static Map<String, String> tables(String which) {
    return Map.of("output.path", azurite.uri("tables") + "/" + which);
  }

  /** Something that asks the store. */
  @FunctionalInterface
  private interface Asking {
    void run() throws IOException;
  }

  private static List<StoreRequest> requestsOf(String what, Asking asking)
      throws IOException, InterruptedException {
    int before = azurite.requests().size();
    asking.run();
    List<StoreRequest> all = azurite.requests();
    List<StoreRequest> asked = List.copyOf(all.subList(before, all.size()));
    System.out.printf(
        "requests of %s: of logs %s, of other evidence %s, of tables %s%n",
        what,
        kinds(asked, LOGS),
        kinds(asked.stream().filter(request -> !request.path().contains(LOGS)).toList(), EVIDENCE),
        kinds(asked, "/tables"));
    return asked;
  }

  /** How many requests of each kind name a path with {@code part} in it. */
  private static Map<Kind, Long> kinds(List<StoreRequest> requests, String part) {
    Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
    for (StoreRequest request : requests) {
      if (request.path().contains(part)) {
        kinds.merge(request.kind(), 1L, Long::sum);
      }
    }
    return kinds;
  }

  @Test
  void everyTableIsTheOneOfLocalFiles() throws IOException {
    for (Table table : Tables.ALL) {
      if (table != Runs.TABLE) {
        assertThat(StoredRows.of(stored.tables(tables("first")), table))
            .as(table.name())
            .isEqualTo(StoredRows.of(local.tables(LOCAL), table));
      }
    }
  }

  @Test
  void nothingIsWrittenAmongTheEvidence() {
    assertThat(kinds(firstRequests, "/" + EVIDENCE + "/"))
        .containsKeys(Kind.LIST, Kind.STATUS, Kind.READ)
        .doesNotContainKeys(Kind.WRITE, Kind.DELETE);
  }

  @Test
  void aRunOverUnchangedEvidenceOpensNoBlobOfIt() throws IOException, InterruptedException {
    Map<String, Long> versions = stored.versions(tables("first"));
    List<StoreRequest> again =
        requestsOf("a run over the same evidence", () -> stored.run("second", tables("first")));
    assertThat(kinds(again, "/" + EVIDENCE + "/"))
        .containsKey(Kind.LIST)
        .doesNotContainKeys(Kind.READ, Kind.WRITE, Kind.DELETE);
    assertThat(stored.versions(tables("first"))).isEqualTo(versions);
  }

  /** Twice as much history before the period: blobs that would not be understood if read. */
  @Test
  void requestsFollowTheExposureAndNotTheHistory() throws IOException, InterruptedException {
    String longer = EVIDENCE + "-longer";
    azurite.putSample(sample, longer);
    int more = 0;
    for (Path log : Azurite.below(sample.resolve("logs"))) {
      String name = sample.relativize(log).toString();
      for (String month : List.of("y=2023/m=12/", "y=2024/m=01/")) {
        String earlier = name.replaceFirst("y=2024/m=0[2-4]/", month);
        if (Files.isRegularFile(log) && !earlier.equals(name)) {
          azurite.putBlob(longer, earlier, new byte[] {'?', '\n'});
          more++;
        }
      }
    }
    assertThat(more).isGreaterThan(1_000);
    AuditOf after = local.of(azurite.uri(longer));
    List<StoreRequest> requests =
        requestsOf(
            "a first audit with three times the logs", () -> after.run("longer", tables("longer")));

    Map<Kind, Long> of = kinds(firstRequests, LOGS);
    Map<Kind, Long> ofLonger = kinds(requests, LOGS);
    assertThat(ofLonger.get(Kind.READ)).isEqualTo(of.get(Kind.READ));
    assertThat(ofLonger.get(Kind.STATUS)).isEqualTo(of.get(Kind.STATUS));
    assertThat(ofLonger.get(Kind.LIST).doubleValue()).isLessThanOrEqualTo(1.1 * of.get(Kind.LIST));
    assertThat(after.rows("accesses", tables("longer"))).isEqualTo(local.rows("accesses", LOCAL));
  }
}
