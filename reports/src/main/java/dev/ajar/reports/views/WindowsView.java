package dev.ajar.reports.views;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.ajar.config.Period;
import dev.ajar.model.Place;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import dev.ajar.tables.Coverage;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Table;
import dev.ajar.tables.WindowSpans;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The exposure windows: how many, of what certainty, and the first of them, the worst first.
 *
 * <p>Windows without a sign of openness ({@code unknown}) are counted, never listed (exposure.md
 * §4).
 *
 * @param totals counts over all windows
 * @param listed the windows with a sign, by verdict, exposure, place
 */
public record WindowsView(Totals totals, Listed<Window> listed) {
  private static final String UNKNOWN = "unknown";
  private static final String OUTSIDE_SUCCEEDED = "outside_succeeded";
  private static final String OUTSIDE_FAILED = "outside_failed";
  private static final String OUTSIDE_ACTORS = "outside_actors";
  private static final String OUTSIDE_OBJECTS = "outside_objects";
  private static final String OUTSIDE_BYTES = "outside_bytes";
  private static final String INSIDE_SUCCEEDED = "inside_succeeded";
  private static final String DURING = "during";

  /**
   * Counts over all windows. Windows are those with a sign where nothing else is said; hours are
   * clock hours of one window, summed.
   */
  public record Totals(
      long windows,
      long containers,
      long accounts,
      long proven,
      long inferred,
      long possible,
      long confirmed,
      long possibleVerdict,
      long notObserved,
      long notDeterminable,
      long stillOpen,
      long unknown,
      long unknownContainers,
      long unknownAccounts,
      long unknownStillOpen,
      long unknownNotSearched,
      long hoursExposed,
      long hoursExposedCovered,
      long hoursInPeriod,
      long hoursCovered) {
    /** Hours of the hulls that no proven or inferred span touches. */
    public long hoursRest() {
      return hoursInPeriod - hoursExposed;
    }

    /** Those of them that are covered. */
    public long hoursRestCovered() {
      return hoursCovered - hoursExposedCovered;
    }
  }

  /** One edge of a window; each field null where nothing is known. */
  public record Edge(
      String cause, String basis, String by, String relation, List<Place> evidence) {}

  /**
   * Clock hours of one window within the period.
   *
   * @param exposed touched by proven or inferred spans
   * @param exposedCovered of these, covered
   * @param inPeriod of the hull
   * @param covered of these, covered; null where the window was not searched
   * @param logged of these, with records in every needed category; null where not searched
   */
  public record Hours(
      long exposed, long exposedCovered, long inPeriod, Long covered, Long logged) {}

  /**
   * What was seen in one window.
   *
   * @param outsideSucceeded successful requests through it by actors neither own nor platform
   * @param outsideFailed their other requests through it
   * @param outsideActors these actors
   * @param objects distinct objects whose content they read
   * @param bytes bytes of these reads
   * @param insideSucceeded successful requests through it by own actors and the platform
   * @param during other requests in its proven and inferred spans
   */
  public record Seen(
      long outsideSucceeded,
      long outsideFailed,
      long outsideActors,
      long objects,
      long bytes,
      long insideSucceeded,
      long during) {}

  /** A span; a null end is not known. */
  public record Span(Instant from, Instant to, String state) {}

  /**
   * A window, numbered from 1 in the order of the report.
   *
   * @param traceable whether requests through it can be told from others; if not, none seen never
   *     means none made
   */
  public record Window(
      int number,
      String id,
      String account,
      String container,
      String vector,
      String subject,
      List<String> capability,
      String reach,
      String exposure,
      Instant openedAfter,
      Instant openedBefore,
      Instant closedAfter,
      Instant closedBefore,
      boolean stillOpen,
      Edge opened,
      Edge closed,
      Hours hours,
      boolean traceable,
      String verdict,
      Seen seen,
      List<Span> spans) {}

