package dev.ajar.sweep;

import dev.ajar.config.SourceConfig;
import dev.ajar.evidence.storagelogs.StorageLogFolder;
import dev.ajar.lake.EvidenceListing;
import dev.ajar.lake.SourceFolders;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The storage logs of one source, listed only where something is asked for: of the folders whose
 * path says when, those of the years, months, days and hours asked for; of the others all. A folder
 * is listed once, whoever asks.
 */
final class LogTree {
  private final SourceConfig source;
  private final Predicate<StorageLogFolder> inScope;
  private final SourceFolders folders;
  private final LogFolder top;

  /** Folders with a time that were listed to find the ends of what is held. */
  private final Set<LogFolder> atEnds = new HashSet<>();

  private List<LogHome> homes;

  private LogTree(
      EvidenceListing listing, SourceConfig source, Predicate<StorageLogFolder> inScope) {
    this.source = source;
    this.inScope = inScope;
    this.folders = listing.open(source);
    this.top = LogFolder.top(folders.root());
  }

  /**
   * A tree of a source, of which the folders without a time are known.
   *
   * @param holdsAccount whether an account is in scope; folders of others are passed by
   */
  static LogTree of(EvidenceListing listing, SourceConfig source, Predicate<String> holdsAccount) {
    LogTree tree =
        new LogTree(
            listing,
            source,
            says ->
                says.mayBeBlob() && (says.account() == null || holdsAccount.test(says.account())));
    tree.list(LogTree::isTimeless);
    return tree;
  }

  SourceConfig source() {
    return source;
  }

  /**
   * Visits the folders in which something asked for may lie, listed now if they were not before.
   *
   * @param asks whether logs of whose path this is known may be asked for; what it says no to of a
   *     folder, it says no to of all that lies below
   */
  void visit(Predicate<StorageLogFolder> asks, Consumer<LogFolder> visitor) {
    list(folder -> asks.test(folder.says()));
    visit(top, folder -> asks.test(folder.says()), visitor);
  }

  /** Visits the folders without a time: what is known however little is asked for. */
  void visitTimeless(Consumer<LogFolder> visitor) {
    visit(top, LogTree::isTimeless, visitor);
  }

  /** Visits all folders that are known, listed or not. */
  void visitListed(Consumer<LogFolder> visitor) {
    visit(top, folder -> true, visitor);
  }

  private static boolean isTimeless(LogFolder folder) {
    return !folder.says().hasTime();
  }

  private static void visit(
      LogFolder folder, Predicate<LogFolder> into, Consumer<LogFolder> visitor) {
    if (into.test(folder)) {
      visitor.accept(folder);
      folder.folders().forEach(inner -> visit(inner, into, visitor));
    }
  }

  private void list(Predicate<LogFolder> into) {
    folders.walk(
        Stream.of(top).filter(into).toList(),
        folder -> {
          folder.list(folders, inScope);
          return folder.folders().stream().filter(into).toList();
        });
  }

  /** Where folders of hours lie, by place, and what they hold at their ends; found once. */
  List<LogHome> homes() {
    if (homes == null) {
      List<LogFolder> found = new ArrayList<>();
      if (isTimeless(top)) {
        visitTimeless(
            folder -> {
              if (!folder.folders().stream().allMatch(LogTree::isTimeless)) {
                found.add(folder);
              }
            });
      } else {
        found.add(top);
      }
      LogHome[] at = new LogHome[found.size()];
      List<Integer> places = new ArrayList<>();
      List<LogFolder> whole = new ArrayList<>();
      for (int i = 0; i < at.length; i++) {
        if (hasNoEnds(found.get(i).says())) {
          whole.add(found.get(i));
        }
        places.add(i);
      }
      folders.walk(whole, this::listAtEnd);
      folders.walk(
          places,
          i -> {
            at[i] = home(found.get(i));
            return List.of();
          });
      homes = List.of(at);
    }
    return homes;
  }

  /** Whether hours of many accounts may be mixed below, where each matters. */
  private static boolean hasNoEnds(StorageLogFolder says) {
    return says.account() == null && says.layout().namesAccounts();
  }

  private LogHome home(LogFolder folder) throws IOException {
    StorageLogFolder says = folder.says();
    Long first = hasNoEnds(says) ? null : end(folder, Comparator.naturalOrder());
    if (first != null) {
      Long last = end(folder, Comparator.reverseOrder());
      return new LogHome(says, first, last, List.of(), /* isEmpty= */ false);
    }
    List<LogFile> files = new ArrayList<>();
    int leftOut = 0;
    Deque<LogFolder> next = new ArrayDeque<>(List.of(folder));
    while (!next.isEmpty()) {
      LogFolder one = next.pop();
      next.addAll(listAtEnd(one));
      if (one.says().hasTime()) {
        files.addAll(one.files());
        leftOut += one.leftOut();
      }
    }
    return new LogHome(says, null, null, files, files.isEmpty() && leftOut == 0);
  }

  /** The first hour, in the order given, whose folder holds a log; null if none does. */
  private Long end(LogFolder folder, Comparator<Long> order) throws IOException {
    listAtEnd(folder);
    if (folder.says().isHour()) {
      return folder.files().isEmpty() ? null : folder.says().from();
    }
    List<LogFolder> parts =
        folder.folders().stream()
            .filter(inner -> inner.says().addsTimeTo(folder.says()))
            .sorted(Comparator.comparing(inner -> inner.says().from(), order))
            .toList();
    for (LogFolder part : parts) {
      Long found = end(part, order);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The folders with a time in a folder, listed to know what is held. */
  private List<LogFolder> listAtEnd(LogFolder folder) throws IOException {
    if (folder.list(folders, inScope)) {
      synchronized (atEnds) {
        atEnds.add(folder);
      }
    }
    return folder.folders().stream().filter(inner -> inner.says().hasTime()).toList();
  }

  /** Whether a folder was listed to know the tree, whatever is asked for. */
  boolean isKnownAnyway(LogFolder folder) {
    return isTimeless(folder) || atEnds.contains(folder);
  }
}
