package dev.ajar.commands;

import dev.ajar.AjarException;
import dev.ajar.Surroundings;
import dev.ajar.model.VisibleText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/**
 * Opens the files that a command line names: on this machine's disk without Spark, elsewhere
 * through Hadoop with the session's settings.
 */
final class EvidencePath {
  private static final Pattern SCHEME =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);
  private static final String FILE = "file:";

  /** Databricks shows volumes to the driver as a disk, but Spark knows them by this path. */
  private static final String VOLUMES = "/Volumes/";

  private EvidencePath() {}

  /** Whether {@code path} has a scheme that is not {@code file:}. */
  static boolean needsHadoop(String path) {
    return SCHEME.matcher(path).matches() && !path.startsWith(FILE);
  }

  private static Path onDisk(String path) {
    String local = path;
    if (path.startsWith(FILE)) {
      local = path.substring(FILE.length());
      while (local.startsWith("//")) {
        local = local.substring(1);
      }
    }
    return Path.of(local);
  }

  /** Refuses a local path that is no file. */
  static void requireFile(String path, String cure) {
    if (needsHadoop(path)
        || (Files.isReadable(onDisk(path)) && Files.isRegularFile(onDisk(path)))) {
      return;
    }
    Path local = onDisk(path);
    String problem =
        Files.isDirectory(local)
            ? ": is a folder, not a file"
            : Files.exists(local) ? ": may not be read" : ": there is no such file";
    throw AjarException.usage(VisibleText.of(path) + problem, cure);
  }

  static InputStream open(String path, Surroundings surroundings) throws IOException {
    if (!needsHadoop(path)) {
      return Files.newInputStream(onDisk(path));
    }
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(path);
    return file.getFileSystem(settings(surroundings)).open(file);
  }

  static OutputStream create(String path, Surroundings surroundings) throws IOException {
    if (!needsHadoop(path)) {
      return Files.newOutputStream(onDisk(path));
    }
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(path);
    return file.getFileSystem(settings(surroundings)).create(file, /* overwrite= */ true);
  }

  private static Configuration settings(Surroundings surroundings) {
    return surroundings.session().sparkContext().hadoopConfiguration();
  }

  /** The folder that holds the file, as a Hadoop path. */
  static String folderOf(String path) {
    if (needsHadoop(path)) {
      int slash = path.lastIndexOf('/');
      return slash < 0 ? path : path.substring(0, slash);
    }
    Path folder = onDisk(path).toAbsolutePath().normalize().getParent();
    String name = folder == null ? "/" : folder.toString();
    return (name + "/").startsWith(VOLUMES) ? name : FILE + name;
  }
}
