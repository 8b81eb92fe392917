package dev.ajar.evidence.storagelogs;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the path of a log file below its source says: where it belongs and the hour in which its
 * records were <em>received</em> (exposure.md §5); a record's own time may be up to 48 h earlier.
 *
 * @param account lower case; null where the path does not name it
 * @param service {@code blob}, {@code file}, {@code queue} or {@code table}; null if not named
 * @param category {@code StorageRead}, {@code StorageWrite} or {@code StorageDelete}; null if not
 *     named (the container's name need not be part of the path)
 * @param subscription lower case; null if not named
 * @param hourTicks first tick of the hour, UTC; null if not named
 */
public record StorageLogPath(
    String account, String service, String category, String subscription, Long hourTicks) {
  private static final String[] ENDINGS = {".json", ".jsonl", ".log"};
  private static final String CSV = ".csv";
  private static final String[] CATEGORIES = {"StorageRead", "StorageWrite", "StorageDelete"};

  /**
   * Reads a path: its name must be a log's, and its folder says the rest ({@link
   * StorageLogFolder}).
   *
   * @param layout how the source is laid out
   * @param path below the source, or longer; any case; slashes or, of copies, backslashes
   * @return empty if the file is no log file by its name
   */
  public static Optional<StorageLogPath> of(LogLayout layout, String path) {
    if (!isLog(layout, path)) {
      return Optional.empty();
    }
    StorageLogFolder folder = StorageLogFolder.ofFile(layout, path);
    return Optional.of(
        new StorageLogPath(
            folder.account(),
            folder.service(),
            folder.category(),
            folder.subscription(),
            folder.isHour() ? folder.from() : null));
  }

  /** The category in Azure's spelling, of its name in any case; other names stay; null stays. */
  static String category(String containerOrName, String fallback) {
    if (containerOrName == null) {
      return fallback;
    }
    for (String category : CATEGORIES) {
      if (category.equalsIgnoreCase(containerOrName)) {
        return category;
      }
    }
    return containerOrName;
  }

  /** Whether a name is that of a category of storage logs, as Azure spells it. */
  static boolean isCategory(String name) {
    return List.of(CATEGORIES).contains(name);
  }

  /** Whether the path of a file ends with the name of a log in a source of this layout. */
  public static boolean isLog(LogLayout layout, String path) {
    String name = plainName(path);
    if (name.startsWith("_") || name.startsWith(".")) {
      return false;
    }
    for (String ending : ENDINGS) {
      if (name.endsWith(ending)) {
        return true;
      }
    }
    return layout == LogLayout.WORKSPACE_EXPORT && name.endsWith(CSV);
  }

  /**
   * Whether a log is CSV by its name: saved by hand from a query of the workspace. Its path says
   * nothing of its records, and what the query left out is not known.
   */
  public static boolean isCsv(LogLayout layout, String path) {
    return layout == LogLayout.WORKSPACE_EXPORT && plainName(path).endsWith(CSV);
  }

  /** The name of the file, lower case, without what says that it is packed. */
  private static String plainName(String path) {
    int slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
    String name = path.substring(slash + 1).toLowerCase(Locale.ROOT);
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }
}
