package dev.ajar.lake;

import dev.ajar.tables.Runs;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row of {@code runs}: a run of a command (outputs.md, "Commit"). Instants are UTC.
 *
 * @param runId id of the run, unique in its audit
 * @param number one above any earlier run of the audit
 * @param command the command that ran
 * @param toolVersion version of Ajar
 * @param configSha256 SHA-256, lower hex, of the configuration as resolved
 * @param startedAt when it began
 * @param endedAt when it ended; null while it runs or when it was killed
 * @param outcome {@code started}, {@code done}, {@code quarantine}, {@code failed}, …
 * @param counts counts per stage; empty until it ended
 * @param evidenceSha256 SHA-256, lower hex, of what the run rests on; null unless it is committed
 * @param tableVersions Delta version of every table; null unless the run is committed
 */
public record RunRow(
    String runId,
    long number,
    String command,
    String toolVersion,
    String configSha256,
    Instant startedAt,
    Instant endedAt,
    String outcome,
    Map<String, Long> counts,
    String evidenceSha256,
    Map<String, Long> tableVersions) {
  /** A run that has begun and not ended. */
  public static final String STARTED = "started";

  /** A run that ended without committing. */
  public static final String FAILED = "failed";

  /** Whether readers may read what it wrote. */
  public boolean isCommitted() {
    return tableVersions != null;
  }

  RunRow ended(
      String how,
      Instant when,
      Map<String, Long> counted,
      String evidence,
      Map<String, Long> versions) {
    return new RunRow(
        runId,
        number,
        command,
        toolVersion,
        configSha256,
        startedAt,
        when,
        how,
        new TreeMap<>(counted),
        evidence,
        versions == null ? null : new TreeMap<>(versions));
  }

  static RunRow of(Row row) {
    return new RunRow(
        row.getString(row.fieldIndex(Runs.RUN_ID)),
        row.getLong(row.fieldIndex(Runs.NUMBER)),
        row.getString(row.fieldIndex(Runs.COMMAND)),
        row.getString(row.fieldIndex(Runs.TOOL_VERSION)),
        row.getString(row.fieldIndex(Runs.CONFIG_SHA256)),
        instant(row, Runs.STARTED_AT),
        instant(row, Runs.ENDED_AT),
        row.getString(row.fieldIndex(Runs.OUTCOME)),
        longs(row, Runs.COUNTS),
        row.getString(row.fieldIndex(Runs.EVIDENCE_SHA256)),
        longs(row, Runs.TABLE_VERSIONS));
  }

  Row row() {
    Object[] values = new Object[Runs.TABLE.columns().length()];
    set(values, Runs.RUN_ID, runId);
    set(values, Runs.NUMBER, number);
    set(values, Runs.COMMAND, command);
    set(values, Runs.TOOL_VERSION, toolVersion);
    set(values, Runs.CONFIG_SHA256, configSha256);
    set(values, Runs.STARTED_AT, Timestamp.from(startedAt));
    set(values, Runs.ENDED_AT, endedAt == null ? null : Timestamp.from(endedAt));
    set(values, Runs.OUTCOME, outcome);
    set(values, Runs.COUNTS, counts);
    set(values, Runs.EVIDENCE_SHA256, evidenceSha256);
    set(values, Runs.TABLE_VERSIONS, tableVersions);
    return RowFactory.create(values);
  }

  private static void set(Object[] values, String column, Object value) {
    values[Runs.TABLE.columns().fieldIndex(column)] = value;
  }

  private static Instant instant(Row row, String column) {
    Timestamp at = row.getTimestamp(row.fieldIndex(column));
    return at == null ? null : at.toInstant();
  }

  private static Map<String, Long> longs(Row row, String column) {
    int index = row.fieldIndex(column);
    if (row.isNullAt(index)) {
      return null;
    }
    Map<String, Long> sorted = new TreeMap<>();
    Map<String, Long> stored = row.getJavaMap(index);
    sorted.putAll(stored);
    return sorted;
  }
}
