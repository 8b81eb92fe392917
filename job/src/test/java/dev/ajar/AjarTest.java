package dev.ajar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class AjarTest {
  private static final int JDK = 17;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Does what a test asks for. */
  @Command(name = "audit", description = "Does as it is told.")
  static final class Told implements AjarCommand {
    @Option(names = "--code", description = "What to end with.")
    private int code;

    @Option(names = "--throw", description = "What to throw.")
    private String problem;

    @Override
    public int run(Surroundings surroundings) {
      if ("usage".equals(problem)) {
        throw AjarException.usage("the problem", "the cure");
      }
      if ("spark".equals(problem)) {
        AjarTest.<RuntimeException>throwUndeclared(new SparkException("the job was aborted"));
      }
      if (problem != null) {
        throw new IllegalStateException(
            problem, new UncheckedIOException(new IOException("No space left,\u001B sig=AbCdEf")));
      }
      surroundings.out().println("at " + surroundings.newRunId());
      return code;
    }
  }

  /** As Scala throws what Java would have to declare. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> void throwUndeclared(Exception checked) throws E {
    throw (E) checked;
  }

  private int run(String... args) {
    return run(JDK, args);
  }

  private int run(int jdk, String... args) {
    Surroundings surroundings =
        new Surroundings(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Clock.fixed(Instant.parse("2024-04-01T12:30:00.007Z"), ZoneOffset.UTC),
            "1.2.3",
            false);
    return new Ajar(surroundings, List.of(new Told())).run(jdk, args);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aCommandsCodeIsTheCodeOfTheProcess() {
    assertThat(run("audit")).isZero();
    assertThat(run("audit", "--code", "21")).isEqualTo(21);
    assertThat(out()).startsWith("at 20240401T123000007Z");
    assertThat(err()).isEmpty();
  }

  @Test
  void anErrorForPeopleIsPrintedWithoutAStackTrace() {
    assertThat(run("audit", "--throw", "usage")).isEqualTo(2);
    assertThat(err().lines()).containsExactly("ajar: the problem", "  -> the cure");
    assertThat(out()).isEmpty();
  }

  @Test
  void anUnexpectedErrorSaysWhatBeganItWithoutSecretsOrControlCharacters() {
    assertThat(run("audit", "--throw", "bad \u001B[2J https://a/?sig=AbCdEf&x\nsecond line"))
        .isEqualTo(1);
    assertThat(err().lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("unexpected IllegalStateException: bad \\u{1b}[2J"))
        .anyMatch(line -> line.startsWith("  because of IOException: No space left,\\u{1b} sig="));
    assertThat(err()).doesNotContain("AbCdEf", "second line", "\u001B", "\tat ");
  }

  @Test
  void anErrorOfSparkThatNothingDeclaresEndsTheProcessLikeAnyOther() {
    assertThat(run("audit", "--throw", "spark")).isEqualTo(1);
    assertThat(err())
        .contains("stopped by an unexpected SparkException: the job was aborted")
        .doesNotContain("\tat ");
  }

  @Test
  void unresolvedVariablesOfASchedulerAreRefused() {
    assertThat(run("audit", "--run-id", "{{run_id}}")).isEqualTo(2);
    assertThat(err()).contains("the argument {{run_id}} still holds {{…}}");
  }

  @Test
  void aMistypedCommandOrOptionIsNamedWithTheNearest() {
    assertThat(run("audti")).isEqualTo(2);
    assertThat(err()).contains("there is no command audti").contains("did you mean `audit`?");
    assertThat(run("audit", "--cod", "1")).isEqualTo(2);
    assertThat(err()).contains("did you mean `--code`? `ajar help audit` shows its options");
    assertThat(run("audit", "--code", "x")).isEqualTo(2);
    assertThat(err()).contains("Invalid value for option '--code'");
  }

  @Test
  void helpTeachesAndGoesToStandardOutput() {
    assertThat(run("--help")).isZero();
    assertThat(out()).contains("ajar sample --out demo").contains("Does as it is told.");
    assertThat(run("help", "audit")).isZero();
    assertThat(run("audit", "--help")).isZero();
    assertThat(out()).contains("Usage: ajar audit").contains("What to end with.");
    assertThat(err()).isEmpty();
  }

  @Test
  void withoutACommandTheHelpIsAnError() {
    assertThat(run()).isEqualTo(2);
    assertThat(err()).contains("Usage: ajar");
    assertThat(out()).isEmpty();
  }

  @Test
  void theVersionIsPrinted() {
    assertThat(run("--version")).isZero();
    assertThat(out()).isEqualTo("ajar 1.2.3" + System.lineSeparator());
  }

  @Test
  void aJdkOnWhichHadoopDoesNotRunIsRefused() {
    assertThat(run(25, "--help")).isEqualTo(2);
    assertThat(err()).contains("this is JDK 25").contains("set JAVA_HOME");
    assertThat(run(24, "--version")).isZero();
  }

  @Test
  void theJobsCommandsAreFoundWithTheirHelp() {
    for (AjarCommand command : ServiceLoader.load(AjarCommand.class)) {
      Command named = command.getClass().getAnnotation(Command.class);
      assertThat(named.name()).matches("[a-z]+");
      assertThat(named.description()).isNotEmpty();
    }
    assertThat(
            ServiceLoader.load(AjarCommand.class).stream()
                .map(one -> one.type().getAnnotation(Command.class).name()))
        .contains("sample", "validate", "plan", "audit", "show");
  }
}
