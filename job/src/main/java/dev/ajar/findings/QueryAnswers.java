package dev.ajar.findings;

import static org.apache.spark.sql.functions.lower;

import org.apache.spark.sql.Column;

/**
 * Storage logs that were saved by hand from a query of a workspace: the CSV files among them. The
 * query, or the portal's cap, may have left rows out, so they show no hour whole.
 */
public final class QueryAnswers {
  /** Rows that the portal gives of one query, at most. */
  static final long CAP = 30_000;

  private QueryAnswers() {}

  /**
   * Whether a file of storage logs is one, by its name.
   *
   * @param file its name in tables
   */
  public static Column isOne(Column file) {
    Column name = lower(file);
    return name.endsWith(".csv").or(name.endsWith(".csv.gz"));
  }
}
