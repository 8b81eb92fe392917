package dev.ajar;

import dev.ajar.config.AuditConfig;
import dev.ajar.lake.Sessions;
import java.io.PrintStream;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/**
 * What a command finds around it: where to print, what time it is, which version this is.
 *
 * @param out results, for people and pipes
 * @param err progress and warnings
 * @param clock the only clock
 * @param toolVersion version of Ajar
 * @param terminal whether {@code err} is a terminal, on which a line may be written again
 */
public record Surroundings(
    PrintStream out, PrintStream err, Clock clock, String toolVersion, boolean terminal) {
  private static final DateTimeFormatter RUN_ID =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** A run id that says when the run began, to the millisecond, UTC. */
  public String newRunId() {
    return RUN_ID.format(clock.instant());
  }

  /** Says on {@code err} how a run comes along. */
  public Progress progress(String audit, String runId) {
    return new Progress(clock, err, audit, runId, terminal);
  }

  /** The pipeline of a run. */
  public Pipeline pipeline(AuditConfig config, String runId) {
    return new Pipeline(
        session(), config, progress(config.audit(), runId), clock, runId, toolVersion);
  }

  /** The Spark session to work in: starts Spark where it does not run yet. */
  public SparkSession session() {
    return Sessions.open();
  }
}
