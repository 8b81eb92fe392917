package dev.ajar.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.spark.package$;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code bench sweep}: the sweep of storage logs beside others, and what an audit's cost follows.
 */
@Command(
    name = "sweep",
    sortOptions = false,
    description = {
      "Measures the sweep of storage logs beside DuckDB, Spark's JSON reader and the bare reading of"
          + " the bytes, in alternation, warm; and what whole audits and plans cost. Data is made"
          + " once and kept. All contenders must find the same rows; else it ends with an error.",
      ""
    },
    footer = {
      "",
      "Ratios, printed last as `ratio NAME VALUE`:",
      "  duckdb-1pct, duckdb-all     DuckDB's time / Ajar's; 1 %% or all of the lines inside windows",
      "  spark-1pct, spark-all       Spark's time / Ajar's",
      "  floor-1pct                  Ajar's time / that of counting line ends with two threads",
      "  windows1000                 Ajar's time with each window cut into 1,000 / without",
      "  history10                   an audit's time with ten times the history of logs / without",
      "  history10-requests          and its requests to storage",
      "  rerun                       an audit's time, nothing changed, / the first audit's",
      "  rerun-bytes                 bytes of logs that it read",
      "  plan1m-seconds              seconds of a plan over a million log files",
      "NAME@SIZE is of one size of data; the bare name is of the largest.",
      "",
      "Examples:",
      "  scripts/bench sweep --sizes 100m --rounds 1 --only 1pct",
      "  scripts/bench sweep --sizes 3g --only spark,floor",
      "  scripts/bench sweep --only history10,rerun"
    })
final class SweepCommand implements Callable<Integer> {
  private final PrintStream out;
  private final PrintStream err;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      defaultValue = "target/bench",
      description = "Folder of data and results. Default: target/bench.")
  private Path work;

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "SIZE",
      defaultValue = "3g,10g",
      description = "Bytes of storage logs, such as 100m. Default: 3g,10g.")
  private List<String> sizes;

  @Option(
      names = "--audit-size",
      paramLabel = "SIZE",
      defaultValue = "300m",
      description = "Bytes of the storage logs that whole audits read. Default: 300m.")
  private String auditSize;

  @Option(
      names = "--log-files",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Log files of plan1m. Default: 1000000.")
  private int logFiles;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Rounds that count, after one that does not. Default: 5.")
  private int rounds;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Only these ratios, by name or by the part before or behind its hyphen.")
  private Set<String> only = new LinkedHashSet<>();

  @Option(
      names = "--no-process",
      description = "Leave out what whole processes take, start of the JVM included.")
  private boolean noProcess;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // That it is there is enough.
  private boolean help;

  /** One part, in this process: what a fresh JVM is started for. */
  @Option(names = "--part", hidden = true)
  private String part;

  SweepCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    Bench.Output output = new Bench.Output(out, err);
    Settings settings = settings();
    if (part != null) {
      Parts.run(part, settings, output);
      output.end();
      return 0;
    }
    machine(output);
    List<String> failed = new ArrayList<>();
    for (String name : Parts.of(settings)) {
      if (Fork.run(arguments(settings, name), output) != 0) {
        failed.add(name);
      }
    }
    output.line("");
    output.end();
    failed.forEach(name -> err.println("bench: " + name + " failed; see above"));
    return failed.isEmpty() ? 0 : 1;
  }

  private Settings settings() {
    String python = System.getProperty("bench.python");
    List<String> inOrder =
        sizes.stream().sorted(Comparator.comparingLong(BenchData::bytes)).toList();
    return new Settings(
        work.toAbsolutePath().normalize(),
        inOrder,
        auditSize,
        logFiles,
        rounds,
        only,
        python == null ? null : Path.of(python),
        !noProcess);
  }

  static List<String> arguments(Settings settings, String part) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("sweep", "--part", part, "--work", settings.work().toString()));
    arguments.addAll(List.of("--sizes", String.join(",", settings.sizes())));
    arguments.addAll(List.of("--audit-size", settings.auditSize()));
    arguments.addAll(List.of("--log-files", Integer.toString(settings.logFiles())));
    arguments.addAll(List.of("--rounds", Integer.toString(settings.rounds())));
    if (!settings.process()) {
      arguments.add("--no-process");
    }
    if (!settings.only().isEmpty()) {
      arguments.addAll(List.of("--only", String.join(",", settings.only())));
    }
    return arguments;
  }

  private static void machine(Bench.Output output) {
    Runtime runtime = Runtime.getRuntime();
    com.sun.management.OperatingSystemMXBean system =
        (com.sun.management.OperatingSystemMXBean)
            java.lang.management.ManagementFactory.getOperatingSystemMXBean();
    output.line(
        "%s; %d cores, %d GB; %s %s; JDK %s, heap %d MB in every JVM (driver and executor in one);"
            + " Spark %s",
        Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS),
        runtime.availableProcessors(),
        system.getTotalMemorySize() / 1_000_000_000,
        system.getName(),
        system.getVersion(),
        System.getProperty("java.version"),
        runtime.maxMemory() / (1 << 20),
        package$.MODULE$.SPARK_VERSION());
  }
}
