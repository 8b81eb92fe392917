package dev.ajar.lake;

import org.apache.spark.sql.SparkSession;

/**
 * Names audit and run in the commit of a table's first rows. Delta takes that as an option of every
 * other write, but for these only from a setting of the session: so those who need the same setting
 * may write at once, and others wait.
 */
final class FirstRows {
  private static final String USER_METADATA = "spark.databricks.delta.commitInfo.userMetadata";
  private static final FirstRows SETTING = new FirstRows();

  private String set;
  private int users;

  private FirstRows() {}

  /** Runs {@code write} while the session says {@code userMetadata}. */
  static void write(SparkSession session, String userMetadata, Runnable write) {
    SETTING.enter(session, userMetadata);
    try {
      write.run();
    } finally {
      SETTING.leave(session);
    }
  }

  private synchronized void enter(SparkSession session, String userMetadata) {
    while (users > 0 && !userMetadata.equals(set)) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while others made tables", e);
      }
    }
    set = userMetadata;
    users++;
    session.conf().set(USER_METADATA, userMetadata);
  }

  private synchronized void leave(SparkSession session) {
    users--;
    if (users == 0) {
      session.conf().unset(USER_METADATA);
      notifyAll();
    }
  }
}
