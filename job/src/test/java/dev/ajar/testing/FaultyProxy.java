package dev.ajar.testing;

import dev.ajar.testing.StoreRequest.Kind;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Stands between Hadoop and Azurite and hands on requests and answers as they are, but for the
 * requests that a rule picks: those meet a fault of a network or of a store.
 */
public final class FaultyProxy implements AutoCloseable {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final Rule HEALTHY = (request, time) -> Fault.NONE;
  private static final String CONTENT_LENGTH = "content-length";
  private static final long LATE_MILLIS = 200;

  /** What a request meets. */
  public enum Fault {
    NONE,
    /** The store answers that it is overloaded. */
    BUSY(503, "ServerBusy", "Operations per second is over the account limit."),
    /** The store answers that it failed. */
    INTERNAL_ERROR(500, "InternalError", "Server encountered an internal error."),
    /** Something before the store answers that these are too many requests. */
    TOO_MANY(429, "TooManyRequests", "Too many requests have been received."),
    /** The store answers that this identity may not. */
    FORBIDDEN(403, "AuthorizationPermissionMismatch", "This request is not authorized."),
    /** The connection is reset before the store hears of the request. */
    RESET,
    /** The store does what it was asked for, and the connection is reset before its answer. */
    ANSWER_LOST,
    /** The connection is reset in the middle of the answer. */
    ANSWER_TORN,
    /** The answer comes late. */
    LATE,
    /** The answer never comes. */
    NO_ANSWER,
    /** The connection is closed in the middle of a body, whose whole length was announced. */
    BODY_CUT,
    /** Half of the body comes, as if no more had been asked for. */
    BODY_SHORT,
    /** Of a blob the second half never comes, whatever is asked for. */
    HALF_A_BLOB;

    private final int status;
    private final String code;
    private final String message;

    Fault() {
      this(0, null, null);
    }

    Fault(int status, String code, String message) {
      this.status = status;
      this.code = code;
      this.message = message;
    }
  }

  /** Says what a request meets. */
  @FunctionalInterface
  public interface Rule {
    /**
     * What a request meets.
     *
     * @param request with status 0, for it is not answered yet
     * @param time how often the very same has been asked for before under this rule
     */
    Fault of(StoreRequest request, int time);
  }

  /** What is done under a rule. */
  @FunctionalInterface
  public interface Work {
    void run() throws IOException;
  }

  private final ServerSocket listener;
  private final int storePort;
  private final String account;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private volatile Trouble trouble = new Trouble(HEALTHY);

  private FaultyProxy(Azurite azurite) throws IOException {
    listener = new ServerSocket(0, 0, HERE);
    storePort = azurite.port();
    account = azurite.account();
    start(this::listen);
  }

  /** Starts one before {@code azurite}, through which Hadoop reaches it from now on. */
  public static FaultyProxy before(Azurite azurite) throws IOException, InterruptedException {
    FaultyProxy proxy = new FaultyProxy(azurite);
    azurite.letHadoopUse(proxy.listener.getLocalPort());
    return proxy;
  }

  /**
   * Does something while a rule holds.
   *
   * @return how many requests of each kind met each fault
   */
  public Map<Fault, Map<Kind, Integer>> under(Rule rule, Work work) throws IOException {
    Trouble now = new Trouble(rule);
    trouble = now;
    try {
      work.run();
    } finally {
      trouble = new Trouble(HEALTHY);
    }
    return now.met();
  }

  /** A rule, and what came of it. */
  private static final class Trouble {
    private final Rule rule;
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final Map<Fault, Map<Kind, Integer>> met = new EnumMap<>(Fault.class);

    Trouble(Rule rule) {
      this.rule = rule;
    }

    Fault of(StoreRequest request, String whole) {
      return rule.of(request, asked.merge(whole, 1, Integer::sum) - 1);
    }

    synchronized void count(Fault fault, Kind kind) {
      met.computeIfAbsent(fault, none -> new EnumMap<>(Kind.class)).merge(kind, 1, Integer::sum);
    }

