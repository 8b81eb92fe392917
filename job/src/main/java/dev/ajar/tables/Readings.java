package dev.ajar.tables;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code readings}: what earlier runs read of storage logs, so that a file is opened once and what
 * it said stays when it is gone (exposure.md §8). Each row fills one of its structs, like a row of
 * the reader.
 */
public final class Readings {
  public static final String PASS = "pass";
  public static final String FILE = "file";
  public static final String VERSION = "version";
  public static final String SOURCE = "source";
  public static final String QUARANTINE = "quarantine";
  public static final String RECORD = "record";
  public static final String HOUR = "hour";
  public static final String MENTION = "mention";
  public static final String ASKED = "asked";

  /** Passes. */
  public static final String TOUCHES = "touches";

  public static final String WINDOWS = "windows";

  /** Hours of receipt of an account's logs, {from, to} in ticks. */
  public static final StructType HOURS_ASKED =
      new StructType()
          .add(Accesses.ACCOUNT, DataTypes.StringType)
          .add("from_ticks", DataTypes.LongType)
          .add("to_ticks", DataTypes.LongType);

  /** One row per account, category and hour: records, and successes merely read in passing. */
  public static final StructType HOURS =
      new StructType()
          .add(Accesses.ACCOUNT, DataTypes.StringType)
          .add(LogRecords.CATEGORY, DataTypes.StringType)
          .add("hour_ticks", DataTypes.LongType)
          .add("lines", DataTypes.LongType)
          .add("passed", DataTypes.LongType)
          .add(FILE, DataTypes.StringType);

  /** One row per account and container; container is null for operations on the account. */
  public static final StructType MENTIONS =
      new StructType()
          .add(Accesses.ACCOUNT, DataTypes.StringType)
          .add(Accesses.CONTAINER, DataTypes.StringType)
          .add(LogRecords.SUBSCRIPTION, DataTypes.StringType)
          .add("first_success_ticks", DataTypes.LongType)
          .add("last_success_ticks", DataTypes.LongType)
          .add(FILE, DataTypes.StringType);

  public static final Table TABLE =
      Table.named(
              "readings", "What was read of storage logs, kept for later runs; for Ajar's own use.")
          .text(PASS, "touches or windows: what the file was read for.")
          .text(FILE, "File of evidence, as in sources.")
          .text(VERSION, "Names a version that is gone; null for the one that was there last.")
          .column(SOURCE, Sources.TABLE.columns(), "The file's tally, as in sources.")
          .column(QUARANTINE, Quarantine.TABLE.columns(), "A record that could not be read.")
          .column(RECORD, LogRecords.TABLE.columns(), "An accepted record.")
          .column(HOUR, HOURS, "Records of one account, category and hour.")
          .column(MENTION, MENTIONS, "A container that was named.")
          .column(ASKED, HOURS_ASKED, "Hours whose logs the last run asked for.")
          .key(PASS, FILE, VERSION)
          .build();

  private Readings() {}
}
