package dev.ajar.sweep;

import dev.ajar.config.AuditConfig;
import dev.ajar.config.Rules;
import dev.ajar.model.Ticks;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Exposures;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * Which spans of which accounts' write logs are looked through for touches (exposure.md §2, order
 * of a run): of the whole period ({@code touches: all}) or of gaps; only of accounts not known
 * closed, inferred is not enough, at every instant of the period.
 */
public final class TouchSpans {
  private TouchSpans() {}

  /**
   * {@code touches: all}: the period, for every account that is not known closed throughout it.
   *
   * @param accounts exposures of the accounts' own settings alone: rows without a container
   */
  public static Map<String, List<long[]>> ofPeriod(Iterator<Row> accounts, AuditConfig config) {
    long from = Ticks.of(config.period().from());
    long to = Ticks.of(config.period().to());
    Map<String, List<long[]>> spans = new TreeMap<>();
    accounts.forEachRemaining(
        row -> {
          boolean knownClosed =
              !SearchedWindows.isWindow(row) && row.<Boolean>getAs(Exposures.CLOSED_KNOWN);
          long begin = orElse(row.getAs(Exposures.OPENED_AFTER_TICKS), Ticks.UNBOUNDED_PAST);
          long end = orElse(row.getAs(Exposures.CLOSED_BEFORE_TICKS), Ticks.UNBOUNDED_FUTURE);
          if (!knownClosed && begin < to && end > from) {
            spans.put(row.getAs(ExposureWindows.ACCOUNT), List.of(new long[] {from, to}));
          }
        });
    return spans;
  }

  /**
   * {@code touches: gaps}: the possible spans of windows, within the period.
   *
   * @param exposures exposures as they are known without the storage logs
   */
  public static Map<String, List<long[]>> ofGaps(Iterator<Row> exposures, AuditConfig config) {
    long from = Ticks.of(config.period().from());
    long to = Ticks.of(config.period().to());
    Map<String, List<long[]>> spans = new TreeMap<>();
    exposures.forEachRemaining(
        row -> {
          if (!SearchedWindows.isWindow(row)) {
            return;
          }
          for (Row span : row.<Row>getList(row.fieldIndex(Exposures.SPANS))) {
            long begin = Math.max(from, orElse(span.getAs("from_ticks"), Ticks.UNBOUNDED_PAST));
            long end = Math.min(to, orElse(span.getAs("to_ticks"), Ticks.UNBOUNDED_FUTURE));
            if ("possible".equals(span.getAs("state")) && begin < end) {
              spans
                  .computeIfAbsent(row.getAs(ExposureWindows.ACCOUNT), key -> new ArrayList<>())
                  .add(new long[] {begin, end});
            }
          }
        });
    return spans;
  }

  /** Whether the rules look through the whole period. */
  public static boolean ofWholePeriod(Rules rules) {
    return rules.touches() == Rules.Touches.ALL;
  }

  private static long orElse(Long ticks, long unknown) {
    return ticks == null ? unknown : ticks;
  }
}
