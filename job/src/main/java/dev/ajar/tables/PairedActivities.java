package dev.ajar.tables;

import org.apache.spark.sql.types.DataTypes;

/**
 * {@code paired_activities}: one row per operation of the control plane, with what it says. Not a
 * table: handed from {@code PairActivity} to its two readings.
 */
public final class PairedActivities {
  public static final String EVENT = "event";
  public static final String OBSERVATIONS = "observations";

  public static final String COPIES = "copies";

  public static final Table TABLE =
      Table.named("paired_activities", "One row per operation of the control plane.")
          .column(EVENT, Events.TABLE.columns(), "The operation, as a row of events.")
          .column(
              OBSERVATIONS,
              DataTypes.createArrayType(Observations.TABLE.columns()),
              "What it says of settings, as rows of observations.")
          .places(COPIES, "Records of the operation, or of its like, that repeat another one.")
          .build();

  private PairedActivities() {}
}
