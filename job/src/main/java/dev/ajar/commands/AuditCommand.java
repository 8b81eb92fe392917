package dev.ajar.commands;

import dev.ajar.AjarCommand;
import dev.ajar.AjarException;
import dev.ajar.AuditResult;
import dev.ajar.Surroundings;
import dev.ajar.config.AuditConfig;
import dev.ajar.model.VisibleText;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code audit}: sources → tables. */
@Command(
    name = "audit",
    description = {"The main job: reads the evidence and writes the tables.", ""},
    footer = {
      "",
      "Examples:",
      "  ajar audit -c audit.yaml",
      "  ajar audit -c audit.yaml --set rules.sweep=all --fail-on-gaps",
      "  ajar audit -c audit.yaml --from 2024-02-01T00:00:00Z --to 2024-02-08T00:00:00Z",
      "",
      "Ends with 0 done, 2 wrong usage or configuration, 20 done with quarantine above",
      "rules.quarantine_limit, 21 done with exposed hours that have no logs (--fail-on-gaps),",
      "1 anything else."
    })
public final class AuditCommand implements AjarCommand {
  @Mixin private ConfigOptions config;
  @Mixin private RunOptions options;

  @Option(
      names = "--fail-on-gaps",
      description = "Ends with 21 where exposed hours of the period have no logs.")
  private boolean failOnGaps;

  @Override
  public int run(Surroundings surroundings) {
    String runId = options.runId(surroundings);
    Map<String, String> facts = new HashMap<>();
    facts.put("command", "audit");
    facts.put("run_id", runId);
    facts.put("tool_version", surroundings.toolVersion());
    try {
      AuditConfig audit = config.read(surroundings);
      facts.put("audit", audit.audit());
      facts.put("config_sha256", audit.sha256());
      AuditResult result = surroundings.pipeline(audit, runId).audit();
      int code = exitCode(result, failOnGaps);
      print(surroundings.out(), audit, runId, result);
      facts.put("outcome", result.outcome());
      options.summarise(surroundings, code, facts, result.counts());
      return code;
    } catch (Exception e) {
      facts.put("outcome", "failed");
      int code = e instanceof AjarException known ? known.exitCode() : AjarException.EXIT_FAILED;
      options.summarise(surroundings, code, facts, Map.of());
      throw e;
    }
  }

  /** Quarantine outranks gaps: what was read is then in doubt, not only what was not. */
  static int exitCode(AuditResult result, boolean failOnGaps) {
    if (result.quarantineAboveLimit()) {
      return DONE_WITH_QUARANTINE;
    }
    return failOnGaps && result.exposedHoursWithoutLogs() > 0 ? DONE_WITH_GAPS : DONE;
  }

  static void print(PrintStream out, AuditConfig config, String runId, AuditResult result) {
    out.println("audit " + config.audit() + ", run " + runId + ": " + result.outcome());
    long windows = result.verdicts().values().stream().mapToLong(Long::longValue).sum();
    out.println(count(windows) + " exposure windows" + (windows == 0 ? "" : ", by verdict:"));
    new TreeMap<>(result.verdicts())
        .forEach((verdict, number) -> out.println("  " + verdict + ": " + count(number)));
    out.println(
        "exposed hours without logs: "
            + count(result.exposedHoursWithoutLogs())
            + " of "
            + count(result.exposedHours()));
    if (result.quarantineAboveLimit()) {
      out.println(
          "quarantine is above rules.quarantine_limit: the table quarantine has file, offset and"
              + " reason of each record");
    }
    AuditConfig.Output output = config.output();
    out.println(
        "tables: "
            + VisibleText.of(
                output.path() != null ? output.path() : output.catalog() + "." + output.schema()));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
