package dev.ajar.findings;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import dev.ajar.config.Period;
import dev.ajar.model.CoverageState;
import dev.ajar.model.HourSet;
import dev.ajar.model.Ticks;
import dev.ajar.model.Way;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import dev.ajar.tables.Coverage;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Exposures;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * {@code exposures, coverage, accesses, actors → exposure windows}: the hours of each window and
 * the first verdict of exposure.md §7 that applies: confirmed, not determinable, not observed,
 * possible.
 */
public final class JudgeWindows {
  /** Columns that the judge reads beside those of {@link Exposures}. */
  static final String SEARCHED = "searched";

  private static final String CONFIRMED = "confirmed";
  private static final Set<String> OURS = Set.of("own", "platform");

  private JudgeWindows() {}

  /**
   * The windows, judged.
   *
   * @param windows rows of {@link Exposures} of kind window, with a column {@code searched}:
   *     whether the chosen sweep looked through it
   * @param coverage rows of {@link Coverage}
   * @param accesses rows of {@link Accesses}
   * @param actors rows of {@link Actors}
   * @param period the period of the audit
   * @param namesSigners whether every log names the key or signature that signed a request; classic
   *     logs do not, so that a window of one is never "not observed" by them
   */
  public static Dataset<Row> transform(
      Dataset<Row> windows,
      Dataset<Row> coverage,
      Dataset<Row> accesses,
      Dataset<Row> actors,
      Period period,
      boolean namesSigners) {
    Dataset<Row> strangers =
        actors.where(not(col(Actors.RELATION).isin(OURS.toArray()))).select(Actors.ACTOR_ID);
    Dataset<Row> confirmed =
        accesses
            .where(col(Accesses.VIA).equalTo("through").and(col(Accesses.SUCCEEDED)))
            .join(strangers, new String[] {Actors.ACTOR_ID}, "left_semi")
            .select(Accesses.WINDOW_ID)
            .distinct()
            .withColumn(CONFIRMED, lit(true));
    Dataset<Row> asked =
        windows
            .join(confirmed, new String[] {ExposureWindows.WINDOW_ID}, "left")
            .withColumn(CONFIRMED, coalesce(col(CONFIRMED), lit(false)));
    Period within = period;
    Dataset<Row> judged =
        byAccount(asked)
            .cogroup(
                byAccount(coverage),
                (CoGroupFunction<String, Row, Row, Row>)
                    (account, mine, runs) -> judge(mine, new Hours(runs), within, namesSigners),
                Encoders.row(ExposureWindows.TABLE.columns()));
    return ExposureWindows.TABLE.conform(judged);
  }

  private static org.apache.spark.sql.KeyValueGroupedDataset<String, Row> byAccount(
      Dataset<Row> rows) {
    return rows.groupByKey(
        (MapFunction<Row, String>) row -> row.getAs(ExposureWindows.ACCOUNT), Encoders.STRING());
  }

  private static Iterator<Row> judge(
      Iterator<Row> windows, Hours hours, Period period, boolean namesSigners) {
    List<Row> judged = new ArrayList<>();
    windows.forEachRemaining(window -> judged.add(judge(window, hours, period, namesSigners)));
    return judged.iterator();
  }

