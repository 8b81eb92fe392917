package dev.ajar.findings;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.ajar.config.Known;
import dev.ajar.model.ActorKey;
import dev.ajar.model.OperationClass;
import dev.ajar.model.Relation;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import dev.ajar.tables.Events;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Observations;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code accesses, events, windows, observations → actors}.
 *
 * <p>Each actor's relation comes from the strongest rule that fits (principal, tenant, then network
 * or agent, then the directory); where records of one actor fit different ones of the same
 * strength, the least trusted relation holds, and a record that no rule fits is unknown
 * (exposure.md §6). Counts are of distinct logged requests: one in two windows counts once.
 */
public final class DescribeActors {
  /** Whether Azure's copy engine sent the request in the actor's name: its address is Azure's. */
  private static final String ENGINE = "engine";

  private static final String PLACE = "place";
  private static final String KEPT = "kept";
  private static final String AUTH = "auth";
  private static final String WEIGHT = "weight";
  private static final String NAME = "name";
  private static final int SHORT_HASH = 8;
  private static final String[] BY_ACTOR = {Actors.ACTOR_ID};

  /** What tells two logged requests apart. */
  static final List<String> REQUEST =
      List.of(
          Accesses.ACCOUNT,
          Accesses.CONTAINER,
          Accesses.OBJECT,
          Accesses.REQUEST_ID,
          Accesses.OPERATION,
          Accesses.OPERATION_COUNT);

  private static final List<String> IDENTITY =
      List.of(
          Accesses.ACTOR_ID,
          Accesses.AUTH_TYPE,
          Accesses.OBJECT_ID,
          Accesses.APP_ID,
          Accesses.UPN,
          Accesses.TENANT_ID,
          Accesses.CALLER_IP,
          Accesses.USER_AGENT,
          Accesses.KEY_LABEL,
          Accesses.KEY_SHA256,
          Accesses.SAS_SHA256,
          ENGINE);

  private DescribeActors() {}

  /**
   * The actors of an audit.
   *
   * @param accesses rows of {@link Accesses}
   * @param events rows of {@link Events}
   * @param windows rows with the actors of the windows' edges ({@link ExposureWindows}), who may
   *     have no other record
   * @param observations rows of {@link Observations}: what lists of principals say
   * @param known who is who
   */
  public static Dataset<Row> transform(
      Dataset<Row> accesses,
      Dataset<Row> events,
      Dataset<Row> windows,
      Dataset<Row> observations,
      Known known) {
    Dataset<Row> requests = distinctRequests(accesses, !known.agents().isEmpty());
    Dataset<Row> recorded = requests.select(columns(IDENTITY)).union(callers(events)).distinct();
    Dataset<Row> unrecorded =
        edges(windows).join(recorded.select(Actors.ACTOR_ID), BY_ACTOR, "left_anti");
    Dataset<Row> actors =
        described(
                Directory.join(
                    recorded.union(unrecorded.select(columns(IDENTITY))),
                    coalesce(col(Accesses.OBJECT_ID), col(Accesses.UPN)),
                    observations),
                new Relations(known))
            .join(counted(requests), BY_ACTOR, "left")
            .join(times(requests, events), BY_ACTOR, "left");
    for (String number :
        List.of(Actors.REQUESTS, Actors.OBJECTS, Actors.BYTES_OUT, Actors.WRITES, Actors.DELETES)) {
      actors = actors.withColumn(number, coalesce(col(number), lit(0L)));
    }
    return Actors.TABLE.conform(actors);
  }

  /** One row per logged request, in however many windows it is; without an id, one per record. */
  private static Dataset<Row> distinctRequests(Dataset<Row> accesses, boolean withAgents) {
    Column place =
        when(col(Accesses.REQUEST_ID).isNull(), struct(col(Accesses.FILE), col(Accesses.OFFSET)));
    Dataset<Row> rows =
        accesses
            .where(col(Accesses.ACTOR_ID).isNotNull())
            .withColumn(PLACE, place)
            .withColumn(ENGINE, isCopyEngine());
    if (!withAgents) {
      rows = rows.withColumn(Accesses.USER_AGENT, lit(null).cast("string"));
    }
    Column[] rest =
        columns(
            Stream.concat(
                    IDENTITY.stream(),
                    Stream.of(
                        Accesses.AT,
                        Accesses.OPERATION_CLASS,
                        Accesses.SUCCEEDED,
                        Accesses.BYTES_OUT))
                .toList());
    Column[] key = columns(Stream.concat(REQUEST.stream(), Stream.of(PLACE)).toList());
    return rows.groupBy(key)
        .agg(max(struct(rest)).as(KEPT))
        .select(
            Stream.concat(Arrays.stream(columns(REQUEST)), Stream.of(col(KEPT + ".*")))
                .toArray(Column[]::new));
  }

