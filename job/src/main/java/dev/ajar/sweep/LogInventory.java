package dev.ajar.sweep;

import dev.ajar.config.Period;
import dev.ajar.config.Rules;
import dev.ajar.config.SourceConfig;
import dev.ajar.evidence.storagelogs.StorageLogFolder;
import dev.ajar.lake.EvidenceListing;
import dev.ajar.model.HeldHours;
import dev.ajar.model.Ticks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Where storage logs lie: which of their files a search needs, and which hours the sources hold.
 * Folders of hours that nothing asks for are not listed (exposure.md §2: the cost of an audit
 * follows the exposure).
 */
public final class LogInventory {
  /** Categories of storage logs. */
  public static final String READ = "StorageRead";

  public static final String WRITE = "StorageWrite";
  public static final String DELETE = "StorageDelete";
  public static final List<String> CATEGORIES = List.of(READ, WRITE, DELETE);

  private final List<LogTree> trees = new ArrayList<>();

  private LogInventory() {}

  /**
   * The inventory of some sources.
   *
   * @param holdsAccount whether an account is in scope; logs of others are left out
   */
  public static LogInventory of(
      EvidenceListing listing, List<SourceConfig> sources, Predicate<String> holdsAccount) {
    LogInventory inventory = new LogInventory();
    for (SourceConfig source : sources) {
      inventory.trees.add(LogTree.of(listing, source, holdsAccount));
    }
    return inventory;
  }

  /**
   * What a search needs.
   *
   * @param files the files to read
   * @param listings listing requests by source, as if nothing else had asked before, those left out
   *     that {@link #placing} counts
   */
  public record Needed(List<LogFile> files, Map<Integer, Long> listings) {}

  /** The files that may hold a record of these spans, as {@link AskedHours} says. */
  public List<LogFile> needed(
      Map<String, List<long[]>> spans, Collection<String> categories, Rules rules) {
    return needed(AskedHours.of(spans, categories, rules)).files();
  }

  /** What a search needs that asks for these hours. */
  public Needed needed(AskedHours asked) {
    Needed needed = new Needed(new ArrayList<>(), new HashMap<>());
    for (LogTree tree : trees) {
      tree.visit(
          asked::asks,
          folder -> {
            if (!tree.isKnownAnyway(folder)) {
              needed.listings.merge(tree.source().index(), (long) folder.requests(), Long::sum);
            }
            folder.files().stream()
                .filter(file -> asked.asks(file.path()))
                .forEach(needed.files::add);
          });
    }
    return needed;
  }

  /** Accounts with a log or a folder of logs, and the subscriptions that the paths name. */
  public SortedMap<String, SortedSet<String>> accounts() {
    SortedMap<String, SortedSet<String>> accounts = new TreeMap<>();
    for (LogTree tree : trees) {
      tree.visitTimeless(folder -> folder.files().forEach(file -> add(accounts, file.path())));
      for (LogHome home : tree.homes()) {
        home.files().forEach(file -> add(accounts, file.path()));
        if (home.first() != null) {
          add(accounts, home.says());
        }
      }
    }
    return accounts;
  }

  private static void add(SortedMap<String, SortedSet<String>> accounts, StorageLogFolder path) {
    if (path.account() != null) {
      SortedSet<String> known =
          accounts.computeIfAbsent(path.account(), account -> new TreeSet<>());
      if (path.subscription() != null) {
        known.add(path.subscription());
      }
    }
  }

  /**
   * Which hours the sources hold, by account: what lies at both ends, and what is declared.
   *
   * @param gone files that they held when they were read
   */
  public HeldHours held(List<LogFile> gone) {
    HeldHours held = new HeldHours();
    for (LogTree tree : trees) {
      addHeld(held, tree);
      for (LogFile file : gone) {
        if (file.placed() && file.file().file().startsWith(tree.source().path() + "/")) {
          held.addFile(tree.source().index(), file.account(), file.hour());
        }
      }
    }
    return held;
  }

  private static void addHeld(HeldHours held, LogTree tree) {
    int source = tree.source().index();
    Period covers = tree.source().covers();
    held.addSource(
        source,
        tree.source().destination(),
        covers == null ? null : new long[] {Ticks.of(covers.from()), Ticks.of(covers.to())});
    List<LogFile> known = new ArrayList<>();
    tree.visitTimeless(folder -> known.addAll(folder.files()));
    for (LogHome home : tree.homes()) {
      known.addAll(home.files());
      if (home.first() != null && home.says().account() != null) {
        held.addFile(source, home.says().account(), home.first());
        held.addFile(source, home.says().account(), home.last());
      }
    }
    for (LogFile file : known) {
      if (file.placed()) {
        held.addFile(source, file.account(), file.hour());
      }
    }
  }

  /**
   * What is known of the sources however little is asked for, in words of this program: where logs
   * lie, the first and the last hour there, and every file met on the way.
   */
  public List<String> landmarks() {
    List<String> lines = new ArrayList<>();
    for (LogTree tree : trees) {
      List<LogFile> met = new ArrayList<>();
      tree.visitTimeless(
          folder -> {
            met.addAll(folder.files());
            lines.add("folder " + folder.says() + " " + folder.leftOut());
          });
      for (LogHome home : tree.homes()) {
        lines.add("home " + home.says() + " " + home.first() + " " + home.last());
        met.addAll(home.files());
      }
      met.forEach(file -> lines.add("file " + file.file()));
    }
    return lines;
  }

  /** Whether nothing lies in a source. */
  public boolean isEmpty(SourceConfig source) {
    long[] found = {0};
    for (LogTree tree : trees) {
      if (tree.source().index() == source.index()) {
        tree.visitTimeless(folder -> found[0] += folder.files().size() + folder.leftOut());
        found[0] += tree.homes().stream().filter(home -> !home.isEmpty()).count();
      }
    }
    return found[0] == 0;
  }

  /**
   * Files and folders met on the way to the folders of hours that no log of a blob service in scope
   * is or can be in. What lies in these folders, and beside the logs of an hour, is not counted.
   */
  public long leftOut() {
    long[] leftOut = {0};
    trees.forEach(tree -> tree.visitTimeless(folder -> leftOut[0] += folder.leftOut()));
    return leftOut[0];
  }

  /** Folders that hold folders of hours, of all sources. */
  public long homes() {
    return trees.stream().mapToLong(tree -> tree.homes().size()).sum();
  }

  /** Files listed up to now: those that were asked for, and those met on the way. */
  public long listed() {
    long[] listed = {0};
    trees.forEach(tree -> tree.visitListed(folder -> listed[0] += folder.files().size()));
    return listed[0];
  }

  /** Listing requests of a source that find where its logs lie and what it holds, once a run. */
  public long placing(SourceConfig source) {
    long[] requests = {0};
    for (LogTree tree : trees) {
      if (tree.source().index() == source.index()) {
        List<LogHome> ignored = tree.homes();
        tree.visitListed(
            folder -> requests[0] += tree.isKnownAnyway(folder) ? folder.requests() : 0);
      }
    }
    return requests[0];
  }
}
