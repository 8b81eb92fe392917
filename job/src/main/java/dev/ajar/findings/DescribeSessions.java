package dev.ajar.findings;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.ajar.model.Behaviour;
import dev.ajar.model.Hashes;
import dev.ajar.model.OperationClass;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Sessions;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code accesses → sessions}: an actor's requests through any window, cut where 30 minutes or more
 * pass without one (exposure.md §6). A request in two windows counts once.
 */
public final class DescribeSessions {
  private static final long PAUSE_MICROS = 30L * 60 * 1_000_000;
  private static final String THROUGH = "through";
  private static final String PLACE = "place";
  private static final String KEPT = "kept";
  private static final String MICROS = "micros";
  private static final String NUMBER = "number";
  private static final String CHANGES = "changes";
  private static final String OBJECTS_READ = "objects_read";
  private static final String BYTES_READ = "bytes_read";
  private static final String LISTS = "lists";
  private static final String SAID = "said";
  private static final StructType BEHAVIOUR =
      new StructType()
          .add(Sessions.BEHAVIOUR, DataTypes.StringType)
          .add(Sessions.BEHAVIOUR_RULE, DataTypes.StringType);

  private static final UserDefinedFunction ID =
      udf(
          (UDF2<String, Long, String>)
              (actor, micros) -> Hashes.id("session", actor, Long.toString(micros)),
          DataTypes.StringType);

  private static final UserDefinedFunction SAY =
      udf((UDF4<Long, Long, Long, Long, Row>) DescribeSessions::say, BEHAVIOUR);

  private DescribeSessions() {}

  /**
   * The sessions of an audit.
   *
   * @param accesses rows of {@link Accesses}
   */
  public static Dataset<Row> transform(Dataset<Row> accesses) {
    WindowSpec inTime = Window.partitionBy(Sessions.ACTOR_ID).orderBy(MICROS);
    Column pause = col(MICROS).minus(lag(col(MICROS), 1).over(inTime));
    // Requests of one instant are peers in the frame of the sum: they get the same number.
    Dataset<Row> numbered =
        requests(accesses)
            .withColumn(
                NUMBER,
                when(pause.isNull().or(pause.geq(PAUSE_MICROS)), lit(1L)).otherwise(lit(0L)))
            .withColumn(NUMBER, sum(col(NUMBER)).over(inTime));
    Dataset<Row> sessions =
        numbered
            .groupBy(col(Sessions.ACTOR_ID), col(NUMBER))
            .agg(
                min(col(MICROS)).as(MICROS),
                array_sort(array_distinct(flatten(collect_set(col(Sessions.WINDOW_IDS)))))
                    .as(Sessions.WINDOW_IDS),
                min(col(Accesses.AT)).as(Sessions.FIRST_AT),
                max(col(Accesses.AT)).as(Sessions.LAST_AT),
                count(lit(1)).as(Sessions.REQUESTS),
                count_distinct(when(col(Accesses.OBJECT).isNotNull(), object()))
                    .as(Sessions.OBJECTS),
                sum(bytes()).as(Sessions.BYTES_OUT),
                sum(one(did(OperationClass.WRITE, OperationClass.DELETE, OperationClass.ACL)))
                    .as(CHANGES),
                count_distinct(when(did(OperationClass.READ), object())).as(OBJECTS_READ),
                sum(when(did(OperationClass.READ), bytes()).otherwise(lit(0L))).as(BYTES_READ),
                sum(one(did(OperationClass.LIST))).as(LISTS));
    return Sessions.TABLE.conform(
        sessions
            .withColumn(Sessions.SESSION_ID, ID.apply(col(Sessions.ACTOR_ID), col(MICROS)))
            .withColumn(
                SAID, SAY.apply(col(CHANGES), col(OBJECTS_READ), col(BYTES_READ), col(LISTS)))
            .withColumn(Sessions.BEHAVIOUR, col(SAID + "." + Sessions.BEHAVIOUR))
            .withColumn(Sessions.BEHAVIOUR_RULE, col(SAID + "." + Sessions.BEHAVIOUR_RULE)));
  }

  /** One row per logged request, with its windows; without an id, one per record. */
  private static Dataset<Row> requests(Dataset<Row> accesses) {
    Column place =
        when(col(Accesses.REQUEST_ID).isNull(), struct(col(Accesses.FILE), col(Accesses.OFFSET)));
    Column[] key =
        Stream.concat(Stream.of(Accesses.ACTOR_ID, PLACE), DescribeActors.REQUEST.stream())
            .map(name -> col(name))
            .toArray(Column[]::new);
    return accesses
        .where(col(Accesses.VIA).equalTo(THROUGH).and(col(Accesses.ACTOR_ID).isNotNull()))
        .withColumn(PLACE, place)
        .groupBy(key)
        .agg(
            collect_set(col(Accesses.WINDOW_ID)).as(Sessions.WINDOW_IDS),
            max(struct(
                    col(Accesses.AT),
                    col(Accesses.OPERATION_CLASS),
                    col(Accesses.SUCCEEDED),
                    col(Accesses.BYTES_OUT)))
                .as(KEPT))
        .select(col("*"), col(KEPT + ".*"))
        .withColumn(MICROS, unix_micros(col(Accesses.AT)));
  }

  private static Row say(Long changes, Long objectsRead, Long bytesRead, Long lists) {
    Behaviour behaviour = Behaviour.of(changes, objectsRead, bytesRead, lists);
    String rule =
        String.format(
            Locale.ROOT,
            "%s: %s; here %d changes, %d objects read, %d bytes of them, %d lists",
            behaviour.word(),
            behaviour.rule(),
            changes,
            objectsRead,
            bytesRead,
            lists);
    return RowFactory.create(behaviour.word(), rule);
  }

  private static Column object() {
    return struct(col(Accesses.ACCOUNT), col(Accesses.CONTAINER), col(Accesses.OBJECT));
  }

  private static Column bytes() {
    return coalesce(col(Accesses.BYTES_OUT), lit(0L));
  }

  private static Column did(OperationClass... operations) {
    Object[] words = Stream.of(operations).map(OperationClass::word).toArray();
    return col(Accesses.OPERATION_CLASS).isin(words).and(col(Accesses.SUCCEEDED));
  }

  private static Column one(Column fits) {
    return when(fits, lit(1L)).otherwise(lit(0L));
  }
}
