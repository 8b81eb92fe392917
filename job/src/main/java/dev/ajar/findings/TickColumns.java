package dev.ajar.findings;

import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.Column;

/** Ticks as columns: whole numbers throughout, since a double holds no 100 ns of our century. */
final class TickColumns {
  private TickColumns() {}

  /** The instant of a column of ticks, cut to the microsecond; null stays null. */
  static Column toInstant(String ticks) {
    return expr("timestamp_micros((" + ticks + " - pmod(" + ticks + ", 10)) div 10)");
  }
}
