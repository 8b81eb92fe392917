package dev.ajar;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.ajar.config.Rules;
import dev.ajar.evidence.FileTally;
import dev.ajar.tables.Sources;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Nothing is lost: {@code lines = accepted + outside + duplicate + quarantined} of every file; a
 * run that does not balance does not commit (exposure.md §8).
 */
final class Conservation {
  private Conservation() {}

  /**
   * Checks every file.
   *
   * @param sources rows of {@link Sources}
   * @throws AjarException naming a file that does not balance
   */
  static void check(Dataset<Row> sources) {
    Column kept =
        col(Sources.ACCEPTED)
            .plus(col(Sources.OUTSIDE))
            .plus(col(Sources.DUPLICATE))
            .plus(col(Sources.QUARANTINED));
    List<Row> wrong =
        sources
            .where(col(Sources.LINES).notEqual(kept).or(col(Sources.ACCEPTED).lt(0)))
            .orderBy(Sources.FILE)
            .limit(1)
            .collectAsList();
    if (!wrong.isEmpty()) {
      Row row = wrong.get(0);
      throw AjarException.failed(
          "the counts of "
              + row.getAs(Sources.FILE)
              + " do not balance: "
              + row.getAs(Sources.LINES)
              + " records, "
              + row.getAs(Sources.ACCEPTED)
              + " accepted, "
              + row.getAs(Sources.OUTSIDE)
              + " outside, "
              + row.getAs(Sources.DUPLICATE)
              + " duplicate, "
              + row.getAs(Sources.QUARANTINED)
              + " quarantined; nothing was committed",
          "this is a fault of Ajar or a file that changed while it was read: run again, and report"
              + " it if it stays");
    }
  }

  /**
   * Whether a file darkens its hour: not read to its end, or more than {@code quarantine_limit} of
   * its records quarantined (exposure.md §7).
   */
  static Column unreliable(Rules rules) {
    return col(Sources.STATE)
        .equalTo(FileTally.UNREADABLE)
        .or(col(Sources.QUARANTINED).gt(col(Sources.LINES).multiply(lit(rules.quarantineLimit()))));
  }

  /**
   * Whether a file has more quarantine than the rules allow, not counting a last line that was
   * still being written: a growing file is no mishap.
   */
  static Column aboveLimit(Rules rules) {
    Column growing = when(col(Sources.STATE).equalTo(FileTally.UNFINISHED), 1L).otherwise(0L);
    return col(Sources.QUARANTINED)
        .minus(growing)
        .gt(col(Sources.LINES).multiply(lit(rules.quarantineLimit())));
  }
}
