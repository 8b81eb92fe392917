package dev.ajar;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import dev.ajar.config.AuditConfig;
import dev.ajar.config.Rules;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceSlice;
import dev.ajar.evidence.storagelogs.StorageLogPath;
import dev.ajar.findings.Categories;
import dev.ajar.findings.FindAbsences;
import dev.ajar.findings.FindExposureWindows;
import dev.ajar.findings.MarkDuplicates;
import dev.ajar.findings.MeasureCoverage;
import dev.ajar.findings.NamedInLogs;
import dev.ajar.findings.QueryAnswers;
import dev.ajar.lake.ReadMeter;
import dev.ajar.model.CoverageState;
import dev.ajar.model.HourSet;
import dev.ajar.model.Settings;
import dev.ajar.model.Ticks;
import dev.ajar.model.Way;
import dev.ajar.sweep.AskedHours;
import dev.ajar.sweep.CredentialHours;
import dev.ajar.sweep.LogFile;
import dev.ajar.sweep.LogInventory;
import dev.ajar.sweep.SearchedWindows;
import dev.ajar.sweep.SweepWants;
import dev.ajar.sweep.TouchSpans;
import dev.ajar.sweep.WindowIndex;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.CountedRequests;
import dev.ajar.tables.Cover;
import dev.ajar.tables.Coverage;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Exposures;
import dev.ajar.tables.Observations;
import dev.ajar.tables.Readings;
import dev.ajar.tables.Sources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import scala.reflect.ClassTag$;

/**
 * The passes over the storage logs: which files each needs, what it keeps of them, and what its
 * hours were.
 */
final class LogPasses {
  /** Count of the log files that a run opened. */
  static final String OPENED = "log_files_opened";

  private static final int MINUTES_PER_HOUR = 60;
  private static final String REPEATED = "repeated";

  private final SparkSession session;
  private final AuditConfig config;
  private final ReadLogs read;
  private final long from;
  private final long to;

  /** Hours looked through for touches, by account. */
  private Map<String, HourSet> touchHours = Map.of();

  /** What the sweep searched, by account: {from, to} in ticks. */
  private Map<String, List<long[]>> searchedSpans = Map.of();

  LogPasses(SparkSession session, AuditConfig config, ReadLogs logs) {
    this.session = session;
    this.config = config;
    this.read = logs;
    this.from = Ticks.of(config.period().from());
    this.to = Ticks.of(config.period().to());
  }

  /** Looks through write logs for touches, where the rules ask for it (exposure.md §2). */
  LogPass touches(ControlEvidence control, LogInventory logs) {
    Map<String, List<long[]>> spans = touchSpans(control, config);
    touchHours = new HashMap<>();
    spans.forEach((account, list) -> touchHours.put(account, HourSet.touchedBy(list)));
    return read.begin(
            Readings.TOUCHES,
            logs,
            AskedHours.of(spans, Categories.CHANGES, config.rules()),
            new SweepWants(null, touchHours))
        .read(null);
  }

  /** Which spans of which accounts are looked through for touches. */
  static Map<String, List<long[]>> touchSpans(ControlEvidence control, AuditConfig config) {
    Dataset<Row> facts = control.observations().union(control.mentions());
    Dataset<Row> all = facts.union(FindAbsences.transform(facts));
    if (!TouchSpans.ofWholePeriod(config.rules())) {
      return TouchSpans.ofGaps(
          FindExposureWindows.transform(all, control.cover(), config.known(), config.rules())
              .toLocalIterator(),
          config);
    }
    Dataset<Row> accounts =
        all.where(
            col(Observations.CONTAINER)
                .isNull()
                .and(col(Observations.SETTING).notEqual(Settings.CONTAINER_LIST)));
    return TouchSpans.ofPeriod(
        FindExposureWindows.transform(accounts, control.cover(), config.known(), config.rules())
            .toLocalIterator(),
        config);
  }

  /**
   * When no change of an account's settings could pass unseen: the control plane's cover, and of
   * the data plane the hours looked through whose write logs were logged or quiet.
   */
  Dataset<Row> cover(ControlEvidence control, LogPass looked, LogInventory logs) {
    List<Row> asked = new ArrayList<>();
    touchHours.forEach(
        (account, hours) ->
            hours.runs().forEach(run -> asked.add(fact(account, MeasureCoverage.ASK, null, run))));
    Dataset<Row> writes =
        MeasureCoverage.transform(
            facts(asked).union(seen(looked)).union(facts(dark(looked, touchHours.keySet()))),
            control.observations(),
            control.cover(),
            logs.held(looked.gone()),
            List.of(Categories.WRITE));
    Dataset<Row> data =
        writes
            .where(
                col(Coverage.STATE).isin(CoverageState.LOGGED.word(), CoverageState.QUIET.word()))
            .select(
                col(Coverage.ACCOUNT).as(Cover.ACCOUNT),
                lit(Cover.DATA).as(Cover.PLANE),
                ticks(Coverage.FROM_AT).as(Cover.FROM_TICKS),
                ticks(Coverage.TO_AT).as(Cover.TO_TICKS));
    return Cover.TABLE.conform(control.cover().union(data));
  }

