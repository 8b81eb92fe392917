package dev.ajar.evidence.blobinventory;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.FileTally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * The complete inventory runs among the files of one source, found through their manifests; the
 * driver's part of reading an inventory.
 *
 * <p>A run counts when its manifest's checksum is there and fits: Azure writes it last (inputs.md
 * §7). A run without, or one that failed, is not read. Whatever is wrong with a run is a row: a
 * quarantined manifest where it cannot be trusted, a finding in any case. Files that no manifest
 * names are not read.
 */
public final class InventoryRuns {
  /** Reads a small file whole: a manifest or its checksum. */
  @FunctionalInterface
  public interface SmallFiles {
    byte[] read(EvidenceFile file) throws IOException;
  }

  private static final String MANIFEST = "manifest.json";
  private static final String CHECKSUM = "manifest.checksum";
  private static final int MD5_BYTES = 16;

  private final Map<String, EvidenceFile> byName = new TreeMap<>();
  private final SmallFiles content;
  private final List<InventoryRun> runs = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  private InventoryRuns(List<EvidenceFile> listed, SmallFiles content) {
    this.content = content;
    listed.forEach(file -> byName.put(file.file(), file));
  }

  /**
   * Finds the runs.
   *
   * @param listed all files of one source, in any order
   * @param content reads the manifests and checksums among them
   */
  public static InventoryRuns of(List<EvidenceFile> listed, SmallFiles content) {
    InventoryRuns found = new InventoryRuns(listed, content);
    for (EvidenceFile file : found.byName.values()) {
      String name = lastSegment(file.file());
      if (name.equals(MANIFEST) || name.endsWith("-" + MANIFEST)) {
        found.addRun(file);
      }
    }
    return found;
  }

  /** The complete runs, in the order of their manifests' names. */
  public List<InventoryRun> runs() {
    return List.copyOf(runs);
  }

  /** The manifests' tallies, quarantined manifests, and findings: rows of the reader's schema. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /** The CSV files of all runs, each once: what {@link InventoryReader} reads. */
  public List<EvidenceFile> csvFiles() {
    Set<EvidenceFile> files = new HashSet<>();
    runs.stream().filter(run -> !run.isParquet()).forEach(run -> files.addAll(run.files()));
    return files.stream().sorted(EvidenceFile.BY_NAME).toList();
  }

  private void addRun(EvidenceFile manifest) {
    FileTally tally = new FileTally(manifest, InventoryReader.READING);
    byte[] bytes = {};
    try {
      bytes = content.read(manifest);
      Optional<String> wrong = checksumProblem(manifest, bytes);
      if (wrong.isPresent()) {
        refuse(manifest, bytes, wrong.get(), tally);
      } else {
        addVerified(manifest, InventoryManifest.parse(bytes), tally);
      }
    } catch (IOException e) {
      tally.failed(e);
      say(manifest, "cannot be read; the run was left out");
    } catch (Malformed e) {
      refuse(manifest, bytes, e.getMessage(), tally);
    }
    rows.add(tally.end());
  }

  private void refuse(EvidenceFile manifest, byte[] bytes, String why, FileTally tally) {
    tally.quarantined(0, why, bytes, 0, bytes.length).ifPresent(rows::add);
    say(manifest, "is not used: " + why + "; the run was left out");
  }

  private void addVerified(EvidenceFile manifest, InventoryManifest facts, FileTally tally) {
    tally.accepted();
    if (facts.failed()) {
      say(manifest, "says that the run failed; it was left out");
      return;
    }
    if (!facts.succeeded()) {
      say(manifest, "does not say that the run succeeded; what it did not list is not known");
    }
    List<EvidenceFile> files = new ArrayList<>();
    for (InventoryManifest.Listed listed : facts.files()) {
      Optional<EvidenceFile> file = resolve(manifest, listed);
      if (file.isEmpty()) {
        say(
            manifest,
            "names " + listed.blob() + ", which is not there; what it listed is not known");
      } else if (listed.bytes() >= 0 && listed.bytes() != file.get().bytes()) {
        addOfOtherSize(manifest, facts, file.get(), files);
      } else {
        files.add(file.get());
      }
    }
    runs.add(new InventoryRun(manifest, facts, List.copyOf(files)));
  }

  /** Each row of CSV stands for itself; a Parquet file is only as good as its end. */
  private void addOfOtherSize(
      EvidenceFile manifest, InventoryManifest facts, EvidenceFile file, List<EvidenceFile> files) {
    if (facts.format() == InventoryManifest.Format.CSV) {
      say(
          manifest,
          "gives another size for " + file.file() + "; what that file leaves out is not known");
      files.add(file);
      return;
    }
    say(manifest, "gives another size for " + file.file() + ", which was not read");
    rows.add(InventoryReader.unreadable(file, "its size is not the one in the manifest"));
  }

  private Optional<String> checksumProblem(EvidenceFile manifest, byte[] bytes) {
    String name = manifest.file();
    String checksumName = name.substring(0, name.length() - MANIFEST.length()) + CHECKSUM;
    EvidenceFile checksum = byName.get(checksumName);
    if (checksum == null) {
      return Optional.of("no checksum beside it, so the run was not complete");
    }
    FileTally tally = new FileTally(checksum, InventoryReader.READING);
    byte[] expected = new byte[0];
    try {
      expected = md5In(content.read(checksum));
    } catch (IOException e) {
      tally.failed(e);
    }
    rows.add(tally.end());
    return Arrays.equals(expected, md5().digest(bytes))
        ? Optional.empty()
        : Optional.of("its checksum does not fit");
  }

  /** The digest that a checksum file holds, in hex or base64, quoted or not; else no bytes. */
  static byte[] md5In(byte[] content) {
    String text =
        new String(content, StandardCharsets.ISO_8859_1).replaceAll("[^0-9A-Za-z+/=]", " ");
    String word = text.strip().split(" ", 2)[0];
    try {
      return word.length() == 2 * MD5_BYTES
          ? HexFormat.of().parseHex(word)
          : Base64.getDecoder().decode(word);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  /**
   * The file that a manifest names. Its path counts from the destination container; the source may
   * be that container, a folder above several, or a folder below: the most segments that fit
   * decide, then the nearest folder.
   */
  private Optional<EvidenceFile> resolve(EvidenceFile manifest, InventoryManifest.Listed listed) {
    String rest = listed.blob().startsWith("/") ? listed.blob().substring(1) : listed.blob();
    while (true) {
      String folder = manifest.file();
      while (!folder.isEmpty()) {
        int slash = folder.lastIndexOf('/');
        folder = slash < 0 ? "" : folder.substring(0, slash);
        EvidenceFile file = byName.get(slash < 0 ? rest : folder + "/" + rest);
        if (file != null) {
          return Optional.of(file);
        }
      }
      int slash = rest.indexOf('/');
      if (slash < 0) {
        return Optional.empty();
      }
      rest = rest.substring(slash + 1);
    }
  }

  private void say(EvidenceFile manifest, String what) {
    rows.add(
        InventoryReader.finding(
            manifest, "Inventory manifest " + manifest.file() + " " + what + "."));
  }

  private static String lastSegment(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
