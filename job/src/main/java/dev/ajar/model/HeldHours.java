package dev.ajar.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which hours the storage-log sources hold of an account: those between its earliest and its latest
 * file, of any category, of all sources together, and those that a source's {@code covers}
 * declares. Logs that a retention rule deleted, that nobody copied or that went elsewhere look like
 * silence, so no other hour without records is {@code quiet} (exposure.md §7).
 */
public final class HeldHours implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Map<Integer, Source> sources = new TreeMap<>();

  @SuppressWarnings("ArrayRecordComponent") // Spans are pairs of ticks, never compared.
  private record Source(String destination, long[] covers, Map<String, long[]> extents)
      implements Serializable {}

  /**
   * Adds a source.
   *
   * @param source its index
   * @param destination the account its logs were sent to, as a resource id; null if not given
   * @param covers {from, to} in ticks that it is declared to hold whole; null if not given
   */
  public void addSource(int source, String destination, long[] covers) {
    sources.put(source, new Source(destination, covers, new HashMap<>()));
  }

  /** Adds a file of a source that was added. */
  public void addFile(int source, String account, long hour) {
    sources
        .get(source)
        .extents()
        .merge(
            account,
            new long[] {hour, hour},
            (a, b) -> new long[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])});
  }

  /**
   * The spans held of an account, {from, to} in ticks.
   *
   * @param destination where the diagnostic setting sends to; sources that name another do not
   *     count; null counts every source
   */
  public List<long[]> of(String account, String destination) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    List<long[]> held = new ArrayList<>();
    for (Source source : sources.values()) {
      if (source.destination() != null
          && destination != null
          && !source.destination().equalsIgnoreCase(destination)) {
        continue;
      }
      if (source.covers() != null) {
        held.add(source.covers());
      }
      long[] extent = source.extents().get(account);
      if (extent != null) {
        first = Math.min(first, extent[0]);
        last = Math.max(last, extent[1]);
      }
    }
    if (first < last) {
      held.add(new long[] {first + Ticks.PER_HOUR, last});
    }
    return held;
  }
}
