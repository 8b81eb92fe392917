package dev.ajar.tables;

import java.util.List;

/** Every table that Ajar writes, in the order of a run. */
public final class Tables {
  /** All of them; {@code runs} is the last that a run writes. */
  public static final List<Table> ALL =
      List.of(
          Sources.TABLE,
          Quarantine.TABLE,
          Observations.TABLE,
          Events.TABLE,
          ExposureWindows.TABLE,
          WindowSpans.TABLE,
          Accesses.TABLE,
          Actors.TABLE,
          Sessions.TABLE,
          ExposedObjects.TABLE,
          SasTokens.TABLE,
          Coverage.TABLE,
          Findings.TABLE,
          Readings.TABLE,
          ControlReadings.TABLE,
          Runs.TABLE);

  private Tables() {}
}
