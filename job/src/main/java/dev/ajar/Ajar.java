package dev.ajar;

import dev.ajar.config.Nearest;
import dev.ajar.evidence.Secrets;
import dev.ajar.evidence.StoreFailure;
import dev.ajar.model.VisibleText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Main: finds its commands, runs one, and turns its end into what the caller reads.
 *
 * <p>On a cluster {@code main} returns or throws, which is what Databricks and YARN read. Where the
 * process is ours ({@code -Dajar.exit=true}, set by {@code scripts/ajar}) it exits instead: 0 done,
 * 2 wrong usage or configuration, 20 done with quarantine above the limit, 21 done with exposed
 * hours that have no logs when {@code --fail-on-gaps}, 1 anything else.
 */
@Command(
    name = "ajar",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "",
      "From when to when was what open, to whom, through whose change, who took what, and what can"
          + " we not know: an audit of Azure Blob storage, from the evidence that is left.",
      ""
    },
    commandListHeading = "%nCommands, in the order in which one uses them:%n",
    footer = {
      "",
      "A first look, on a made-up tenant:",
      "  ajar sample --out demo",
      "  ajar audit -c demo/audit.yaml",
      "  ajar report -c demo/audit.yaml --out demo/report",
      "",
      "On evidence of your own, copy demo/audit.yaml and then:",
      "  ajar validate -c audit.yaml        are all sources there?",
      "  ajar plan -c audit.yaml            what would be read?",
      "  ajar audit -c audit.yaml",
      "",
      "`ajar help COMMAND` says more of each."
    })
public final class Ajar {
  private static final Logger LOG = LoggerFactory.getLogger(Ajar.class);
  private static final String EXIT = "ajar.exit";
  private static final String TERMINAL = "ajar.terminal";

  /** Hadoop calls what JDK 24 disabled and later ones take out. */
  private static final int FIRST_JDK_TOO_NEW = 25;

  private static final int WIDTH = 100;
  private static final List<String> ORDER =
      List.of("sample", "validate", "plan", "audit", "report", "verify", "show");

  private final Surroundings surroundings;
  private final List<AjarCommand> commands;

  Ajar(Surroundings surroundings, List<AjarCommand> commands) {
    this.surroundings = surroundings;
    this.commands = commands;
  }

  /**
   * Runs one command.
   *
   * @throws AjarException where the process is not ours and the command did not end with 0
   */
  public static void main(String[] args) {
    Surroundings surroundings =
        new Surroundings(
            new PrintStream(System.out, true, StandardCharsets.UTF_8),
            new PrintStream(System.err, true, StandardCharsets.UTF_8),
            Clock.systemUTC(),
            version(),
            Boolean.getBoolean(TERMINAL));
    int code = new Ajar(surroundings, commands()).run(Runtime.version().feature(), args);
    surroundings.out().flush();
    surroundings.err().flush();
    if (Boolean.getBoolean(EXIT)) {
      System.exit(code);
    }
    if (code != AjarCommand.DONE) {
      throw AjarException.failed(
          "ajar ended with code " + code, "what went wrong stands above, on standard error");
    }
  }

  private static List<AjarCommand> commands() {
    List<AjarCommand> commands = new ArrayList<>();
    ServiceLoader.load(AjarCommand.class, Ajar.class.getClassLoader()).forEach(commands::add);
    return commands;
  }

