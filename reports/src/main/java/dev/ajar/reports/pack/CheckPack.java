package dev.ajar.reports.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** {@code a pack's folder → what is not as its manifest says}. Opens files only, and only below. */
public final class CheckPack {
  private static final int BUFFER = 1 << 16;
  private static final int HEX = 64;
  private static final String BETWEEN = "  ";

  private static final String OUTSIDE = "leads out of the folder";

  private CheckPack() {}

  /**
   * What was found.
   *
   * @param files how many files the manifest names
   * @param problems one line each, by path: changed, missing or not named
   */
  public record Checked(int files, List<String> problems) {}

  /**
   * Checks a folder.
   *
   * @throws IOException if it cannot be read, or has no manifest that can be understood
   */
  public static Checked check(Path given) throws IOException {
    Path folder = given.toRealPath();
    List<String> problems = new ArrayList<>();
    Set<String> named = new TreeSet<>();
    for (String line :
        Files.readAllLines(folder.resolve(WriteManifest.SUMS), StandardCharsets.UTF_8)) {
      if (line.length() <= HEX + BETWEEN.length() || !line.startsWith(BETWEEN, HEX)) {
        throw new IOException(WriteManifest.SUMS + " has a line that is no checksum and path");
      }
      String path = line.substring(HEX + BETWEEN.length());
      named.add(path);
      String problem = problem(folder, path, line.substring(0, HEX));
      if (problem != null) {
        problems.add(path + ": " + problem);
      }
    }
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(file -> !Files.isDirectory(file))
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(path -> !named.contains(path) && !path.equals(WriteManifest.SUMS))
          .sorted()
          .forEach(path -> problems.add(path + ": is not in the manifest"));
    }
    return new Checked(named.size(), problems);
  }

  private static String problem(Path folder, String path, String sha256) throws IOException {
    Path file;
    try {
      file = folder.resolve(path);
    } catch (InvalidPathException e) {
      return "is no path";
    }
    if (!Files.isRegularFile(file)) {
      return file.normalize().startsWith(folder) ? "is missing" : OUTSIDE;
    }
    if (!file.toRealPath().startsWith(folder)) {
      return OUTSIDE;
    }
    return sha256(file).equals(sha256) ? null : "is not what was written";
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = PackFolder.sha256();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
