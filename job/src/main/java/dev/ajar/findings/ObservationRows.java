package dev.ajar.findings;

import dev.ajar.model.Basis;
import dev.ajar.model.Observation;
import dev.ajar.model.Place;
import dev.ajar.tables.Observations;
import org.apache.spark.sql.Row;

/** Rows of {@link Observations} as values. */
final class ObservationRows {
  private ObservationRows() {}

  /** The observation of a row; absences and mentions may have no place. */
  static Observation parse(Row row) {
    String file = row.getAs(Observations.FILE);
    Long offset = row.getAs(Observations.OFFSET);
    return new Observation(
        row.getAs(Observations.ACCOUNT),
        row.getAs(Observations.CONTAINER),
        row.getAs(Observations.SETTING),
        row.getAs(Observations.ITEM),
        row.getAs(Observations.VALUE),
        row.getAs(Observations.PREVIOUS_VALUE),
        row.<Long>getAs(Observations.OBSERVED_TICKS),
        Basis.of(row.getAs(Observations.BASIS)),
        new Observation.Origin(
            row.getAs(Observations.CALLER),
            row.getAs(Observations.ACTOR_ID),
            row.getAs(Observations.OPERATION),
            row.getAs(Observations.CORRELATION_ID),
            row.getAs(Observations.STARTED_TICKS),
            new Place(file == null ? "" : file, offset == null ? 0 : offset)),
        row.getAs(Observations.UNTIL_TICKS));
  }
}
