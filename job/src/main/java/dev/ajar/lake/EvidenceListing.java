package dev.ajar.lake;

import dev.ajar.AjarException;
import dev.ajar.config.SourceConfig;
import dev.ajar.evidence.EvidenceFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.sql.SparkSession;

/**
 * Lists the files of sources of evidence, on the driver. A name is a name: {@code =}, {@code %2e},
 * a colon or a line end in it mean nothing. Files are in the order of their names in tables.
 */
public final class EvidenceListing {
  /** Listing waits for the store's answers, not for the processor. */
  private static final int PARALLEL = 8;

  private static final int MICROS_A_MILLI = 1_000;

  private final Configuration hadoop;

  private EvidenceListing(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /** A listing with the session's file systems and their credentials. */
  public static EvidenceListing with(SparkSession session) {
    return new EvidenceListing(session.sessionState().newHadoopConf());
  }

  /**
   * What a listing found.
   *
   * @param files by name, in order
   * @param folders sub folders directly below, by name, in order; empty of a recursive listing
   * @param skipped files and folders whose name begins with {@code _} or {@code .}: markers of the
   *     programs that wrote the rest
   */
  public record Listed(List<EvidenceFile> files, List<String> folders, long skipped)
      implements Serializable {}

  /**
   * Every file of a source, at any depth; the source may be one file. An empty folder gives none.
   *
   * @throws AjarException if the source is missing, may not be read or has a scheme that nothing
   *     here can open
   */
  public Listed list(SourceConfig source) {
    return ask(
        source,
        () -> {
          Path root = path(source.uri());
          FileSystem fileSystem = root.getFileSystem(hadoop);
          FileStatus status = fileSystem.getFileStatus(root);
          if (!status.isDirectory()) {
            return new Listed(List.of(file(source, source.path(), status)), List.of(), 0);
          }
          return tree(source, fileSystem, status.getPath());
        });
  }

  /**
   * The files and folders directly in one folder of a source.
   *
   * @param relative the folder's path below the source, without slashes at its ends; empty for the
   *     source itself. A folder that is not there holds nothing.
   */
  public Listed below(SourceConfig source, String relative) {
    return ask(
        source,
        () -> {
          Path root = path(source.uri());
          FileSystem fileSystem = root.getFileSystem(hadoop);
          Path folder = relative.isEmpty() ? root : child(root, relative);
          try {
            Found found = folder(source, fileSystem, folder, relative);
            List<String> names = found.folders.stream().map(Path::getName).sorted().toList();
            return new Listed(sorted(found.files), names, found.skipped);
          } catch (FileNotFoundException notThere) {
            if (relative.isEmpty()) {
              throw notThere;
            }
            return new Listed(List.of(), List.of(), 0);
          }
        });
  }

  private Listed tree(SourceConfig source, FileSystem fileSystem, Path root) throws IOException {
    List<EvidenceFile> files = new ArrayList<>();
    long skipped = 0;
    ExecutorService pool = Executors.newFixedThreadPool(PARALLEL);
    try {
      List<Folder> level = List.of(new Folder(root, ""));
      while (!level.isEmpty()) {
        List<Callable<Found>> asked = new ArrayList<>();
        for (Folder folder : level) {
          asked.add(() -> folder(source, fileSystem, folder.path, folder.relative));
        }
        List<Folder> next = new ArrayList<>();
        List<Future<Found>> answers = pool.invokeAll(asked);
        for (int i = 0; i < answers.size(); i++) {
          Found found = answers.get(i).get();
          files.addAll(found.files);
          skipped += found.skipped;
          for (Path sub : found.folders) {
            next.add(new Folder(sub, joined(level.get(i).relative, sub.getName())));
          }
        }
        level = next;
      }
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("listing was interrupted", stopped);
    } finally {
      pool.shutdownNow();
    }
    return new Listed(sorted(files), List.of(), skipped);
  }

  private record Folder(Path path, String relative) {}

  private record Found(List<EvidenceFile> files, List<Path> folders, long skipped) {}

  private static Found folder(
      SourceConfig source, FileSystem fileSystem, Path folder, String relative) throws IOException {
    List<EvidenceFile> files = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
    long skipped = 0;
    for (FileStatus status : fileSystem.listStatus(folder)) {
      String name = status.getPath().getName();
      if (name.startsWith("_") || name.startsWith(".")) {
        skipped++;
      } else if (status.isDirectory()) {
        folders.add(status.getPath());
      } else {
        files.add(file(source, source.path() + "/" + joined(relative, name), status));
      }
    }
    return new Found(files, folders, skipped);
  }

  private static EvidenceFile file(SourceConfig source, String name, FileStatus status) {
    String etag = status instanceof EtagSource tagged ? tagged.getEtag() : null;
    return new EvidenceFile(
        source.index(),
        source.kind().word(),
        status.getPath().toString(),
        name,
        status.getLen(),
        status.getModificationTime() * MICROS_A_MILLI,
        etag == null || etag.isEmpty() ? null : etag);
  }

  private static List<EvidenceFile> sorted(List<EvidenceFile> files) {
    return files.stream().sorted(Comparator.comparing(EvidenceFile::file)).toList();
  }

  private static String joined(String relative, String name) {
    return relative.isEmpty() ? name : relative + "/" + name;
  }

  /** A path below another, whose names may hold colons: Path(Path, String) would parse them. */
  private static Path child(Path root, String relative) {
    URI uri = root.toUri();
    String path = uri.getPath().equals("/") ? "/" + relative : uri.getPath() + "/" + relative;
    return new Path(uri.getScheme(), uri.getAuthority(), path);
  }

  private static Path path(String configured) {
    return new Path(configured);
  }

  private static Listed ask(SourceConfig source, Callable<Listed> listing) {
    String which =
        "sources[" + source.index() + "] (" + source.kind().word() + ") " + shown(source.path());
    try {
      return listing.call();
    } catch (FileNotFoundException missing) {
      throw AjarException.usage(
          which + " does not exist", "Correct its path: nothing was listed there.");
    } catch (AccessControlException | AccessDeniedException denied) {
      throw AjarException.failed(
          which + " may not be read", "Give this identity the right to list and read it.", denied);
    } catch (UnsupportedFileSystemException | IllegalArgumentException unusable) {
      throw AjarException.usage(
          which + " is no path that this cluster can open",
          "Use abfss://container@account.dfs.core.windows.net/…, /Volumes/… or file:/….");
    } catch (Exception failed) {
      throw AjarException.failed(
          which + " could not be listed: " + failed.getClass().getSimpleName(),
          "See the cause below; check network, credentials and path.",
          failed);
    }
  }

  /** A path as messages show it. A query (a SAS, say) has no place in a path and is not shown. */
  private static String shown(String path) {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }
}
