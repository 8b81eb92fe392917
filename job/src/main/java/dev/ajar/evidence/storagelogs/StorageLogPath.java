package dev.ajar.evidence.storagelogs;

import dev.ajar.evidence.AzureTime;
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
  private static final String CONTAINER = "insights-logs-";
  private static final String[] CATEGORIES = {"StorageRead", "StorageWrite", "StorageDelete"};

  /**
   * Reads a path.
   *
   * @param path below the source, or longer; any case; slashes or, of copies, backslashes
   * @return empty if the file is no log file by its name
   */
  public static Optional<StorageLogPath> of(String path) {
    String lower = "/" + path.toLowerCase(Locale.ROOT).replace('\\', '/');
    String name = lower.substring(lower.lastIndexOf('/') + 1);
    if (!isLog(name)) {
      return Optional.empty();
    }
    ResourceName resource = new ResourceName();
    resource.read(lower);
    return Optional.of(
        new StorageLogPath(
            resource.account(),
            resource.service(),
            category(lower),
            resource.subscription(),
            hour(lower)));
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

  private static boolean isLog(String name) {
    String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    if (plain.startsWith("_") || plain.startsWith(".")) {
      return false;
    }
    for (String ending : ENDINGS) {
      if (plain.endsWith(ending) && plain.length() > ending.length()) {
        return true;
      }
    }
    return false;
  }

  private static String category(String lower) {
    for (String category : CATEGORIES) {
      if (lower.contains("/" + CONTAINER + category.toLowerCase(Locale.ROOT) + "/")) {
        return category;
      }
    }
    return null;
  }

  /** {@code y=2021/m=03/d=19/h=05/m=00}: the first {@code m} is the month. */
  private static Long hour(String lower) {
    int at = lower.indexOf("/y=");
    if (at < 0) {
      return null;
    }
    String[] parts = lower.substring(at + 1).split("/", -1);
    if (parts.length < 5
        || !parts[1].startsWith("m=")
        || !parts[2].startsWith("d=")
        || !parts[3].startsWith("h=")) {
      return null;
    }
    String hour = two(parts[3]);
    long ticks =
        AzureTime.ticks(
            parts[0].substring(2)
                + "-"
                + two(parts[1])
                + "-"
                + two(parts[2])
                + "T"
                + hour
                + ":00Z");
    return AzureTime.isTime(ticks) ? ticks : null;
  }

  private static String two(String part) {
    String digits = part.substring(2);
    return digits.length() == 1 ? "0" + digits : digits;
  }
}