  /** Reads the windows; at most {@code most} are listed. */
  public static WindowsView of(Function<Table, Dataset<Row>> tables, Period period, int most) {
    Dataset<Row> all = tables.apply(ExposureWindows.TABLE);
    Dataset<Row> signed = all.where(hasSign());
    Dataset<Row> spans = tables.apply(WindowSpans.TABLE);
    Dataset<Row> covered =
        ExposedHours.covered(signed, spans, tables.apply(Coverage.TABLE), period);
    Dataset<Row> withHours = signed.join(covered, new String[] {ExposureWindows.WINDOW_ID}, "left");
    Totals totals =
        totals(
            Collected.one(signedTotals(withHours)),
            Collected.one(unknownTotals(all.where(not(hasSign())))));
    Dataset<Row> actors = tables.apply(Actors.TABLE);
    Dataset<Row> seen = seen(tables.apply(Accesses.TABLE), actors);
    Dataset<Row> first =
        withHours
            .join(seen, new String[] {ExposureWindows.WINDOW_ID}, "left")
            .orderBy(order())
            .limit(most);
    Dataset<Row> named =
        withRelationOf(
            withRelationOf(first, actors, ExposureWindows.OPENED_ACTOR_ID, "opened_relation"),
            actors,
            ExposureWindows.CLOSED_ACTOR_ID,
            "closed_relation");
    List<Row> rows = Collected.rows(named.orderBy(order()));
    Map<String, List<Span>> spansOf = spans(rows, spans);
    List<Window> windows = new ArrayList<>();
    for (Row row : rows) {
      String id = Collected.text(row, ExposureWindows.WINDOW_ID);
      windows.add(window(windows.size() + 1, row, spansOf.getOrDefault(id, List.of())));
    }
    return new WindowsView(totals, new Listed<>(List.copyOf(windows), totals.windows()));
  }

  /** Null is no claim, and so unknown. */
  static Column hasSign() {
    return not(coalesce(col(ExposureWindows.EXPOSURE), lit(UNKNOWN)).equalTo(UNKNOWN));
  }

  /** The place of a verdict, the strongest first. */
  static Column verdictRank(Column verdict) {
    return when(verdict.equalTo("confirmed"), lit(0))
        .when(verdict.equalTo("possible"), lit(1))
        .when(verdict.equalTo("not observed"), lit(3))
        .otherwise(lit(2));
  }

  private static Column[] order() {
    return new Column[] {
      verdictRank(col(ExposureWindows.VERDICT)),
      when(col(ExposureWindows.EXPOSURE).equalTo("proven"), lit(0))
          .when(col(ExposureWindows.EXPOSURE).equalTo("inferred"), lit(1))
          .otherwise(lit(2)),
      col(ExposureWindows.ACCOUNT).asc_nulls_first(),
      col(ExposureWindows.CONTAINER).asc_nulls_first(),
      col(ExposureWindows.OPENED_AFTER).asc_nulls_first(),
      col(ExposureWindows.WINDOW_ID)
    };
  }

  private static Dataset<Row> signedTotals(Dataset<Row> signed) {
    Column exposure = col(ExposureWindows.EXPOSURE);
    Column verdict = col(ExposureWindows.VERDICT);
    return signed.agg(
        count(lit(1)).as("windows"),
        containers().as("containers"),
        count_distinct(col(ExposureWindows.ACCOUNT)).as("accounts"),
        count_if(exposure.equalTo("proven")).as("proven"),
        count_if(exposure.equalTo("inferred")).as("inferred"),
        count_if(exposure.equalTo("possible")).as("possible"),
        count_if(verdict.equalTo("confirmed")).as("confirmed"),
        count_if(verdict.equalTo("possible")).as("possible_verdict"),
        count_if(verdict.equalTo("not observed")).as("not_observed"),
        count_if(verdictRank(verdict).equalTo(2)).as("not_determinable"),
        count_if(col(ExposureWindows.STILL_OPEN)).as("still_open"),
        sum(col(ExposedHours.EXPOSED_IN_PERIOD)).as("hours_exposed"),
        sum(col(ExposedHours.EXPOSED_COVERED)).as("hours_exposed_covered"),
        sum(col(ExposureWindows.HOURS_IN_PERIOD)).as("hours_in_period"),
        sum(col(ExposureWindows.HOURS_COVERED)).as("hours_covered"));
  }

