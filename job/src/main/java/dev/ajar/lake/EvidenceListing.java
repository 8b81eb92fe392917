package dev.ajar.lake;

import dev.ajar.AjarException;
import dev.ajar.config.SourceConfig;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.StoreFailure;
import dev.ajar.lake.SourceFolders.Listed;
import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.sql.SparkSession;

/** Lists the files of sources of evidence, on the driver, several folders at a time. */
public final class EvidenceListing {
  private final Configuration hadoop;

  private EvidenceListing(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /** A listing with the session's file systems and their credentials. */
  public static EvidenceListing with(SparkSession session) {
    return new EvidenceListing(session.sessionState().newHadoopConf());
  }

  /**
   * Opens a source, to list folder by folder.
   *
   * @throws AjarException if the source is missing, may not be read or has a scheme that nothing
   *     here can open
   */
  public SourceFolders open(SourceConfig source) {
    return ask(source, () -> SourceFolders.open(source, hadoop));
  }

  /**
   * Every file of a source, at any depth, in the order of their names in tables; the source may be
   * one file. An empty folder gives none.
   *
   * @throws AjarException as {@link #open} does
   */
  public Listed list(SourceConfig source) {
    SourceFolders folders = open(source);
    List<Listed> all = new ArrayList<>();
    folders.walk(
        List.of(""),
        folder -> {
          Listed listed = folders.list(folders.root(), folder);
          synchronized (all) {
            all.add(listed);
          }
          String prefix = folder.isEmpty() ? "" : folder + "/";
          return listed.folders().stream().map(name -> prefix + name).toList();
        });
    return new Listed(
        all.stream()
            .flatMap(listed -> listed.files().stream())
            .sorted(EvidenceFile.BY_NAME)
            .toList(),
        List.of(),
        all.stream().mapToLong(Listed::skipped).sum(),
        all.stream().mapToLong(Listed::requests).sum());
  }

  static <T> T ask(SourceConfig source, Callable<T> listing) {
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
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw AjarException.failed(
          which + " was not listed to its end", "It was interrupted; run it again.", stopped);
    } catch (Exception failed) {
      throw AjarException.failed(
          which + " could not be listed: " + StoreFailure.of(failed),
          "Check network, credentials and path, then run again: the tables stand as they were.",
          failed);
    }
  }

  /** A path as messages show it. A query (a SAS, say) has no place in a path and is not shown. */
  private static String shown(String path) {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }
}
