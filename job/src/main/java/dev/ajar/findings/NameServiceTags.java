package dev.ajar.findings;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.ajar.model.AddressRange;
import dev.ajar.model.Settings;
import dev.ajar.model.Ticks;
import dev.ajar.tables.Actors;
import dev.ajar.tables.Observations;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code actors, observations → actors}: which of Azure's services had the addresses of actors of
 * whom no rule says anything (exposure.md §6): by the latest list that was published when the actor
 * made its last request, the longest prefix, then the most specific tag. It makes nobody own:
 * anybody can rent such an address.
 */
public final class NameServiceTags {
  private static final String TAG = "tag";
  private static final String DATED = "dated";
  private static final String RANGE = "range";
  private static final String NETWORK = "network";
  private static final String FOUND = "found";
  private static final String PREFIXES = "addressPrefixes";
  private static final String CLOUD = "AzureCloud";

  private static final ArrayType TEXTS = DataTypes.createArrayType(DataTypes.StringType);
  private static final StructType SAID = new StructType().add(PREFIXES, TEXTS);
  private static final UserDefinedFunction AROUND =
      udf((UDF1<String, List<String>>) AddressRange::around, TEXTS);

  private NameServiceTags() {}

  /**
   * The actors, with the tag as {@link Actors#MATCHED_RULE} where they have none.
   *
   * @param actors rows of {@link Actors}
   * @param observations rows of {@link Observations}
   */
  public static Dataset<Row> transform(Dataset<Row> actors, Dataset<Row> observations) {
    Column ranges = from_json(col(Observations.VALUE), SAID).getField(PREFIXES);
    Dataset<Row> listed =
        observations.where(col(Observations.SETTING).equalTo(Settings.SERVICE_TAG));
    Dataset<Row> tags =
        listed.select(
            col(Observations.OBSERVED_TICKS).as(DATED),
            col(Observations.ITEM).as(TAG),
            explode(ranges).as(RANGE));
    Dataset<Row> lists = listed.select(col(Observations.OBSERVED_TICKS).as(DATED)).distinct();
    Column last = unix_micros(col(Actors.LAST_AT)).multiply(lit(Ticks.PER_MICRO));
    Dataset<Row> found =
        actors
            .where(col(Actors.MATCHED_RULE).isNull())
            .join(broadcast(lists), col(DATED).leq(last))
            .groupBy(Actors.ACTOR_ID, Actors.NETWORKS)
            .agg(max(DATED).as(DATED))
            .select(col(Actors.ACTOR_ID), col(DATED), explode(col(Actors.NETWORKS)).as(NETWORK))
            .withColumn(RANGE, explode(AROUND.apply(col(NETWORK))))
            .join(tags, new String[] {DATED, RANGE})
            .groupBy(Actors.ACTOR_ID)
            .agg(max(struct(prefix(), specific(), col(TAG), col(DATED))).as(FOUND));
    return Actors.TABLE.conform(
        actors
            .join(found, new String[] {Actors.ACTOR_ID}, "left")
            .withColumn(Actors.MATCHED_RULE, coalesce(col(Actors.MATCHED_RULE), rule())));
  }

  private static Column prefix() {
    return substring_index(col(RANGE), "/", -1).cast(DataTypes.IntegerType);
  }

  /** A service before the whole cloud, one region before all. */
  private static Column specific() {
    Column service = when(col(TAG).startsWith(CLOUD), lit(0)).otherwise(lit(2));
    Column region = when(col(TAG).contains("."), lit(1)).otherwise(lit(0));
    return service.plus(region);
  }

  private static Column rule() {
    String days = "int(" + FOUND + "." + DATED + " div " + 24 * Ticks.PER_HOUR + ")";
    Column day = expr("date_from_unix_date(" + days + ")");
    return concat(
        lit("service-tag "), col(FOUND + "." + TAG), lit(" "), day.cast(DataTypes.StringType));
  }
}
