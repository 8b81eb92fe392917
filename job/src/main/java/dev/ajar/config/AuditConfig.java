package dev.ajar.config;

import java.time.Instant;
import java.util.List;

/**
 * A whole configuration, checked and resolved.
 *
 * @param audit name of the audit: letters, digits, dashes
 * @param period what is asked about
 * @param asOf evidence later than this is hidden; null for none
 * @param sources the evidence
 * @param scopeAccounts accounts the audit is limited to, lower case; empty for all
 * @param scopeContainers containers the audit is limited to, {@code account/container}; empty for
 *     all
 * @param known who is who
 * @param leads what is already known
 * @param rules how to judge
 * @param output where the tables go
 * @param sha256 SHA-256, lower hex, of the configuration as resolved
 */
public record AuditConfig(
    String audit,
    Period period,
    Instant asOf,
    List<SourceConfig> sources,
    List<String> scopeAccounts,
    List<String> scopeContainers,
    Known known,
    List<Lead> leads,
    Rules rules,
    Output output,
    String sha256) {
  /** Where the tables go: a folder, or a schema of a catalog; the other is null. */
  public record Output(String path, String catalog, String schema) {}

  /** The sources of one kind, in order. */
  public List<SourceConfig> sources(SourceKind kind) {
    return sources.stream().filter(source -> source.kind() == kind).toList();
  }
}
