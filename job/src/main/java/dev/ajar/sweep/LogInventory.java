package dev.ajar.sweep;

import dev.ajar.config.Period;
import dev.ajar.config.Rules;
import dev.ajar.config.SourceConfig;
import dev.ajar.model.HeldHours;
import dev.ajar.model.Ticks;
import java.util.Collection;
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

  /** The files that may hold a record of these spans, as {@link AskedHours} says. */
  public List<LogFile> needed(
      Map<String, List<long[]>> spans, Collection<String> categories, Rules rules) {
    AskedHours asked = AskedHours.of(spans, categories, rules);
    return files.stream().filter(asked::asks).toList();
  }

  /**
   * Which hours the sources hold, by account.
   *
   * @param gone files that they held when they were read
   */
  public HeldHours held(List<LogFile> gone) {
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
    for (LogFile file : gone) {
      for (SourceConfig source : sources) {
        if (file.placed() && file.file().file().startsWith(source.path() + "/")) {
          held.addFile(source.index(), file.account(), file.hour());
        }
      }
    }
    return held;
  }
}
