package dev.ajar.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code scripts/bench}. */
@Command(
    name = "bench",
    synopsisSubcommandLabel = "COMMAND",
    description = {"", "How fast Ajar is, measured here.", ""},
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  scripts/bench sweep --sizes 100m --rounds 1     does everything work? (minutes)",
      "  scripts/bench sweep                             what README quotes (hours, 60 GB of disk)",
      "  scripts/bench windows                           timelines of 30 million observations",
      "",
      "`scripts/bench COMMAND --help` says more."
    })
public final class Bench {
  private final PrintStream out;
  private final PrintStream err;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // That it is there is enough.
  private boolean help;

  Bench(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs one command and ends the process: 0 done, 1 something failed, 2 wrong usage. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(new Bench(out, err).run(args));
  }

  int run(String... args) {
    return new CommandLine(this)
        .addSubcommand(new SweepCommand(out, err))
        .addSubcommand(new WindowsCommand(out, err))
        .addSubcommand(new CommandLine.HelpCommand())
        .setUsageHelpWidth(100)
        .execute(args);
  }

  /** Where results and progress go. */
  static final class Output {
    private final PrintStream out;
    private final PrintStream err;
    private final List<String> ratios = new ArrayList<>();

    Output(PrintStream out, PrintStream err) {
      this.out = out;
      this.err = err;
    }

    /** A line of the result. */
    void line(String format, Object... values) {
      out.println(String.format(Locale.ROOT, format, values));
    }

    /** Something that a waiting person may want to know. */
    void progress(String format, Object... values) {
      err.println("bench: " + String.format(Locale.ROOT, format, values));
    }

    /** A figure that others read: printed at the end. */
    void ratio(String name, double value) {
      ratios.add(String.format(Locale.ROOT, "ratio %s %.3f", name, value));
    }

    /** A line {@code ratio NAME VALUE}, as another process printed it. */
    void ratio(String line) {
      ratios.add(line);
    }

    void end() {
      ratios.forEach(out::println);
    }
  }
}
