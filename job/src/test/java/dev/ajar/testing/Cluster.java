package dev.ajar.testing;

import dev.ajar.Ajar;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * A Spark cluster on this machine, a real distribution's: a master and two workers, started by
 * {@code scripts/cluster}, and programs that are submitted to it. All of it ends when it is closed
 * or this process ends.
 */
public final class Cluster implements AutoCloseable {
  private static final Pattern STARTED = Pattern.compile("^cluster: .* at (spark://\\S+)$");
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Path folder;
  private final String spark;
  private final List<Process> processes = new ArrayList<>();
  private final Thread stop = new Thread(this::destroy);
  private final String master;
  private final Path home;

  private Cluster(Path folder, String spark) throws IOException, InterruptedException {
    this.folder = folder;
    this.spark = spark;
    Runtime.getRuntime().addShutdownHook(stop);
    this.master = start();
    this.home = home();
  }

  /**
   * Starts one.
   *
   * @param folder where logs and jars are kept; must be there
   * @param spark the version of Spark
   * @throws IllegalStateException if it does not start, with what the script said, such as that
   *     there is no Python and how to come by it
   */
  public static Cluster start(Path folder, String spark) throws IOException, InterruptedException {
    return new Cluster(folder, spark);
  }

  /** The first start in a checkout brings Spark, which takes a minute or more. */
  private String start() throws IOException, InterruptedException {
    Path log = folder.resolve("cluster.log");
    Process script = run(log, script("--port", "0"));
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      boolean ended = script.waitFor(50, TimeUnit.MILLISECONDS);
      for (String line : Files.readAllLines(log)) {
        Matcher started = STARTED.matcher(line);
        if (started.matches()) {
          return started.group(1);
        }
      }
      if (ended) {
        break;
      }
    }
    throw failed(log);
  }

  private Path home() throws IOException, InterruptedException {
    Path log = folder.resolve("home.log");
    if (run(log, script("home")).waitFor() != 0) {
      throw failed(log);
    }
    return Path.of(Files.readString(log).strip());
  }

  private IllegalStateException failed(Path log) throws IOException {
    close();
    return new IllegalStateException(
        "scripts/cluster did not do it, and said:\n" + Files.readString(log));
  }

  private List<String> script(String... words) {
    List<String> command = new ArrayList<>();
    command.add(Checkout.file("scripts/cluster").toString());
    command.addAll(List.of("--spark", spark));
    command.addAll(List.of(words));
    return command;
  }

  private Process run(Path log, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("SPARK_HOME");
    Process process =
        builder
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    synchronized (processes) {
      processes.add(process);
    }
    return process;
  }

  /**
   * Submits Ajar, as built here, and {@link GatedFileSystem}. What {@code ajar.jar} carries comes
   * beside it, what it takes from the cluster is the cluster's, and Delta comes as a package would.
   *
   * @param log what the driver says
   * @param settings Spark's, {@code key=value}
   * @param words Ajar's command and its options
   */
  public Process submit(Path log, List<String> settings, List<String> words) throws IOException {
    Path ajar = jar("ajar.jar", folderOf(Ajar.class), "dev", "META-INF");
    Path gated = jar("gated.jar", folderOf(GatedFileSystem.class), "dev/ajar/testing");
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/spark-submit").toString());
    command.addAll(List.of("--master", master, "--class", "dev.ajar.Ajar", "--jars"));
    List<String> jars = new ArrayList<>(onClassPath("/io/delta/", "/info/picocli/"));
    jars.add(gated.toString());
    command.add(String.join(",", jars));
    // Spark brings an older one, which ajar.jar relocates its own away from.
    setting(command, "spark.driver.extraClassPath=" + onClassPath("/org/snakeyaml/").get(0));
    setting(command, "spark.sql.extensions=io.delta.sql.DeltaSparkSessionExtension");
    setting(
        command, "spark.sql.catalog.spark_catalog=org.apache.spark.sql.delta.catalog.DeltaCatalog");
    setting(command, "spark.driver.host=127.0.0.1");
    setting(command, "spark.driver.bindAddress=127.0.0.1");
    setting(command, "spark.ui.enabled=false");
    settings.forEach(setting -> setting(command, setting));
    command.add(ajar.toString());
    command.addAll(words);
    return run(log, command);
  }

  private static void setting(List<String> command, String setting) {
    command.add("--conf");
    command.add(setting);
  }

  /** The folder that a class was loaded from. */
  private static Path folderOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path jar(String name, Path classes, String... parts) {
    Path jar = folder.resolve(name);
    List<String> words = new ArrayList<>(List.of("--create", "--file", jar.toString()));
    for (String part : parts) {
      words.addAll(List.of("-C", classes.toString(), part));
    }
    int code =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(System.out, System.err, words.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalStateException("jar could not pack " + classes);
    }
    return jar;
  }

  /** The jars of this process that lie below folders of these names. */
  private static List<String> onClassPath(String... parts) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(jar -> Arrays.stream(parts).anyMatch(jar::contains))
        .toList();
  }

  /**
   * Kills an executor and the worker that started it, as when their machine is lost.
   *
   * @param executor its process id
   */
  public static void kill(long executor) throws InterruptedException {
    ProcessHandle handle = ProcessHandle.of(executor).orElseThrow();
    ProcessHandle worker = handle.parent().orElseThrow();
    for (ProcessHandle lost : List.of(worker, handle)) {
      lost.destroyForcibly();
    }
    for (ProcessHandle lost : List.of(worker, handle)) {
      try {
        lost.onExit().get(1, TimeUnit.MINUTES);
      } catch (ExecutionException | TimeoutException e) {
        throw new IllegalStateException("process " + lost.pid() + " cannot be killed", e);
      }
    }
  }

  private void destroy() {
    synchronized (processes) {
      processes.forEach(Process::destroy);
    }
  }

  @Override
  public void close() {
    destroy();
    for (Process process : processes) {
      try {
        process.waitFor(1, TimeUnit.MINUTES);
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
      }
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    Runtime.getRuntime().removeShutdownHook(stop);
  }
}
