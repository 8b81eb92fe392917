package dev.ajar.reports.views;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Who came through the windows, and who else was there.
 *
 * @param outside everyone who came through and is neither own nor platform
 * @param inside own actors and the platform that came through
 * @param through of those who came through, by relation
 * @param during of the other requests in proven and inferred spans, by relation
 * @param listed actors who came through: by relation, then bytes read, then requests
 */
public record AccessorsView(
    Took outside,
    Took inside,
    List<OfRelation> through,
    List<OfRelation> during,
    Listed<Accessor> listed) {
  private static final String ALL_ACTORS = "all_actors";

  /**
   * What some actors took through windows. Requests are records of evidence, each counted once;
   * objects are told apart by account, container and name; bytes are of response bodies.
   *
   * @param actors actors with a successful request
   * @param requests all requests, failed ones too
   * @param succeeded successful requests
   * @param contentBytes bytes of successful reads of content
   * @param bytes bytes of all successful requests
   * @param firstAt first successful request; null if there is none
   * @param lastAt last successful request; null if there is none
   */
  public record Took(
      long actors,
      long requests,
      long succeeded,
      long lists,
      long reads,
      long metadata,
      long writes,
      long deletes,
      long acls,
      long others,
      long objectsRead,
      long contentBytes,
      long bytes,
      Instant firstAt,
      Instant lastAt) {}

  /** What the actors of one relation did. */
  public record OfRelation(String relation, Took took) {}

  /**
   * One actor.
   *
   * @param userAgent one of its user agents, the first by spelling; null if none was logged
   * @param userAgents how many different ones
   */
  public record Accessor(
      String actorId,
      String kind,
      String label,
      String relation,
      String matchedRule,
      List<String> networks,
      String userAgent,
      long userAgents,
      Took took) {}

  /** Reads the accessors from {@link AccessRecords}; at most {@code most} are listed. */
  static AccessorsView of(Dataset<Row> records, Dataset<Row> actors, int most) {
    Dataset<Row> through = records.where(col(AccessRecords.THROUGH));
    List<Row> groups = groups(records);
    Dataset<Row> first =
        took(
                through.groupBy(col(Accesses.ACTOR_ID), col(Actors.RELATION)),
                min(col(Accesses.USER_AGENT)).as("agent"),
                count_distinct(col(Accesses.USER_AGENT)).as("agents"))
            .orderBy(order())
            .limit(most);
    Dataset<Row> who =
        actors.select(
            col(Actors.ACTOR_ID).as("who"),
            col(Actors.KIND),
            col(Actors.LABEL),
            col(Actors.MATCHED_RULE),
            col(Actors.NETWORKS));
    List<Accessor> listed =
        Collected.rows(
                first
                    .join(who, col(Accesses.ACTOR_ID).equalTo(col("who")), "left")
                    .orderBy(order()))
            .stream()
            .map(AccessorsView::accessor)
            .toList();
    return new AccessorsView(
        together(groups, true),
        together(groups, false),
        ofRelations(groups, true),
        ofRelations(groups, false),
        new Listed<>(listed, actorsThrough(groups)));
  }

  /**
   * Everything counted at once: by via and relation, by via and inside or outside. Distinct objects
   * of several groups do not add up, so each group is counted for itself.
   */
  private static List<Row> groups(Dataset<Row> records) {
    Column via = col(AccessRecords.THROUGH);
    Column outside = col(AccessRecords.OUTSIDE);
    Column relation = col(Actors.RELATION);
    Dataset<Row> counted =
        took(
            records.groupingSets(
                asScala(List.of(asScala(List.of(via, relation)), asScala(List.of(via, outside)))),
                via,
                relation,
                outside),
            count_distinct(col(Accesses.ACTOR_ID)).as(ALL_ACTORS));
    return Collected.rows(counted.orderBy(Relations.rank(relation), relation));
  }

  private static <T> scala.collection.immutable.Seq<T> asScala(List<T> list) {
    return scala.jdk.javaapi.CollectionConverters.asScala(list).toSeq();
  }

  private static Took together(List<Row> groups, boolean outside) {
    return groups.stream()
        .filter(row -> isThrough(row, true))
        .filter(row -> Boolean.valueOf(outside).equals(Collected.flag(row, AccessRecords.OUTSIDE)))
        .map(AccessorsView::took)
        .findFirst()
        .orElse(new Took(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, null));
  }

  private static List<OfRelation> ofRelations(List<Row> groups, boolean through) {
    return groups.stream()
        .filter(row -> isThrough(row, through) && Collected.text(row, Actors.RELATION) != null)
        .map(row -> new OfRelation(Collected.text(row, Actors.RELATION), took(row)))
        .toList();
  }

  /** An actor has one relation: actors of several relations add up. */
  private static long actorsThrough(List<Row> groups) {
    return groups.stream()
        .filter(row -> isThrough(row, true) && Collected.text(row, Actors.RELATION) != null)
        .mapToLong(row -> Collected.count(row, ALL_ACTORS))
        .sum();
  }

  private static boolean isThrough(Row row, boolean through) {
    return Boolean.valueOf(through).equals(Collected.flag(row, AccessRecords.THROUGH));
  }

  private static Column[] order() {
    return new Column[] {
      Relations.rank(col(Actors.RELATION)),
      col("content_bytes").desc_nulls_last(),
      col("succeeded").desc(),
      col("requests").desc(),
      col(Accesses.ACTOR_ID).asc_nulls_last()
    };
  }

  private static Dataset<Row> took(
      org.apache.spark.sql.RelationalGroupedDataset records, Column... more) {
    Column succeeded = col(Accesses.SUCCEEDED);
    Column read = succeeded.and(is("read"));
    Column object = struct(col(Accesses.ACCOUNT), col(Accesses.CONTAINER), col(Accesses.OBJECT));
    List<Column> columns =
        List.of(
            count_distinct(when(succeeded, col(Accesses.ACTOR_ID))).as("actors"),
            count_if(succeeded).as("succeeded"),
            count_if(succeeded.and(is("list"))).as("lists"),
            count_if(read).as("reads"),
            count_if(succeeded.and(is("metadata"))).as("metadata"),
            count_if(succeeded.and(is("write"))).as("writes"),
            count_if(succeeded.and(is("delete"))).as("deletes"),
            count_if(succeeded.and(is("acl"))).as("acls"),
            count_if(succeeded.and(is("other"))).as("others"),
            count_distinct(when(read.and(col(Accesses.OBJECT).isNotNull()), object))
                .as("objects_read"),
            sum(when(read, col(Accesses.BYTES_OUT))).as("content_bytes"),
            sum(when(succeeded, col(Accesses.BYTES_OUT))).as("bytes"),
            min(when(succeeded, col(Accesses.AT))).as("first_at"),
            max(when(succeeded, col(Accesses.AT))).as("last_at"));
    return records.agg(
        count(lit(1)).as("requests"),
        java.util.stream.Stream.concat(columns.stream(), java.util.Arrays.stream(more))
            .toArray(Column[]::new));
  }

  private static Column is(String operationClass) {
    return col(Accesses.OPERATION_CLASS).equalTo(operationClass);
  }

  private static Took took(Row row) {
    return new Took(
        Collected.count(row, "actors"),
        Collected.count(row, "requests"),
        Collected.count(row, "succeeded"),
        Collected.count(row, "lists"),
        Collected.count(row, "reads"),
        Collected.count(row, "metadata"),
        Collected.count(row, "writes"),
        Collected.count(row, "deletes"),
        Collected.count(row, "acls"),
        Collected.count(row, "others"),
        Collected.count(row, "objects_read"),
        Collected.count(row, "content_bytes"),
        Collected.count(row, "bytes"),
        Collected.instant(row, "first_at"),
        Collected.instant(row, "last_at"));
  }

  private static Accessor accessor(Row row) {
    return new Accessor(
        Collected.text(row, Accesses.ACTOR_ID),
        Collected.text(row, Actors.KIND),
        Collected.text(row, Actors.LABEL),
        Collected.text(row, Actors.RELATION),
        Collected.text(row, Actors.MATCHED_RULE),
        Collected.words(row, Actors.NETWORKS),
        Collected.text(row, "agent"),
        Collected.count(row, "agents"),
        took(row));
  }
}
