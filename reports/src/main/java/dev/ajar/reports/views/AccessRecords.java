package dev.ajar.reports.views;

import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code accesses, actors → one row per record}.
 *
 * <p>A record of evidence counts once, in however many windows it is (exposure.md §5); it is {@code
 * through} when it is through any of them.
 */
final class AccessRecords {
  static final String THROUGH = "through";
  static final String OUTSIDE = "outside";

  /** Of a record these are the same in every window. */
  private static final List<String> OF_THE_RECORD =
      List.of(
          Accesses.AT,
          Accesses.ACCOUNT,
          Accesses.CONTAINER,
          Accesses.OBJECT,
          Accesses.OPERATION,
          Accesses.OPERATION_CLASS,
          Accesses.STATUS_CODE,
          Accesses.BYTES_OUT,
          Accesses.USER_AGENT,
          Accesses.CALLER_IP,
          Accesses.COPY_DESTINATION,
          Accesses.REQUEST_ID,
          Accesses.ACTOR_ID);

  private AccessRecords() {}

  static Dataset<Row> distinct(Dataset<Row> accesses, Dataset<Row> actors) {
    Column[] more =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(
                    bool_or(coalesce(col(Accesses.SUCCEEDED), lit(false))).as(Accesses.SUCCEEDED)),
                OF_THE_RECORD.stream().map(column -> max(col(column)).as(column)))
            .toArray(Column[]::new);
    Dataset<Row> records =
        accesses
            .groupBy(col(Accesses.FILE), col(Accesses.OFFSET))
            .agg(
                bool_or(coalesce(col(Accesses.VIA).equalTo(THROUGH), lit(false))).as(THROUGH),
                more);
    return withRelation(records, actors);
  }

  /** Rows with an actor, with its relation and whether it is outside; unknown where no row is. */
  static Dataset<Row> withRelation(Dataset<Row> rows, Dataset<Row> actors) {
    Dataset<Row> relations = actors.select(col(Actors.ACTOR_ID), col(Actors.RELATION));
    return rows.join(
            relations, rows.col(Accesses.ACTOR_ID).equalTo(relations.col(Actors.ACTOR_ID)), "left")
        .drop(relations.col(Actors.ACTOR_ID))
        .withColumn(Actors.RELATION, coalesce(col(Actors.RELATION), lit(Relations.UNKNOWN)))
        .withColumn(OUTSIDE, Relations.isOutside(col(Actors.RELATION)));
  }
}
