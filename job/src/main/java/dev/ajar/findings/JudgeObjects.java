package dev.ajar.findings;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.ajar.config.Known;
import dev.ajar.config.Period;
import dev.ajar.model.ModificationTime;
import dev.ajar.model.OperationClass;
import dev.ajar.model.Relation;
import dev.ajar.model.SasTerms;
import dev.ajar.model.Ticks;
import dev.ajar.model.Way;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import dev.ajar.tables.ExposedObjects;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.InventoryObjects;
import dev.ajar.tables.SasTokens;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

/**
 * {@code exposure_windows, sas_tokens, accesses, actors, inventory_objects → exposed_objects}.
 *
 * <p>An object (version) is exposed in a window that shows a sign of openness, if an inventory says
 * that it existed somewhere in the window's hull, within the window's reach, or a successful
 * request in the window proves it (exposure.md §5, §7).
 *
 * <p>A SAS of which nothing says that a stranger has it (no lead, no stranger's request) exposes
 * what it was used on and no more, and so does a role assignment that nobody was seen using, to
 * somebody whom the configuration calls neither vendor nor partner: an application that signs a
 * thousand SAS, or a tenant whose groups nobody listed, would otherwise expose each object a
 * thousand times.
 */
public final class JudgeObjects {
  private static final String UNKNOWN = "unknown";
  private static final Set<String> OUTSIDERS =
      Set.of(Relation.VENDOR.word(), Relation.PARTNER.word());
  private static final String THROUGH = "through";
  private static final String OF = "of";
  private static final String REACHED = "reached";
  private static final String RISKS = "risks";
  private static final String[] TOKEN = {ExposureWindows.ACCOUNT, ExposureWindows.SUBJECT};
  private static final List<Integer> CONTENT_STATUS = List.of(200, 206);

  private JudgeObjects() {}

  /**
   * The objects of all windows.
   *
   * @param windows rows of {@link ExposureWindows}, with hours
   * @param tokens rows of {@link SasTokens}
   * @param accesses rows of {@link Accesses}
   * @param actors rows of {@link Actors}
   * @param inventory rows of {@link InventoryObjects}
   * @param known who is a vendor or a partner
   * @param period what the audit asks about
   */
  public static Dataset<Row> transform(
      Dataset<Row> windows,
      Dataset<Row> tokens,
      Dataset<Row> accesses,
      Dataset<Row> actors,
      Dataset<Row> inventory,
      Known known,
      Period period) {
    Dataset<Row> open =
        windows.where(
            col(ExposureWindows.EXPOSURE)
                .notEqual(UNKNOWN)
                .and(
                    col(ExposureWindows.VECTOR)
                        .notEqual(Way.OF_ANYONE.vector())
                        .or(col(ExposureWindows.CONTAINER).isNotNull())));
    Dataset<Row> judged =
        seen(reaches(open, tokens, known), inventory, period)
            .union(requests(open, accesses, actors))
            .groupBy(
                col(ObjectFacts.WINDOW_ID), col(ObjectFacts.CONTAINER), col(ObjectFacts.OBJECT))
            .as(Encoders.row(ObjectFacts.KEY), Encoders.row(ObjectFacts.ROW))
            .flatMapSortedGroups(
                new Column[] {
                  col(ObjectFacts.SEEN).isNull(),
                  col(ObjectFacts.REQUEST + ".actor"),
                  col(ObjectFacts.REQUEST + ".first")
                },
                ObjectFacts.judge(),
                Encoders.row(ObjectFacts.JUDGED));
    return ExposedObjects.TABLE.conform(finished(judged, open));
  }

  /** The windows in which untouched objects are exposed too, with what limits a SAS to a path. */
  private static Dataset<Row> reaches(Dataset<Row> open, Dataset<Row> tokens, Known known) {
    Column words = split(col(SasTokens.RISK), ", ");
    Dataset<Row> told =
        tokens.select(
            col(SasTokens.ACCOUNT),
            col(SasTokens.SAS_SHA256).as(ExposureWindows.SUBJECT),
            col(SasTokens.BREADTH),
            col(SasTokens.PATH),
            words.as(RISKS));
    Column isOut =
        array_contains(col(RISKS), DescribeSasTokens.STRANGER)
            .or(array_contains(col(RISKS), DescribeSasTokens.LEAD));
    Column isBlob = coalesce(col(SasTokens.BREADTH).startsWith(SasTerms.BLOB), lit(false));
    Object[] outsiders =
        known.principals().stream()
            .filter(named -> OUTSIDERS.contains(named.relation()))
            .map(named -> named.match().toLowerCase(Locale.ROOT))
            .toArray();
    Column isOutsiders =
        col(ExposureWindows.VECTOR)
            .notEqual(Way.ROLE_ASSIGNMENT)
            .or(col(ExposureWindows.VERDICT).eqNullSafe(Verdicts.CONFIRMED))
            .or(coalesce(lower(col(ExposureWindows.PRINCIPAL)).isin(outsiders), lit(false)));
    return open.where(col(ExposureWindows.VECTOR).notEqual(Way.SAS).and(isOutsiders))
        .select(hull(lit(null), lit(null)))
        .union(
            open.where(col(ExposureWindows.VECTOR).equalTo(Way.SAS))
                .join(told, TOKEN, "left")
                .where(
                    coalesce(isOut, lit(true)).and(not(isBlob.and(col(SasTokens.PATH).isNull()))))
                .select(hull(col(SasTokens.BREADTH), col(SasTokens.PATH))));
  }

