package dev.ajar.findings;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;

import dev.ajar.model.Principal;
import dev.ajar.model.Settings;
import dev.ajar.tables.Observations;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What lists of principals say of whom evidence names by an object id or a user principal name
 * (inputs.md §8). A tenant may have half a million of them, so they are joined, never collected.
 */
final class Directory {
  /** What is said of somebody, each once, whenever it was said; null where nothing is. */
  static final String LISTED = "listed";

  /** What the latest list calls them; null where none does. */
  static final String CALLED = "called";

  private static final String NAMED = "named";
  private static final String SAID = "said";
  private static final String DISPLAY_NAME = "displayName";
  private static final StructType PRINCIPAL =
      new StructType()
          .add("objectId", DataTypes.StringType)
          .add("type", DataTypes.StringType)
          .add("appId", DataTypes.StringType)
          .add("ownerTenant", DataTypes.StringType)
          .add("upn", DataTypes.StringType)
          .add("userType", DataTypes.StringType);

  /** The type of {@link #LISTED}. */
  static final ArrayType TYPE = DataTypes.createArrayType(PRINCIPAL);

  private Directory() {}

  /**
   * The rows with {@link #LISTED} and {@link #CALLED}.
   *
   * @param name an object id or user principal name, in any case; null for nobody
   * @param observations rows of {@link Observations}
   */
  static Dataset<Row> join(Dataset<Row> rows, Column name, Dataset<Row> observations) {
    return rows.join(byName(observations), lower(name).equalTo(col(NAMED)), "left").drop(NAMED);
  }

  /** One row per object id and per user principal name. */
  private static Dataset<Row> byName(Dataset<Row> observations) {
    Column upn = col(SAID + ".upn");
    Column principal =
        struct(
            col(Observations.ITEM).as("objectId"),
            col(SAID + ".type"),
            col(SAID + ".appId"),
            col(SAID + ".ownerTenant"),
            upn,
            col(SAID + ".userType"));
    Column called = coalesce(upn, col(SAID + "." + DISPLAY_NAME)).as(CALLED);
    return observations
        .where(col(Observations.SETTING).equalTo(Settings.PRINCIPAL))
        .withColumn(
            SAID,
            from_json(col(Observations.VALUE), PRINCIPAL.add(DISPLAY_NAME, DataTypes.StringType)))
        .withColumn(NAMED, explode(array_compact(array(col(Observations.ITEM), lower(upn)))))
        .groupBy(NAMED)
        .agg(
            collect_set(principal).as(LISTED),
            max(struct(col(Observations.OBSERVED_TICKS), called)).getField(CALLED).as(CALLED));
  }

  /** The principals of a value of {@link #LISTED}. */
  static List<Principal> principals(Seq<Row> listed) {
    return listed == null
        ? List.of()
        : CollectionConverters.asJava(listed).stream().map(Directory::principal).toList();
  }

  private static Principal principal(Row row) {
    return new Principal(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5));
  }
}