  /** Whether Azure's copy engine read for the actor: the address is not the actor's. */
  static Column isCopyEngine() {
    return col(Accesses.OPERATION_CLASS)
        .eqNullSafe(OperationClass.READ.word())
        .and(col(Accesses.COPY_DESTINATION).isNotNull())
        .and(
            coalesce(lower(col(Accesses.OPERATION)).startsWith("copy"), lit(false)).equalTo(false));
  }

  /** Who made control-plane operations, as identities. */
  private static Dataset<Row> callers(Dataset<Row> events) {
    Column objectId = coalesce(col(Events.OBJECT_ID), idOf(col(Events.CALLER)));
    return withAll(
        events
            .where(col(Events.ACTOR_ID).isNotNull())
            .withColumn(Accesses.AUTH_TYPE, lit(ActorKey.OAUTH))
            .withColumn(Accesses.UPN, upnOf(col(Events.CALLER)))
            .withColumn(Accesses.OBJECT_ID, objectId));
  }

  /** A caller that is a user principal name; null for others. */
  private static Column upnOf(Column caller) {
    return when(caller.contains("@"), caller);
  }

  /** A caller that is an id; null for others. */
  private static Column idOf(Column caller) {
    return when(not(caller.contains("@")), caller);
  }

  /** Who opened and closed windows, by the name the evidence gives. */
  private static Dataset<Row> edges(Dataset<Row> windows) {
    Dataset<Row> openers =
        windows.select(
            col(ExposureWindows.OPENED_ACTOR_ID).as(Actors.ACTOR_ID),
            col(ExposureWindows.OPENED_BY).as(Events.CALLER));
    Dataset<Row> closers =
        windows.select(
            col(ExposureWindows.CLOSED_ACTOR_ID).as(Actors.ACTOR_ID),
            col(ExposureWindows.CLOSED_BY).as(Events.CALLER));
    return withAll(
        openers
            .union(closers)
            .where(col(Actors.ACTOR_ID).isNotNull())
            .distinct()
            .withColumn(Accesses.UPN, upnOf(col(Events.CALLER)))
            .withColumn(Accesses.OBJECT_ID, idOf(col(Events.CALLER))));
  }

  /** The identity's columns, those that the rows do not have as null. */
  private static Dataset<Row> withAll(Dataset<Row> rows) {
    List<String> given = List.of(rows.columns());
    Column[] all =
        IDENTITY.stream()
            .map(
                name ->
                    name.equals(ENGINE)
                        ? lit(false).as(ENGINE)
                        : given.contains(name) ? col(name) : lit(null).cast("string").as(name))
            .toArray(Column[]::new);
    return rows.select(all);
  }

  private static Dataset<Row> described(Dataset<Row> identities, Relations relations) {
    Column match = relations.column(col(Directory.LISTED));
    Column own = col(ENGINE).equalTo(false);
    Dataset<Row> actors =
        identities
            .withColumn(Relations.MATCH, match)
            .groupBy(Actors.ACTOR_ID)
            .agg(
                min(struct(col(ENGINE), col(Relations.MATCH + ".*"))).as(WEIGHT),
                coalesce(min(when(own, col(Accesses.AUTH_TYPE))), min(col(Accesses.AUTH_TYPE)))
                    .as(AUTH),
                array_sort(collect_set(when(own, Relations.network(col(Accesses.CALLER_IP)))))
                    .as(Actors.NETWORKS),
                min(col(Accesses.UPN)).as(Accesses.UPN),
                min(col(Accesses.APP_ID)).as(Accesses.APP_ID),
                min(col(Accesses.OBJECT_ID)).as(Accesses.OBJECT_ID),
                min(col(Accesses.KEY_LABEL)).as(Accesses.KEY_LABEL),
                min(col(Accesses.KEY_SHA256)).as(Accesses.KEY_SHA256),
                min(col(Accesses.SAS_SHA256)).as(Accesses.SAS_SHA256),
                min(col(Directory.CALLED)).as(Directory.CALLED));
    Column[] words =
        Arrays.stream(Relation.values())
            .map(Relation::word)
            .map(word -> lit(word))
            .toArray(Column[]::new);
    return actors
        .withColumn(Actors.KIND, kind())
        .withColumn(Actors.RELATION, get(array(words), col(WEIGHT + "." + Relations.TRUST)))
        .withColumn(Actors.MATCHED_RULE, col(WEIGHT + "." + Relations.RULE))
        .withColumn(NAME, col(WEIGHT + "." + Relations.NAME))
        .withColumn(Actors.LABEL, label());
  }

