package dev.ajar.lake;

import dev.ajar.tables.Accesses;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session of a run: the cluster's own, with settings that rows depend on set in a session
 * beside it, so that nothing of a notebook's or another job's is changed.
 *
 * <p>Master, extensions and catalog are submit-time settings: nothing of them stands here.
 */
public final class Sessions {
  /** What large tables are searched by: Parquet keeps the bounds of these columns. */
  private static final List<String> SEARCHED_BY =
      List.of(
          Accesses.WINDOW_ID, Accesses.AT, Accesses.ACCOUNT, Accesses.CONTAINER, Accesses.OBJECT);

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
    // Of every other column Parquet would compare each text with the least and the greatest so far:
    // a twentieth of a sweep of accepted lines, for bounds that skip nothing.
    session.conf().set("parquet.column.statistics.enabled", "false");
    session.conf().set("parquet.size.statistics.enabled", "false");
    for (String column : SEARCHED_BY) {
      session.conf().set("parquet.column.statistics.enabled#" + column, "true");
    }
    if (session.sparkContext().isLocal()) {
      // Delta spreads the state of even an empty table over fifty tasks: seconds a table here.
      session.conf().set("spark.databricks.delta.snapshotPartitions", "1");
    }
    SparkSession.setActiveSession(session);
    return session;
  }

  /**
   * Lets a session's queries be interpreted: Spark compiles each of them, in the driver and in
   * every executor, which of little evidence takes longer than what they do. What they say is the
   * same.
   */
  public static void interpret(SparkSession session) {
    session.conf().set("spark.sql.codegen.wholeStage", "false");
    session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
  }
}