  private static Column[] hull(Column breadth, Column path) {
    return new Column[] {
      col(ExposureWindows.WINDOW_ID),
      col(ExposureWindows.ACCOUNT),
      col(ExposureWindows.CONTAINER).as(REACHED),
      col(ExposureWindows.OPENED_AFTER),
      col(ExposureWindows.CLOSED_BEFORE),
      breadth.cast(DataTypes.StringType).as(SasTokens.BREADTH),
      path.cast(DataTypes.StringType).as(SasTokens.PATH)
    };
  }

  /** The versions that an inventory shows to have existed somewhere in a window's hull. */
  private static Dataset<Row> seen(Dataset<Row> hulls, Dataset<Row> inventory, Period period) {
    Column seenFrom = micros(InventoryObjects.SEEN_FROM_TICKS);
    Column seenTo = micros(InventoryObjects.SEEN_TO_TICKS);
    // Of a deleted version whose deletion has no time, only the inventory bounds its life.
    Column end =
        coalesce(
            unix_micros(col(InventoryObjects.DELETED_AT)),
            when(col(InventoryObjects.DELETED), seenTo),
            lit(Long.MAX_VALUE));
    Column begin = coalesce(unix_micros(col(InventoryObjects.CREATED_AT)), lit(Long.MIN_VALUE));
    Column from = coalesce(unix_micros(col(ExposureWindows.OPENED_AFTER)), lit(Long.MIN_VALUE));
    Column to = coalesce(unix_micros(col(ExposureWindows.CLOSED_BEFORE)), lit(Long.MAX_VALUE));
    Column periodFrom = lit(Ticks.toMicros(Ticks.of(period.from())));
    Column periodTo = lit(Ticks.toMicros(Ticks.of(period.to())));
    Column inPeriod =
        begin.lt(periodTo).and(end.gt(periodFrom)).and(from.lt(periodTo)).and(to.gt(periodFrom));
    Column fromWindow =
        when(seenTo.lt(from), from.minus(seenTo))
            .when(seenFrom.geq(to), seenFrom.minus(to))
            .otherwise(lit(0L));
    Column seen =
        struct(
                col(InventoryObjects.VERSION_ID),
                col(InventoryObjects.SNAPSHOT),
                col(InventoryObjects.IS_CURRENT),
                col(InventoryObjects.SIZE),
                unix_micros(col(InventoryObjects.CREATED_AT)),
                unix_micros(col(InventoryObjects.MODIFIED_AT)),
                col(InventoryObjects.CONTENT_TYPE),
                col(InventoryObjects.ETAG),
                seenFrom,
                seenTo,
                fromWindow,
                inPeriod,
                col(InventoryObjects.FILE),
                col(InventoryObjects.OFFSET))
            .cast(ObjectFacts.SEEN_TYPE);
    Column below =
        col(SasTokens.BREADTH)
            .equalTo(SasTerms.DIRECTORY)
            .and(col(InventoryObjects.OBJECT).startsWith(concat(col(SasTokens.PATH), lit("/"))));
    Column within =
        col(SasTokens.PATH)
            .isNull()
            .or(col(InventoryObjects.OBJECT).equalTo(col(SasTokens.PATH)))
            .or(below);
    return inAccount(inventory, hulls)
        .union(inContainer(inventory, hulls))
        .where(begin.lt(to).and(end.gt(from)).and(within))
        .select(
            col(ExposureWindows.WINDOW_ID),
            col(InventoryObjects.CONTAINER),
            col(InventoryObjects.OBJECT),
            seen.as(ObjectFacts.SEEN),
            lit(null).cast(ObjectFacts.REQUEST_TYPE).as(ObjectFacts.REQUEST));
  }

  /** Of windows that reach a whole account; those are few, and its objects are not. */
  private static Dataset<Row> inAccount(Dataset<Row> inventory, Dataset<Row> hulls) {
    Dataset<Row> wide = hulls.where(col(REACHED).isNull());
    return inventory.join(
        broadcast(wide.withColumnRenamed(ExposureWindows.ACCOUNT, OF)),
        col(InventoryObjects.ACCOUNT).equalTo(col(OF)));
  }