  private static Column kind() {
    return when(col(Actors.ACTOR_ID).equalTo(ActorKey.platform().id()), lit(ActorKey.PLATFORM))
        .when(
            col(AUTH)
                .isin(
                    ActorKey.OAUTH,
                    ActorKey.USER_DELEGATION_SAS,
                    ActorKey.SAS,
                    ActorKey.ACCOUNT_KEY,
                    ActorKey.ANONYMOUS),
            col(AUTH))
        .when(col(AUTH).isNotNull(), lit(ActorKey.UNNAMED));
  }

  private static Column label() {
    Column from = coalesce(concat(lit(" from "), get(col(Actors.NETWORKS), lit(0))), lit(""));
    Column key = concat(col(Accesses.KEY_LABEL), lit(" "), shortened(Accesses.KEY_SHA256), from);
    Column sas = concat(col(Actors.KIND), lit(" "), shortened(Accesses.SAS_SHA256), from);
    Column configured =
        when(col(WEIGHT + "." + Relations.STRENGTH).equalTo(Relations.BY_PRINCIPAL), col(NAME));
    Column person =
        coalesce(
            col(Accesses.UPN),
            configured,
            col(Directory.CALLED),
            col(NAME),
            col(Accesses.APP_ID),
            col(Accesses.OBJECT_ID));
    Column kind = col(Actors.KIND);
    return coalesce(
        when(kind.equalTo(ActorKey.PLATFORM), lit("Azure"))
            .when(kind.isNull().or(kind.equalTo(ActorKey.OAUTH)), person)
            .when(kind.equalTo(ActorKey.ACCOUNT_KEY), key)
            .when(kind.isin(ActorKey.SAS, ActorKey.USER_DELEGATION_SAS), sas)
            .when(kind.equalTo(ActorKey.ANONYMOUS), get(col(Actors.NETWORKS), lit(0))),
        concat(coalesce(col(AUTH), lit("not named")), from));
  }

  private static Column shortened(String hash) {
    return substring(col(hash), 1, SHORT_HASH);
  }

  private static Dataset<Row> counted(Dataset<Row> requests) {
    Column object =
        when(
            col(Accesses.OBJECT).isNotNull(),
            struct(col(Accesses.ACCOUNT), col(Accesses.CONTAINER), col(Accesses.OBJECT)));
    return requests
        .groupBy(Actors.ACTOR_ID)
        .agg(
            count(lit(1)).as(Actors.REQUESTS),
            count_distinct(object).as(Actors.OBJECTS),
            sum(coalesce(col(Accesses.BYTES_OUT), lit(0L))).as(Actors.BYTES_OUT),
            sum(succeeded(OperationClass.WRITE)).as(Actors.WRITES),
            sum(succeeded(OperationClass.DELETE)).as(Actors.DELETES));
  }

  private static Column succeeded(OperationClass operations) {
    Column fits =
        col(Accesses.OPERATION_CLASS).equalTo(operations.word()).and(col(Accesses.SUCCEEDED));
    return when(fits, lit(1L)).otherwise(lit(0L));
  }

  private static Dataset<Row> times(Dataset<Row> requests, Dataset<Row> events) {
    return requests
        .select(col(Actors.ACTOR_ID), col(Accesses.AT))
        .union(events.select(col(Events.ACTOR_ID), col(Events.AT)))
        .groupBy(Actors.ACTOR_ID)
        .agg(min(col(Accesses.AT)).as(Actors.FIRST_AT), max(col(Accesses.AT)).as(Actors.LAST_AT));
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(name -> col(name)).toArray(Column[]::new);
  }
}
