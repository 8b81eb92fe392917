package dev.ajar.reports.formats;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.ajar.reports.views.AccessRecords;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import dev.ajar.tables.Events;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Table;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code accesses, events, exposure_windows → a timeline}: requests, operations and the four times
 * of each window.
 *
 * <p>Each line has the three fields that the importer asks for, {@code message}, {@code datetime}
 * (ISO 8601 with offset) and {@code timestamp_desc}, and {@code timestamp} in microseconds.
 *
 * @see <a href="https://timesketch.org/guides/user/import-from-json-csv/">the importer</a>
 */
public final class Timesketch {
  private static final String AT = "at";
  private static final String KEY = "key";
  private static final String ISO = "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'";

  private Timesketch() {}

  /**
   * The events of an audit, in the order of their time.
   *
   * @param records as {@link AccessRecords} has them
   */
  public static Lines lines(Dataset<Row> records, Function<Table, Dataset<Row>> tables) {
    Dataset<Row> windows = tables.apply(ExposureWindows.TABLE);
    return new Lines(
        accesses(records)
            .union(operations(tables.apply(Events.TABLE)))
            .union(edges(windows, ExposureWindows.OPENED_AFTER, "Last known closed before window"))
            .union(edges(windows, ExposureWindows.OPENED_BEFORE, "First known open"))
            .union(edges(windows, ExposureWindows.CLOSED_AFTER, "Last known open"))
            .union(edges(windows, ExposureWindows.CLOSED_BEFORE, "First known closed again")),
        List.of(AT, KEY));
  }

  private static Dataset<Row> accesses(Dataset<Row> records) {
    return event(
        records,
        col(Accesses.AT),
        concat(col(Accesses.FILE), lit("#"), col(Accesses.OFFSET)),
        concat_ws(" ", Lines.request(), concat(lit("from "), col(Accesses.CALLER_IP))),
        "Request received",
        "azure:storage:request",
        col(Accesses.ACCOUNT),
        col(Accesses.CONTAINER),
        col(Accesses.OBJECT),
        col(Accesses.OPERATION),
        col(Accesses.OPERATION_CLASS),
        col(Accesses.STATUS_CODE),
        col(Accesses.AUTH_TYPE),
        col(Accesses.CALLER_IP),
        col(Accesses.USER_AGENT),
        col(Accesses.UPN),
        col(Accesses.OBJECT_ID),
        col(Accesses.SAS_SHA256),
        col(Accesses.BYTES_OUT),
        col(Accesses.ACTOR_ID),
        col(Actors.RELATION).as("actor_relation"),
        transform(col(AccessRecords.WINDOWS), window -> window.getField(Accesses.WINDOW_ID))
            .as("window_ids"),
        col(Accesses.FILE),
        col(Accesses.OFFSET),
        array(
                when(col(AccessRecords.THROUGH), lit("through-exposure"))
                    .otherwise(lit("during-exposure")))
            .as("tag"));
  }

  private static Dataset<Row> operations(Dataset<Row> events) {
    return event(
        events,
        col(Events.AT),
        concat_ws("#", col(Events.FILE), col(Events.OFFSET), col(Events.OPERATION)),
        concat_ws(
            " ",
            col(Events.OPERATION),
            col(Events.OUTCOME),
            concat(lit("on "), col(Events.SCOPE)),
            concat(lit("by "), col(Events.CALLER))),
        "Operation completed",
        "azure:activity:operation",
        col(Events.ACCOUNT),
        col(Events.CONTAINER),
        col(Events.OPERATION),
        col(Events.OUTCOME),
        col(Events.SCOPE),
        col(Events.CALLER),
        col(Events.CALLER_IP),
        col(Events.OBJECT_ID),
        col(Events.ACTOR_ID),
        col(Events.CORRELATION_ID),
        col(Events.FILE),
        col(Events.OFFSET));
  }

  private static Dataset<Row> edges(Dataset<Row> windows, String edge, String said) {
    return event(
        windows.where(col(edge).isNotNull()),
        col(edge),
        concat(col(ExposureWindows.WINDOW_ID), lit("#" + edge)),
        concat_ws(
            " ",
            lit(said + ":"),
            col(ExposureWindows.VECTOR),
            Lines.place(),
            concat(lit("("), col(ExposureWindows.EXPOSURE), lit(")"))),
        said,
        "ajar:window:edge",
        col(ExposureWindows.WINDOW_ID),
        col(ExposureWindows.ACCOUNT),
        col(ExposureWindows.CONTAINER),
        col(ExposureWindows.VECTOR),
        col(ExposureWindows.SUBJECT),
        col(ExposureWindows.EXPOSURE),
        col(ExposureWindows.REACH),
        col(ExposureWindows.VERDICT));
  }

  private static Dataset<Row> event(
      Dataset<Row> rows,
      Column at,
      Column key,
      Column message,
      String described,
      String type,
      Column... more) {
    Column[] fields =
        Stream.concat(
                Stream.of(
                    message.as("message"),
                    date_format(at, ISO).as("datetime"),
                    lit(described).as("timestamp_desc"),
                    unix_micros(at).as("timestamp"),
                    lit(type).as("data_type")),
                Stream.of(more))
            .toArray(Column[]::new);
    return rows.select(at.as(AT), key.as(KEY), Lines.json(fields));
  }
}
