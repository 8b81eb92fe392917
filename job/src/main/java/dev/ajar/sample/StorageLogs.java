package dev.ajar.sample;

import dev.ajar.sample.Background.Kind;
import dev.ajar.sample.Tenant.Account;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes the trees of storage resource logs, file by file, and tells the ledger of every line. */
final class StorageLogs {
  static final List<String> CATEGORIES = List.of("StorageRead", "StorageWrite", "StorageDelete");

  /** Below this size traffic comes in three hours of the day, so that files stay few. */
  private static final long FEW_FILES = 20_000_000L;

  private static final int BUFFER = 1 << 20;

  /** What one file holds. */
  record FileCount(long lines, long bad, long bytes) {}

  /** A bad record as planted: where it stands and what is wrong with it. */
  record Bad(String file, long offset, String what) {}

  private final Path out;
  private final Tenant tenant;
  private final Story story;
  private final Ledger ledger;
  private final Background background;
  private final BadLines badLines;
  private final LogLine lines;
  private final boolean fewFiles;

  /** Files by their path below {@code out}, in order. */
  final Map<String, FileCount> files = new TreeMap<>();

  final List<Bad> bad = new ArrayList<>();
  long bytesWritten;

  /** Planted lines written so far: what comes again is a copy. */
  private final Set<String> noted = new HashSet<>();

  private final byte[] buffer = new byte[BUFFER + 65_536];
  private int filled;
  private OutputStream stream;
  private long fileBytes;
  private long fileLines;

  StorageLogs(Path out, long seed, Tenant tenant, Story story, Ledger ledger, long bytes) {
    this.out = out;
    this.tenant = tenant;
    this.story = story;
    this.ledger = ledger;
    this.background = new Background(seed, tenant);
    this.lines = new LogLine(tenant);
    this.fewFiles = bytes < FEW_FILES;
    this.badLines = new BadLines(seed, tenant, story);
  }

  List<String> secrets() {
    return badLines.secrets();
  }

  /** Writes {@code planted} and as much background as makes {@code bytes} of it, about. */
  void write(List<Planted> planted, long bytes) throws IOException {
    List<Planted> all = new ArrayList<>(planted);
    all.addAll(badLines.company());
    Map<String, List<Planted>> byFile = new LinkedHashMap<>();
    long plantedBytes = 0;
    for (Planted one : all) {
      plantedBytes += 1_300L * one.filedHours().size();
      for (long hour : one.filedHours()) {
        byFile.computeIfAbsent(file(one.request(), hour), key -> new ArrayList<>()).add(one);
      }
    }
    double budget = Math.max(0, bytes - plantedBytes);
    for (Account account : loggedAccounts()) {
      for (String category : CATEGORIES) {
        tree(account, category, byFile, budget * share(account) * share(category));
      }
    }
  }

  private List<Account> loggedAccounts() {
    return List.of(tenant.incident, tenant.site, tenant.exchange, tenant.operations, tenant.vault);
  }

  private double share(Account account) {
    if (account.is(tenant.incident)) {
      return 0.50;
    }
    return account.is(tenant.site) ? 0.15 : account.is(tenant.vault) ? 0.11 : 0.12;
  }

  private static double share(String category) {
    return category.equals("StorageRead") ? 0.80 : category.equals("StorageWrite") ? 0.17 : 0.03;
  }

  /** How busy an hour is; an account that does not log the whole of it is not busy at all. */
  private int busy(Account account, long hour) {
    boolean logged =
        story.logging(tenant, account, hour)
            && story.logging(tenant, account, hour + Stamp.HOUR - 1)
            && hour < story.logsTo;
    int clock = (int) Math.floorMod(hour / Stamp.HOUR, 24L);
    if (!logged) {
      return 0;
    }
    if (fewFiles) {
      return clock == 1 || clock == 9 || clock == 15 ? 1 : 0;
    }
    return clock >= 7 && clock < 19 ? 4 : clock == 1 ? 8 : 1;
  }

  private void tree(
      Account account, String category, Map<String, List<Planted>> byFile, double budget)
      throws IOException {
    double all = 0;
    for (long hour = story.logsFrom; hour < story.logsTo; hour += Stamp.HOUR) {
      all += busy(account, hour);
    }
    List<Kind> kinds = background.kinds(account, category);
    double credit = 0;
    long end = story.logsTo + 2 * Stamp.DAY;
    for (long hour = story.logsFrom; hour < end; hour += Stamp.HOUR) {
      String path = path(account, category, hour);
      credit += budget * busy(account, hour) / all;
      List<Planted> here = byFile.getOrDefault(path, List.of());
      boolean busy = busy(account, hour) > 0 && credit > 0;
      if (here.isEmpty() && !busy) {
        continue;
      }
      open(path);
      int badBefore = bad.size();
      plant(here, path, hour);
      while (busy && credit > 0) {
        credit -= everyday(account, kinds, hour);
      }
      unfinished(path, hour);
      close();
      files.put(path, new FileCount(fileLines, bad.size() - badBefore, fileBytes));
    }
  }

