package dev.ajar.sweep;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.ajar.config.Period;
import dev.ajar.config.Rules;
import dev.ajar.model.ActorKey;
import dev.ajar.model.Ticks;
import dev.ajar.model.Way;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Exposures;
import dev.ajar.tables.LogRecords;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * {@code log records, exposures → matched records}: each record with the windows of credentials and
 * declarations that it falls in (exposure.md §5), in the columns of {@link MatchWindows#MATCHED}.
 *
 * <p>Through a SAS are requests with its signature; through a key those that it signed, a SAS that
 * it signed among them: whoever holds the key makes such a SAS. Through a role assignment are OAuth
 * requests that name it and, where they name none, those of its principal. Through a declared
 * window are anonymous requests, others are {@code during}.
 */
public final class MatchCredentials {
  private static final String OF_ACCOUNT = "window_account";
  private static final String OF_CONTAINER = "window_container";
  private static final String THROUGH = "through";
  private static final String FIRST = "first_use";
  private static final String LAST = "last_use";

  private MatchCredentials() {}

  /**
   * Matches records against the windows of every vector but the anonymous one.
   *
   * @param records rows of {@link LogRecords}, without duplicates
   * @param exposures rows of {@link Exposures}
   * @param period accesses are looked for within it
   * @param during whether requests that did not come through a declared window are kept
   */
  public static Dataset<Row> transform(
      Dataset<Row> records, Dataset<Row> exposures, Period period, Rules.During during) {
    Dataset<Row> windows =
        exposures
            .where(
                col(Exposures.KIND)
                    .equalTo(Exposures.WINDOW)
                    .and(col(ExposureWindows.VECTOR).notEqual(Way.ANONYMOUS)))
            .select(
                col(ExposureWindows.WINDOW_ID),
                col(ExposureWindows.ACCOUNT).as(OF_ACCOUNT),
                col(ExposureWindows.CONTAINER).as(OF_CONTAINER),
                col(ExposureWindows.VECTOR),
                col(ExposureWindows.SUBJECT),
                col(ExposureWindows.PRINCIPAL),
                coalesce(col(Exposures.UNTRACEABLE), lit(false)).as(Exposures.UNTRACEABLE),
                coalesce(col(Exposures.OPENED_AFTER_TICKS), lit(Ticks.UNBOUNDED_PAST)).as("from"),
                coalesce(col(Exposures.CLOSED_BEFORE_TICKS), lit(Ticks.UNBOUNDED_FUTURE)).as("to"));
    Column at = col(LogRecords.AT_TICKS);
    Column inside =
        at.geq(col("from"))
            .and(at.lt(col("to")))
            .and(col(OF_CONTAINER).isNull().or(col(OF_CONTAINER).equalTo(col(Accesses.CONTAINER))));
    Dataset<Row> within =
        LogRecords.TABLE
            .conform(records)
            .where(at.geq(lit(Ticks.of(period.from()))).and(at.lt(lit(Ticks.of(period.to())))));
    Column ofAccount = col(Accesses.ACCOUNT).equalTo(col(OF_ACCOUNT)).and(inside);
    Dataset<Row> signed =
        within.join(
            windows.where(col(ExposureWindows.VECTOR).equalTo(Way.SAS)),
            ofAccount.and(col(ExposureWindows.SUBJECT).equalTo(col(Accesses.SAS_SHA256))));
    // Few are declared: their windows go to every task.
    Dataset<Row> declared =
        within.join(
            broadcast(
                windows.where(col(ExposureWindows.VECTOR).isin(Way.ACCOUNT_KEY, Way.DECLARED))),
            ofAccount.and(fits()));
    Dataset<Row> roles =
        windows.where(
            col(ExposureWindows.VECTOR)
                .equalTo(Way.ROLE_ASSIGNMENT)
                .and(not(col(Exposures.UNTRACEABLE))));
    Dataset<Row> granted = within.where(col(Accesses.AUTH_TYPE).equalTo(ActorKey.OAUTH));
    Column named = lower(col(Accesses.ROLE_ASSIGNMENT_ID));
    Dataset<Row> byAssignment =
        granted.join(roles, ofAccount.and(col(ExposureWindows.SUBJECT).equalTo(named)));
    Dataset<Row> byPrincipal =
        granted
            .where(named.isNull())
            .join(
                roles,
                ofAccount.and(
                    col(ExposureWindows.PRINCIPAL).equalTo(lower(col(Accesses.OBJECT_ID)))));
    Dataset<Row> matched =
        signed.unionByName(declared).unionByName(byAssignment).unionByName(byPrincipal);
    Dataset<Row> found = described(matched);
    return during == Rules.During.KEEP ? found : found.where(col(Accesses.VIA).equalTo(THROUGH));
  }

  /** Whether the key of the window signed the request; any may fall in a declared window. */
  private static Column fits() {
    Column vector = col(ExposureWindows.VECTOR);
    Column subject = col(ExposureWindows.SUBJECT);
    Column label = col(Accesses.KEY_LABEL);
    Column key =
        subject
            .equalTo(label)
            .or(subject.equalTo(concat(label, lit("("), col(Accesses.KEY_SHA256), lit(")"))));
    return vector.equalTo(Way.DECLARED).or(vector.equalTo(Way.ACCOUNT_KEY).and(key));
  }

  private static Dataset<Row> described(Dataset<Row> matched) {
    Column declared = col(ExposureWindows.VECTOR).equalTo(Way.DECLARED);
    Column anonymous =
        col(Accesses.AUTH_TYPE)
            .eqNullSafe(Way.ANONYMOUS)
            .and(not(coalesce(col(LogRecords.NEEDS_NO_PERMISSION), lit(false))));
    Column at = col(LogRecords.AT_TICKS);
    Column success = when(col(Accesses.SUCCEEDED), at);
    WindowSpec ofWindow = Window.partitionBy(ExposureWindows.WINDOW_ID);
    Column proven = coalesce(at.geq(col(FIRST)).and(at.leq(col(LAST))), lit(false)).or(declared);
    Dataset<Row> found =
        matched
            .withColumn(FIRST, min(success).over(ofWindow))
            .withColumn(LAST, max(success).over(ofWindow))
            .withColumn(
                Accesses.VIA,
                when(declared.and(not(anonymous)), lit("during")).otherwise(lit(THROUGH)))
            .withColumn(
                Accesses.CERTAINTY, when(proven, lit("confirmed")).otherwise(lit("possible")))
            .withColumn(Accesses.SETTLING, lit(false));
    List<Column> columns = new ArrayList<>();
    for (String name : MatchWindows.MATCHED.fieldNames()) {
      columns.add(col(name));
    }
    return found.select(columns.toArray(Column[]::new));
  }
}
