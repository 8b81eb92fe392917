package dev.ajar.testing;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An audit of a made-up tenant in a process of its own, that can be killed as a machine can. */
public final class AuditProcess implements AutoCloseable {
  private final Process process;
  private final Path said;

  private AuditProcess(Process process, Path said) {
    this.process = process;
    this.said = said;
  }

  /**
   * Starts an audit with the sample's configuration, in a JVM with the options and the class path
   * of this one.
   *
   * @param output where its tables lie
   * @param said a file for all that it says; overwritten
   */
  public static AuditProcess start(Path sample, String runId, Path output, Path said)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    // What lives for one audit is quicker without the second compiler.
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(AuditProcess.class.getName(), sample.toString(), runId, output.toString()));
    ProcessBuilder java = new ProcessBuilder(command);
    java.redirectErrorStream(true).redirectOutput(said.toFile());
    return new AuditProcess(java.start(), said);
  }

  /** The audit: a sample, a run id, an output. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    new AuditOf(Path.of(arguments[0]))
        .printingTo(out)
        .run(arguments[1], Map.of("output.path", arguments[2]));
  }

  /** What it has said. */
  public String said() throws IOException {
    return Files.readString(said);
  }

  /** Whether it has ended within so many milliseconds. */
  public boolean hasEnded(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /** Kills it, if it has not ended, without a chance to do anything more. Its exit code. */
  public int kill() throws InterruptedException {
    return process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** How many commits the tables below an output have. */
  public static long commits(Path output) {
    if (!Files.exists(output)) {
      return 0;
    }
    long commits = 0;
    try (Stream<Path> tables = Files.list(output)) {
      for (Path table : tables.toList()) {
        Path log = table.resolve("_delta_log");
        if (Files.exists(log)) {
          try (Stream<Path> files = Files.list(log)) {
            commits += files.filter(file -> isCommit(file.getFileName().toString())).count();
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return commits;
  }

  private static boolean isCommit(String name) {
    return name.endsWith(".json") && Character.isDigit(name.charAt(0));
  }
}
