package dev.ajar.testing;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hadoop.conf.Configuration;

/**
 * Azure Blob storage on this machine: Azurite, started by {@code scripts/azurite} on a free port,
 * with a key of its own that nobody else knows. It ends when it is closed or this process ends.
 *
 * <p>Evidence is put there as Azure's own services put it into an account without a hierarchical
 * namespace: blobs, and no folders but those in their names. The product reads and writes through
 * Hadoop's ABFS driver.
 */
public final class Azurite implements AutoCloseable {
  /** One account for each, since Hadoop keeps what it has opened, by account. */
  private static final AtomicInteger STARTED = new AtomicInteger();

  private static final String SPARK = "spark.hadoop.";
  private static final String LISTENS = "successfully listens on http://127.0.0.1:";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String MARK = "/mark-";
  private static final int KEY_BYTES = 64;
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String account = "ajartest" + STARTED.incrementAndGet();
  private final byte[] key;
  private final Path log;
  private final Process process;
  private final Thread stop;
  private final int port;
  private final Configuration hadoop;
  private Map<String, String> settings;

  private Azurite(byte[] key, Path log, Configuration hadoop)
      throws IOException, InterruptedException {
    this.key = key;
    this.log = log;
    this.process = start(log, "--port", "0");
    this.stop = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(stop);
    this.port = awaitPort();
    this.hadoop = hadoop;
    letHadoopUse(port);
  }

  /** Lets Hadoop reach it at a port of this machine: its own, or one that leads there. */
  void letHadoopUse(int at) throws IOException, InterruptedException {
    Path printed = log.resolveSibling("settings");
    Process asked = start(printed, "settings", "--port", Integer.toString(at));
    if (asked.waitFor() != 0) {
      throw failed(printed);
    }
    settings = parse(Files.readString(printed));
    settings.forEach(hadoop::set);
  }

  /**
   * Starts it, and lets Hadoop reach it.
   *
   * @param folder where its log is kept; must be there
   * @param hadoop what its settings are put into, until it is closed
   * @throws IllegalStateException if it does not start, with what the script said, such as that
   *     there is no Node.js and how to come by it
   */
  public static Azurite start(Path folder, Configuration hadoop)
      throws IOException, InterruptedException {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return new Azurite(key, folder.resolve("azurite.log"), hadoop);
  }

