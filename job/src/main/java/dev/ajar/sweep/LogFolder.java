package dev.ajar.sweep;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceFile.Root;
import dev.ajar.evidence.storagelogs.LogLayout;
import dev.ajar.evidence.storagelogs.StorageLogFolder;
import dev.ajar.evidence.storagelogs.StorageLogPath;
import dev.ajar.lake.SourceFolders;
import dev.ajar.lake.SourceFolders.Listed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * One folder of a source of storage logs, listed once, when it is first asked for. The folder of an
 * hour holds all that lies below it, at any depth: Azure files an hour's log at {@code m=00}, and
 * what else lies there is of the same hour.
 */
final class LogFolder {
  private final StorageLogFolder says;
  private final Root from;
  private final String below;
  private List<LogFile> files = List.of();
  private List<LogFolder> folders = List.of();
  private int requests;
  private int leftOut;
  private boolean listed;

  private LogFolder(StorageLogFolder says, Root from, String below) {
    this.says = says;
    this.from = from;
    this.below = below;
  }

  /** The folder that is a source. */
  static LogFolder top(Root source) {
    return new LogFolder(
        StorageLogFolder.of(LogLayout.ofKind(source.kind()), source.name()), source, "");
  }

  /** What its path says. */
  StorageLogFolder says() {
    return says;
  }

  /** The logs of a blob service in it, once it is listed; of an hour's folder all below it. */
  List<LogFile> files() {
    return files;
  }

  /** The folders in it that may hold such logs, once it is listed; none of an hour's folder. */
  List<LogFolder> folders() {
    return folders;
  }

  /** Listing requests that it took; 0 before it is listed. */
  int requests() {
    return requests;
  }

  /** Files and folders that no log in scope can be in, by their names. */
  int leftOut() {
    return leftOut;
  }

  /**
   * Lists it, if nothing did so yet.
   *
   * @param inScope whether logs of whom a path says this are asked for at all
   * @return whether it was listed now
   */
  boolean list(SourceFolders source, Predicate<StorageLogFolder> inScope) throws IOException {
    if (listed) {
      return false;
    }
    List<LogFile> inFiles = new ArrayList<>(1);
    List<LogFolder> inFolders = new ArrayList<>();
    list(source, inScope, inFiles, inFolders);
    while (says.isHour() && !inFolders.isEmpty()) {
      LogFolder inner = inFolders.remove(inFolders.size() - 1);
      inner.list(source, inScope, inFiles, inFolders);
      requests += inner.requests;
      leftOut += inner.leftOut;
    }
    files = List.copyOf(inFiles);
    folders = List.copyOf(inFolders);
    listed = true;
    return true;
  }

  private void list(
      SourceFolders source,
      Predicate<StorageLogFolder> inScope,
      List<LogFile> inFiles,
      List<LogFolder> inFolders)
      throws IOException {
    Listed here = source.list(from, below);
    requests += (int) here.requests();
    for (EvidenceFile file : here.files()) {
      LogFile log = log(file);
      if (log != null && inScope.test(log.path())) {
        inFiles.add(log);
      } else {
        leftOut++;
      }
    }
    if (here.folders().isEmpty()) {
      return;
    }
    Root self = from.at(below);
    for (String name : here.folders()) {
      StorageLogFolder inner = says.at(self.name() + "/" + name);
      if (!inScope.test(inner)) {
        leftOut++;
      } else if (inner.hasTime() == says.hasTime()) {
        inFolders.add(new LogFolder(inner, from, below.isEmpty() ? name : below + "/" + name));
      } else {
        // A million files may lie below: what their paths have in common is kept once.
        inFolders.add(new LogFolder(inner, self, name));
      }
    }
  }

  /** The file as a log; null if it is none by its name. */
  private LogFile log(EvidenceFile file) {
    boolean isHere = !file.below().isEmpty() && file.below().indexOf('\\') < 0;
    if (!StorageLogPath.isLog(says.layout(), isHere ? file.below() : file.file())) {
      return null;
    }
    // Else a source that is one file, or a copy whose names hold the folders: the name says it all.
    return new LogFile(file, isHere ? says : StorageLogFolder.ofFile(says.layout(), file.file()));
  }
}
