package dev.ajar.config;

import java.util.Locale;

/** The kinds of evidence that a configuration may name (outputs.md, {@code sources}). */
public enum SourceKind {
  STORAGE_LOGS,
  STORAGE_ANALYTICS,
  LOG_ANALYTICS_EXPORT,
  ACTIVITY_LOG,
  ACCOUNTS,
  CONTAINERS,
  RESOURCE_CHANGES,
  BLOB_INVENTORY,
  ROLE_ASSIGNMENTS,
  ROLE_DEFINITIONS,
  DIAGNOSTIC_SETTINGS,
  TRANSACTION_METRICS,
  PRINCIPALS,
  SERVICE_TAGS;

  /** Whether its records are requests: storage logs, in whatever form. */
  public boolean isStorageLog() {
    return this == STORAGE_LOGS || this == STORAGE_ANALYTICS || this == LOG_ANALYTICS_EXPORT;
  }

  /** The word that configurations and tables use: {@code storage-logs}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
