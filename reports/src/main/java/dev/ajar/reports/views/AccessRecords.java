package dev.ajar.reports.views;

import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;

import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * {@code accesses, actors → one row per record}.
 *
 * <p>A record of evidence counts once, in however many windows it is (exposure.md §5); it is {@code
 * through} when it is through any of them.
 */
public final class AccessRecords {
  /** In which windows a record is, and how, sorted; an array of structures. */
  public static final String WINDOWS = "windows";

  /** Whether a record is through any of its windows. */
  public static final String THROUGH = "through";

  /** Whether its actor is neither own nor platform. */
  public static final String OUTSIDE = "outside";

  private static final List<String> OF_THE_WINDOW =
      List.of(Accesses.WINDOW_ID, Accesses.VIA, Accesses.CERTAINTY, Accesses.SETTLING);

  /** Of a record these are the same in every window. */
  private static final List<String> OF_THE_RECORD =
      Stream.of(Accesses.TABLE.columns().fieldNames())
          .filter(column -> !OF_THE_WINDOW.contains(column))
          .filter(column -> !column.equals(Accesses.FILE) && !column.equals(Accesses.OFFSET))
          .filter(column -> !column.equals(Accesses.SUCCEEDED))
          .toList();

  private AccessRecords() {}

  /** Every column of a record, {@link #WINDOWS}, {@link #THROUGH} and its actor's relation. */
  public static Dataset<Row> distinct(Dataset<Row> accesses, Dataset<Row> actors) {
    Column[] window = OF_THE_WINDOW.stream().map(functions::col).toArray(Column[]::new);
    Column[] more =
        Stream.concat(
                Stream.of(
                    sort_array(collect_list(struct(window))).as(WINDOWS),
                    bool_or(coalesce(col(Accesses.SUCCEEDED), lit(false))).as(Accesses.SUCCEEDED)),
                OF_THE_RECORD.stream().map(column -> max(col(column)).as(column)))
            .toArray(Column[]::new);
    Dataset<Row> records =
        accesses
            .groupBy(col(Accesses.FILE), col(Accesses.OFFSET))
            .agg(bool_or(isThrough()).as(THROUGH), more);
    return withRelation(records, actors);
  }

  /** Whether a row of {@link Accesses} is through its window. */
  static Column isThrough() {
    return coalesce(col(Accesses.VIA).equalTo(THROUGH), lit(false));
  }

  /** Whether it is and succeeded. */
  static Column succeededThrough() {
    return isThrough().and(coalesce(col(Accesses.SUCCEEDED), lit(false)));
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
