package dev.ajar.sweep;

import dev.ajar.config.AuditConfig;
import dev.ajar.config.Rules;
import dev.ajar.model.Ticks;
import dev.ajar.model.Way;
import dev.ajar.sweep.WindowIndex.Kind;
import dev.ajar.sweep.WindowIndex.Stretch;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Exposures;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * {@code exposures → window index}: what the chosen sweep searches for anonymous callers
 * (exposure.md §4, {@code rules.sweep}): {@code exposed} windows with a sign; {@code unproven} also
 * the unknown ones and closed spans that are only inferred; {@code all} every closed span too.
 */
public final class SearchedWindows {
  private SearchedWindows() {}

  /**
   * The index of these exposures.
   *
   * @param exposures rows of {@link Exposures}
   */
  public static WindowIndex of(Iterator<Row> exposures, AuditConfig config) {
    return of(exposures, config.rules().sweep(), config);
  }

  /** The index for another choice than the configuration's. */
  public static WindowIndex of(Iterator<Row> exposures, Rules.Sweep sweep, AuditConfig config) {
    Rules rules = config.rules();
    boolean unproven = sweep != Rules.Sweep.EXPOSED;
    WindowIndex.Builder index =
        WindowIndex.searching(
            Ticks.of(config.period().from()),
            Ticks.of(config.period().to()),
            rules.during() == Rules.During.KEEP,
            unproven);
    exposures.forEachRemaining(
        row -> {
          String container = row.getAs(ExposureWindows.CONTAINER);
          if (row.getAs(ExposureWindows.VECTOR).equals(Way.ANONYMOUS) && searches(row, sweep)) {
            index.add(row.getAs(ExposureWindows.ACCOUNT), container, stretch(row, rules));
          }
        });
    return index.build();
  }

  /** Whether the sweep looks through this row's time. */
  public static boolean searches(Row exposure, Rules.Sweep sweep) {
    if (isWindow(exposure) && exposure.<Boolean>getAs(Exposures.SIGN)) {
      return true;
    }
    return switch (sweep) {
      case EXPOSED -> false;
      case UNPROVEN -> isWindow(exposure) || !exposure.<Boolean>getAs(Exposures.CLOSED_KNOWN);
      case ALL -> true;
    };
  }

  static boolean isWindow(Row exposure) {
    return Exposures.WINDOW.equals(exposure.getAs(Exposures.KIND));
  }

  private static Stretch stretch(Row row, Rules rules) {
    long from = orElse(row.getAs(Exposures.OPENED_AFTER_TICKS), Ticks.UNBOUNDED_PAST);
    long to = orElse(row.getAs(Exposures.CLOSED_BEFORE_TICKS), Ticks.UNBOUNDED_FUTURE);
    if (!isWindow(row)) {
      return new Stretch(null, Kind.CLOSED, from, to, from, to, new long[0], new byte[0]);
    }
    List<Row> spans = row.getList(row.fieldIndex(Exposures.SPANS));
    long[] spanFrom = new long[spans.size()];
    byte[] state = new byte[spans.size()];
    for (int i = 0; i < spanFrom.length; i++) {
      Row span = spans.get(i);
      spanFrom[i] = orElse(span.getAs("from_ticks"), Ticks.UNBOUNDED_PAST);
      state[i] =
          span.<String>getAs("state").equals("possible") ? WindowIndex.POSSIBLE : WindowIndex.OPEN;
    }
    boolean sign = row.getAs(Exposures.SIGN);
    Long started = row.getAs(Exposures.OPENED_STARTED_TICKS);
    boolean exactClose = "exact".equals(row.getAs(ExposureWindows.CLOSED_BASIS));
    long settle = rules.settle().toSeconds() * Ticks.PER_SECOND;
    return new Stretch(
        row.getAs(ExposureWindows.WINDOW_ID),
        sign ? Kind.SIGNED : Kind.UNKNOWN,
        from,
        to,
        started == null ? from : Math.min(started, from),
        exactClose && to != Ticks.UNBOUNDED_FUTURE ? to + settle : to,
        spanFrom,
        state);
  }

  private static long orElse(Long ticks, long unknown) {
    return ticks == null ? unknown : ticks;
  }
}
