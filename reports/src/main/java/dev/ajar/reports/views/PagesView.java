package dev.ajar.reports.views;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.ajar.reports.views.AccessorsView.Accessor;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import dev.ajar.tables.Sessions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * What the pages of single windows and of single unknown actors show.
 *
 * @param windows of each window that has a page: its visitors, those neither own nor platform first
 * @param actors the first of the unknown actors that came through a window
 */
public record PagesView(Map<String, Listed<Visitor>> windows, List<Stranger> actors) {
  /** Windows and actors that have a page, at most; of each kind. */
  public static final int MOST = 24;

  private static final int ROWS = 10;
  private static final String NTH = "nth";
  private static final String ALL = "all_rows";

  /**
   * An actor in one window.
   *
   * @param through successful requests through the window
   * @param failed requests through it that failed
   * @param during other requests while it was open
   * @param objects distinct objects that successful requests through it named
   * @param bytes of their response bodies
   */
  public record Visitor(
      String label,
      String relation,
      long through,
      long failed,
      long during,
      long objects,
      long bytes,
      Instant firstAt,
      Instant lastAt) {}

  /** An object that an actor read, or wrote, through any window. */
  public record Touched(
      String account,
      String container,
      String object,
      long reads,
      long writes,
      long bytes,
      Instant firstAt,
      Instant lastAt) {}

  /** A run of requests. */
  public record Visit(
      Instant firstAt,
      Instant lastAt,
      long requests,
      long objects,
      long bytes,
      String behaviour,
      String rule) {}

  /**
   * An unknown actor.
   *
   * @param windows windows that it came through, those that the report lists first
   * @param agents its user agents and how many different ones there are
   * @param objects by bytes
   * @param visits by time
   */
  public record Stranger(
      Accessor actor,
      Listed<String> windows,
      Listed<String> agents,
      Listed<Touched> objects,
      Listed<Visit> visits) {}

  /** Reads what the pages show, of windows and actors that are listed. */
  static PagesView of(
      Dataset<Row> accesses,
      Dataset<Row> records,
      Dataset<Row> actors,
      Dataset<Row> sessions,
      List<String> windowIds,
      List<Accessor> accessors) {
    List<Accessor> unknown =
        accessors.stream()
            .filter(actor -> Relations.UNKNOWN.equals(actor.relation()))
            .filter(actor -> actor.actorId() != null)
            .limit(MOST)
            .toList();
    return new PagesView(
        visitors(accesses, actors, windowIds.stream().limit(MOST).toList()),
        strangers(records, sessions, windowIds, unknown));
  }

  private static Map<String, Listed<Visitor>> visitors(
      Dataset<Row> accesses, Dataset<Row> actors, List<String> windowIds) {
    Column of = AccessRecords.succeededThrough();
    Column object = struct(col(Accesses.ACCOUNT), col(Accesses.CONTAINER), col(Accesses.OBJECT));
    Dataset<Row> visitors =
        AccessRecords.withRelation(
                accesses.where(col(Accesses.WINDOW_ID).isin(windowIds.toArray())), actors)
            .groupBy(
                col(Accesses.WINDOW_ID),
                col(Accesses.ACTOR_ID),
                col(Actors.RELATION),
                col(AccessRecords.OUTSIDE))
            .agg(
                count_if(of).as("through"),
                count_if(
                        AccessRecords.isThrough()
                            .and(not(coalesce(col(Accesses.SUCCEEDED), lit(false)))))
                    .as("failed"),
                count_if(not(AccessRecords.isThrough())).as("during"),
                count_distinct(when(of.and(col(Accesses.OBJECT).isNotNull()), object))
                    .as("objects"),
                sum(when(of, col(Accesses.BYTES_OUT))).as("bytes"),
                min(col(Accesses.AT)).as("first_at"),
                max(col(Accesses.AT)).as("last_at"));
    Dataset<Row> labels =
        actors.select(col(Actors.ACTOR_ID).as("who"), col(Actors.LABEL).as("label"));
    Map<String, Listed<Visitor>> listed =
        listed(
            first(
                visitors.join(labels, col(Accesses.ACTOR_ID).equalTo(col("who")), "left"),
                Accesses.WINDOW_ID,
                col(AccessRecords.OUTSIDE).desc(),
                col("bytes").desc_nulls_last(),
                col("through").desc(),
                col(Accesses.ACTOR_ID).asc_nulls_last()),
            Accesses.WINDOW_ID,
            row ->
                new Visitor(
                    Collected.text(row, "label"),
                    Collected.text(row, Actors.RELATION),
                    Collected.count(row, "through"),
                    Collected.count(row, "failed"),
                    Collected.count(row, "during"),
                    Collected.count(row, "objects"),
                    Collected.count(row, "bytes"),
                    Collected.instant(row, "first_at"),
                    Collected.instant(row, "last_at")));
    Map<String, Listed<Visitor>> pages = new HashMap<>();
    for (String window : windowIds) {
      pages.put(window, listed.getOrDefault(window, new Listed<>(List.of(), 0)));
    }
    return Map.copyOf(pages);
  }

