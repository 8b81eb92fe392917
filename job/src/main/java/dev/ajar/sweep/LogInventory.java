package dev.ajar.sweep;

import dev.ajar.config.Period;
import dev.ajar.config.Rules;
import dev.ajar.config.SourceConfig;
import dev.ajar.model.HeldHours;
import dev.ajar.model.HourSet;
import dev.ajar.model.Ticks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where storage logs lie: their files by account and hour, which of them a search needs, and which
 * hours the sources hold.
 */
public final class LogInventory {
  /** Categories of storage logs. */
  public static final String READ = "StorageRead";

  public static final String WRITE = "StorageWrite";
  public static final String DELETE = "StorageDelete";
  public static final List<String> CATEGORIES = List.of(READ, WRITE, DELETE);

  /** A file is filed by the hour of receipt; its records may be of the hour before. */
  private static final long EARLIER = Ticks.PER_HOUR;

  private final List<LogFile> files;
  private final List<SourceConfig> sources;

  public LogInventory(List<LogFile> files, List<SourceConfig> sources) {
    this.files = List.copyOf(files);
    this.sources = List.copyOf(sources);
  }

  public List<LogFile> files() {
    return files;
  }

  /** Accounts with a log folder. */
  public Set<String> accounts() {
    Set<String> accounts = new TreeSet<>();
    for (LogFile file : files) {
      if (file.account() != null) {
        accounts.add(file.account());
      }
    }
    return accounts;
  }

  /**
   * The files that may hold a record of these spans: from one hour before to {@code late_by} after,
   * and every file whose path does not say whose and when (exposure.md §5).
   *
   * @param spans by account, {from, to} in ticks
   * @param categories which categories; a file whose path names none is always needed
   */
  public List<LogFile> needed(
      Map<String, List<long[]>> spans, Collection<String> categories, Rules rules) {
    if (spans.values().stream().allMatch(List::isEmpty)) {
      return List.of();
    }
    long late = ticks(rules.lateBy());
    Map<String, HourSet> asked = new HashMap<>();
    spans.forEach(
        (account, list) -> {
          List<long[]> widened = new ArrayList<>(list.size());
          for (long[] span : list) {
            widened.add(
                new long[] {
                  Math.max(span[0], Long.MIN_VALUE / 2) - EARLIER,
                  Math.min(span[1], Long.MAX_VALUE / 2) + late
                });
          }
          asked.put(account, HourSet.touchedBy(widened));
        });
    return files.stream()
        .filter(file -> file.category() == null || categories.contains(file.category()))
        .filter(
            file ->
                !file.placed()
                    || asked.getOrDefault(file.account(), HourSet.EMPTY).contains(file.hour()))
        .toList();
  }

  /** Which hours the sources hold, by account. */
  public HeldHours held() {
    HeldHours held = new HeldHours();
    for (SourceConfig source : sources) {
      Period covers = source.covers();
      held.addSource(
          source.index(),
          source.destination(),
          covers == null ? null : new long[] {Ticks.of(covers.from()), Ticks.of(covers.to())});
    }
    for (LogFile file : files) {
      if (file.placed()) {
        held.addFile(file.file().source(), file.account(), file.hour());
      }
    }
    return held;
  }

  private static long ticks(Duration duration) {
    return Math.multiplyExact(duration.toSeconds(), Ticks.PER_SECOND);
  }
}
