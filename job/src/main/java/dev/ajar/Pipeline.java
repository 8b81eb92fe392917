package dev.ajar;

import dev.ajar.config.AuditConfig;
import java.time.Clock;
import org.apache.spark.sql.SparkSession;

/** The map of a run: a place for the coordinator's class, so that the commands compile. */
@SuppressWarnings("DoNotCallSuggester") // The real one does not throw always.
public final class Pipeline {
  private final AuditConfig config;

  public Pipeline(
      SparkSession session,
      AuditConfig config,
      Progress progress,
      Clock clock,
      String runId,
      String toolVersion) {
    this.config = config;
  }

  /** Sources → tables. */
  public AuditResult audit() {
    throw missing();
  }

  /** What an audit would read. */
  public PlanResult plan() {
    throw missing();
  }

  /** Whether every source can be read. */
  public ValidationResult validate() {
    throw missing();
  }

  private AjarException missing() {
    return AjarException.failed(
        "audit " + config.audit() + ": this build has no pipeline", "build it with one");
  }
}
