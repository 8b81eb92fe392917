package dev.ajar;

import java.util.List;

/**
 * Whether every source can be read.
 *
 * @param sources one for each source of the configuration, in its order
 */
public record ValidationResult(List<SourceCheck> sources) {
  /**
   * One source.
   *
   * @param source its place in the configuration, from 0
   * @param kind what it is, as configured
   * @param path as configured
   * @param files how many files it holds
   * @param bytes their size as stored
   * @param problems what is wrong with it, for a person, each with its cure; empty if nothing is
   */
  public record SourceCheck(
      int source, String kind, String path, long files, long bytes, List<String> problems) {}

  /** Whether nothing is wrong with any source. */
  public boolean isGood() {
    return sources.stream().allMatch(source -> source.problems().isEmpty());
  }
}
