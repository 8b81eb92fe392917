package dev.ajar.findings;

import dev.ajar.model.ExposureState;
import dev.ajar.model.Ticks;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Cuts the spans of a window where what is known of it changes. */
final class SpanCut {
  private static final int FROM = 0;
  private static final int TO = 1;
  private static final int STATE = 2;
  private static final int CAUSE = 5;
  private static final String USE = "use";

  private SpanCut() {}

  /**
   * The same spans, proven from {@code from} to before {@code to}.
   *
   * @param spans elements of {@link dev.ajar.tables.Exposures#SPANS}
   */
  static Row[] proven(List<Row> spans, long from, long to) {
    List<Row> cut = new ArrayList<>();
    for (Row span : spans) {
      long begin = span.isNullAt(FROM) ? Ticks.UNBOUNDED_PAST : span.getLong(FROM);
      long end = span.isNullAt(TO) ? Ticks.UNBOUNDED_FUTURE : span.getLong(TO);
      long first = Math.min(Math.max(begin, from), end);
      long last = Math.max(Math.min(end, to), first);
      if (begin < first) {
        cut.add(part(span, begin, first, span.getString(STATE), span.get(CAUSE)));
      }
      if (first < last) {
        cut.add(part(span, first, last, ExposureState.PROVEN.word(), USE));
      }
      if (last < end) {
        cut.add(part(span, last, end, span.getString(STATE), last > begin ? USE : span.get(CAUSE)));
      }
    }
    return cut.toArray(Row[]::new);
  }

  private static Row part(Row span, long from, long to, String state, Object cause) {
    Object[] values = new Object[span.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = span.get(i);
    }
    values[FROM] = from == Ticks.UNBOUNDED_PAST ? null : (Long) from;
    values[TO] = to == Ticks.UNBOUNDED_FUTURE ? null : (Long) to;
    values[STATE] = state;
    values[CAUSE] = cause;
    return RowFactory.create(values);
  }
}
