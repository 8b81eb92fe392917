package dev.ajar.reports.views;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;

/** Relations of actors to the victim (exposure.md §6), and who counts for a verdict (§7). */
public final class Relations {
  static final String UNKNOWN = "unknown";

  /** In the order of reports: those a reader must look at first. */
  private static final List<String> ORDER =
      List.of(UNKNOWN, "vendor", "partner", "known-scanner", "own", "platform");

  private Relations() {}

  /** Whether an actor of this relation is neither own nor platform; unknown is outside. */
  public static boolean isOutside(String relation) {
    return !"own".equals(relation) && !"platform".equals(relation);
  }

  /** The same of a column; null is unknown, and so outside. */
  static Column isOutside(Column relation) {
    return coalesce(relation, lit(UNKNOWN)).isin("own", "platform").unary_$bang();
  }

  /** The place of a relation in {@link #ORDER}; words that it does not hold come first. */
  static Column rank(Column relation) {
    Column rank = lit(-1);
    for (int i = ORDER.size() - 1; i >= 0; i--) {
      rank = when(relation.equalTo(ORDER.get(i)), lit(i)).otherwise(rank);
    }
    return rank;
  }
}
