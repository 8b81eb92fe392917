package dev.ajar.sweep;

import dev.ajar.config.SourceConfig;
import dev.ajar.config.SourceKind;
import dev.ajar.evidence.EvidenceSlice;
import dev.ajar.evidence.storagelogs.StorageLogFolder;
import dev.ajar.evidence.storagelogs.Wanted;
import dev.ajar.lake.EvidenceListing;
import dev.ajar.lake.ReadMeter;
import dev.ajar.model.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;

/** The storage logs of the blob service below some paths: what a notebook reads. */
final class LogsBelow implements LogFiles {
  /** How late a record may be received, as {@code rules.late_by} has it by default. */
  private static final long LATE = 48 * Ticks.PER_HOUR;

  private final List<String> paths;

  LogsBelow(List<String> paths) {
    this.paths = List.copyOf(paths);
  }

  @Override
  public List<EvidenceSlice> parts(LogFilter filter) {
    EvidenceListing listing = EvidenceListing.with(SparkSession.active());
    List<EvidenceSlice> files = new ArrayList<>();
    Predicate<StorageLogFolder> asks = path -> mayHold(path, filter);
    for (int i = 0; i < paths.size(); i++) {
      LogTree.of(listing, source(i, paths.get(i)), account -> true)
          .visit(
              asks,
              folder ->
                  folder.files().stream()
                      .filter(file -> asks.test(file.path()))
                      .forEach(file -> files.add(EvidenceSlice.whole(file.file()))));
    }
    return files;
  }

  /** A file is filed by the hour of receipt, up to an hour before its records or long after. */
  private static boolean mayHold(StorageLogFolder path, LogFilter filter) {
    boolean inTime =
        !path.hasTime()
            || (path.from() - LATE < filter.to() && path.to() + Ticks.PER_HOUR > filter.from());
    boolean asked =
        filter.logAccounts() == null
            || path.account() == null
            || filter.logAccounts().contains(path.account());
    return inTime && asked;
  }

  @Override
  public Wanted wanted(LogFilter filter) {
    return filter;
  }

  @Override
  public boolean recordsOnly() {
    return true;
  }

  @Override
  public ReadMeter.Gauge gauge() {
    return null;
  }

  private static SourceConfig source(int index, String path) {
    String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return new SourceConfig(
        index, SourceKind.STORAGE_LOGS, plain, plain, null, false, null, null, null);
  }
}