  private void plant(List<Planted> here, String path, long hour) throws IOException {
    List<Planted> sorted = new ArrayList<>(here);
    sorted.sort(Comparator.comparingLong(Planted::ticks).thenComparing(Planted::requestId));
    boolean first = true;
    for (Planted one : sorted) {
      String id = one.requestId();
      // The client's own id is not random: the same line must come out in every file it is in.
      String clientId = "c0ffee00-" + id.substring(9, 23) + "-" + id.substring(24, 36);
      line(lines.text(one.request(), Stamp.iso(one.ticks()), id, clientId) + "\n");
      if (noted.add(id + " " + one.request().operation)) {
        ledger.note(one.request(), id, one.ticks(), true);
      } else {
        ledger.noteCopy(one.request(), one.ticks());
      }
      if (first) {
        first = false;
        for (BadLines.Line broken : badLines.in(path, hour)) {
          bad.add(new Bad(path, fileBytes, broken.what()));
          bytes(broken.bytes());
          fileLines++;
        }
      }
    }
  }

  private void unfinished(String path, long hour) throws IOException {
    byte[] tail = badLines.tail(path, hour);
    if (tail != null) {
      bad.add(new Bad(path, fileBytes, "unfinished"));
      bytes(tail);
      fileLines++;
    }
  }

  /** One everyday line, rarely late, rarely twice; returns its bytes. */
  private long everyday(Account account, List<Kind> kinds, long hour) throws IOException {
    Dice dice = background.dice();
    long ticks = hour + dice.between(0, Stamp.HOUR);
    if (dice.below(200) == 0 && !account.is(tenant.operations)) {
      ticks = Math.max(story.logsFrom + ticks - hour, ticks - dice.between(1, 40) * Stamp.HOUR);
    }
    Kind kind = choose(kinds, dice, ticks);
    int from = filled;
    filled = background.fill(kind, ticks, buffer, from);
    int length = filled - from;
    fileLines++;
    Request request = kind.drawn();
    ledger.note(request, background.requestId(), ticks, false);
    if (dice.below(500) == 0) {
      System.arraycopy(buffer, from, buffer, filled, length);
      filled += length;
      fileLines++;
      length *= 2;
      ledger.noteCopy(request, ticks);
    }
    fileBytes += length;
    if (filled >= BUFFER) {
      flush();
    }
    return length;
  }

  private Kind choose(List<Kind> kinds, Dice dice, long ticks) {
    // A minute from either border, so that no reader stands in the seconds Azure takes to settle.
    boolean open = ticks > story.switchOn + Stamp.MINUTE && ticks < story.switchOff - Stamp.MINUTE;
    int all = 0;
    for (Kind kind : kinds) {
      all += kind.whileOpen && !open ? 0 : kind.weight;
    }
    int drawn = dice.below(all);
    for (Kind kind : kinds) {
      drawn -= kind.whileOpen && !open ? 0 : kind.weight;
      if (drawn < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("weights do not add up");
  }

  private String file(Request request, long hour) {
    return path(request.account, request.category, hour);
  }

  /** Where a file lies below the folder of the sample. */
  String path(Account account, String category, long hour) {
    return "logs/insights-logs-"
        + category.toLowerCase(Locale.ROOT)
        + "/resourceId="
        + lines.resourceId(account.name())
        + "/"
        + Stamp.hourPath(hour)
        + "/PT1H.json";
  }

  private void open(String path) throws IOException {
    Path file = out.resolve(path);
    Files.createDirectories(file.getParent());
    stream = Files.newOutputStream(file);
    fileBytes = 0;
    fileLines = 0;
  }

  private void line(String text) throws IOException {
    bytes(text.getBytes(StandardCharsets.UTF_8));
    fileLines++;
  }

  private void bytes(byte[] line) throws IOException {
    if (filled + line.length > buffer.length) {
      flush();
    }
    System.arraycopy(line, 0, buffer, filled, line.length);
    filled += line.length;
    fileBytes += line.length;
  }

  private void flush() throws IOException {
    stream.write(buffer, 0, filled);
    filled = 0;
  }

  private void close() throws IOException {
    flush();
    stream.close();
    bytesWritten += fileBytes;
  }
}
