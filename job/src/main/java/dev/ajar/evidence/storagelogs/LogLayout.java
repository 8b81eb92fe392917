package dev.ajar.evidence.storagelogs;

import dev.ajar.tables.LogRecords;
import java.util.Map;

/** How a source of storage logs is laid out, by its kind (exposure.md §5, inputs.md §1 to §3). */
public enum LogLayout {
  /** Diagnostic settings: filed by account and the hour in which a record was received. */
  RESOURCE_LOG(LogRecords.RESOURCE_LOG),
  /** A workspace's export: filed by the record's own time; the records of many accounts. */
  WORKSPACE_EXPORT(LogRecords.WORKSPACE_EXPORT),
  /** Classic {@code $logs}: filed by the hour in which a request was completed. */
  CLASSIC(LogRecords.CLASSIC_LOG);

  private static final Map<String, LogLayout> BY_KIND =
      Map.of("log-analytics-export", WORKSPACE_EXPORT, "storage-analytics", CLASSIC);

  private final long rank;

  LogLayout(long rank) {
    this.rank = rank;
  }

  /** The layout of a source of this kind, as configurations spell it. */
  public static LogLayout ofKind(String kind) {
    return BY_KIND.getOrDefault(kind, RESOURCE_LOG);
  }

  /** How rich the source is: {@link LogRecords#SOURCE_RANK}. */
  long rank() {
    return rank;
  }

  /** Whether paths name the account whose records lie below. */
  public boolean namesAccounts() {
    return this == RESOURCE_LOG;
  }
}
