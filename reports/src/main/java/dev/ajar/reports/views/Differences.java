package dev.ajar.reports.views;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import dev.ajar.tables.Actors;
import dev.ajar.tables.ExposedObjects;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Findings;
import dev.ajar.tables.SasTokens;
import dev.ajar.tables.Table;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * {@code tables of a run, tables of a later one → what changed}: one row per row that came or went,
 * and one per column of a row that says something else now.
 *
 * <p>Compared is what a notification would rest on, not when Ajar looked.
 */
public final class Differences {
  /** Name of the table. */
  public static final String TABLE = "table";

  /** The row's key, as JSON. */
  public static final String KEY = "key";

  /** What to call the row. */
  public static final String LABEL = "label";

  /** {@code added}, {@code removed} or {@code changed}. */
  public static final String CHANGE = "change";

  /** The column that changed; null for a row that came or went. */
  public static final String FIELD = "field";

  /** Its value before, as text. */
  public static final String BEFORE = "before";

  /** Its value after, as text. */
  public static final String AFTER = "after";

  /** Columns that tell any two differences apart. */
  public static final List<String> ORDER = List.of(TABLE, KEY, FIELD);

  private static final String INSTANT = "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'";
  private static final Map<String, String> WITH_NULLS = Map.of("ignoreNullFields", "false");

  /** A table, what to call its rows, and which columns are compared. */
  private record Compared(Table table, List<String> label, List<String> fields) {}

  private static final List<Compared> COMPARED =
      List.of(
          new Compared(
              ExposureWindows.TABLE,
              List.of(ExposureWindows.VECTOR, ExposureWindows.ACCOUNT, ExposureWindows.CONTAINER),
              List.of(
                  ExposureWindows.EXPOSURE,
                  ExposureWindows.VERDICT,
                  ExposureWindows.CAPABILITY,
                  ExposureWindows.REACH,
                  ExposureWindows.OPENED_AFTER,
                  ExposureWindows.OPENED_BEFORE,
                  ExposureWindows.CLOSED_AFTER,
                  ExposureWindows.CLOSED_BEFORE,
                  ExposureWindows.STILL_OPEN,
                  ExposureWindows.OPENED_BY,
                  ExposureWindows.CLOSED_BY,
                  ExposureWindows.HOURS_EXPOSED,
                  ExposureWindows.HOURS_IN_PERIOD,
                  ExposureWindows.HOURS_COVERED)),
          new Compared(
              Actors.TABLE,
              List.of(Actors.KIND, Actors.LABEL),
              List.of(
                  Actors.RELATION,
                  Actors.FIRST_AT,
                  Actors.LAST_AT,
                  Actors.REQUESTS,
                  Actors.OBJECTS,
                  Actors.BYTES_OUT,
                  Actors.WRITES,
                  Actors.DELETES)),
          new Compared(
              ExposedObjects.TABLE,
              List.of(ExposedObjects.ACCOUNT, ExposedObjects.CONTAINER, ExposedObjects.OBJECT),
              List.of(
                  ExposedObjects.VERDICT,
                  ExposedObjects.SENSITIVITY,
                  ExposedObjects.READS,
                  ExposedObjects.BYTES_OUT,
                  ExposedObjects.COMPLETE_COPY)),
          new Compared(
              SasTokens.TABLE,
              List.of(SasTokens.ACCOUNT, SasTokens.SAS_SHA256),
              List.of(SasTokens.RISK, SasTokens.EXPIRES_AT, SasTokens.REQUESTS)),
          new Compared(
              Findings.TABLE,
              List.of(Findings.KIND, Findings.SUBJECT),
              List.of(Findings.SEVERITY, Findings.TEXT)));

  private Differences() {}

  /** Every difference, in no order. */
  public static Dataset<Row> of(
      Function<Table, Dataset<Row>> before, Function<Table, Dataset<Row>> after) {
    return COMPARED.stream()
        .map(one -> of(one, before.apply(one.table()), after.apply(one.table())))
        .reduce(Dataset::union)
        .orElseThrow();
  }

  private static Dataset<Row> of(Compared one, Dataset<Row> before, Dataset<Row> after) {
    Dataset<Row> was = side(one, before, "was");
    Dataset<Row> is = side(one, after, "is");
    Column came = col("was." + KEY).isNull();
    Column went = col("is." + KEY).isNull();
    Column[] fields = one.fields().stream().map(Differences::difference).toArray(Column[]::new);
    Column whole =
        array(
            struct(
                lit(null).cast("string").as(FIELD),
                lit(null).cast("string").as(BEFORE),
                lit(null).cast("string").as(AFTER)));
    return was.join(is, col("was." + KEY).equalTo(col("is." + KEY)), "full_outer")
        .select(
            lit(one.table().name()).as(TABLE),
            coalesce(col("is." + KEY), col("was." + KEY)).as(KEY),
            coalesce(col("is." + LABEL), col("was." + LABEL)).as(LABEL),
            when(came, lit("added"))
                .when(went, lit("removed"))
                .otherwise(lit("changed"))
                .as(CHANGE),
            explode(when(came.or(went), whole).otherwise(array_compact(array(fields)))).as("one"))
        .select(
            col(TABLE),
            col(KEY),
            col(LABEL),
            col(CHANGE),
            col("one." + FIELD),
            col("one." + BEFORE),
            col("one." + AFTER));
  }

  private static Dataset<Row> side(Compared one, Dataset<Row> rows, String name) {
    Column[] key = one.table().key().stream().map(functions::col).toArray(Column[]::new);
    Column[] label = one.label().stream().map(functions::col).toArray(Column[]::new);
    Stream<Column> fields =
        one.fields().stream()
            .map(field -> text(field, one.table().columns().apply(field).dataType()).as(field));
    return rows.select(
            Stream.concat(
                    Stream.of(
                        to_json(struct(key), WITH_NULLS).as(KEY), concat_ws("/", label).as(LABEL)),
                    fields)
                .toArray(Column[]::new))
        .as(name);
  }

  private static Column text(String field, DataType type) {
    if (type.equals(DataTypes.TimestampType)) {
      return date_format(col(field), INSTANT);
    }
    return type instanceof ArrayType ? to_json(col(field)) : col(field).cast("string");
  }

  private static Column difference(String field) {
    Column was = col("was." + field);
    Column is = col("is." + field);
    return when(
        not(was.eqNullSafe(is)), struct(lit(field).as(FIELD), was.as(BEFORE), is.as(AFTER)));
  }
}
