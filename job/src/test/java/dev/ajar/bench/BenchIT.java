package dev.ajar.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ajar.testing.CountedFileSystem;
import dev.ajar.testing.LocalSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark's parts at a tiny size, without DuckDB: what they find, and what they print. */
class BenchIT {
  private static final String SIZE = "2m";

  @TempDir private static Path work;

  @BeforeAll
  static void start() {
    LocalSpark.session();
  }

  private static List<String> lines(String part, String... only) throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Bench.Output output =
        new Bench.Output(new PrintStream(printed, true, StandardCharsets.UTF_8), nowhere);
    Settings settings = new Settings(work, List.of(SIZE), SIZE, 300, 1, Set.of(only), null, false);
    Parts.run(part, settings, output);
    output.end();
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static Map<String, Double> ratios(List<String> lines) {
    Map<String, Double> ratios = new java.util.TreeMap<>();
    for (String line : lines) {
      if (line.startsWith("ratio ")) {
        String[] words = line.split(" ", -1);
        ratios.put(words[1], Double.valueOf(words[2]));
      }
    }
    return ratios;
  }

  @Test
  void contendersFindTheSameAndRatiosArePrinted() throws IOException {
    List<String> lines = lines("sweep:" + SIZE, "spark", "floor", "windows1000");

    assertThat(ratios(lines))
        .containsOnlyKeys(
            "spark-1pct",
            "spark-1pct@2m",
            "spark-all",
            "spark-all@2m",
            "floor-1pct",
            "floor-1pct@2m",
            "windows1000",
            "windows1000@2m")
        .allSatisfy((name, value) -> assertThat(value).as(name).isPositive());
    assertThat(lines).anyMatch(line -> line.contains("100.00 % of the lines"));
  }

  @Test
  void sparkAndAjarFindEachLineOfEachWindow() throws IOException {
    BenchData data = BenchData.of(work, SIZE);
    BenchWindows windows = BenchWindows.onePercent(LocalSpark.session(), data);
    Path ajarOut = work.resolve("ajar-out");
    Path sparkOut = work.resolve("spark-out");
    Contender ajar = new AjarContender("ajar", LocalSpark.session(), data, windows);
    Contender spark = new SparkContender(LocalSpark.session(), data, windows, LogLineSchema.NEEDED);
    ajar.run(ajarOut);
    spark.run(sparkOut);

    Outcome found = ajar.outcome(ajarOut);
    assertThat(found).isEqualTo(spark.outcome(sparkOut));
    assertThat(found.rows()).isBetween(data.lines() / 200, data.lines() / 5);
    assertThat(found.byWindow().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(found.rows());
  }

  @Test
  void aDifferenceEndsIt() {
    Outcome one = new Outcome(1, 200, 3, 4, "a", "b", Map.of("w", 1L));
    Outcome other = new Outcome(1, 200, 5, 4, "a", "b", Map.of("w", 1L));

    assertThatThrownBy(() -> Outcome.same("ajar", one, "spark", other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ajar and spark differ");
  }

  @Test
  void tenTimesTheHistoryHoldsTheSameLinesEarlier() throws IOException {
    Path now = BenchData.make(work.resolve("now"), SIZE);
    Path before = LongHistory.of(now, work.resolve("before"));

    List<Path> files = BenchData.logFiles(before);
    assertThat(files).hasSize(10 * BenchData.logFiles(now).size());
    Path first = files.stream().min((a, b) -> a.getParent().compareTo(b.getParent())).orElseThrow();
    String day = first.toString().replaceAll(".*y=(\\d{4})/m=(\\d\\d)/d=(\\d\\d)/.*", "$1-$2-$3");
    assertThat(Files.readAllLines(first).get(0)).contains("\"time\": \"" + day.substring(0, 7));
  }

  @Test
  void aPlanSeesEveryLogFile() throws IOException {
    List<String> lines = lines("plan1m");

    assertThat(ratios(lines)).containsOnlyKeys("plan1m-seconds");
    Path sample = work.resolve("plan-300");
    assertThat(BenchData.logFiles(sample)).hasSizeGreaterThanOrEqualTo(300);
    assertThat(CountedFileSystem.counts().lists()).isPositive();
  }

  @Test
  void aRerunIsCounted() throws IOException {
    assertThat(ratios(lines("rerun"))).containsOnlyKeys("rerun", "rerun-bytes");
    assertThat(CountedFileSystem.counts().requests()).isPositive();
  }
}