    synchronized Map<Fault, Map<Kind, Integer>> met() {
      Map<Fault, Map<Kind, Integer>> copy = new EnumMap<>(Fault.class);
      met.forEach((fault, kinds) -> copy.put(fault, new EnumMap<>(kinds)));
      return copy;
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "faulty-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        clients.add(client);
        start(() -> serve(client));
      } catch (IOException closed) {
        // The loop ends where the listener was closed.
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      boolean open = true;
      while (open) {
        Head head = Head.read(in);
        open = head != null && exchange(client, in, head);
      }
    } catch (IOException | InterruptedException gone) {
      // Whoever waits for an answer sees the connection end.
    } finally {
      clients.remove(client);
    }
  }

  /** Answers one request; false if the connection has ended. */
  private boolean exchange(Socket client, InputStream in, Head head)
      throws IOException, InterruptedException {
    String[] words = head.first().split(" ", -1);
    StoreRequest request = StoreRequest.of(words[0], words[1], 0, account);
    String range = head.value("x-ms-range") + head.value("range");
    Trouble now = trouble;
    Fault fault = now.of(request, words[0] + " " + words[1] + " " + range);
    boolean bodiless = words[0].equals("HEAD");
    if (fault == Fault.RESET || fault.status != 0) {
      now.count(fault, request.kind());
      if (fault == Fault.RESET) {
        reset(client);
      } else {
        client.getOutputStream().write(refusal(fault, bodiless));
        // Not what was not read yet: a reset would take the answer away.
        client.shutdownOutput();
        in.transferTo(OutputStream.nullOutputStream());
      }
      return false;
    }
    if (head.value("expect") != null) {
      client.getOutputStream().write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
    }
    byte[] body = in.readNBytes(head.length());
    if (body.length < head.length()) {
      return false;
    }
    return answer(client, in, fault, now, request, ask(head, body, bodiless));
  }

  /** What the store answers. */
  private Answer ask(Head head, byte[] body, boolean bodiless) throws IOException {
    try (Socket store = new Socket(HERE, storePort)) {
      store.getOutputStream().write(head.bytes());
      store.getOutputStream().write(body);
      InputStream in = new BufferedInputStream(store.getInputStream());
      Head first = Head.required(in);
      while (first.first().startsWith("HTTP/1.1 1")) {
        first = Head.required(in);
      }
      return bodiless ? new Answer(first, new byte[0]) : Answer.read(first, in);
    }
  }

  private boolean answer(
      Socket client, InputStream in, Fault fault, Trouble now, StoreRequest request, Answer answer)
      throws IOException, InterruptedException {
    OutputStream out = client.getOutputStream();
    byte[] head = answer.head.bytes();
    byte[] body = answer.body;
    int kept = answer.kept(fault);
    boolean shortens = fault == Fault.BODY_CUT || fault == Fault.BODY_SHORT;
    if ((shortens || fault == Fault.HALF_A_BLOB) && kept == body.length) {
      out.write(head);
      out.write(body);
      return true;
    }
    if (fault != Fault.NONE) {
      now.count(fault, request.kind());
    }
    switch (fault) {
      case ANSWER_LOST -> reset(client);
      case ANSWER_TORN -> {
        out.write(head, 0, body.length == 0 ? head.length / 2 : head.length);
        out.write(body, 0, kept);
        out.flush();
        reset(client);
      }
      case NO_ANSWER -> in.transferTo(OutputStream.nullOutputStream());
      case BODY_CUT -> {
        out.write(head);
        out.write(body, 0, kept);
        client.shutdownOutput();
        in.transferTo(OutputStream.nullOutputStream());
      }
      case BODY_SHORT, HALF_A_BLOB -> {
        out.write(answer.head.withLength(kept).bytes());
        out.write(body, 0, kept);
        return true;
      }
      default -> {
        if (fault == Fault.LATE) {
          TimeUnit.MILLISECONDS.sleep(LATE_MILLIS);
        }
        out.write(head);
        out.write(body);
        return true;
      }
    }
    return false;
  }

