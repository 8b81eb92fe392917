package dev.ajar.testing;

import dev.ajar.lake.Sessions;
import org.apache.spark.sql.SparkSession;

/** The real Spark, on this machine, one for all tests; its settings stand in the parent POM. */
public final class LocalSpark {
  private static final SparkSession SESSION = Sessions.open();

  private LocalSpark() {}

  public static SparkSession session() {
    return SESSION;
  }
}
