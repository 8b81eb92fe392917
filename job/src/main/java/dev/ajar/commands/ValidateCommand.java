package dev.ajar.commands;

import dev.ajar.AjarCommand;
import dev.ajar.AjarException;
import dev.ajar.Progress;
import dev.ajar.Surroundings;
import dev.ajar.ValidationResult;
import dev.ajar.config.AuditConfig;
import dev.ajar.model.VisibleText;
import java.io.PrintStream;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code validate}: can every source be read? Writes nothing. */
@Command(
    name = "validate",
    description = {
      "Checks the configuration, and that every source can be read. Writes nothing.",
      ""
    },
    footer = {"", "Example:", "  ajar validate -c audit.yaml"})
public final class ValidateCommand implements AjarCommand {
  @Mixin private ConfigOptions config;

  @Override
  public int run(Surroundings surroundings) {
    AuditConfig audit = config.read(surroundings);
    ValidationResult result = surroundings.pipeline(audit, surroundings.newRunId()).validate();
    print(surroundings.out(), result);
    return result.isGood() ? DONE : AjarException.EXIT_USAGE;
  }

  static void print(PrintStream out, ValidationResult result) {
    for (ValidationResult.SourceCheck source : result.sources()) {
      out.println(
          String.format(
              Locale.ROOT,
              "source %d, %s, %s: %,d files, %s",
              source.source(),
              source.kind(),
              VisibleText.of(source.path()),
              source.files(),
              Progress.spellBytes(source.bytes())));
      source.problems().forEach(problem -> out.println("  problem: " + VisibleText.of(problem)));
    }
    out.println(
        result.isGood()
            ? "the configuration is good, and every source can be read"
            : "not every source can be read");
  }
}
