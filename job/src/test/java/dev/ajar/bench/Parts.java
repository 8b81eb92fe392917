package dev.ajar.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The parts of the benchmark; each runs in a JVM of its own. */
final class Parts {
  private static final List<String> OF_SWEEP =
      List.of("duckdb-1pct", "spark-1pct", "floor-1pct", "duckdb-all", "spark-all", "windows1000");

  private Parts() {}

  /** The parts that are asked for, in order. */
  static List<String> of(Settings settings) {
    List<String> parts = new ArrayList<>();
    if (OF_SWEEP.stream().anyMatch(settings::asks)) {
      settings.sizes().forEach(size -> parts.add("sweep:" + size));
    }
    if (settings.asks("history10")) {
      parts.add("history10");
    }
    if (settings.asks("rerun")) {
      parts.add("rerun");
    }
    if (settings.asks("plan1m-seconds")) {
      parts.add("plan1m");
    }
    return parts;
  }

  /** Runs one of them here. */
  static void run(String part, Settings settings, Bench.Output output) throws IOException {
    String[] words = part.split(":", -1);
    switch (words[0]) {
      case "sweep" -> new SweepPart(settings, output, words[1]).run();
      case "once" -> new SweepPart(settings, output, words[1]).once(words[2], words[3]);
      case "history10" -> new AuditPart(settings, output).history();
      case "rerun" -> new AuditPart(settings, output).rerun();
      case "plan1m" -> new AuditPart(settings, output).plan();
      default -> throw new IllegalArgumentException(String.format(Locale.ROOT, "%s?", part));
    }
  }
}