  private static Dataset<Row> unknownTotals(Dataset<Row> unknown) {
    return unknown.agg(
        count(lit(1)).as("unknown"),
        containers().as("unknown_containers"),
        count_distinct(when(col(ExposureWindows.CONTAINER).isNull(), col(ExposureWindows.ACCOUNT)))
            .as("unknown_accounts"),
        count_if(col(ExposureWindows.STILL_OPEN)).as("unknown_still_open"),
        count_if(col(ExposureWindows.HOURS_COVERED).isNull()).as("unknown_not_searched"));
  }

  private static Column containers() {
    return count_distinct(
        when(
            col(ExposureWindows.CONTAINER).isNotNull(),
            struct(col(ExposureWindows.ACCOUNT), col(ExposureWindows.CONTAINER))));
  }

  private static Totals totals(Row signed, Row unknown) {
    return new Totals(
        Collected.count(signed, "windows"),
        Collected.count(signed, "containers"),
        Collected.count(signed, "accounts"),
        Collected.count(signed, "proven"),
        Collected.count(signed, "inferred"),
        Collected.count(signed, "possible"),
        Collected.count(signed, "confirmed"),
        Collected.count(signed, "possible_verdict"),
        Collected.count(signed, "not_observed"),
        Collected.count(signed, "not_determinable"),
        Collected.count(signed, "still_open"),
        Collected.count(unknown, "unknown"),
        Collected.count(unknown, "unknown_containers"),
        Collected.count(unknown, "unknown_accounts"),
        Collected.count(unknown, "unknown_still_open"),
        Collected.count(unknown, "unknown_not_searched"),
        Collected.count(signed, "hours_exposed"),
        Collected.count(signed, "hours_exposed_covered"),
        Collected.count(signed, "hours_in_period"),
        Collected.count(signed, "hours_covered"));
  }

  private static Dataset<Row> seen(Dataset<Row> accesses, Dataset<Row> actors) {
    Dataset<Row> rows =
        AccessRecords.withRelation(
            accesses.withColumn(Accesses.SUCCEEDED, coalesce(col(Accesses.SUCCEEDED), lit(false))),
            actors);
    Column through = col(Accesses.VIA).equalTo(AccessRecords.THROUGH);
    Column outside = through.and(col(AccessRecords.OUTSIDE));
    Column succeeded = outside.and(col(Accesses.SUCCEEDED));
    Column read = succeeded.and(col(Accesses.OPERATION_CLASS).equalTo("read"));
    return rows.groupBy(col(Accesses.WINDOW_ID))
        .agg(
            count_if(succeeded).as(OUTSIDE_SUCCEEDED),
            count_if(outside.and(not(col(Accesses.SUCCEEDED)))).as(OUTSIDE_FAILED),
            count_distinct(when(succeeded, col(Accesses.ACTOR_ID))).as(OUTSIDE_ACTORS),
            count_distinct(
                    when(
                        read.and(col(Accesses.OBJECT).isNotNull()),
                        struct(
                            col(Accesses.ACCOUNT), col(Accesses.CONTAINER), col(Accesses.OBJECT))))
                .as(OUTSIDE_OBJECTS),
            sum(when(read, col(Accesses.BYTES_OUT))).as(OUTSIDE_BYTES),
            count_if(through.and(not(col(AccessRecords.OUTSIDE))).and(col(Accesses.SUCCEEDED)))
                .as(INSIDE_SUCCEEDED),
            count_if(not(through)).as(DURING));
  }

  private static Dataset<Row> withRelationOf(
      Dataset<Row> windows, Dataset<Row> actors, String actorId, String relation) {
    Dataset<Row> relations =
        actors.select(col(Actors.ACTOR_ID).as("relation_of"), col(Actors.RELATION).as(relation));
    return windows
        .join(relations, windows.col(actorId).equalTo(relations.col("relation_of")), "left")
        .drop("relation_of");
  }

