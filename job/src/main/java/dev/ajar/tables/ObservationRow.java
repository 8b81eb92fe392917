package dev.ajar.tables;

import dev.ajar.model.Basis;
import dev.ajar.model.Ticks;
import java.sql.Timestamp;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Makes one row of {@link Observations}; what is not set is null. */
public final class ObservationRow {
  private final Object[] values = new Object[Observations.TABLE.columns().length()];

  private ObservationRow() {}

  /**
   * Begins a row.
   *
   * @param setting one of the constants of {@link dev.ajar.model.Settings}
   * @param ticks the instant it was observed, in ticks since 1970 (UTC)
   */
  public static ObservationRow of(Basis basis, String setting, long ticks) {
    return undated(basis, setting)
        .set(Observations.OBSERVED_TICKS, ticks)
        .set(Observations.OBSERVED_AT, Timestamp.from(Ticks.toInstant(ticks)));
  }

  /** Begins a row of which nobody says when it was so. */
  public static ObservationRow undated(Basis basis, String setting) {
    return new ObservationRow()
        .set(Observations.BASIS, basis.word())
        .set(Observations.SETTING, setting);
  }

  /** The resource; {@code container} is null for a setting of the account. */
  public ObservationRow on(String account, String container) {
    return set(Observations.ACCOUNT, account).set(Observations.CONTAINER, container);
  }

  /** Which one, where there are several. */
  public ObservationRow item(String item) {
    return set(Observations.ITEM, item);
  }

  /** The value from then on; null for a touch. */
  public ObservationRow value(String value) {
    return set(Observations.VALUE, value);
  }

  /** The value just before; null where the evidence does not say it. */
  public ObservationRow previous(String value) {
    return set(Observations.PREVIOUS_VALUE, value);
  }

  /** Who made the change, as the evidence names them; each may be null. */
  public ObservationRow by(String caller, String callerIp, String actorId) {
    return set(Observations.CALLER, caller)
        .set(Observations.CALLER_IP, callerIp)
        .set(Observations.ACTOR_ID, actorId);
  }

  /** The operation that made the change; each may be null. */
  public ObservationRow through(String operation, String correlationId, Long startedTicks) {
    return set(Observations.OPERATION, operation)
        .set(Observations.CORRELATION_ID, correlationId)
        .set(Observations.STARTED_TICKS, startedTicks);
  }

  /** Until when a held value held, or the last instant a snapshot may be of; null for others. */
  public ObservationRow until(Long ticks) {
    return set(Observations.UNTIL_TICKS, ticks);
  }

  /** The evidence, and the finished row. */
  public Row in(String file, long offset) {
    set(Observations.FILE, file).set(Observations.OFFSET, offset);
    return RowFactory.create(values.clone());
  }

  private ObservationRow set(String column, Object value) {
    values[Observations.TABLE.columns().fieldIndex(column)] = value;
    return this;
  }
}
