package dev.ajar.findings;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_json;

import dev.ajar.model.Ticks;
import dev.ajar.tables.Activities;
import dev.ajar.tables.ControlReadings;
import dev.ajar.tables.Events;
import dev.ajar.tables.Observations;
import dev.ajar.tables.PairedActivities;
import dev.ajar.tables.RowList;
import dev.ajar.tables.Sources;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * {@code activities → paired_activities}, and from those {@code events} and {@code observations}.
 *
 * <p>An operation is: same correlation id, resource and operation name (and operation id where
 * given), a Start and the next end after it (exposure.md §2). Records without a correlation id and
 * an operation id stand alone.
 */
public final class PairActivity {
  private static final String GROUP = "pairing_group";
  private static final String SUCCEEDED = "success";
  private static final String FAILED = "failure";
  private static final String UNKNOWN = "unknown";

  private PairActivity() {}

  /** One row per operation: its event, and what it says of settings. */
  public static Dataset<Row> transform(Dataset<Row> activities) {
    Column alone = concat_ws("@", col(Activities.AT_TICKS).cast("string"), col(Activities.PHASE));
    Dataset<Row> paired =
        activities
            .withColumn(
                GROUP,
                to_json(
                    array(
                        coalesce(
                            col(Activities.CORRELATION_ID), col(Activities.OPERATION_ID), alone),
                        coalesce(col(Activities.SCOPE), lit("")),
                        col(Activities.OPERATION))))
            .groupByKey((MapFunction<Row, String>) row -> row.getAs(GROUP), Encoders.STRING())
            .flatMapGroups(
                (FlatMapGroupsFunction<String, Row, Row>) (group, rows) -> operations(rows),
                Encoders.row(PairedActivities.TABLE.columns()));
    return PairedActivities.TABLE.conform(paired);
  }

  /** {@code paired_activities → events}: every operation, failed ones and unknown ends too. */
  public static Dataset<Row> events(Dataset<Row> paired) {
    return Events.TABLE.conform(paired.select(PairedActivities.EVENT + ".*"));
  }

  /** {@code paired_activities → observations}. */
  public static Dataset<Row> observations(Dataset<Row> paired) {
    String observation = "observation";
    return Observations.TABLE.conform(
        paired
            .select(explode(col(PairedActivities.OBSERVATIONS)).as(observation))
            .select(observation + ".*"));
  }

  /**
   * How many accepted records of each version of a file repeat another record: columns {@code
   * file}, {@code version} and {@code duplicate}, for the balance of {@code sources} (exposure.md
   * §8).
   */
  public static Dataset<Row> duplicates(Dataset<Row> paired) {
    String copy = "copy";
    return paired
        .select(explode(col(PairedActivities.COPIES)).as(copy))
        .select(copy + ".*")
        .groupBy(Sources.FILE, ControlReadings.VERSION)
        .agg(count(lit(1)).as(Sources.DUPLICATE));
  }

  /** The operations of one group; the rows know their schema. */
  static Iterator<Row> operations(Iterator<Row> rows) {
    List<ActivityStep> steps = new ArrayList<>();
    rows.forEachRemaining(row -> steps.add(ActivityStep.of(row)));
    JoinActivitySteps joined = JoinActivitySteps.of(steps);
    List<Row> copies =
        joined.copies().stream()
            .map(
                copy ->
                    RowFactory.create(copy.text(Activities.FILE), copy.text(Activities.VERSION)))
            .toList();
    List<ActivityOperation> operations = new ArrayList<>(joined.operations());
    operations.sort(Comparator.comparing(ActivityOperation::anchor, ActivityStep.ORDER));
    List<Row> paired = new ArrayList<>();
    for (ActivityOperation operation : operations) {
      paired.add(
          RowFactory.create(
              event(operation),
              RowList.of(ActivityObservations.of(operation)),
              RowList.of(paired.isEmpty() ? copies : List.of())));
    }
    return paired.iterator();
  }

  private static Row event(ActivityOperation operation) {
    ActivityStep anchor = operation.anchor();
    Object[] row = new Object[Events.TABLE.columns().length()];
    set(row, Events.AT, Timestamp.from(Ticks.toInstant(anchor.ticks())));
    set(row, Events.OPERATION, anchor.text(Activities.OPERATION));
    set(row, Events.OUTCOME, outcome(operation));
    set(row, Events.SCOPE, anchor.text(Activities.SCOPE));
    set(row, Events.ACCOUNT, anchor.text(Activities.ACCOUNT));
    set(row, Events.CONTAINER, anchor.text(Activities.CONTAINER));
    set(row, Events.CALLER, operation.text(Activities.CALLER));
    set(row, Events.CALLER_IP, operation.callerIp());
    set(row, Events.ACTOR_ID, operation.text(Activities.ACTOR_ID));
    set(row, Events.CORRELATION_ID, anchor.text(Activities.CORRELATION_ID));
    set(row, Events.FILE, anchor.text(Activities.FILE));
    set(row, Events.OFFSET, anchor.offset());
    set(row, Events.OBJECT_ID, operation.text(Activities.OBJECT_ID));
    set(row, Events.APP_ID, operation.text(Activities.APP_ID));
    set(row, Events.TENANT_ID, operation.text(Activities.TENANT_ID));
    return RowFactory.create(row);
  }

  private static String outcome(ActivityOperation operation) {
    return operation.succeeded() ? SUCCEEDED : operation.failed() ? FAILED : UNKNOWN;
  }

  private static void set(Object[] row, String column, Object value) {
    row[Events.TABLE.columns().fieldIndex(column)] = value;
  }
}