  private static Map<String, List<Span>> spans(List<Row> windows, Dataset<Row> spans) {
    Object[] ids =
        windows.stream().map(row -> Collected.text(row, ExposureWindows.WINDOW_ID)).toArray();
    Map<String, List<Span>> byWindow = new HashMap<>();
    Dataset<Row> wanted =
        spans
            .where(col(WindowSpans.WINDOW_ID).isin(ids))
            .select(
                WindowSpans.WINDOW_ID, WindowSpans.FROM_AT, WindowSpans.TO_AT, WindowSpans.STATE)
            .orderBy(
                col(WindowSpans.WINDOW_ID),
                col(WindowSpans.FROM_AT).asc_nulls_first(),
                col(WindowSpans.TO_AT).asc_nulls_last(),
                col(WindowSpans.STATE));
    for (Row row : Collected.rows(wanted)) {
      byWindow
          .computeIfAbsent(Collected.text(row, WindowSpans.WINDOW_ID), id -> new ArrayList<>())
          .add(
              new Span(
                  Collected.instant(row, WindowSpans.FROM_AT),
                  Collected.instant(row, WindowSpans.TO_AT),
                  Collected.text(row, WindowSpans.STATE)));
    }
    return byWindow;
  }

  private static Window window(int number, Row row, List<Span> spans) {
    return new Window(
        number,
        Collected.text(row, ExposureWindows.WINDOW_ID),
        Collected.text(row, ExposureWindows.ACCOUNT),
        Collected.text(row, ExposureWindows.CONTAINER),
        Collected.text(row, ExposureWindows.VECTOR),
        Collected.text(row, ExposureWindows.SUBJECT),
        Collected.words(row, ExposureWindows.CAPABILITY),
        Collected.text(row, ExposureWindows.REACH),
        Collected.text(row, ExposureWindows.EXPOSURE),
        Collected.instant(row, ExposureWindows.OPENED_AFTER),
        Collected.instant(row, ExposureWindows.OPENED_BEFORE),
        Collected.instant(row, ExposureWindows.CLOSED_AFTER),
        Collected.instant(row, ExposureWindows.CLOSED_BEFORE),
        Boolean.TRUE.equals(Collected.flag(row, ExposureWindows.STILL_OPEN)),
        new Edge(
            Collected.text(row, ExposureWindows.OPENED_CAUSE),
            Collected.text(row, ExposureWindows.OPENED_BASIS),
            Collected.text(row, ExposureWindows.OPENED_BY),
            Collected.text(row, "opened_relation"),
            Collected.places(row, ExposureWindows.OPENED_EVIDENCE)),
        new Edge(
            Collected.text(row, ExposureWindows.CLOSED_CAUSE),
            Collected.text(row, ExposureWindows.CLOSED_BASIS),
            Collected.text(row, ExposureWindows.CLOSED_BY),
            Collected.text(row, "closed_relation"),
            Collected.places(row, ExposureWindows.CLOSED_EVIDENCE)),
        new Hours(
            Collected.count(row, ExposedHours.EXPOSED_IN_PERIOD),
            Collected.count(row, ExposedHours.EXPOSED_COVERED),
            Collected.count(row, ExposureWindows.HOURS_IN_PERIOD),
            Collected.number(row, ExposureWindows.HOURS_COVERED),
            Collected.number(row, ExposureWindows.HOURS_LOGGED)),
        !Boolean.FALSE.equals(Collected.flag(row, ExposureWindows.TRACEABLE)),
        Collected.text(row, ExposureWindows.VERDICT),
        new Seen(
            Collected.count(row, OUTSIDE_SUCCEEDED),
            Collected.count(row, OUTSIDE_FAILED),
            Collected.count(row, OUTSIDE_ACTORS),
            Collected.count(row, OUTSIDE_OBJECTS),
            Collected.count(row, OUTSIDE_BYTES),
            Collected.count(row, INSIDE_SUCCEEDED),
            Collected.count(row, DURING)),
        List.copyOf(spans));
  }
}