  /**
   * Facts about who was named in the logs, and that a container existed when a request succeeded.
   */
  Dataset<Row> existed(LogPass pass) {
    return NamedInLogs.transform(pass.mentions());
  }

  /** The sweep: the files that the windows ask for, whatever category. */
  LogPass sweep(Dataset<Row> exposures, LogInventory logs, Progress progress) {
    WindowIndex index = SearchedWindows.of(exposures.toLocalIterator(), config);
    CredentialHours credentials =
        CredentialHours.of(exposures.toLocalIterator(), index.spansByAccount(), from, to);
    searchedSpans = credentials.spansByAccount();
    ReadLogs.Begun begun =
        read.begin(
            Readings.WINDOWS,
            logs,
            AskedHours.of(searchedSpans, LogInventory.CATEGORIES, config.rules()),
            new SweepWants(
                broadcast(index, WindowIndex.class),
                touchHours,
                broadcast(credentials, CredentialHours.class)));
    long bytes = begun.parts().stream().mapToLong(EvidenceSlice::bytes).sum();
    try (Progress.Sweep line = progress.sweep(begun.parts().size(), bytes);
        ReadMeter meter = ReadMeter.start(session, line::advance)) {
      LogPass pass = begun.read(meter.gauge());
      // Reads the logs, if nothing did yet, while somebody listens.
      pass.sources().count();
      return pass;
    }
  }

  /** The exposures, with those of containers that only the sweep named. */
  Dataset<Row> withUnlisted(
      Dataset<Row> exposures, Dataset<Row> facts, Dataset<Row> cover, LogPass swept) {
    String[] resource = {ExposureWindows.ACCOUNT, ExposureWindows.CONTAINER};
    Dataset<Row> unlisted =
        swept
            .mentions()
            .where(col(ExposureWindows.CONTAINER).isNotNull())
            .join(
                exposures
                    .where(col(ExposureWindows.VECTOR).equalTo(Way.ANONYMOUS))
                    .select(resource[0], resource[1])
                    .distinct(),
                resource,
                "left_anti");
    if (unlisted.isEmpty()) {
      return exposures;
    }
    Dataset<Row> accounts =
        facts
            .where(col(Observations.CONTAINER).isNull())
            .join(
                unlisted.select(Observations.ACCOUNT).distinct(),
                new String[] {Observations.ACCOUNT},
                "left_semi");
    Dataset<Row> named = accounts.unionByName(NamedInLogs.transform(unlisted));
    Dataset<Row> all = named.union(FindAbsences.transform(named));
    return exposures.union(
        FindExposureWindows.transform(all, cover, config.known(), config.rules())
            .where(col(ExposureWindows.CONTAINER).isNotNull()));
  }

  /** What the sweep searches, for every task. */
  Broadcast<WindowIndex> index(Dataset<Row> exposures) {
    return broadcast(SearchedWindows.of(exposures.toLocalIterator(), config), WindowIndex.class);
  }

  /** The accepted records of both passes; a file that both read counts once. */
  Dataset<Row> records(LogPass swept, LogPass looked) {
    return swept.records().union(notIn(swept, looked.records()));
  }

  /** Rows of {@code looked} of versions of files that the sweep did not read. */
  private static Dataset<Row> notIn(LogPass swept, Dataset<Row> looked) {
    Dataset<Row> read =
        swept
            .sources()
            .select(col(Sources.FILE).as("read_file"), col(Readings.VERSION).as("read_version"));
    return looked.join(
        read,
        col(Sources.FILE)
            .equalTo(col("read_file"))
            .and(col(Readings.VERSION).eqNullSafe(col("read_version"))),
        "left_anti");
  }

