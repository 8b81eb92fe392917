package dev.ajar.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The commits of one Delta table in a folder, read from {@code _delta_log} as the Delta protocol
 * lays it down. It says the same as Delta's history, without the Spark jobs that the history takes,
 * which cost a small audit more than its rows.
 */
final class DeltaLogFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERSION_DIGITS = 20;
  private static final String COMMIT = ".json";

  private final Configuration hadoop;
  private final Path log;

  DeltaLogFiles(Configuration hadoop, String table) {
    this.hadoop = hadoop;
    this.log = new Path(new Path(table), "_delta_log");
  }

  /** The latest version; -1 where there is no table. */
  long latest() {
    try {
      List<Long> versions = versionsAfter(-1);
      return versions.isEmpty() ? -1 : versions.get(versions.size() - 1);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The commits after {@code version}, oldest first. */
  List<TableCommit> after(long version) {
    try {
      List<TableCommit> commits = new ArrayList<>();
      for (long later : versionsAfter(version)) {
        commits.add(commit(later));
      }
      return commits;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private List<Long> versionsAfter(long version) throws IOException {
    FileSystem fileSystem = log.getFileSystem(hadoop);
    List<Long> versions = new ArrayList<>();
    try {
      for (FileStatus status : fileSystem.listStatus(log)) {
        String name = status.getPath().getName();
        if (name.length() == VERSION_DIGITS + COMMIT.length()
            && name.endsWith(COMMIT)
            && name.chars().limit(VERSION_DIGITS).allMatch(c -> c >= '0' && c <= '9')) {
          versions.add(Long.parseLong(name.substring(0, VERSION_DIGITS)));
        }
      }
    } catch (FileNotFoundException noTable) {
      return List.of();
    }
    return versions.stream().filter(found -> found > version).sorted().toList();
  }

  private TableCommit commit(long version) throws IOException {
    String name = String.format(java.util.Locale.ROOT, "%020d", version) + COMMIT;
    Path file = new Path(log, name);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(file.getFileSystem(hadoop).open(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode info = JSON.readTree(line).path("commitInfo");
        if (!info.isMissingNode()) {
          return TableCommit.of(
              version, info.path("operation").asText(""), info.path("userMetadata").asText(null));
        }
      }
    } catch (JsonProcessingException broken) {
      throw new IOException("commit " + file + " is no JSON", broken);
    }
    // Another engine's commit may say nothing of itself: it may have changed anything.
    return TableCommit.of(version, "", null);
  }
}