  private Process start(Path out, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Checkout.file("scripts/azurite").toString());
    command.addAll(List.of(words));
    ProcessBuilder script = new ProcessBuilder(command);
    script.environment().put("AZURITE_ACCOUNTS", account + ":" + key());
    return script
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start();
  }

  /** Where it listens. The first start in a checkout installs it, which takes half a minute. */
  private int awaitPort() throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      boolean ended = process.waitFor(50, TimeUnit.MILLISECONDS);
      for (String line : Files.readAllLines(log)) {
        int at = line.indexOf(LISTENS);
        if (at >= 0) {
          return Integer.parseInt(line.substring(at + LISTENS.length()));
        }
      }
      if (ended) {
        break;
      }
    }
    process.destroy();
    throw failed(log);
  }

  private static IllegalStateException failed(Path said) throws IOException {
    return new IllegalStateException(
        "scripts/azurite did not start, and said:\n" + Files.readString(said));
  }

  private static Map<String, String> parse(String printed) {
    Map<String, String> settings = new TreeMap<>();
    for (String setting : printed.strip().split(" ", -1)) {
      int equals = setting.indexOf('=');
      settings.put(setting.substring(SPARK.length(), equals), setting.substring(equals + 1));
    }
    return settings;
  }

  /** Where it listens on this machine. */
  int port() {
    return port;
  }

  String account() {
    return account;
  }

  /** The account's key, in base64. */
  public String key() {
    return Base64.getEncoder().encodeToString(key);
  }

  /** A container, as Hadoop names it. */
  public String uri(String container) {
    return "abfs://" + container + "@" + account + ".dfs.core.windows.net";
  }

  /** Makes a container. */
  public void makeContainer(String container) throws IOException, InterruptedException {
    put("/" + container, Map.of("restype", "container"), Map.of(), new byte[0]);
  }

  /** Puts a blob. */
  public void putBlob(String container, String name, byte[] content)
      throws IOException, InterruptedException {
    put(path(container, name), Map.of(), Map.of("x-ms-blob-type", "BlockBlob"), content);
  }

  /** Marks a folder by an empty blob of its name, as Hadoop and other tools do. */
  public void markFolder(String container, String name) throws IOException, InterruptedException {
    put(
        path(container, name),
        Map.of(),
        Map.of("x-ms-blob-type", "BlockBlob", "x-ms-meta-hdi_isfolder", "true"),
        new byte[0]);
  }

  /**
   * Puts a sample: its logs as Azure Monitor leaves them, in folders that are only parts of names;
   * the rest as Hadoop and other tools leave it, with a blob for each folder.
   */
  public void putSample(Path sample, String container) throws IOException, InterruptedException {
    makeContainer(container);
    for (Path path : below(sample)) {
      String name = sample.relativize(path).toString();
      if (Files.isRegularFile(path)) {
        putBlob(container, name, Files.readAllBytes(path));
      } else if (!name.startsWith("logs")) {
        markFolder(container, name);
      }
    }
  }

  /** All files and folders below a folder, in order. */
  public static List<Path> below(Path top) throws IOException {
    try (Stream<Path> all = Files.walk(top)) {
      return all.filter(path -> !path.equals(top)).sorted().toList();
    }
  }

  private static String path(String container, String name) {
    return URI.create("file:///").resolve(Path.of("/" + container, name).toUri()).getRawPath();
  }

  private void put(
      String path, Map<String, String> query, Map<String, String> headers, byte[] content)
      throws IOException, InterruptedException {
    Map<String, String> all = new TreeMap<>(headers);
    all.put("x-ms-date", HTTP_DATE.format(Instant.now()));
    all.put("x-ms-version", "2021-12-02");
    StringBuilder toSign = new StringBuilder("PUT\n\n\n");
    toSign.append(content.length == 0 ? "" : content.length).append("\n".repeat(9));
    all.forEach((name, value) -> toSign.append(name).append(':').append(value).append('\n'));
    // The account stands twice: once for itself, once as the first part of the path.
    toSign.append('/').append(account).append('/').append(account).append(path);
    StringBuilder asked = new StringBuilder();
    new TreeMap<>(query)
        .forEach(
            (name, value) -> {
              toSign.append('\n').append(name).append(':').append(value);
              asked.append(asked.isEmpty() ? '?' : '&').append(name).append('=').append(value);
            });
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(path + asked))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
            .header("Authorization", "SharedKey " + account + ":" + signature(toSign.toString()));
    all.forEach(request::header);
    HttpResponse<String> answer =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (answer.statusCode() != 201) {
      throw new IOException("PUT " + path + ": " + answer.statusCode() + " " + answer.body());
    }
  }

  private URI address(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + port + "/" + account + pathAndQuery);
  }

  private String signature(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The requests that it has answered, as its own access log says. */
  public List<StoreRequest> requests() throws IOException, InterruptedException {
    // A request of our own, whose line comes after those of all answered before it.
    String mark = MARK + UUID.randomUUID();
    http.send(
        HttpRequest.newBuilder(address(mark)).build(), HttpResponse.BodyHandlers.discarding());
    Instant end = Instant.now().plusSeconds(10);
    while (Instant.now().isBefore(end)) {
      List<StoreRequest> requests = new ArrayList<>();
      for (String line : Files.readAllLines(log)) {
        if (line.contains(mark)) {
          return requests;
        }
        if (!line.contains(MARK)) {
          StoreRequest.parse(line, account).ifPresent(requests::add);
        }
      }
      Thread.sleep(20);
    }
    throw new IllegalStateException("no line of the access log came: " + log);
  }

  @Override
  public void close() {
    process.destroy();
    Runtime.getRuntime().removeShutdownHook(stop);
    settings.keySet().forEach(hadoop::unset);
  }
}