  /** The hours of the period in windows that the sweep searched, judged. */
  Dataset<Row> coverage(
      Dataset<Row> exposures, LogPass swept, ControlEvidence control, LogInventory logs) {
    Column isAnonymous = col(ExposureWindows.VECTOR).equalTo(Way.ANONYMOUS);
    Dataset<Row> windows = searched(exposures).where(col("searched"));
    Dataset<Row> asked =
        hulls(windows.where(isAnonymous))
            .union(facts(searchedOf(hulls(windows.where(not(isAnonymous))))));
    List<String> accounts =
        asked.select(ExposureWindows.ACCOUNT).distinct().as(Encoders.STRING()).collectAsList();
    return MeasureCoverage.transform(
        asked.union(seen(swept)).union(facts(dark(swept, accounts))).union(counted(control)),
        control.observations(),
        control.cover(),
        logs.held(swept.gone()),
        LogInventory.CATEGORIES);
  }

  /** What of the period each window's hull asks about. */
  private Dataset<Row> hulls(Dataset<Row> windows) {
    return windows
        .select(
            col(ExposureWindows.ACCOUNT),
            lit(MeasureCoverage.ASK).as("fact"),
            lit(null).cast("string").as("category"),
            greatest(
                    coalesce(col(Exposures.OPENED_AFTER_TICKS), lit(Ticks.UNBOUNDED_PAST)),
                    lit(from))
                .as("from_ticks"),
            least(
                    coalesce(col(Exposures.CLOSED_BEFORE_TICKS), lit(Ticks.UNBOUNDED_FUTURE)),
                    lit(to))
                .as("to_ticks"),
            lit(null).cast("bigint").as("lines"))
        .where(col("from_ticks").lt(col("to_ticks")))
        .distinct();
  }

  /**
   * Of these hulls, the hours that the sweep searched: the window of a credential that only the
   * logs know asks for none, and hours that nobody searched are not covered (exposure.md §3).
   */
  private List<Row> searchedOf(Dataset<Row> hulls) {
    Map<String, List<long[]>> asked = new HashMap<>();
    hulls
        .toLocalIterator()
        .forEachRemaining(
            row ->
                asked
                    .computeIfAbsent(row.getAs("account"), account -> new ArrayList<>())
                    .add(new long[] {row.getAs("from_ticks"), row.getAs("to_ticks")}));
    List<Row> rows = new ArrayList<>();
    asked.forEach(
        (account, spans) ->
            HourSet.touchedBy(spans)
                .and(HourSet.touchedBy(searchedSpans.getOrDefault(account, List.of())))
                .runs()
                .forEach(run -> rows.add(fact(account, MeasureCoverage.ASK, null, run))));
    return rows;
  }

  /** The windows, with whether the chosen sweep looked through them. */
  Dataset<Row> searched(Dataset<Row> exposures) {
    boolean everything = config.rules().sweep() != Rules.Sweep.EXPOSED;
    return exposures
        .where(col(Exposures.KIND).equalTo(Exposures.WINDOW))
        .withColumn("searched", col(Exposures.SIGN).or(lit(everything)));
  }

  /**
   * The files of the run with their counts: records that repeat others are taken from the accepted
   * ones, and a version that an earlier run read first keeps that run's name.
   */
  Dataset<Row> sources(
      ControlEvidence control, LogPass swept, LogPass looked, Dataset<Row> marked) {
    Dataset<Row> repeated =
        marked
            .where(col(MarkDuplicates.DUPLICATE))
            .select(col(Accesses.FILE), col(Readings.VERSION), lit(1L).as(REPEATED))
            .union(control.duplicates())
            .groupBy(col(Sources.FILE).as("of_file"), col(Readings.VERSION).as("of_version"))
            .agg(sum(REPEATED).as(REPEATED));
    Dataset<Row> read =
        control
            .sources()
            .withColumn(Sources.READ_FOR, lit("whole"))
            .union(readFor(Readings.WINDOWS, swept.sources()))
            .union(readFor(Readings.TOUCHES, notIn(swept, looked.sources())));
    return read.join(
            repeated,
            col(Sources.FILE)
                .equalTo(col("of_file"))
                .and(col(Readings.VERSION).eqNullSafe(col("of_version"))),
            "left")
        .withColumn(Sources.DUPLICATE, coalesce(col(REPEATED), lit(0L)))
        .withColumn(Sources.ACCEPTED, col(Sources.ACCEPTED).minus(col(Sources.DUPLICATE)));
  }

  private static Dataset<Row> readFor(String pass, Dataset<Row> sources) {
    return sources.withColumn(Sources.READ_FOR, concat_ws(" ", lit(pass), col(Sources.READ_FOR)));
  }

