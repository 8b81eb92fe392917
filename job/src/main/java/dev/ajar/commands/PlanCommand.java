package dev.ajar.commands;

import dev.ajar.AjarCommand;
import dev.ajar.PlanResult;
import dev.ajar.Progress;
import dev.ajar.Surroundings;
import dev.ajar.config.AuditConfig;
import dev.ajar.config.Rules;
import dev.ajar.model.VisibleText;
import java.io.PrintStream;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plan}: what an audit would read, at least; writes nothing. */
@Command(
    name = "plan",
    description = {
      "Says what an audit would read, at least: files, bytes and storage requests of each source for"
          + " each choice of rules.sweep, hours without logs, tables to write. Writes nothing.",
      ""
    },
    footer = {"", "Example:", "  ajar plan -c audit.yaml"})
public final class PlanCommand implements AjarCommand {
  @Mixin private ConfigOptions config;

  @Override
  public int run(Surroundings surroundings) {
    AuditConfig audit = config.read(surroundings);
    PlanResult plan = surroundings.pipeline(audit, surroundings.newRunId()).plan();
    print(surroundings.out(), audit.rules().sweep(), plan);
    return DONE;
  }

  static void print(PrintStream out, Rules.Sweep chosen, PlanResult plan) {
    out.println(
        "known without the storage logs: "
            + count(plan.windows())
            + " exposure windows, and "
            + count(plan.unknownWindows())
            + " without a sign of openness");
    out.println("an audit would read, at least:");
    PlanResult.Amount touches = PlanResult.Amount.NOTHING;
    for (PlanResult.Reads reads : plan.reads()) {
      out.println(
          "  source " + reads.source() + ", " + reads.kind() + ", " + VisibleText.of(reads.path()));
      out.println("    listing         " + requests(42, reads.listing()));
      if (reads.touches().files() > 0) {
        out.println("    touches         " + spell(reads.touches()));
      }
      for (Rules.Sweep sweep : Rules.Sweep.values()) {
        PlanResult.Amount amount = reads.sweep().getOrDefault(sweep, PlanResult.Amount.NOTHING);
        out.println("    sweep " + word(sweep) + spell(amount));
      }
      touches = touches.plus(reads.touches());
    }
    out.println("altogether:");
    out.println(
        "    listing         "
            + requests(42, plan.reads().stream().mapToLong(PlanResult.Reads::listing).sum()));
    out.println("    touches         " + spell(touches));
    for (Rules.Sweep sweep : Rules.Sweep.values()) {
      out.println(
          "    sweep "
              + word(sweep)
              + spell(total(plan, sweep))
              + (sweep == chosen ? "   <- rules.sweep" : ""));
    }
    out.println("exposed hours for which no log is there: " + count(plan.hoursWithoutLogs()));
    out.println("tables to write:");
    plan.tables().forEach(table -> out.println("  " + VisibleText.of(table)));
  }

  private static PlanResult.Amount total(PlanResult plan, Rules.Sweep sweep) {
    return plan.reads().stream()
        .map(reads -> reads.sweep().getOrDefault(sweep, PlanResult.Amount.NOTHING))
        .reduce(PlanResult.Amount.NOTHING, PlanResult.Amount::plus);
  }

  private static String word(Rules.Sweep sweep) {
    return String.format(Locale.ROOT, "%-10s", sweep.name().toLowerCase(Locale.ROOT));
  }

  private static String spell(PlanResult.Amount amount) {
    return String.format(
            Locale.ROOT, "%,12d files  %10s", amount.files(), Progress.spellBytes(amount.bytes()))
        + requests(12, amount.requests());
  }

  private static String requests(int width, long requests) {
    return String.format(Locale.ROOT, "%," + width + "d requests", requests);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