  private static void reset(Socket client) throws IOException {
    client.setSoLinger(/* on= */ true, /* linger= */ 0);
    client.close();
  }

  private static byte[] refusal(Fault fault, boolean bodiless) {
    String body =
        String.format(
            Locale.ROOT,
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                + "<Error><Code>%s</Code><Message>%s</Message></Error>",
            fault.code,
            fault.message);
    return ascii(
        String.format(
            Locale.ROOT,
            "HTTP/1.1 %d %s\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n"
                + "x-ms-error-code: %s\r\nx-ms-version: 2021-12-02\r\nConnection: close\r\n\r\n%s",
            fault.status,
            fault.message,
            body.length(),
            fault.code,
            bodiless ? "" : body));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The lines before a body. */
  private record Head(List<String> lines) {
    /** The next; null if the connection ended before it. */
    static Head read(InputStream in) throws IOException {
      List<String> lines = new ArrayList<>();
      for (String line = line(in); line != null; line = line(in)) {
        if (line.isEmpty()) {
          return new Head(lines);
        }
        lines.add(line);
      }
      return null;
    }

    static Head required(InputStream in) throws IOException {
      Head head = read(in);
      if (head == null) {
        throw new EOFException("the store did not answer");
      }
      return head;
    }

    String first() {
      return lines.get(0);
    }

    /** A header's value, named in lower case; null if there is none. */
    String value(String name) {
      return lines.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
          .findFirst()
          .map(line -> line.substring(name.length() + 1).strip())
          .orElse(null);
    }

    int length() {
      String length = value(CONTENT_LENGTH);
      return length == null ? 0 : Integer.parseInt(length);
    }

    Head withLength(int length) {
      List<String> changed = new ArrayList<>(lines);
      changed.removeIf(
          line ->
              line.toLowerCase(Locale.ROOT).startsWith(CONTENT_LENGTH + ":")
                  || line.toLowerCase(Locale.ROOT).startsWith("transfer-encoding:"));
      changed.add("Content-Length: " + length);
      return new Head(changed);
    }

    byte[] bytes() {
      return ascii(String.join("\r\n", lines) + "\r\n\r\n");
    }
  }

  /** A whole answer of the store. */
  private static final class Answer {
    private final Head head;
    private final byte[] body;

    Answer(Head head, byte[] body) {
      this.head = head;
      this.body = body;
    }

    static Answer read(Head head, InputStream in) throws IOException {
      if (head.value("transfer-encoding") == null) {
        byte[] body = in.readNBytes(head.length());
        if (body.length < head.length()) {
          throw new EOFException("the store ended an answer early");
        }
        return new Answer(head, body);
      }
      ByteArrayOutputStream chunks = new ByteArrayOutputStream();
      for (byte[] chunk = chunk(in); chunk.length > 0; chunk = chunk(in)) {
        chunks.writeBytes(chunk);
      }
      return new Answer(head.withLength(chunks.size()), chunks.toByteArray());
    }

    private static byte[] chunk(InputStream in) throws IOException {
      byte[] chunk = in.readNBytes(Integer.parseInt(line(in), 16));
      line(in);
      return chunk;
    }

    /** How many bytes of the body a fault leaves. */
    int kept(Fault fault) {
      String range = head.value("content-range");
      if (fault != Fault.HALF_A_BLOB || range == null) {
        return (body.length + 1) / 2;
      }
      long[] numbers =
          Arrays.stream(range.split("\\D+", -1))
              .filter(number -> !number.isEmpty())
              .mapToLong(Long::parseLong)
              .toArray();
      long from = numbers[0];
      long size = numbers[2];
      return (int) Math.max(0, Math.min(body.length, size / 2 - from));
    }
  }

  /** The next line, without its end; null if the stream ended before it began. */
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      line.write(next);
      next = in.read();
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket client : clients) {
      client.close();
    }
  }
}