  /** Everything that could not be read. */
  Dataset<Row> quarantine(ControlEvidence control, LogPass swept, LogPass looked) {
    return control
        .quarantine()
        .union(swept.quarantine().drop(Readings.VERSION))
        .union(notIn(swept, looked.quarantine()).drop(Readings.VERSION));
  }

  /** What later runs recall. */
  Dataset<Row> readings(LogPass swept, LogPass looked) {
    return swept.readings().union(looked.readings());
  }

  /** Counts of what was read and what was merely read in passing, for {@code runs}. */
  void count(Writing counts, LogInventory logs, LogPass looked, LogPass swept) {
    Set<EvidenceFile> asked = new HashSet<>();
    Set<EvidenceFile> opened = new HashSet<>();
    for (LogPass pass : List.of(looked, swept)) {
      pass.files().forEach(file -> asked.add(file.file()));
      pass.parts().forEach(part -> opened.add(part.file()));
    }
    counts.count("log_homes", logs.homes());
    counts.count("log_files_listed", logs.listed());
    counts.count("log_files_read", asked.size());
    counts.count(OPENED, opened.size());
    Row passed = swept.hours().agg(sum("lines"), sum("passed")).head();
    counts.count("log_lines_swept", passed.isNullAt(0) ? 0 : passed.getLong(0));
    counts.count("anonymous_successes_read_in_passing", passed.isNullAt(1) ? 0 : passed.getLong(1));
  }

  /** What a query answered shows no hour whole: what it left out is not known. */
  private Dataset<Row> seen(LogPass pass) {
    return pass.hours()
        .where(not(QueryAnswers.isOne(col(Readings.FILE))))
        .select(
            col("account"),
            lit(MeasureCoverage.SEEN).as("fact"),
            col("category"),
            col("hour_ticks").as("from_ticks"),
            col("hour_ticks").plus(lit(Ticks.PER_HOUR)).as("to_ticks"),
            col("lines"));
  }

  /** Hours that a metric counted the requests of, in each of their minutes. */
  private static Dataset<Row> counted(ControlEvidence control) {
    return control
        .counted()
        .where(col(CountedRequests.MINUTES).equalTo(MINUTES_PER_HOUR))
        .select(
            col(CountedRequests.ACCOUNT),
            lit(MeasureCoverage.COUNTED).as("fact"),
            lit(null).cast("string").as("category"),
            col(CountedRequests.FROM_TICKS),
            col(CountedRequests.TO_TICKS),
            col(CountedRequests.REQUESTS).as("lines"));
  }

  /**
   * The hours of files that were not read to their end, or whose quarantine is above the limit. A
   * file whose path names no account by its layout may have held records of any.
   *
   * @param accounts all that are asked about
   */
  private List<Row> dark(LogPass pass, Collection<String> accounts) {
    List<Row> dark = new ArrayList<>();
    for (Row row :
        pass.sources()
            .where(Conservation.unreliable(config.rules()))
            .select(Sources.FILE, Sources.KIND)
            .collectAsList()) {
      LogFile file = LogFile.named(row.getString(0), row.getString(1));
      if (file.placed()) {
        long[] hour = {file.hour(), file.hour() + Ticks.PER_HOUR};
        dark.add(fact(file.account(), MeasureCoverage.DARK, file.category(), hour));
      } else if (!file.path().layout().namesAccounts()) {
        // The path of an answer to a query says nothing of the records in it.
        boolean isFiled =
            file.path().hasTime()
                && !StorageLogPath.isCsv(file.path().layout(), file.file().file());
        long[] span = isFiled ? around(file) : new long[] {from, to};
        accounts.forEach(
            account -> dark.add(fact(account, MeasureCoverage.DARK, file.category(), span)));
      }
    }
    return dark;
  }

  /** A classic log is filed by a request's end, which may be the hour after its beginning. */
  private static long[] around(LogFile file) {
    return new long[] {file.path().from() - Ticks.PER_HOUR, file.path().to()};
  }

  private Dataset<Row> facts(List<Row> rows) {
    return session.createDataFrame(rows, MeasureCoverage.FACT);
  }

  private static Row fact(String account, String fact, String category, long[] span) {
    return RowFactory.create(account, fact, category, span[0], span[1], null);
  }

  private static Column ticks(String instant) {
    return org.apache.spark.sql.functions.unix_micros(col(instant)).multiply(lit(Ticks.PER_MICRO));
  }

  private <T> Broadcast<T> broadcast(T value, Class<T> type) {
    return session.sparkContext().broadcast(value, ClassTag$.MODULE$.apply(type));
  }
}
