package dev.ajar.tables;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code paired_activities}: one row per operation of the control plane, with what it says. Not a
 * table: handed from {@code PairActivity} to its two readings.
 */
public final class PairedActivities {
  public static final String EVENT = "event";
  public static final String OBSERVATIONS = "observations";

  public static final String COPIES = "copies";

  /** Which version of which file holds a copy. */
  public static final StructType COPY =
      new StructType()
          .add(Sources.FILE, DataTypes.StringType, true)
          .add(ControlReadings.VERSION, DataTypes.StringType, true);

  public static final Table TABLE =
      Table.named("paired_activities", "One row per operation of the control plane.")
          .column(EVENT, Events.TABLE.columns(), "The operation, as a row of events.")
          .column(
              OBSERVATIONS,
              DataTypes.createArrayType(Observations.TABLE.columns()),
              "What it says of settings, as rows of observations.")
          .column(
              COPIES,
              DataTypes.createArrayType(COPY),
              "Records of the operation, or of its like, that repeat another one.")
          .build();

  private PairedActivities() {}
}
