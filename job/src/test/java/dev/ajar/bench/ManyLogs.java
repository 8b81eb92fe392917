package dev.ajar.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A tiny sample with very many log files more, of one line each: of further accounts of the same
 * subscription, every hour of all categories up to the end of the sample's logs, in Azure's
 * folders.
 */
final class ManyLogs {
  private static final int ACCOUNTS = 40;
  private static final int HOURS_OF_DAY = 24;
  private static final String SIZE = "2m";
  private static final Pattern PLACE =
      Pattern.compile("(.*/storageAccounts/)([^/]+)(/blobServices/default/)(y=.*)");

  private ManyLogs() {}

  /** The sample with at least so many log files, made if {@code work} does not hold it. */
  static Path of(Path work, int files, Bench.Output output) throws IOException {
    Path folder = Folders.made(work).resolve("plan-" + files);
    if (Files.exists(folder)) {
      return folder;
    }
    output.progress("%,d log files", files);
    Path unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
    Folders.delete(unfinished);
    BenchData.make(unfinished, SIZE);
    List<Path> known = BenchData.logFiles(unfinished);
    List<Path> categories;
    try (java.util.stream.Stream<Path> below = Files.list(unfinished.resolve("logs"))) {
      categories = below.sorted().toList();
    }
    Matcher place = place(known.get(0));
    String before = place.group(1).replaceFirst(".*(/resourceId=)", "resourceId=");
    byte[] line = firstLine(known.get(0));
    String account = place.group(2);
    LocalDateTime end = latest(known);
    int hours = -Math.floorDiv(-files, ACCOUNTS * categories.size());
    IntStream.range(0, ACCOUNTS)
        .parallel()
        .forEach(
            i -> {
              String name = String.format(Locale.ROOT, "bench%04d", i);
              byte[] own =
                  new String(line, StandardCharsets.UTF_8)
                      .replace(account, name)
                      .getBytes(StandardCharsets.UTF_8);
              for (Path category : categories) {
                Path root = category.resolve(before + name + place.group(3));
                write(root, own, end, hours);
              }
            });
    Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    return folder;
  }

  private static void write(Path root, byte[] line, LocalDateTime end, int hours) {
    try {
      for (int i = 0; i < hours; i++) {
        LocalDateTime at = end.minusHours(i);
        Path folder =
            root.resolve(
                String.format(
                    Locale.ROOT,
                    "y=%04d/m=%02d/d=%02d/h=%02d/m=00",
                    at.getYear(),
                    at.getMonthValue(),
                    at.getDayOfMonth(),
                    at.getHour()));
        Files.createDirectories(folder);
        Files.write(folder.resolve("PT1H.json"), line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Matcher place(Path file) {
    Matcher place = PLACE.matcher(file.toString());
    if (!place.matches()) {
      throw new IllegalStateException(file + " is not in Azure's folders");
    }
    return place;
  }

  private static byte[] firstLine(Path file) throws IOException {
    try (java.util.stream.Stream<String> lines = Files.lines(file)) {
      return (lines.findFirst().orElseThrow() + "\n").getBytes(StandardCharsets.UTF_8);
    }
  }

  /** The last hour of the sample's own files. */
  private static LocalDateTime latest(List<Path> files) {
    return files.stream()
        .map(file -> place(file).group(4).replaceAll("[^0-9/]", "").split("/", -1))
        .map(
            n ->
                LocalDateTime.of(
                    Integer.parseInt(n[0]),
                    Integer.parseInt(n[1]),
                    Integer.parseInt(n[2]),
                    Integer.parseInt(n[3]) % HOURS_OF_DAY,
                    0))
        .max(LocalDateTime::compareTo)
        .orElseThrow();
  }
}
