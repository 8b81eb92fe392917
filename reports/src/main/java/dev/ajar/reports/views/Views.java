package dev.ajar.reports.views;

import dev.ajar.config.Period;
import dev.ajar.config.Rules;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import dev.ajar.tables.Coverage;
import dev.ajar.tables.Events;
import dev.ajar.tables.ExposedObjects;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Findings;
import dev.ajar.tables.Observations;
import dev.ajar.tables.Quarantine;
import dev.ajar.tables.SasTokens;
import dev.ajar.tables.Sessions;
import dev.ajar.tables.Sources;
import dev.ajar.tables.Table;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/** Everything a report says, and what was asked. */
public record Views(
    Period period,
    Rules rules,
    WindowsView windows,
    AccessorsView accessors,
    ObjectsView objects,
    WritesView writes,
    CredentialsView credentials,
    TrafficView traffic,
    EventsView events,
    CoverageView coverage,
    FindingsView findings,
    ConservationView conservation,
    PagesView pages) {
  /** Accounts that the timeline has a strip of coverage for. */
  public static final int STRIPS = 6;

  /** What views ask of a record: not the texts that only exports hold. */
  private static final List<String> OF_A_RECORD =
      List.of(
          AccessRecords.WINDOWS,
          AccessRecords.THROUGH,
          AccessRecords.OUTSIDE,
          Actors.RELATION,
          Accesses.ACTOR_ID,
          Accesses.AT,
          Accesses.ACCOUNT,
          Accesses.CONTAINER,
          Accesses.OBJECT,
          Accesses.OPERATION,
          Accesses.OPERATION_CLASS,
          Accesses.SUCCEEDED,
          Accesses.BYTES_OUT,
          Accesses.AUTH_TYPE,
          Accesses.KEY_LABEL,
          Accesses.KEY_SHA256,
          Accesses.USER_AGENT,
          Accesses.COPY_DESTINATION,
          Accesses.REQUEST_ID,
          Accesses.FILE,
          Accesses.OFFSET);

  /**
   * Turns the tables of one audit into views.
   *
   * @param tables the audit's rows by contract
   * @param most how many rows each list holds at most
   */
  public static Views of(
      Function<Table, Dataset<Row>> tables, Period period, Rules rules, int most) {
    Dataset<Row> actors = tables.apply(Actors.TABLE);
    // Most views ask for all records: they are made once, and not held in memory.
    Dataset<Row> records =
        AccessRecords.distinct(tables.apply(Accesses.TABLE), actors)
            .select(OF_A_RECORD.stream().map(functions::col).toArray(Column[]::new))
            .persist(StorageLevel.DISK_ONLY());
    try {
      return of(tables, records, period, rules, most);
    } finally {
      records.unpersist();
    }
  }

  private static Views of(
      Function<Table, Dataset<Row>> tables,
      Dataset<Row> records,
      Period period,
      Rules rules,
      int most) {
    Dataset<Row> actors = tables.apply(Actors.TABLE);
    Dataset<Row> allWindows = tables.apply(ExposureWindows.TABLE);
    WindowsView windows = WindowsView.of(tables, period, most);
    List<String> accounts =
        windows.listed().rows().stream()
            .map(WindowsView.Window::account)
            .distinct()
            .limit(STRIPS)
            .toList();
    AccessorsView accessors = AccessorsView.of(records, actors, most);
    return new Views(
        period,
        rules,
        windows,
        accessors,
        ObjectsView.of(tables.apply(ExposedObjects.TABLE), allWindows, most),
        WritesView.of(records, actors, most),
        CredentialsView.of(tables.apply(SasTokens.TABLE), records, most),
        TrafficView.of(records, Duration.between(period.from(), period.to())),
        EventsView.of(
            tables.apply(Events.TABLE),
            tables.apply(Observations.TABLE),
            new EventsView.Context(allWindows, actors),
            most),
        CoverageView.of(tables.apply(Coverage.TABLE), accounts, most),
        FindingsView.of(tables.apply(Findings.TABLE), most),
        ConservationView.of(tables.apply(Sources.TABLE), tables.apply(Quarantine.TABLE), most),
        PagesView.of(
            tables.apply(Accesses.TABLE),
            records,
            actors,
            tables.apply(Sessions.TABLE),
            windows.listed().rows().stream().map(WindowsView.Window::id).toList(),
            accessors.listed().rows()));
  }
}
