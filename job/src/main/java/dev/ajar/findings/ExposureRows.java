package dev.ajar.findings;

import dev.ajar.model.ClosedSpan;
import dev.ajar.model.Exposure;
import dev.ajar.model.ExposureWindow;
import dev.ajar.model.Hashes;
import dev.ajar.model.Place;
import dev.ajar.model.Ticks;
import dev.ajar.model.Way;
import dev.ajar.model.WindowSpan;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Exposures;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.jdk.javaapi.CollectionConverters;

/** Windows and closed spans as rows of {@link Exposures}. */
final class ExposureRows {
  private static final String[] COLUMNS = Exposures.TABLE.columns().fieldNames();

  private ExposureRows() {}

  /** The rows, in order of time, windows first. */
  static Iterator<Row> of(Exposure exposure) {
    List<Row> rows = new ArrayList<>();
    exposure.windows().forEach(window -> rows.add(of(window)));
    exposure.closedSpans().forEach(span -> rows.add(of(span)));
    return rows.iterator();
  }

  /**
   * The windows of a role assignment.
   *
   * @param principal whose OAuth requests come through it
   * @param untraceable whether requests through it cannot be told from others
   */
  static Iterator<Row> ofRole(Exposure exposure, String principal, boolean untraceable) {
    List<Row> rows = new ArrayList<>();
    for (ExposureWindow window : exposure.windows()) {
      Map<String, Object> row = values(window);
      row.put(ExposureWindows.PRINCIPAL, principal);
      row.put(Exposures.UNTRACEABLE, untraceable);
      rows.add(row(row));
    }
    return rows.iterator();
  }

  private static Row of(ExposureWindow window) {
    return row(values(window));
  }

  private static Map<String, Object> values(ExposureWindow window) {
    ExposureWindow.Times times = window.times();
    Map<String, Object> row =
        named(Exposures.WINDOW, window.way(), window.account(), window.container());
    row.put(ExposureWindows.WINDOW_ID, id(window));
    row.put(ExposureWindows.CAPABILITY, window.capability());
    row.put(ExposureWindows.REACH, window.reach());
    row.put(ExposureWindows.EXPOSURE, window.exposure().word());
    row.put(ExposureWindows.OPENED_AFTER, instant(times.openedAfter()));
    row.put(ExposureWindows.OPENED_BEFORE, instant(times.openedBefore()));
    row.put(ExposureWindows.CLOSED_AFTER, instant(times.closedAfter()));
    row.put(ExposureWindows.CLOSED_BEFORE, instant(times.closedBefore()));
    row.put(ExposureWindows.STILL_OPEN, times.closedBefore() == null);
    ExposureWindow.Edge opening = window.opening();
    row.put(ExposureWindows.OPENED_CAUSE, opening.cause());
    row.put(ExposureWindows.OPENED_BASIS, opening.basis());
    row.put(ExposureWindows.OPENED_BY, opening.by());
    row.put(ExposureWindows.OPENED_ACTOR_ID, opening.actorId());
    row.put(ExposureWindows.OPENED_EVIDENCE, places(opening.evidence()));
    ExposureWindow.Edge closing = window.closing();
    row.put(ExposureWindows.CLOSED_CAUSE, closing.cause());
    row.put(ExposureWindows.CLOSED_BASIS, closing.basis());
    row.put(ExposureWindows.CLOSED_BY, closing.by());
    row.put(ExposureWindows.CLOSED_ACTOR_ID, closing.actorId());
    row.put(ExposureWindows.CLOSED_EVIDENCE, places(closing.evidence()));
    row.put(Exposures.OPENED_AFTER_TICKS, times.openedAfter());
    row.put(Exposures.OPENED_BEFORE_TICKS, times.openedBefore());
    row.put(Exposures.CLOSED_AFTER_TICKS, times.closedAfter());
    row.put(Exposures.CLOSED_BEFORE_TICKS, times.closedBefore());
    row.put(Exposures.OPENED_STARTED_TICKS, opening.startedTicks());
    row.put(Exposures.SIGN, window.sign());
    row.put(Exposures.CONTRADICTED, window.contradicted());
    row.put(Exposures.SPANS, window.spans().stream().map(ExposureRows::of).toList());
    return row;
  }

  private static Row of(ClosedSpan span) {
    Long from = bounded(span.from());
    Long to = bounded(span.to());
    Map<String, Object> row =
        named(Exposures.CLOSED, Way.OF_ANYONE, span.account(), span.container());
    row.put(ExposureWindows.OPENED_AFTER, instant(from));
    row.put(ExposureWindows.CLOSED_BEFORE, instant(to));
    row.put(Exposures.OPENED_AFTER_TICKS, from);
    row.put(Exposures.CLOSED_BEFORE_TICKS, to);
    row.put(Exposures.CLOSED_KNOWN, span.known());
    row.put(Exposures.CLOSED_OBSERVED_TICKS, span.observed());
    return row(row);
  }

  private static Row of(WindowSpan span) {
    return RowFactory.create(
        bounded(span.from()),
        bounded(span.to()),
        span.state().word(),
        forSpark(span.capability()),
        span.reach(),
        span.cause(),
        forSpark(places(span.evidence())));
  }

  /** Traffic and the passing of time do not move what a window is named by (outputs.md). */
  private static String id(ExposureWindow window) {
    Long openedAfter = window.times().openedAfter();
    return Hashes.id(
        "window",
        window.way().vector(),
        window.account(),
        window.container(),
        window.way().subject(),
        openedAfter == null ? null : Long.toString(Ticks.toMicros(openedAfter)));
  }

  private static Map<String, Object> named(String kind, Way way, String account, String container) {
    Map<String, Object> row = new HashMap<>();
    row.put(Exposures.KIND, kind);
    row.put(ExposureWindows.ACCOUNT, account);
    row.put(ExposureWindows.CONTAINER, container);
    row.put(ExposureWindows.VECTOR, way.vector());
    row.put(ExposureWindows.SUBJECT, way.subject());
    return row;
  }

  private static Row row(Map<String, Object> values) {
    Object[] row = new Object[COLUMNS.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = forSpark(values.get(COLUMNS[i]));
    }
    return RowFactory.create(row);
  }

  /** Spark's encoder of rows takes arrays as Scala sequences. */
  private static Object forSpark(Object value) {
    return value instanceof List<?> list ? CollectionConverters.asScala(list) : value;
  }

  private static List<Row> places(List<Place> places) {
    return places.stream().map(place -> RowFactory.create(place.file(), place.offset())).toList();
  }

  private static Long bounded(long ticks) {
    return ticks == Ticks.UNBOUNDED_PAST || ticks == Ticks.UNBOUNDED_FUTURE ? null : ticks;
  }

  /** The instant that a table stores: microseconds, cut. */
  private static Timestamp instant(Long ticks) {
    return ticks == null
        ? null
        : Timestamp.from(Ticks.toInstant(Ticks.ofMicros(Ticks.toMicros(ticks))));
  }
}
