package dev.ajar.bench;

import dev.ajar.PlanResult;
import dev.ajar.config.Rules;
import dev.ajar.testing.CountedFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What whole audits and plans cost: each figure in a JVM of its own, which runs it once before. */
final class AuditPart {
  private static final Map<String, String> GAPS = Map.of("rules.touches", "gaps");

  private final Settings settings;
  private final Bench.Output output;
  private final Path work;

  AuditPart(Settings settings, Bench.Output output) {
    this.settings = settings;
    this.output = output;
    this.work = settings.work().resolve("audits");
  }

  /** Ten times the history of logs: the same windows, and so the same cost. */
  void history() throws IOException {
    Path now = sample();
    Path long10 = LongHistory.of(now, settings.work().resolve("history10-" + settings.auditSize()));
    BenchAudit few = BenchAudit.counted(now, GAPS);
    BenchAudit many = BenchAudit.counted(long10, GAPS);
    List<Double> fewTimes = new ArrayList<>();
    List<Double> manyTimes = new ArrayList<>();
    CountedFileSystem.Counts fewCounts = null;
    CountedFileSystem.Counts manyCounts = null;
    for (int round = 0; round <= settings.rounds(); round++) {
      double fewTime = fresh(few);
      fewCounts = CountedFileSystem.counts();
      double manyTime = fresh(many);
      manyCounts = CountedFileSystem.counts();
      output.progress("history10 round %d: %.2f s, %.2f s", round, fewTime, manyTime);
      if (round > 0) {
        fewTimes.add(fewTime);
        manyTimes.add(manyTime);
      }
    }
    double before = Rounds.median(fewTimes);
    double after = Rounds.median(manyTimes);
    output.line("");
    output.line("history10: audits of %s of logs, touches: gaps", settings.auditSize());
    output.line("  history      %9.2f s  %s", before, shown(fewCounts));
    output.line("  ten times    %9.2f s  %s", after, shown(manyCounts));
    output.ratio("history10", after / before);
    output.ratio("history10-requests", (double) manyCounts.requests() / fewCounts.requests());
  }

  /** A second audit over evidence that did not change. */
  void rerun() throws IOException {
    BenchAudit audit = BenchAudit.counted(sample(), Map.of());
    List<Double> first = new ArrayList<>();
    List<Double> second = new ArrayList<>();
    long bytes = 0;
    CountedFileSystem.Counts counts = null;
    for (int round = 0; round <= settings.rounds(); round++) {
      double once = fresh(audit);
      CountedFileSystem.reset();
      double again = Rounds.seconds(() -> audit.audit(tables(), "again"));
      counts = CountedFileSystem.counts();
      bytes = CountedFileSystem.bytesBelow("/logs/");
      output.progress("rerun round %d: %.2f s, then %.2f s", round, once, again);
      if (round > 0) {
        first.add(once);
        second.add(again);
      }
    }
    output.line("");
    output.line("rerun: audits of %s of logs, tables written anew and again", settings.auditSize());
    output.line("  first        %9.2f s", Rounds.median(first));
    output.line("  again        %9.2f s  %s", Rounds.median(second), shown(counts));
    output.ratio("rerun", Rounds.median(second) / Rounds.median(first));
    output.ratio("rerun-bytes", (double) bytes);
  }

  /** A plan over very many log files. */
  void plan() throws IOException {
    Path sample = ManyLogs.of(settings.work(), settings.logFiles(), output);
    Folders.delete(work);
    PlanResult[] result = new PlanResult[1];
    // Once, and first in its process: who plans does it once. Its requests are another's: counting
    // lists this machine's folders through Hadoop, which asks four times about each name.
    BenchAudit audit = BenchAudit.onDisk(sample, GAPS);
    double seconds = Rounds.seconds(() -> result[0] = audit.plan(tables()));
    CountedFileSystem.reset();
    BenchAudit.counted(sample, GAPS).plan(tables());
    CountedFileSystem.Counts counts = CountedFileSystem.counts();
    long files =
        result[0].reads().stream()
            .mapToLong(reads -> reads.sweep().get(Rules.Sweep.ALL).files())
            .sum();
    output.line("");
    output.line(
        "plan1m: %,d log files and more, of which `sweep: all` would read %,d; %s",
        settings.logFiles(), files, shown(counts));
    output.line("  first plan of the process %9.2f s", seconds);
    output.ratio("plan1m-seconds", seconds);
  }

  private Path sample() throws IOException {
    return BenchData.make(
        Folders.made(settings.work()).resolve("audit-" + settings.auditSize()),
        settings.auditSize());
  }

  /** An audit with no earlier one; its requests are counted alone. */
  private double fresh(BenchAudit audit) throws IOException {
    Folders.delete(work);
    Files.createDirectories(work);
    CountedFileSystem.reset();
    return Rounds.seconds(() -> audit.audit(tables(), "first"));
  }

  private Path tables() {
    return work.resolve("tables");
  }

  private static String shown(CountedFileSystem.Counts counts) {
    return String.format(
        java.util.Locale.ROOT,
        "%,d requests (%,d lists, %,d statuses, %,d opens, %,d reads), %,d bytes read",
        counts.requests(),
        counts.lists(),
        counts.statuses(),
        counts.opens(),
        counts.reads(),
        counts.bytes());
  }
}
