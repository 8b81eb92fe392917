package dev.ajar;

import static org.apache.spark.sql.functions.col;

import dev.ajar.PlanResult.Amount;
import dev.ajar.PlanResult.Reads;
import dev.ajar.config.AuditConfig;
import dev.ajar.config.Rules;
import dev.ajar.config.SourceConfig;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceSlice;
import dev.ajar.findings.Categories;
import dev.ajar.findings.FindAbsences;
import dev.ajar.findings.FindCredentialWindows;
import dev.ajar.findings.FindExposureWindows;
import dev.ajar.findings.FindRoleWindows;
import dev.ajar.lake.AuditTables;
import dev.ajar.lake.PackSlices;
import dev.ajar.lake.Sessions;
import dev.ajar.lake.SourceFolders.Listed;
import dev.ajar.lake.StorageRequests;
import dev.ajar.model.HeldHours;
import dev.ajar.model.HourSet;
import dev.ajar.model.Ticks;
import dev.ajar.sweep.AskedHours;
import dev.ajar.sweep.CredentialHours;
import dev.ajar.sweep.LogInventory;
import dev.ajar.sweep.SearchedWindows;
import dev.ajar.tables.ControlReadings;
import dev.ajar.tables.Exposures;
import dev.ajar.tables.Tables;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What an audit would read, at least: the windows that are known without the storage logs, and
 * which files each choice of {@code rules.sweep} needs for them (exposure.md §2, order of a run).
 * Writes nothing and reads no storage log.
 */
final class Plan {
  /** Of so few bytes of evidence, storage logs aside, no query is worth compiling. */
  private static final long INTERPRETED = 64L << 20;

  private final SparkSession session;
  private final AuditConfig config;
  private final Kept kept;

  Plan(SparkSession session, AuditConfig config, Kept kept) {
    this.session = session;
    this.config = config;
    this.kept = kept;
  }

  /**
   * The plan.
   *
   * @param before what earlier runs left
   */
  PlanResult result(AuditTables before) {
    Intake intake = new Intake(session, config, kept);
    if (intake.bytes() < INTERPRETED) {
      Sessions.interpret(session);
    }
    LogInventory logs = intake.logs();
    ControlEvidence control = intake.control(logs, before.read(ControlReadings.TABLE));
    Dataset<Row> said = control.observations().union(control.mentions());
    Dataset<Row> leads = intake.leads();
    Dataset<Row> exposures =
        kept.keep(
            FindExposureWindows.transform(
                    said.union(FindAbsences.transform(said)),
                    control.cover(),
                    config.known(),
                    config.rules())
                .union(
                    FindRoleWindows.transform(
                        said, control.cover(), config.known(), config.rules()))
                .union(
                    FindCredentialWindows.transform(
                        said, control.cover(), leads, config.known(), config.rules())));
    Map<Integer, Amount> touched =
        amounts(
            logs.needed(
                AskedHours.of(
                    LogPasses.touchSpans(control, config), Categories.CHANGES, config.rules())));
    Map<Rules.Sweep, Map<Integer, Amount>> swept = new EnumMap<>(Rules.Sweep.class);
    for (Rules.Sweep sweep : Rules.Sweep.values()) {
      swept.put(
          sweep,
          amounts(
              logs.needed(
                  AskedHours.of(
                      searched(exposures, sweep), LogInventory.CATEGORIES, config.rules()))));
    }
    Dataset<Row> windows = exposures.where(col(Exposures.KIND).equalTo(Exposures.WINDOW));
    long signed = windows.where(col(Exposures.SIGN)).count();
    return new PlanResult(
        signed,
        windows.count() - signed,
        reads(intake, logs, touched, swept),
        hoursWithoutLogs(exposures, logs),
        tables());
  }

  private List<Reads> reads(
      Intake intake,
      LogInventory logs,
      Map<Integer, Amount> touched,
      Map<Rules.Sweep, Map<Integer, Amount>> swept) {
    List<Reads> reads = new ArrayList<>();
    for (SourceConfig source : config.sources()) {
      boolean isLogs = source.kind().isStorageLog();
      boolean isRead = Intake.isReadWhole(source);
      Amount whole = isRead ? whole(intake.listed(source)) : Amount.NOTHING;
      long listing = isRead ? intake.listed(source).requests() : 0;
      Map<Rules.Sweep, Amount> amounts = new EnumMap<>(Rules.Sweep.class);
      for (Rules.Sweep sweep : Rules.Sweep.values()) {
        amounts.put(
            sweep, isLogs ? swept.get(sweep).getOrDefault(source.index(), Amount.NOTHING) : whole);
      }
      reads.add(
          new Reads(
              source.index(),
              source.kind().word(),
              source.path(),
              isLogs ? logs.placing(source) : listing,
              touched.getOrDefault(source.index(), Amount.NOTHING),
              amounts));
    }
    return reads;
  }

  private static Amount whole(Listed listed) {
    Amount whole = Amount.NOTHING;
    for (EvidenceFile file : listed.files()) {
      whole =
          whole.plus(new Amount(1, file.bytes(), StorageRequests.of(EvidenceSlice.whole(file))));
    }
    return whole;
  }

  /** What a search reads, by source, cut into the slices that the sweep would cut. */
  private Map<Integer, Amount> amounts(LogInventory.Needed needed) {
    Map<Integer, Amount> amounts = new HashMap<>();
    needed
        .listings()
        .forEach((source, requests) -> amounts.put(source, new Amount(0, 0, requests)));
    List<EvidenceSlice> whole =
        needed.files().stream().map(log -> EvidenceSlice.whole(log.file())).toList();
    for (List<EvidenceSlice> task :
        PackSlices.pack(whole, session.sparkContext().defaultParallelism())) {
      for (EvidenceSlice slice : task) {
        Amount one = new Amount(slice.isFirst() ? 1 : 0, slice.bytes(), StorageRequests.of(slice));
        amounts.merge(slice.file().source(), one, Amount::plus);
      }
    }
    return amounts;
  }

  /** What a choice of {@code rules.sweep} searches, by account. */
  private Map<String, List<long[]>> searched(Dataset<Row> exposures, Rules.Sweep sweep) {
    return CredentialHours.of(
            exposures.toLocalIterator(),
            SearchedWindows.of(exposures.toLocalIterator(), sweep, config).spansByAccount(),
            Ticks.of(config.period().from()),
            Ticks.of(config.period().to()))
        .spansByAccount();
  }

  /** Account-hours of the windows to be searched that no source holds. */
  private long hoursWithoutLogs(Dataset<Row> exposures, LogInventory logs) {
    HeldHours held = logs.held(List.of());
    long dark = 0;
    for (Map.Entry<String, List<long[]>> spans :
        searched(exposures, config.rules().sweep()).entrySet()) {
      HourSet asked = HourSet.touchedBy(spans.getValue());
      HourSet there = HourSet.touchedBy(held.of(spans.getKey(), null));
      dark += asked.count() - asked.and(there).count();
    }
    return dark;
  }

  private List<String> tables() {
    AuditConfig.Output output = config.output();
    String head =
        output.path() != null
            ? output.path() + "/"
            : output.catalog() + "." + output.schema() + ".";
    return Tables.ALL.stream().map(table -> head + table.name()).toList();
  }
}