  private static String version() {
    try (InputStream in = Ajar.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs one command; returns what the process exits with, and never throws. */
  int run(int jdk, String... args) {
    try {
      refuseJdk(jdk);
      refuseUnresolved(args);
      return runCommand(args);
    } catch (AjarException e) {
      complain(e.getMessage());
      LOG.error(
          "event=stopped exit_code={}{}",
          e.exitCode(),
          e.getCause() == null ? "" : System.lineSeparator() + trace(e));
      return e.exitCode();
    } catch (Exception | Error e) {
      LOG.error("event=crashed{}{}", System.lineSeparator(), trace(e));
      complain(
          "stopped by an unexpected "
              + spelled(e)
              + because(e)
              + System.lineSeparator()
              + "  -> an audit that was running is not committed; the log has the whole");
      return AjarException.EXIT_FAILED;
    }
  }

  private static void refuseJdk(int jdk) {
    if (jdk >= FIRST_JDK_TOO_NEW) {
      throw AjarException.usage(
          "this is JDK " + jdk + ", and Hadoop does not run on it",
          "run on JDK 17 to 24: set JAVA_HOME to one");
    }
  }

  private static void refuseUnresolved(String... args) {
    for (String arg : args) {
      if (arg.contains("{{")) {
        throw AjarException.usage(
            "the argument " + VisibleText.of(arg) + " still holds {{…}}",
            "the scheduler did not resolve its variable: look at how the job passes it");
      }
    }
  }

  private int runCommand(String... args) {
    CommandLine line = commandLine();
    ParseResult parsed;
    try {
      parsed = line.parseArgs(args);
    } catch (ParameterException e) {
      throw usage(line, e);
    }
    PrintWriter out = new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8);
    line.setOut(out);
    Integer helped = CommandLine.executeHelpRequest(parsed);
    out.flush();
    if (helped != null) {
      return helped;
    }
    if (!parsed.hasSubcommand()) {
      line.usage(surroundings.err());
      return AjarException.EXIT_USAGE;
    }
    AjarCommand command = (AjarCommand) parsed.subcommand().commandSpec().userObject();
    return command.run(surroundings);
  }

  /** The commands as picocli knows them, in the order in which one uses them. */
  private CommandLine commandLine() {
    CommandLine line = new CommandLine(this);
    List<CommandLine> ordered =
        commands.stream()
            .map(CommandLine::new)
            .sorted(
                Comparator.comparingInt((CommandLine command) -> rank(command.getCommandName()))
                    .thenComparing(CommandLine::getCommandName))
            .toList();
    for (CommandLine command : ordered) {
      line.addSubcommand(command);
    }
    line.addSubcommand(new CommandLine.HelpCommand());
    String[] version = {"ajar " + surroundings.toolVersion()};
    for (CommandLine each : allOf(line)) {
      each.getCommandSpec().version(version);
      each.getCommandSpec().mixinStandardHelpOptions(!each.getCommandName().equals("help"));
    }
    line.setUsageHelpWidth(WIDTH);
    return line;
  }

  private static List<CommandLine> allOf(CommandLine line) {
    List<CommandLine> all = new ArrayList<>(line.getSubcommands().values());
    all.add(line);
    return all;
  }

  private static int rank(String command) {
    int rank = ORDER.indexOf(command);
    return rank < 0 ? ORDER.size() : rank;
  }

  private static AjarException usage(CommandLine line, ParameterException e) {
    CommandLine at = e.getCommandLine();
    boolean top = at == line;
    List<String> known = new ArrayList<>();
    if (top) {
      known.addAll(line.getSubcommands().keySet());
    }
    at.getCommandSpec().options().forEach(option -> known.addAll(List.of(option.names())));
    String unknown = "";
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      unknown = unmatched.getUnmatched().get(0);
    }
    String help =
        top
            ? "`ajar --help` shows the commands"
            : "`ajar help " + at.getCommandName() + "` shows its options";
    String near =
        unknown.isEmpty()
            ? ""
            : Nearest.to(unknown, known).map(word -> "did you mean `" + word + "`? ").orElse("");
    String problem =
        top && !unknown.isEmpty() && !unknown.startsWith("-")
            ? "there is no command " + unknown
            : e.getMessage();
    return AjarException.usage(VisibleText.of(problem), near + help);
  }

  /** A stack trace for the log: messages from below may hold evidence, and with it secrets. */
  private static String trace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return Secrets.cut(text.toString())
        .lines()
        .map(line -> VisibleText.of(line.replace('\t', ' ')))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  /** What began it, on a line of its own; Spark's own words tell where, and seldom why. */
  private static String because(Throwable e) {
    Throwable first = StoreFailure.root(e);
    return first == e ? "" : System.lineSeparator() + "  because of " + spelled(first);
  }

  private static String spelled(Throwable e) {
    return e.getClass().getSimpleName() + ": " + firstLine(e);
  }

  private static String firstLine(Throwable e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return VisibleText.of(Secrets.cut(end < 0 ? message : message.substring(0, end)));
  }

  private void complain(String message) {
    surroundings.err().println("ajar: " + message);
  }
}
