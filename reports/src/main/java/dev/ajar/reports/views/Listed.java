package dev.ajar.reports.views;

import java.util.List;

/**
 * The first rows of a longer list.
 *
 * @param rows those shown, in order
 * @param total how many there are
 */
public record Listed<T>(List<T> rows, long total) {
  /** How many are not shown. */
  public long more() {
    return total - rows.size();
  }
}
