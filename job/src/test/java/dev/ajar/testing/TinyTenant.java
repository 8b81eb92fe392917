package dev.ajar.testing;

import dev.ajar.sample.SampleSize;
import dev.ajar.sample.SampleTenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;

/**
 * One made-up tenant and two clean audits of it, made once for all tests that compare with them,
 * each when a test first asks for it. Nobody changes them: what a test changes is its copy.
 */
public final class TinyTenant {
  private static final long SEED = 7;
  private static final String TABLES = "tables";
  private static final Path FOLDER = folder();
  private static final Path SAMPLE = FOLDER.resolve("sample");
  private static final Path EARLIER = FOLDER.resolve("earlier");

  private static AuditOf audit;
  private static AuditOf earlier;

  private TinyTenant() {}

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("tiny-tenant-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> FileUtil.fullyDelete(folder.toFile())));
      SampleTenant.write(folder.resolve("sample"), SEED, SampleSize.parse("tiny"));
      return folder;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An audit of all its evidence by the sample's configuration; it found what was planted. */
  public static synchronized AuditOf audit() throws IOException {
    if (audit == null) {
      AuditOf clean = new AuditOf(SAMPLE);
      clean.run("clean", Map.of());
      clean.checkTruth();
      audit = clean;
    }
    return audit;
  }

  /** Where the tables of {@link #audit} lie. */
  public static Path tables() throws IOException {
    audit();
    return SAMPLE.resolve(TABLES);
  }

  /** The audit before every third log had come. */
  public static synchronized AuditOf earlier() throws IOException {
    if (earlier == null) {
      copyTo(EARLIER);
      for (Path log : everyThirdLog(EARLIER)) {
        Files.delete(log);
      }
      AuditOf begun = new AuditOf(EARLIER);
      begun.run("earlier", Map.of());
      earlier = begun;
    }
    return earlier;
  }

  /** Where the tables of {@link #earlier} lie. */
  public static Path earlierTables() throws IOException {
    earlier();
    return EARLIER.resolve(TABLES);
  }

  private static List<Path> everyThirdLog(Path sample) throws IOException {
    List<Path> logs;
    try (Stream<Path> files = Files.walk(sample.resolve("logs"))) {
      logs = files.filter(Files::isRegularFile).sorted().toList();
    }
    List<Path> every = new ArrayList<>();
    for (int i = 0; i < logs.size(); i += 3) {
      every.add(logs.get(i));
    }
    return every;
  }

  /** Copies its evidence and configuration, without tables, into a new folder; returns that. */
  public static Path copyTo(Path folder) throws IOException {
    copy(SAMPLE, folder, path -> !path.startsWith(SAMPLE.resolve(TABLES)));
    return folder;
  }

  /** Copies tables into a new folder. */
  public static void copyTables(Path tables, Path to) throws IOException {
    copy(tables, to, path -> true);
  }

  private static void copy(Path from, Path to, Predicate<Path> which) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.filter(which).toList()) {
        // When a file was changed says whether it was read before.
        Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
