package dev.ajar.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A sample with ten times its history of logs: what it has, and nine times the same lines before
 * it, at the days they then have in paths and records.
 */
final class LongHistory {
  private static final int TIMES = 10;

  /** Days of the sample's logs: a month, and a day before and behind, of which some lines spill. */
  private static final int DAYS = 32;

  private static final Pattern DAY = Pattern.compile("y=(\\d{4})/m=(\\d{2})/d=(\\d{2})/");
  private static final byte[] TIME = "\"time\": \"".getBytes(StandardCharsets.US_ASCII);
  private static final int DATE_LENGTH = 10;

  private LongHistory() {}

  /** The sample in {@code to}, made of the one in {@code from} if it is not there. */
  static Path of(Path from, Path to) throws IOException {
    if (Files.exists(to)) {
      return to;
    }
    Path unfinished = to.resolveSibling(to.getFileName() + ".unfinished");
    Folders.delete(unfinished);
    copy(from, unfinished);
    List<Path> files = BenchData.logFiles(from);
    files.parallelStream()
        .forEach(
            file -> {
              try {
                earlier(from, file, unfinished);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
    return to;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : all.toList()) {
        Path target = to.resolve(from.relativize(one).toString());
        if (Files.isDirectory(one)) {
          Files.createDirectories(target);
        } else {
          Files.copy(one, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private static void earlier(Path from, Path file, Path to) throws IOException {
    String name = from.relativize(file).toString();
    Matcher day = DAY.matcher(name);
    if (!day.find()) {
      throw new IllegalStateException(name + " names no day");
    }
    LocalDate filed =
        LocalDate.of(
            Integer.parseInt(day.group(1)),
            Integer.parseInt(day.group(2)),
            Integer.parseInt(day.group(3)));
    byte[] content = Files.readAllBytes(file);
    for (int i = 1; i < TIMES; i++) {
      LocalDate at = filed.minusDays((long) DAYS * i);
      String path =
          String.format(
              Locale.ROOT,
              "y=%04d/m=%02d/d=%02d/",
              at.getYear(),
              at.getMonthValue(),
              at.getDayOfMonth());
      Path target = to.resolve(day.replaceFirst(path));
      Files.createDirectories(target.getParent());
      Files.write(target, moved(content, (long) DAYS * i));
    }
  }

  /** The lines, so many days before. */
  private static byte[] moved(byte[] content, long days) {
    byte[] moved = content.clone();
    String last = "";
    byte[] lastMoved = {};
    for (int at = next(content, 0); at >= 0; at = next(content, at)) {
      String date = new String(content, at, DATE_LENGTH, StandardCharsets.US_ASCII);
      if (!date.equals(last)) {
        last = date;
        lastMoved =
            LocalDate.parse(date).minusDays(days).toString().getBytes(StandardCharsets.US_ASCII);
      }
      System.arraycopy(lastMoved, 0, moved, at, DATE_LENGTH);
    }
    return moved;
  }

  /** Where the next line's date begins; -1 if there is none. */
  private static int next(byte[] content, int from) {
    for (int i = from; i + TIME.length + DATE_LENGTH <= content.length; i++) {
      if (content[i] == '"'
          && java.util.Arrays.equals(content, i, i + TIME.length, TIME, 0, TIME.length)) {
        return i + TIME.length;
      }
    }
    return -1;
  }
}
