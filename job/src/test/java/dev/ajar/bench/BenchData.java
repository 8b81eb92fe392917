package dev.ajar.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ajar.sample.SampleSize;
import dev.ajar.sample.SampleTenant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Storage logs of a made-up tenant ({@code ajar sample}), as every contender can read them: lines
 * that are no records, and sources of copies, whose object key is a URL, are left out. Lines that
 * repeat others stay: they are rows to all contenders.
 *
 * @param sample the folder of the sample
 * @param files its log files, in order
 * @param bytes bytes of them
 * @param lines lines of them
 * @param leftOut lines that were left out
 */
record BenchData(Path sample, List<Path> files, long bytes, long lines, long leftOut) {
  private static final long SEED = 1;
  private static final String READY = "ready.json";
  private static final byte[] URL_KEY = "\"objectKey\":\"http".getBytes(StandardCharsets.US_ASCII);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The data of a size such as {@code 3g}, made if {@code work} does not hold it yet. */
  static BenchData of(Path work, String size) throws IOException {
    Path sample = make(work.resolve("data-" + size), size);
    Path ready = sample.resolve(READY);
    if (!Files.exists(ready)) {
      clean(sample);
    }
    JsonNode known = JSON.readTree(Files.readString(ready));
    return new BenchData(
        sample,
        logFiles(sample),
        known.get("bytes").asLong(),
        known.get("lines").asLong(),
        known.get("left_out").asLong());
  }

  /** A sample as {@code ajar sample} makes it; one that was not finished is made anew. */
  static Path make(Path folder, String size) throws IOException {
    if (!Files.exists(folder)) {
      Path unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
      Folders.delete(unfinished);
      SampleTenant.write(unfinished, SEED, bytes(size));
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }
    return folder;
  }

  /** {@code 3g} is {@code 3GB}. */
  static long bytes(String size) {
    String word = size.toUpperCase(Locale.ROOT);
    return SampleSize.parse(word.matches("[0-9]+[KMGT]") ? word + "B" : word);
  }

  Path logs() {
    return sample.resolve("logs");
  }

  /** The folders that are sources of the sample's configuration. */
  List<Path> sources() throws IOException {
    try (Stream<Path> below = Files.list(logs())) {
      return below.sorted().toList();
    }
  }

  static List<Path> logFiles(Path sample) throws IOException {
    try (Stream<Path> below = Files.walk(sample.resolve("logs"))) {
      return below.filter(path -> path.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static void clean(Path sample) throws IOException {
    Map<Path, Set<Long>> bad = new HashMap<>();
    for (String line : Files.readAllLines(sample.resolve("truth/quarantine.jsonl"))) {
      JsonNode one = JSON.readTree(line);
      bad.computeIfAbsent(sample.resolve(one.get("file").asText()), key -> new HashSet<>())
          .add(one.get("offset").asLong());
    }
    LongAdder bytes = new LongAdder();
    LongAdder lines = new LongAdder();
    LongAdder leftOut = new LongAdder();
    logFiles(sample).parallelStream()
        .forEach(
            file -> {
              try {
                byte[] all = Files.readAllBytes(file);
                ByteArrayOutputStream kept = new ByteArrayOutputStream(all.length);
                lines.add(keep(all, bad.getOrDefault(file, Set.of()), kept, leftOut));
                bytes.add(kept.size());
                if (kept.size() < all.length) {
                  Files.write(file, kept.toByteArray());
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    Files.writeString(
        sample.resolve(READY),
        JSON.createObjectNode()
            .put("bytes", bytes.sum())
            .put("lines", lines.sum())
            .put("left_out", leftOut.sum())
            .toString());
  }

  /** Copies the lines that stay; returns how many. */
  private static long keep(
      byte[] all, Set<Long> bad, ByteArrayOutputStream kept, LongAdder leftOut) {
    long lines = 0;
    int from = 0;
    while (from < all.length) {
      int to = from;
      while (to < all.length && all[to] != '\n') {
        to++;
      }
      to = Math.min(to + 1, all.length);
      if (bad.contains((long) from) || contains(all, from, to)) {
        leftOut.increment();
      } else {
        kept.write(all, from, to - from);
        lines++;
      }
      from = to;
    }
    return lines;
  }

  private static boolean contains(byte[] all, int from, int to) {
    for (int i = from; i <= to - URL_KEY.length; i++) {
      if (all[i] == '"'
          && java.util.Arrays.equals(all, i, i + URL_KEY.length, URL_KEY, 0, URL_KEY.length)) {
        return true;
      }
    }
    return false;
  }
}
