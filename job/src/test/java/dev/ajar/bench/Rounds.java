package dev.ajar.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Contenders in alternation: one round that is not counted, then so many that are. */
final class Rounds {
  private static final double NANOS = 1e9;

  private Rounds() {}

  /**
   * What came out.
   *
   * @param seconds medians, by contender, in their order
   * @param outcome what all of them found; null if none finds anything
   */
  record Result(Map<String, Double> seconds, Outcome outcome) {}

  /** Runs all of them in every round; what each wrote is compared and deleted, untimed. */
  static Result run(List<Contender> contenders, int rounds, Path work, Bench.Output output)
      throws IOException {
    Map<String, List<Double>> times = new LinkedHashMap<>();
    contenders.forEach(one -> times.put(one.name(), new ArrayList<>()));
    Outcome found = null;
    String finder = null;
    for (int round = 0; round <= rounds; round++) {
      for (Contender one : contenders) {
        Path out = Folders.made(work).resolve("out-" + one.name());
        Folders.delete(out);
        double seconds = seconds(() -> one.run(out));
        Outcome outcome = one.outcome(out);
        Folders.delete(out);
        if (round > 0) {
          times.get(one.name()).add(seconds);
        }
        output.progress("%s round %d: %s %.2f s", work.getFileName(), round, one.name(), seconds);
        if (outcome != null && found != null) {
          Outcome.same(finder, found, one.name(), outcome);
        } else if (outcome != null) {
          found = outcome;
          finder = one.name();
        }
      }
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    times.forEach((name, list) -> medians.put(name, median(list)));
    return new Result(medians, found);
  }

  /** Something that takes time. */
  interface Work {
    void run() throws IOException;
  }

  /** Seconds that {@code work} takes. */
  static double seconds(Work work) throws IOException {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / NANOS;
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
