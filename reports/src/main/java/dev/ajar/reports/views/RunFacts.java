package dev.ajar.reports.views;

import java.time.Instant;
import java.util.SortedMap;

/**
 * The run whose tables a report shows, and the making of the report.
 *
 * @param audit name of the audit
 * @param runId id of the audit's last committed run
 * @param number its number
 * @param outcome its outcome
 * @param startedAt when it began
 * @param endedAt when it ended; null where not recorded
 * @param toolVersion version of Ajar that ran it
 * @param configSha256 SHA-256, lower hex, of the configuration it ran with
 * @param counts its counts per stage
 * @param tableVersions Delta version of every table
 * @param madeBy version of Ajar that makes the report
 * @param madeAt when the report is made
 */
public record RunFacts(
    String audit,
    String runId,
    long number,
    String outcome,
    Instant startedAt,
    Instant endedAt,
    String toolVersion,
    String configSha256,
    SortedMap<String, Long> counts,
    SortedMap<String, Long> tableVersions,
    String madeBy,
    Instant madeAt) {

  /** The run among all runs of all audits. */
  public String reference() {
    return audit + "/" + runId;
  }

  /** When the tables came to say what they say; when the report is made, where nobody noted it. */
  public Instant tablesMadeAt() {
    return endedAt == null ? madeAt : endedAt;
  }
}
