package dev.ajar.reports.formats;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import dev.ajar.tables.Accesses;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Lines of a file, not yet in order.
 *
 * @param rows a column {@link #LINE} and those of the order
 * @param order columns that tell any two rows apart
 */
public record Lines(Dataset<Row> rows, List<String> order) {
  /** The text of a line, without its end. */
  public static final String LINE = "line";

  /** A line that is a JSON object of these fields; those without a value are left out. */
  static Column json(Column... fields) {
    return to_json(struct(fields), Map.of("ignoreNullFields", "true")).as(LINE);
  }

  /** Account and container of a row, as one name. */
  static Column place() {
    return concat_ws("/", col(Accesses.ACCOUNT), col(Accesses.CONTAINER));
  }

  /** A request in a few words. */
  static Column request() {
    return concat_ws(
        " ",
        col(Accesses.AUTH_TYPE),
        col(Accesses.OPERATION),
        col(Accesses.STATUS_CODE).cast("string"),
        concat_ws("/", place(), col(Accesses.OBJECT)));
  }
}
