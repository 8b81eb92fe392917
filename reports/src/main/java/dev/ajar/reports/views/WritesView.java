package dev.ajar.reports.views;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.ajar.model.Place;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes, deletes and changes of access levels among the accesses.
 *
 * @param outsideThrough by actors neither own nor platform, through a window
 * @param outsideDuring by them, with permissions of their own, while a window was open
 * @param inside by own actors and the platform, through a window or while one was open
 * @param listed successful ones, first those by others, through before during, then by time
 */
public record WritesView(
    Changes outsideThrough, Changes outsideDuring, Changes inside, Listed<Change> listed) {
  /** Distinct records: successful ones by class, and failed ones of all three classes. */
  public record Changes(long writes, long deletes, long acls, long failed) {
    /** All that succeeded. */
    public long succeeded() {
      return writes + deletes + acls;
    }
  }

  /** One successful request. */
  public record Change(
      Instant at,
      boolean through,
      String operation,
      String operationClass,
      String account,
      String container,
      String object,
      String copyDestination,
      String actorId,
      String actor,
      String relation,
      Place evidence) {}

  /** Reads the changes from {@link AccessRecords}; at most {@code most} are listed. */
  static WritesView of(Dataset<Row> records, Dataset<Row> actors, int most) {
    Dataset<Row> changes =
        records.where(col(Accesses.OPERATION_CLASS).isin("write", "delete", "acl"));
    Dataset<Row> succeeded = changes.where(col(Accesses.SUCCEEDED));
    Dataset<Row> labels =
        actors.select(col(Actors.ACTOR_ID).as("who"), col(Actors.LABEL).as("actor"));
    List<Change> listed =
        Collected.rows(
                succeeded
                    .orderBy(order())
                    .limit(most)
                    .join(labels, col(Accesses.ACTOR_ID).equalTo(col("who")), "left")
                    .orderBy(order()))
            .stream()
            .map(WritesView::change)
            .toList();
    Map<String, Changes> counts = counts(changes);
    Changes nothing = new Changes(0, 0, 0, 0);
    Changes through = counts.getOrDefault("outside through", nothing);
    Changes during = counts.getOrDefault("outside during", nothing);
    Changes inside = counts.getOrDefault("inside", nothing);
    return new WritesView(
        through,
        during,
        inside,
        new Listed<>(listed, through.succeeded() + during.succeeded() + inside.succeeded()));
  }

  private static Column[] order() {
    return new Column[] {
      col(AccessRecords.OUTSIDE).desc(),
      col(AccessRecords.THROUGH).desc(),
      col(Accesses.AT).asc_nulls_last(),
      col(Accesses.REQUEST_ID).asc_nulls_last(),
      col(Accesses.FILE),
      col(Accesses.OFFSET)
    };
  }

  private static Map<String, Changes> counts(Dataset<Row> changes) {
    Column succeeded = col(Accesses.SUCCEEDED);
    Column of = col(Accesses.OPERATION_CLASS);
    Column whose =
        when(not(col(AccessRecords.OUTSIDE)), lit("inside"))
            .when(col(AccessRecords.THROUGH), lit("outside through"))
            .otherwise(lit("outside during"));
    Map<String, Changes> counts = new HashMap<>();
    for (Row row :
        Collected.rows(
            changes
                .groupBy(whose.as("whose"))
                .agg(
                    count_if(succeeded.and(of.equalTo("write"))).as("writes"),
                    count_if(succeeded.and(of.equalTo("delete"))).as("deletes"),
                    count_if(succeeded.and(of.equalTo("acl"))).as("acls"),
                    count_if(not(succeeded)).as("failed")))) {
      counts.put(
          Collected.text(row, "whose"),
          new Changes(
              Collected.count(row, "writes"),
              Collected.count(row, "deletes"),
              Collected.count(row, "acls"),
              Collected.count(row, "failed")));
    }
    return counts;
  }

  private static Change change(Row row) {
    return new Change(
        Collected.instant(row, Accesses.AT),
        Boolean.TRUE.equals(Collected.flag(row, AccessRecords.THROUGH)),
        Collected.text(row, Accesses.OPERATION),
        Collected.text(row, Accesses.OPERATION_CLASS),
        Collected.text(row, Accesses.ACCOUNT),
        Collected.text(row, Accesses.CONTAINER),
        Collected.text(row, Accesses.OBJECT),
        Collected.text(row, Accesses.COPY_DESTINATION),
        Collected.text(row, Accesses.ACTOR_ID),
        Collected.text(row, "actor"),
        Collected.text(row, Actors.RELATION),
        new Place(
            String.valueOf(Collected.text(row, Accesses.FILE)),
            Collected.count(row, Accesses.OFFSET)));
  }
}