  private static List<Stranger> strangers(
      Dataset<Row> records, Dataset<Row> sessions, List<String> windowIds, List<Accessor> unknown) {
    if (unknown.isEmpty()) {
      return List.of();
    }
    Object[] ids = unknown.stream().map(Accessor::actorId).toArray();
    Dataset<Row> theirs =
        records.where(col(AccessRecords.THROUGH)).where(col(Accesses.ACTOR_ID).isin(ids));
    // An attacker may send another user agent each time: no more than a few are brought here.
    Map<String, Listed<String>> agents =
        listed(
            first(
                theirs
                    .where(col(Accesses.USER_AGENT).isNotNull())
                    .select(col(Accesses.ACTOR_ID), col(Accesses.USER_AGENT))
                    .distinct(),
                Accesses.ACTOR_ID,
                col(Accesses.USER_AGENT)),
            Accesses.ACTOR_ID,
            row -> Collected.text(row, Accesses.USER_AGENT));
    Map<String, Listed<String>> windows = windows(theirs, windowIds);
    Map<String, Listed<Touched>> objects = objects(theirs);
    Map<String, Listed<Visit>> visits = visits(sessions.where(col(Sessions.ACTOR_ID).isin(ids)));
    return unknown.stream()
        .map(
            actor -> {
              return new Stranger(
                  actor,
                  of(windows, actor),
                  of(agents, actor),
                  of(objects, actor),
                  of(visits, actor));
            })
        .toList();
  }

  /** The listed windows that an actor came through, and how many there are with the others. */
  private static Map<String, Listed<String>> windows(Dataset<Row> theirs, List<String> listed) {
    Dataset<Row> through =
        theirs
            .select(col(Accesses.ACTOR_ID), explode(col(AccessRecords.WINDOWS)).as("one"))
            .where(col("one." + Accesses.VIA).equalTo(AccessRecords.THROUGH))
            .select(col(Accesses.ACTOR_ID), col("one." + Accesses.WINDOW_ID))
            .distinct();
    return listed(
        first(
            through,
            Accesses.ACTOR_ID,
            not(col(Accesses.WINDOW_ID).isin(listed.toArray())),
            col(Accesses.WINDOW_ID)),
        Accesses.ACTOR_ID,
        row -> Collected.text(row, Accesses.WINDOW_ID));
  }

  private static <T> Listed<T> of(Map<String, Listed<T>> lists, Accessor actor) {
    return lists.getOrDefault(actor.actorId(), new Listed<>(List.of(), 0));
  }

  private static Map<String, Listed<Touched>> objects(Dataset<Row> theirs) {
    Column of = col(Accesses.OPERATION_CLASS);
    Dataset<Row> objects =
        theirs
            .where(col(Accesses.SUCCEEDED).and(col(Accesses.OBJECT).isNotNull()))
            .groupBy(
                col(Accesses.ACTOR_ID),
                col(Accesses.ACCOUNT),
                col(Accesses.CONTAINER),
                col(Accesses.OBJECT))
            .agg(
                count_if(of.equalTo("read")).as("reads"),
                count_if(of.isin("write", "delete", "acl")).as("writes"),
                sum(col(Accesses.BYTES_OUT)).as("bytes"),
                min(col(Accesses.AT)).as("first_at"),
                max(col(Accesses.AT)).as("last_at"));
    return listed(
        first(
            objects,
            Accesses.ACTOR_ID,
            col("bytes").desc_nulls_last(),
            col(Accesses.ACCOUNT),
            col(Accesses.CONTAINER),
            col(Accesses.OBJECT)),
        Accesses.ACTOR_ID,
        row ->
            new Touched(
                Collected.text(row, Accesses.ACCOUNT),
                Collected.text(row, Accesses.CONTAINER),
                Collected.text(row, Accesses.OBJECT),
                Collected.count(row, "reads"),
                Collected.count(row, "writes"),
                Collected.count(row, "bytes"),
                Collected.instant(row, "first_at"),
                Collected.instant(row, "last_at")));
  }

  private static Map<String, Listed<Visit>> visits(Dataset<Row> sessions) {
    return listed(
        first(
            sessions,
            Sessions.ACTOR_ID,
            col(Sessions.FIRST_AT).asc_nulls_last(),
            col(Sessions.SESSION_ID)),
        Sessions.ACTOR_ID,
        row ->
            new Visit(
                Collected.instant(row, Sessions.FIRST_AT),
                Collected.instant(row, Sessions.LAST_AT),
                Collected.count(row, Sessions.REQUESTS),
                Collected.count(row, Sessions.OBJECTS),
                Collected.count(row, Sessions.BYTES_OUT),
                Collected.text(row, Sessions.BEHAVIOUR),
                Collected.text(row, Sessions.BEHAVIOUR_RULE)));
  }

  private static <T> Map<String, Listed<T>> listed(
      List<Row> rows, String group, Function<Row, T> read) {
    Map<String, List<T>> lists = new HashMap<>();
    Map<String, Long> totals = new HashMap<>();
    for (Row row : rows) {
      String of = Collected.text(row, group);
      lists.computeIfAbsent(of, id -> new ArrayList<>()).add(read.apply(row));
      totals.put(of, Collected.count(row, ALL));
    }
    Map<String, Listed<T>> listed = new HashMap<>();
    lists.forEach((of, list) -> listed.put(of, new Listed<>(list, totals.get(of))));
    return listed;
  }

  /** The first rows of each group, in order, with how many the group has. */
  private static List<Row> first(Dataset<Row> rows, String group, Column... order) {
    return Collected.rows(
        rows.withColumn(NTH, row_number().over(Window.partitionBy(col(group)).orderBy(order)))
            .withColumn(ALL, count(lit(1)).over(Window.partitionBy(col(group))))
            .where(col(NTH).leq(ROWS))
            .orderBy(col(group), col(NTH)));
  }
}
