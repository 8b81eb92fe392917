package dev.ajar.sweep;

import dev.ajar.evidence.EvidenceFile;
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
  /** Whether the path says whose and when: else the file is read whatever is asked. */
  boolean placed() {
    return account != null && hour != Ticks.UNBOUNDED_PAST;
  }
}