  private static Row judge(Row window, Hours hours, Period period, boolean namesSigners) {
    Long openedAfter = window.getAs(Exposures.OPENED_AFTER_TICKS);
    Long closedBefore = window.getAs(Exposures.CLOSED_BEFORE_TICKS);
    long from = Math.max(or(openedAfter, Ticks.UNBOUNDED_PAST), Ticks.of(period.from()));
    long to = Math.min(or(closedBefore, Ticks.UNBOUNDED_FUTURE), Ticks.of(period.to()));
    List<String> capability = window.getList(window.fieldIndex(ExposureWindows.CAPABILITY));
    Set<String> categories = Categories.neededFor(capability);
    long inPeriod = HourSet.touchedBy(List.of(new long[] {from, to})).count();
    boolean searched = window.getAs(SEARCHED);
    Long covered = searched ? hours.covered(categories).countTouchedBy(from, to) : null;
    Long logged = searched ? hours.logged(categories).countTouchedBy(from, to) : null;
    boolean traceable = isTraceable(window, namesSigners);
    Object[] row = new Object[ExposureWindows.TABLE.columns().length()];
    String[] names = ExposureWindows.TABLE.columns().fieldNames();
    for (int i = 0; i < names.length; i++) {
      row[i] =
          switch (names[i]) {
            case ExposureWindows.HOURS_EXPOSED -> hoursExposed(window);
            case ExposureWindows.HOURS_IN_PERIOD -> inPeriod;
            case ExposureWindows.HOURS_COVERED -> covered;
            case ExposureWindows.HOURS_LOGGED -> logged;
            case ExposureWindows.TRACEABLE -> traceable;
            case ExposureWindows.VERDICT ->
                Verdicts.of(window.<Boolean>getAs(CONFIRMED), inPeriod, covered, traceable);
            default -> window.getAs(names[i]);
          };
    }
    return RowFactory.create(row);
  }

  /**
   * A leaked SAS is looked for by a hash: no hit is never "not used" (exposure.md §3). Nor is it
   * where a log does not say what signed a request, nor of a role that lets in by keys (§5).
   */
  private static boolean isTraceable(Row window, boolean namesSigners) {
    String vector = window.getAs(ExposureWindows.VECTOR);
    boolean isSas = Way.SAS.equals(vector);
    boolean isUnseen = isSas && window.getAs(Exposures.OPENED_BEFORE_TICKS) == null;
    boolean isUntraceable = Boolean.TRUE.equals(window.getAs(Exposures.UNTRACEABLE));
    boolean isUnnamed = !namesSigners && (isSas || Way.ACCOUNT_KEY.equals(vector));
    return !isUnseen && !isUnnamed && !isUntraceable;
  }

  /** Clock hours touched by proven or inferred spans, in the period or not. */
  private static long hoursExposed(Row window) {
    List<long[]> open = new ArrayList<>();
    for (Row span : window.<Row>getList(window.fieldIndex(Exposures.SPANS))) {
      Long from = span.getAs("from_ticks");
      Long to = span.getAs("to_ticks");
      if (!"possible".equals(span.getAs("state")) && from != null && to != null) {
        open.add(new long[] {from, to});
      }
    }
    return HourSet.touchedBy(open).count();
  }

  private static long or(Long ticks, long unknown) {
    return ticks == null ? unknown : ticks;
  }

  /** The covered and the logged hours of one account, by needed categories. */
  private static final class Hours {
    private final Map<String, List<long[]>> covered = new HashMap<>();
    private final Map<String, List<long[]>> logged = new HashMap<>();
    private final Map<String, HourSet> known = new HashMap<>();

    Hours(Iterator<Row> coverage) {
      coverage.forEachRemaining(
          run -> {
            String category = run.getAs(Coverage.CATEGORY);
            String state = run.getAs(Coverage.STATE);
            long[] span = {ticks(run.getAs(Coverage.FROM_AT)), ticks(run.getAs(Coverage.TO_AT))};
            if (state.equals(CoverageState.LOGGED.word())) {
              logged.computeIfAbsent(category, key -> new ArrayList<>()).add(span);
            }
            if (state.equals(CoverageState.LOGGED.word())
                || state.equals(CoverageState.QUIET.word())) {
              covered.computeIfAbsent(category, key -> new ArrayList<>()).add(span);
            }
          });
    }

    HourSet covered(Set<String> categories) {
      return known.computeIfAbsent("covered " + categories, key -> common(covered, categories));
    }

    HourSet logged(Set<String> categories) {
      return known.computeIfAbsent("logged " + categories, key -> common(logged, categories));
    }

    private static HourSet common(Map<String, List<long[]>> hours, Set<String> categories) {
      HourSet common = null;
      for (String category : new TreeSet<>(categories)) {
        HourSet these = HourSet.touchedBy(hours.getOrDefault(category, List.of()));
        common = common == null ? these : common.and(these);
      }
      return common == null ? HourSet.EMPTY : common;
    }

    private static long ticks(Timestamp instant) {
      return Ticks.of(instant.toInstant());
    }
  }
}
