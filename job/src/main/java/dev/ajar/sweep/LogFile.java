package dev.ajar.sweep;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.storagelogs.StorageLogPath;
import dev.ajar.model.Ticks;

/**
 * One storage log file and what its path says of it.
 *
 * @param file the file
 * @param account account whose requests it holds, lower case; null if the path does not say
 * @param category StorageRead, StorageWrite or StorageDelete; null if the path does not say
 * @param hour first tick of the hour in which its records were received; {@link
 *     Ticks#UNBOUNDED_PAST} if the path does not say
 */
public record LogFile(EvidenceFile file, String account, String category, long hour) {
  private static final int NO_SOURCE = -1;

  /** A file that is not there, by its name. */
  public static LogFile named(String file) {
    EvidenceFile gone = new EvidenceFile(NO_SOURCE, "", "", file, 0, 0, null);
    return StorageLogPath.of(file)
        .map(path -> new LogFile(gone, path.account(), path.category(), hour(path)))
        .orElseGet(() -> new LogFile(gone, null, null, Ticks.UNBOUNDED_PAST));
  }

  private static long hour(StorageLogPath path) {
    return path.hourTicks() == null ? Ticks.UNBOUNDED_PAST : path.hourTicks();
  }

  /** Whether the path says whose and when: else the file is read whatever is asked. */
  public boolean placed() {
    return account != null && hour != Ticks.UNBOUNDED_PAST;
  }
}
