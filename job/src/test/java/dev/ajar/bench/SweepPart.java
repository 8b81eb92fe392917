package dev.ajar.bench;

import dev.ajar.lake.Sessions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The contenders over data of one size: 1 % of the lines inside windows, then all of them. */
final class SweepPart {
  private static final double GIGA = 1e9;
  private static final double PERCENT = 100;

  /** How many times the windows. */
  private static final int MANY = 1_000;

  private final Settings settings;
  private final Bench.Output output;
  private final String size;
  private final SparkSession session;
  private final BenchData data;

  SweepPart(Settings settings, Bench.Output output, String size) throws IOException {
    this.settings = settings;
    this.output = output;
    this.size = size;
    output.progress("data of %s", size);
    this.data = BenchData.of(settings.work(), size);
    this.session = Sessions.open();
  }

  /** Runs what is asked for, and tells. */
  void run() throws IOException {
    output.line("");
    output.line(
        "%s: %,d bytes, %,d lines, %,d files; %d lines left out that are no records or whose key is"
            + " a URL; lines that repeat others are rows to all",
        size, data.bytes(), data.lines(), data.files().size(), data.leftOut());
    if (asksAny("1pct") || settings.asks("windows1000")) {
      share("1pct");
    }
    if (asksAny("all")) {
      share("all");
    }
  }

  /** One contender once: what a process of its own is started for. */
  void once(String share, String name) throws IOException {
    Path out = workOf(share).resolve("out-once");
    Folders.delete(out);
    Folders.made(out.getParent());
    try (Contender one = contender(name, share, windows(share))) {
      one.run(out);
    }
    Folders.delete(out);
  }

  private BenchWindows windows(String share) throws IOException {
    return share.equals("all")
        ? BenchWindows.all(session, data)
        : BenchWindows.onePercent(session, data);
  }

  private Path workOf(String share) {
    return settings.work().resolve(size + "-" + share);
  }

  private Contender contender(String name, String share, BenchWindows windows) throws IOException {
    StructType schema = share.equals("all") ? LogLineSchema.WHOLE : LogLineSchema.NEEDED;
    return switch (name) {
      case "ajar" -> new AjarContender(name, session, data, windows);
      case "duckdb" ->
          new DuckDbContender(settings.python(), workOf(share), session, data, windows, schema);
      case "spark" -> new SparkContender(session, data, windows, schema);
      case "floor" -> new FloorContender(data);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private boolean asksAny(String share) {
    return List.of("duckdb", "spark", "floor").stream()
        .anyMatch(name -> settings.asks(name + "-" + share));
  }

  private void share(String share) throws IOException {
    BenchWindows windows = windows(share);
    Path work = workOf(share);
    List<Contender> contenders = new ArrayList<>();
    contenders.add(contender("ajar", share, windows));
    for (String name : List.of("duckdb", "spark", "floor")) {
      if (settings.asks(name + "-" + share)) {
        contenders.add(contender(name, share, windows));
      }
    }
    Rounds.Result result;
    try {
      result = Rounds.run(contenders, settings.rounds(), work, output);
    } finally {
      for (Contender one : contenders) {
        one.close();
      }
    }
    table(share, windows, result, contenders);
    if (settings.process()) {
      processes(share, contenders);
    }
    ratios(share, result.seconds());
    if (share.equals("1pct") && settings.asks("windows1000")) {
      many(windows, work);
    }
  }

  /** Each once in a JVM of its own, its start and what is compiled there included. */
  private void processes(String share, List<Contender> contenders) throws IOException {
    for (Contender one : contenders) {
      if (one instanceof FloorContender) {
        continue;
      }
      String part = String.join(":", "once", size, share, one.name());
      double seconds =
          Rounds.seconds(
              () -> {
                if (Fork.run(SweepCommand.arguments(settings, part), output) != 0) {
                  throw new IllegalStateException(part + " failed in a process of its own");
                }
              });
      output.line("  %-12s %9.2f             whole process, once", one.name(), seconds);
    }
  }

  private void table(
      String share, BenchWindows windows, Rounds.Result result, List<Contender> contenders) {
    output.line(
        "%s %s: %,d rows in %d windows, %.2f %% of the lines",
        size,
        share,
        result.outcome().rows(),
        windows.list().size(),
        PERCENT * result.outcome().rows() / data.lines());
    output.line("  %-12s %9s %9s   median of %d", "", "seconds", "GB/s", settings.rounds());
    for (Contender one : contenders) {
      double seconds = result.seconds().get(one.name());
      String version = one instanceof DuckDbContender duckDb ? " " + duckDb.version() : "";
      output.line(
          "  %-12s %9.2f %9.3f", one.name() + version, seconds, data.bytes() / GIGA / seconds);
    }
  }

  private void ratios(String share, Map<String, Double> seconds) {
    double ajar = seconds.get("ajar");
    for (String rival : List.of("duckdb", "spark")) {
      if (seconds.containsKey(rival)) {
        ratio(rival + "-" + share, seconds.get(rival) / ajar);
      }
    }
    if (share.equals("1pct") && seconds.containsKey("floor")) {
      ratio("floor-" + share, ajar / seconds.get("floor"));
    }
  }

  private void many(BenchWindows windows, Path work) throws IOException {
    BenchWindows cut = windows.cut(MANY);
    Contender few = new AjarContender("ajar", session, data, windows);
    Contender more = new AjarContender("windows1000", session, data, cut);
    Rounds.Result result =
        Rounds.run(
            List.of(new WithoutWindows(few), new WithoutWindows(more)),
            settings.rounds(),
            work.resolveSibling(work.getFileName() + "-windows1000"),
            output);
    double before = result.seconds().get(few.name());
    double after = result.seconds().get(more.name());
    output.line(
        "%s windows1000: %,d windows %.2f s, %,d windows %.2f s, the same lines inside",
        size, windows.list().size(), before, cut.list().size(), after);
    ratio("windows1000", after / before);
  }

  /** A contender whose windows have other names than its rival's. */
  private record WithoutWindows(Contender inner) implements Contender {
    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public void run(Path out) throws IOException {
      inner.run(out);
    }

    @Override
    public Outcome outcome(Path out) throws IOException {
      return inner.outcome(out).withoutWindows();
    }
  }

  /** The bare name is the largest size's, which is measured last. */
  private void ratio(String name, double value) {
    output.ratio(name + "@" + size, value);
    if (size.equals(settings.sizes().get(settings.sizes().size() - 1))) {
      output.ratio(name, value);
    }
  }
}
