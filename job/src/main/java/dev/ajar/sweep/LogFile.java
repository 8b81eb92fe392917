package dev.ajar.sweep;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.storagelogs.LogLayout;
import dev.ajar.evidence.storagelogs.StorageLogFolder;
import dev.ajar.model.Ticks;

/**
 * One storage log file and what its path says of it.
 *
 * @param file the file
 * @param path what its folder says
 */
public record LogFile(EvidenceFile file, StorageLogFolder path) {
  private static final int NO_SOURCE = -1;

  /** A file that is not there, by its name and the kind of its source. */
  public static LogFile named(String file, String kind) {
    EvidenceFile gone = new EvidenceFile(NO_SOURCE, kind, "", file, 0, 0, null);
    return new LogFile(gone, StorageLogFolder.ofFile(LogLayout.ofKind(kind), file));
  }

  /** Account whose requests it holds, lower case; null if the path does not say. */
  public String account() {
    return path.account();
  }

  /** StorageRead, StorageWrite or StorageDelete; null if the path does not say. */
  public String category() {
    return path.category();
  }

  /**
   * First tick of the hour in which its records were received; {@link Ticks#UNBOUNDED_PAST} if the
   * path does not say.
   */
  public long hour() {
    return path.isHour() ? path.from() : Ticks.UNBOUNDED_PAST;
  }

  /** Whether the path says whose and which hour. */
  public boolean placed() {
    return account() != null && path.isHour();
  }
}
