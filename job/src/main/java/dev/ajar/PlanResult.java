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
   * @param listing requests to the store before it is known what is read: listings; of storage logs
   *     those that find where they lie and what is held at both ends, of another source all
   * @param touches read to look for touches; nothing for sources that are not storage logs
   * @param sweep read for the windows, for each choice of {@code rules.sweep}; a source that is not
   *     storage logs is read whole whatever the choice
   */
  public record Reads(
      int source,
      String kind,
      String path,
      long listing,
      Amount touches,
      Map<Rules.Sweep, Amount> sweep) {}

  /**
   * So much is read.
   *
   * @param files so many files
   * @param bytes so many bytes as stored
   * @param requests so many requests to the store: those that list the folders of the hours asked
   *     for, as counted, one for every 5,000 names begun; one for each opening; and one for every 4
   *     MiB of a slice begun, with one more for the head of a file in which a slice begins. What
   *     touches and sweep both need, each counts.
   */
  public record Amount(long files, long bytes, long requests) {
    public static final Amount NOTHING = new Amount(0, 0, 0);

    public Amount plus(Amount other) {
      return new Amount(files + other.files, bytes + other.bytes, requests + other.requests);
    }
  }
}
