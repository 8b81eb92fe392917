package dev.ajar.lake;

import dev.ajar.config.SourceConfig;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceFile.Root;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;

/**
 * The folders of one source, each listed when it is asked for; any number of threads may ask. A
 * name is a name: {@code =}, {@code %2e}, a colon or a line end in it mean nothing.
 */
public final class SourceFolders {
  private static final int MICROS_A_MILLI = 1_000;

  /** Names that a store gives at a time: one more request for as many more (ABFS, its default). */
  private static final int PAGE = 5_000;

  /** Listing waits for the store's answers, not for the processor. */
  private static final int PARALLEL = 8;

  private final SourceConfig source;
  private final FileSystem fileSystem;
  private final Root root;

  /** The source, if it is one file; else null. */
  private final FileStatus file;

  /** Where the source lies on this machine's disk; null if it lies elsewhere. */
  private final String disk;

  /** What opening the source listed, until it is first asked for; null if it did not. */
  private final AtomicReference<FileStatus[]> top;

  private SourceFolders(
      SourceConfig source, FileSystem fileSystem, Root root, FileStatus file, FileStatus[] top) {
    this.source = source;
    this.fileSystem = fileSystem;
    this.root = root;
    this.file = file;
    this.top = new AtomicReference<>(top);
    this.disk =
        fileSystem instanceof LocalFileSystem local
            ? local.pathToFile(new org.apache.hadoop.fs.Path(root.uri())).getPath()
            : null;
  }

  static SourceFolders open(SourceConfig source, Configuration hadoop) throws IOException {
    org.apache.hadoop.fs.Path given = new org.apache.hadoop.fs.Path(source.uri());
    FileSystem fileSystem = given.getFileSystem(hadoop);
    org.apache.hadoop.fs.Path path = fileSystem.makeQualified(given);
    Root root = new Root(source.index(), source.kind().word(), path.toString(), source.path());
    if (fileSystem instanceof LocalFileSystem) {
      FileStatus status = fileSystem.getFileStatus(path);
      return new SourceFolders(
          source, fileSystem, root, status.isDirectory() ? null : status, null);
    }
    // Not asked for a status: ABFS answers that, on Azure's blob endpoint and for a folder that is
    // only part of names, by writing a blob of its name. Nothing may be written among evidence.
    FileStatus[] top = fileSystem.listStatus(path);
    boolean isFile = top.length == 1 && !top[0].isDirectory() && top[0].getPath().equals(path);
    return isFile
        ? new SourceFolders(source, fileSystem, root, top[0], null)
        : new SourceFolders(source, fileSystem, root, null, top);
  }

  /**
   * What one folder holds.
   *
   * @param files its files, by name
   * @param folders the names of its folders, in order
   * @param skipped files and folders whose name begins with {@code _} or {@code .}: markers of the
   *     programs that wrote the rest
   * @param requests listing requests that this took: one for every 5,000 names begun; the first
   *     listing of the source itself is the one that opened it
   */
  public record Listed(
      List<EvidenceFile> files, List<String> folders, long skipped, long requests) {}

  /** Visits a place and says where it leads. */
  @FunctionalInterface
  public interface Step<T> {
    Collection<T> visit(T place) throws IOException;
  }

  /**
   * Visits the first places and all that they lead to, several at a time. What the steps did is
   * seen when this returns.
   *
   * @throws dev.ajar.AjarException if a folder is missing or may not be read
   */
  public <T> void walk(Collection<T> first, Step<T> step) {
    // This machine's disk does not wait for a network.
    int threads = disk == null ? PARALLEL : Runtime.getRuntime().availableProcessors();
    EvidenceListing.ask(
        source,
        () -> {
          Walk.from(first, threads, step);
          return null;
        });
  }

  /** The source itself. */
  public Root root() {
    return root;
  }

  /**
   * Lists a folder. A source that is one file holds that file.
   *
   * @param from the source or a folder of it: what the files found share
   * @param below the folder's path below {@code from}, without slashes at its ends; may be empty
   * @throws FileNotFoundException if it is not there
   */
  public Listed list(Root from, String below) throws IOException {
    if (file != null) {
      EvidenceFile whole = found(root, "", file);
      return new Listed(List.of(whole), List.of(), 0, 1);
    }
    Entries entries = new Entries(from, below);
    String uri = from.at(below).uri();
    if (disk != null) {
      entries.addLocal(Path.of(disk + uri.substring(root.uri().length())));
    } else {
      FileStatus[] known = uri.equals(root.uri()) ? top.getAndSet(null) : null;
      entries.add(
          known == null ? fileSystem.listStatus(new org.apache.hadoop.fs.Path(uri)) : known);
    }
    return entries.listed();
  }

  private static EvidenceFile found(Root from, String below, FileStatus status) {
    String etag = status instanceof EtagSource tagged ? tagged.getEtag() : null;
    return new EvidenceFile(
        from,
        below,
        status.getLen(),
        status.getModificationTime() * MICROS_A_MILLI,
        etag == null || etag.isEmpty() ? null : etag);
  }

  /** The entries of one folder. */
  private static final class Entries {
    private final Root from;
    private final String prefix;
    private final List<EvidenceFile> files = new ArrayList<>(1);
    private final List<String> folders = new ArrayList<>();
    private long names;
    private long skipped;

    Entries(Root from, String below) {
      this.from = from;
      this.prefix = below.isEmpty() ? "" : below + "/";
    }

    /**
     * Each folder once: on Azure's blob endpoint ABFS gives one twice that a blob marks, as that
     * blob and as what other names begin with (HADOOP-19543).
     */
    void add(FileStatus[] statuses) {
      Set<String> seen = new HashSet<>();
      for (FileStatus status : statuses) {
        String name = status.getPath().getName();
        if (status.isDirectory() && !seen.add(name)) {
          names++;
        } else if (counts(name)) {
          if (status.isDirectory()) {
            folders.add(name);
          } else {
            files.add(found(from, prefix + name, status));
          }
        }
      }
    }

    /** As Hadoop lists a local folder, which asks the disk four times about every name. */
    void addLocal(Path folder) throws IOException {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          String name = entry.getFileName().toString();
          if (counts(name)) {
            addLocal(entry, name);
          }
        }
      } catch (NoSuchFileException missing) {
        throw (FileNotFoundException)
            new FileNotFoundException(missing.getMessage()).initCause(missing);
      } catch (DirectoryIteratorException broken) {
        throw broken.getCause();
      }
    }

    private void addLocal(Path entry, String name) throws IOException {
      BasicFileAttributes status;
      try {
        status = Files.readAttributes(entry, BasicFileAttributes.class);
      } catch (NoSuchFileException gone) {
        // A link to nowhere, or a file that was deleted meanwhile.
        return;
      }
      if (status.isDirectory()) {
        folders.add(name);
      } else {
        long modified = status.lastModifiedTime().toMillis() * MICROS_A_MILLI;
        files.add(new EvidenceFile(from, prefix + name, status.size(), modified, null));
      }
    }

    private boolean counts(String name) {
      names++;
      boolean marker = name.startsWith("_") || name.startsWith(".");
      skipped += marker ? 1 : 0;
      return !marker;
    }

    Listed listed() {
      files.sort(EvidenceFile.BY_NAME);
      Collections.sort(folders);
      return new Listed(files, folders, skipped, 1 + Math.max(0, names - 1) / PAGE);
    }
  }
}
