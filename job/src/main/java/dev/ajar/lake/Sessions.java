package dev.ajar.lake;

import org.apache.spark.sql.SparkSession;

/**
 * The Spark session of a run: the cluster's own, with settings that rows depend on set in a session
 * beside it, so that nothing of a notebook's or another job's is changed.
 *
 * <p>Master, extensions and catalog are submit-time settings: nothing of them stands here.
 */
public final class Sessions {
  private Sessions() {}

  /** The session to work in. It is never stopped here: who made it stops it. */
  public static SparkSession open() {
    SparkSession session = SparkSession.builder().appName("ajar").getOrCreate().newSession();
    session.conf().set("spark.sql.session.timeZone", "UTC");
    session.conf().set("spark.sql.ansi.enabled", "true");
    session.conf().set("spark.sql.caseSensitive", "false");
    // Spark spells out and redacts every plan for its UI: longer than some of the queries take.
    session.conf().set("spark.sql.maxPlanStringLength", "2000");
    // Outside of UTC Delta reads a table's log again after every commit, to see that its checksum
    // names the same files: zones matter to partitions by time, and ours are by a text.
    session
        .conf()
        .set(
            "spark.databricks.delta.allFilesInCrc.verificationMode.forceOnNonUTC.enabled", "false");
    if (session.sparkContext().isLocal()) {
      // Delta spreads the state of even an empty table over fifty tasks: seconds a table here.
      session.conf().set("spark.databricks.delta.snapshotPartitions", "1");
    }
    SparkSession.setActiveSession(session);
    return session;
  }
}
