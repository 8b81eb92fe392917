package dev.ajar.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A headless Chromium of this machine, driven by its own protocol (Chrome DevTools Protocol). */
final class Chromium implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SECONDS = 120;

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  private Chromium(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it with a profile of its own. */
  static Chromium start(Path profile) throws IOException, InterruptedException {
    ProcessBuilder browser =
        new ProcessBuilder(
                "chromium",
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--window-size=1360,900",
                "--remote-debugging-port=0",
                "--remote-allow-origins=*",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("chromium.log").toFile());
    Process process;
    try {
      process = browser.start();
    } catch (IOException e) {
      throw new IOException("no chromium on the PATH: install it, `apt-get install chromium`", e);
    }
    Path active = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!Files.exists(active) || Files.readAllLines(active).isEmpty()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IOException(
            "chromium did not start: " + Files.readString(profile.resolve("chromium.log")));
      }
      Thread.sleep(50);
    }
    return new Chromium(process, Integer.parseInt(Files.readAllLines(active).get(0)));
  }

  /** Opens a file and waits until it is loaded; what it says and asks for is noted from before. */
  Tab open(Path file, boolean scripts) throws IOException, InterruptedException {
    HttpRequest fresh =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    String answer = http.send(fresh, HttpResponse.BodyHandlers.ofString()).body();
    Tab tab = new Tab(JSON.readTree(answer).get("webSocketDebuggerUrl").asText());
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      tab.call(domain + ".enable", Map.of());
    }
    tab.call("Emulation.setScriptExecutionDisabled", Map.of("value", !scripts));
    tab.call("Page.navigate", Map.of("url", file.toUri().toString()));
    tab.await("Page.loadEventFired");
    return tab;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** A page in it. */
  final class Tab implements AutoCloseable, WebSocket.Listener {
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    private Tab(String url) {
      this.socket = http.newWebSocketBuilder().buildAsync(URI.create(url), this).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        take(partial.toString());
        partial.setLength(0);
      }
      from.request(1);
      return null;
    }

    private void take(String message) {
      try {
        JsonNode node = JSON.readTree(message);
        if (node.has("id")) {
          asked.remove(node.get("id").asInt()).complete(node);
        } else {
          events.add(node);
        }
      } catch (IOException e) {
        asked.values().forEach(one -> one.completeExceptionally(e));
      }
    }

    /** Calls a method of the protocol. */
    JsonNode call(String method, Map<String, Object> parameters) {
      int id = ids.incrementAndGet();
      ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
      message.set("params", JSON.valueToTree(parameters));
      CompletableFuture<JsonNode> answer = new CompletableFuture<>();
      asked.put(id, answer);
      socket.sendText(message.toString(), true).join();
      JsonNode node = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
      if (node.has("error")) {
        throw new IllegalStateException(method + ": " + node.get("error"));
      }
      return node.get("result");
    }

    /** The value of an expression, waited for if it is a promise. */
    JsonNode evaluate(String expression) {
      JsonNode result =
          call(
              "Runtime.evaluate",
              Map.of(
                  "expression", expression,
                  "returnByValue", true,
                  "awaitPromise", true,
                  "userGesture", true));
      if (result.has("exceptionDetails")) {
        throw new IllegalStateException(result.get("exceptionDetails").toString());
      }
      return result.get("result").path("value");
    }

    /** The parameters of the events of a name, so far. */
    List<JsonNode> events(String method) {
      List<JsonNode> found = new ArrayList<>();
      for (JsonNode event : events) {
        if (event.get("method").asText().equals(method)) {
          found.add(event.get("params"));
        }
      }
      return found;
    }

    private void await(String method) throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      while (events(method).isEmpty()) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException("no " + method + " in " + SECONDS + " s");
        }
        Thread.sleep(20);
      }
    }

    /** Draws it light or dark. */
    void scheme(String lightOrDark) {
      call(
          "Emulation.setEmulatedMedia",
          Map.of(
              "features", List.of(Map.of("name", "prefers-color-scheme", "value", lightOrDark))));
    }

    /** A picture of the whole page, as PNG. */
    byte[] screenshot() {
      return Base64.getDecoder()
          .decode(
              call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
                  .get("data")
                  .asText());
    }

    /** What comes out of a printer, as PDF; sizes in inches. */
    byte[] print(double width, double height) {
      return Base64.getDecoder()
          .decode(
              call(
                      "Page.printToPDF",
                      Map.of(
                          "paperWidth",
                          width,
                          "paperHeight",
                          height,
                          "preferCSSPageSize",
                          false,
                          "printBackground",
                          true))
                  .get("data")
                  .asText());
    }

    @Override
    public void close() {
      call("Page.close", Map.of());
      socket.abort();
    }
  }
}
