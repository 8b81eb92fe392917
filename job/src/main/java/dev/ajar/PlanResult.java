package dev.ajar;

import dev.ajar.config.Rules;
import java.util.List;
import java.util.Map;

/**
 * What an audit would read, at least: windows are those that are known without the storage logs.
 *
 * @param windows exposure windows with a sign of openness
 * @param unknownWindows windows without one
 * @param reads what would be read of each source
 * @param hoursWithoutLogs account-hours of the windows within the period that no log folder holds
 * @param tables the tables that would be written, as a reader would open them
 */
public record PlanResult(
    long windows,
    long unknownWindows,
    List<Reads> reads,
    long hoursWithoutLogs,
    List<String> tables) {
  /**
   * What would be read of one source.
   *
   * @param source its place in the configuration, from 0
   * @param kind what it is, as configured
   * @param path as configured
   * @param touches read to look for touches; nothing for sources that are not storage logs
   * @param sweep read for the windows, for each choice of {@code rules.sweep}; a source that is not
   *     storage logs is read whole whatever the choice
   */
  public record Reads(
      int source, String kind, String path, Amount touches, Map<Rules.Sweep, Amount> sweep) {}

  /** So many files, so many bytes as stored. */
  public record Amount(long files, long bytes) {
    public static final Amount NOTHING = new Amount(0, 0);

    public Amount plus(Amount other) {
      return new Amount(files + other.files, bytes + other.bytes);
    }
  }
}