  private static Dataset<Row> inContainer(Dataset<Row> inventory, Dataset<Row> hulls) {
    return inventory.join(
        hulls.where(col(REACHED).isNotNull()).withColumnRenamed(ExposureWindows.ACCOUNT, OF),
        col(InventoryObjects.ACCOUNT)
            .equalTo(col(OF))
            .and(col(InventoryObjects.CONTAINER).equalTo(col(REACHED))));
  }

  /** The successful requests on objects; a list names objects and is a request on none. */
  private static Dataset<Row> requests(
      Dataset<Row> open, Dataset<Row> accesses, Dataset<Row> actors) {
    Dataset<Row> relations = actors.select(Actors.ACTOR_ID, Actors.RELATION);
    UDF1<String, Long> modified = ModificationTime::micros;
    Column through = col(Accesses.VIA).eqNullSafe(THROUGH);
    Column stranger =
        coalesce(
            col(Actors.RELATION)
                .notEqual(Relation.OWN.word())
                .and(col(Actors.RELATION).notEqual(Relation.PLATFORM.word())),
            lit(true));
    Column content =
        through
            .and(col(Accesses.OPERATION_CLASS).eqNullSafe(OperationClass.READ.word()))
            .and(coalesce(col(Accesses.STATUS_CODE).isin(CONTENT_STATUS.toArray()), lit(false)));
    Column request =
        struct(
                col(Accesses.ACTOR_ID),
                col(Accesses.RANGE_START),
                unix_micros(col(Accesses.AT)),
                col(Accesses.VERSION_ID),
                col(Accesses.SNAPSHOT),
                through.and(stranger),
                content,
                col(Accesses.STATUS_CODE),
                coalesce(col(Accesses.BYTES_OUT), lit(0L)),
                col(Accesses.RANGE_END),
                col(Accesses.OBJECT_LENGTH),
                udf(modified, DataTypes.LongType).apply(col(Accesses.OBJECT_MODIFIED)),
                regexp_replace(col(Accesses.OBJECT_ETAG), "\"", ""))
            .cast(ObjectFacts.REQUEST_TYPE);
    return accesses
        .where(
            col(Accesses.OBJECT)
                .isNotNull()
                .and(col(Accesses.CONTAINER).isNotNull())
                .and(col(Accesses.SUCCEEDED))
                .and(col(Accesses.OPERATION_CLASS).notEqual(OperationClass.LIST.word())))
        .join(open.select(ExposureWindows.WINDOW_ID), ExposureWindows.WINDOW_ID)
        .join(relations, new String[] {Accesses.ACTOR_ID}, "left")
        .select(
            col(Accesses.WINDOW_ID),
            col(Accesses.CONTAINER),
            col(Accesses.OBJECT),
            lit(null).cast(ObjectFacts.SEEN_TYPE).as(ObjectFacts.SEEN),
            request.as(ObjectFacts.REQUEST));
  }

  private static Dataset<Row> finished(Dataset<Row> judged, Dataset<Row> open) {
    UDF2<String, String, String> sensitivity = NameSensitivity::of;
    return judged
        .join(
            open.select(
                ExposureWindows.WINDOW_ID,
                ExposureWindows.ACCOUNT,
                ExposureWindows.TRACEABLE,
                ExposureWindows.HOURS_IN_PERIOD,
                ExposureWindows.HOURS_COVERED),
            ExposureWindows.WINDOW_ID)
        .withColumn(ExposedObjects.CREATED_AT, instant("created"))
        .withColumn(ExposedObjects.MODIFIED_AT, instant("modified"))
        .withColumn(ExposedObjects.FIRST_READ_AT, instant("first_read"))
        .withColumn(ExposedObjects.LAST_READ_AT, instant("last_read"))
        .withColumn(
            ExposedObjects.SENSITIVITY,
            udf(sensitivity, DataTypes.StringType)
                .apply(col(ExposedObjects.OBJECT), col(ExposedObjects.CONTENT_TYPE)))
        .withColumn(ExposedObjects.VERDICT, verdict());
  }

  /** The first that applies (exposure.md §7), by the hours of the whole window. */
  private static Column verdict() {
    Column hours = coalesce(col(ExposureWindows.HOURS_IN_PERIOD), lit(0L));
    Column traceable = coalesce(col(ExposureWindows.TRACEABLE), lit(true));
    Column covered = coalesce(col(ExposureWindows.HOURS_COVERED), lit(0L));
    return when(col("confirmed"), lit("confirmed"))
        .when(
            col("in_period").equalTo(false).or(hours.equalTo(0)).or(covered.equalTo(0)),
            lit("not determinable"))
        .when(covered.lt(hours).or(not(traceable)), lit("possible"))
        .otherwise(lit("not observed"));
  }

  private static Column micros(String ticks) {
    return expr("`" + ticks + "` div " + Ticks.PER_MICRO);
  }

  private static Column instant(String micros) {
    return timestamp_micros(col(micros));
  }
}
