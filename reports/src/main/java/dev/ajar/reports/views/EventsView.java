package dev.ajar.reports.views;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.when;

import dev.ajar.model.Place;
import dev.ajar.tables.Actors;
import dev.ajar.tables.Events;
import dev.ajar.tables.Observations;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What was done to settings and credentials, and by whom: the control plane's operations, and the
 * changes and touches that other evidence holds, one line per record.
 *
 * @param listed in the order of time; where there are too many, those of accounts with windows
 *     first
 * @param failed operations that did not succeed
 * @param unended operations without an end: what they did is not known
 */
public record EventsView(Listed<Event> listed, long failed, long unended) {
  private static final String CHANGES = "changes";
  private static final String MATTERS = "matters";
  private static final String SUFFIX = "_seen";
  private static final int MOST_SETTINGS = 12;

  /**
   * One operation.
   *
   * @param changes what it set, as far as the evidence says; null for nothing known
   */
  public record Event(
      Instant at,
      String operation,
      String outcome,
      String scope,
      String account,
      String container,
      String caller,
      String callerIp,
      String relation,
      String changes,
      Place evidence) {}

  /** Reads the events; at most {@code most} are listed. */
  static EventsView of(Dataset<Row> events, Dataset<Row> observations, Context context, int most) {
    Dataset<Row> all = joined(events, observed(observations));
    Dataset<Row> accounts =
        context
            .windows()
            .where(WindowsView.hasSign())
            .select(col(Events.ACCOUNT).as("with_window"))
            .distinct();
    Dataset<Row> relations =
        context
            .actors()
            .select(col(Actors.ACTOR_ID).as("who"), col(Actors.RELATION).as(Actors.RELATION));
    Dataset<Row> ranked =
        all.join(accounts, col(Events.ACCOUNT).equalTo(col("with_window")), "left")
            .withColumn(MATTERS, when(col("with_window").isNotNull(), lit(0)).otherwise(lit(1)));
    List<Event> listed =
        Collected.rows(
                ranked
                    .orderBy(order())
                    .limit(most)
                    .join(relations, col(Events.ACTOR_ID).equalTo(col("who")), "left"))
            .stream()
            .map(EventsView::event)
            .sorted(byTime())
            .toList();
    Row counts =
        Collected.one(
            all.agg(
                count(lit(1)).as("all"),
                count_if(col(Events.OUTCOME).equalTo("failure")).as("failed"),
                count_if(col(Events.OUTCOME).equalTo("unknown")).as("unended")));
    return new EventsView(
        new Listed<>(listed, Collected.count(counts, "all")),
        Collected.count(counts, "failed"),
        Collected.count(counts, "unended"));
  }

  /** The tables beside: whose accounts matter, and who is who. */
  record Context(Dataset<Row> windows, Dataset<Row> actors) {}

  /** Changes and touches, one row per record, with what they set. */
  private static Dataset<Row> observed(Dataset<Row> observations) {
    Column set =
        when(
                col(Observations.BASIS).equalTo("touch"),
                concat_ws(
                    "", col(Observations.SETTING), lit(": may have changed, value not logged")))
            .otherwise(
                concat_ws(
                    "",
                    col(Observations.SETTING),
                    when(
                        col(Observations.ITEM).isNotNull(),
                        concat_ws("", lit(" ["), col(Observations.ITEM), lit("]"))),
                    lit(": "),
                    when(
                        col(Observations.PREVIOUS_VALUE).isNotNull(),
                        concat_ws("", col(Observations.PREVIOUS_VALUE), lit(" → "))),
                    coalesce(col(Observations.VALUE), lit("value not known"))));
    return observations
        .where(col(Observations.BASIS).isin("change", "touch"))
        .groupBy(
            col(Observations.FILE).as(Observations.FILE + SUFFIX),
            col(Observations.OFFSET).as(Observations.OFFSET + SUFFIX))
        .agg(
            max(col(Observations.OBSERVED_AT)).as(Events.AT + SUFFIX),
            max(col(Observations.ACCOUNT)).as(Events.ACCOUNT + SUFFIX),
            max(col(Observations.CONTAINER)).as(Events.CONTAINER + SUFFIX),
            max(col(Observations.CALLER)).as(Events.CALLER + SUFFIX),
            max(col(Observations.CALLER_IP)).as(Events.CALLER_IP + SUFFIX),
            max(col(Observations.OPERATION)).as(Events.OPERATION + SUFFIX),
            max(col(Observations.ACTOR_ID)).as(Events.ACTOR_ID + SUFFIX),
            concat_ws("; ", slice(array_sort(collect_set(set)), 1, MOST_SETTINGS)).as(CHANGES));
  }

  private static Dataset<Row> joined(Dataset<Row> events, Dataset<Row> observed) {
    return events
        .join(
            observed,
            col(Events.FILE)
                .equalTo(col(Events.FILE + SUFFIX))
                .and(col(Events.OFFSET).equalTo(col(Events.OFFSET + SUFFIX))),
            "full_outer")
        .select(
            either(Events.AT),
            either(Events.OPERATION),
            coalesce(col(Events.OUTCOME), lit("success")).as(Events.OUTCOME),
            col(Events.SCOPE),
            either(Events.ACCOUNT),
            either(Events.CONTAINER),
            either(Events.CALLER),
            either(Events.CALLER_IP),
            either(Events.ACTOR_ID),
            either(Events.FILE),
            either(Events.OFFSET),
            col(CHANGES));
  }

  private static Column either(String column) {
    return coalesce(col(column), col(column + SUFFIX)).as(column);
  }

  private static Column[] order() {
    return new Column[] {
      col(MATTERS),
      col(Events.AT).asc_nulls_last(),
      col(Events.OPERATION).asc_nulls_last(),
      col(Events.FILE),
      col(Events.OFFSET)
    };
  }

  private static Comparator<Event> byTime() {
    return Comparator.comparing(Event::at, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
        .thenComparing(Event::operation, Comparator.nullsLast(Comparator.<String>naturalOrder()))
        .thenComparing(Event::evidence);
  }

  private static Event event(Row row) {
    return new Event(
        Collected.instant(row, Events.AT),
        Collected.text(row, Events.OPERATION),
        Collected.text(row, Events.OUTCOME),
        Collected.text(row, Events.SCOPE),
        Collected.text(row, Events.ACCOUNT),
        Collected.text(row, Events.CONTAINER),
        Collected.text(row, Events.CALLER),
        Collected.text(row, Events.CALLER_IP),
        Collected.text(row, Actors.RELATION),
        Collected.text(row, CHANGES),
        new Place(
            String.valueOf(Collected.text(row, Events.FILE)), Collected.count(row, Events.OFFSET)));
  }
}
