package dev.ajar.findings;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.udf;

import dev.ajar.model.Basis;
import dev.ajar.model.Operations;
import dev.ajar.model.Operations.Existence;
import dev.ajar.model.Settings;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.LogRecords;
import dev.ajar.tables.Observations;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code log records → observations}: what data-plane operations say of settings (exposure.md §2).
 * A successful {@code SetContainerACL}, {@code CreateContainer} or {@code RestoreContainer} is a
 * touch of the level, whose new value nobody logs; creation, restoring and deletion are changes of
 * {@code exists}.
 */
public final class FindTouches {
  /** What one operation says: a setting, and of a change its values. */
  private static final StructType FACT =
      new StructType()
          .add("setting", DataTypes.StringType)
          .add("basis", DataTypes.StringType)
          .add("value", DataTypes.StringType)
          .add("previous_value", DataTypes.StringType);

  private static final UserDefinedFunction FACTS =
      udf((UDF1<String, List<Row>>) FindTouches::facts, DataTypes.createArrayType(FACT));

  private FindTouches() {}

  /**
   * The observations, one or two for each successful operation; {@code records} may hold others.
   */
  public static Dataset<Row> transform(Dataset<Row> records) {
    Dataset<Row> facts =
        records
            .where(col(Accesses.SUCCEEDED).and(col(Accesses.CONTAINER).isNotNull()))
            .withColumn("fact", explode(FACTS.apply(col(Accesses.OPERATION))));
    return Observations.TABLE.conform(
        facts.select(
            col(Accesses.ACCOUNT).as(Observations.ACCOUNT),
            col(Accesses.CONTAINER).as(Observations.CONTAINER),
            col("fact.setting").as(Observations.SETTING),
            lit(null).cast("string").as(Observations.ITEM),
            col("fact.value").as(Observations.VALUE),
            col("fact.previous_value").as(Observations.PREVIOUS_VALUE),
            col(Accesses.AT).as(Observations.OBSERVED_AT),
            col("fact.basis").as(Observations.BASIS),
            caller().as(Observations.CALLER),
            col(Accesses.CALLER_IP).as(Observations.CALLER_IP),
            lower(col(Accesses.OPERATION)).as(Observations.OPERATION),
            col(Accesses.REQUEST_ID).as(Observations.CORRELATION_ID),
            col(Accesses.FILE).as(Observations.FILE),
            col(Accesses.OFFSET).as(Observations.OFFSET),
            col(Accesses.ACTOR_ID).as(Observations.ACTOR_ID),
            col(LogRecords.AT_TICKS).as(Observations.OBSERVED_TICKS),
            lit(null).cast("bigint").as(Observations.STARTED_TICKS),
            lit(null).cast("bigint").as(Observations.UNTIL_TICKS)));
  }

  private static Column caller() {
    return coalesce(
        col(Accesses.UPN),
        col(Accesses.OBJECT_ID),
        col(Accesses.APP_ID),
        concat_ws(" ", col(Accesses.AUTH_TYPE), col(Accesses.KEY_LABEL)));
  }

  private static List<Row> facts(String operation) {
    List<Row> facts = new ArrayList<>();
    Operations.Operation known = Operations.of(operation);
    if (known.touchesLevel()) {
      facts.add(RowFactory.create(Settings.PUBLIC_ACCESS, Basis.TOUCH.word(), null, null));
    }
    if (known.existence() == Existence.CREATE || known.existence() == Existence.RESTORE) {
      facts.add(RowFactory.create(Settings.EXISTS, Basis.CHANGE.word(), "true", "false"));
    }
    if (known.existence() == Existence.DELETE) {
      facts.add(RowFactory.create(Settings.EXISTS, Basis.CHANGE.word(), "false", "true"));
    }
    return facts;
  }
}
