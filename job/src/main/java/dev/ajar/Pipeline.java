package dev.ajar;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import dev.ajar.config.AuditConfig;
import dev.ajar.config.SourceKind;
import dev.ajar.findings.ApplyTraffic;
import dev.ajar.findings.DescribeActors;
import dev.ajar.findings.DescribeSasTokens;
import dev.ajar.findings.DescribeSessions;
import dev.ajar.findings.FindAbsences;
import dev.ajar.findings.FindCredentialWindows;
import dev.ajar.findings.FindExposureWindows;
import dev.ajar.findings.FindMissingLines;
import dev.ajar.findings.FindRoleWindows;
import dev.ajar.findings.FindTouches;
import dev.ajar.findings.GatherCredentials;
import dev.ajar.findings.JudgeObjects;
import dev.ajar.findings.JudgeWindows;
import dev.ajar.findings.MarkDuplicates;
import dev.ajar.findings.NameServiceTags;
import dev.ajar.findings.RaiseFindings;
import dev.ajar.findings.SpanRows;
import dev.ajar.findings.TieCopies;
import dev.ajar.findings.TraceContradictions;
import dev.ajar.lake.AuditRun;
import dev.ajar.lake.AuditTables;
import dev.ajar.lake.RunRow;
import dev.ajar.model.Settings;
import dev.ajar.sweep.LogInventory;
import dev.ajar.sweep.MatchCredentials;
import dev.ajar.sweep.MatchWindows;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import dev.ajar.tables.ControlReadings;
import dev.ajar.tables.Coverage;
import dev.ajar.tables.Events;
import dev.ajar.tables.ExposedObjects;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Exposures;
import dev.ajar.tables.Findings;
import dev.ajar.tables.Observations;
import dev.ajar.tables.Quarantine;
import dev.ajar.tables.Readings;
import dev.ajar.tables.SasTokens;
import dev.ajar.tables.Sessions;
import dev.ajar.tables.Sources;
import dev.ajar.tables.Table;
import dev.ajar.tables.WindowSpans;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The map of a run: every stage in the order of exposure.md §2. Data goes one way; windows come
 * before the logs, because they are small and decide what is read of the logs, which are not.
 */
public final class Pipeline {
  private static final int STAGES = 6;

  private final SparkSession session;
  private final AuditConfig config;
  private final Progress progress;
  private final Clock clock;
  private final String runId;
  private final String toolVersion;

  /**
   * A pipeline for one run.
   *
   * @param clock says when the run begins and ends; nothing else of a run knows the time
   */
  public Pipeline(
      SparkSession session,
      AuditConfig config,
      Progress progress,
      Clock clock,
      String runId,
      String toolVersion) {
    this.session = session;
    this.config = config;
    this.progress = progress;
    this.clock = clock;
    this.runId = runId;
    this.toolVersion = toolVersion;
  }

  /** Sources → tables. */
  public AuditResult audit() {
    AuditTables tables = AuditTables.open(session, config.output(), config.audit());
    AuditRun run = tables.begin(runId, "audit", toolVersion, config.sha256(), clock.instant());
    Writing writing = new Writing(run);
    try (Kept kept = new Kept()) {
      AuditResult result = audit(writing, tables, run.row(), kept);
      run.commit(writing.counts(), result.outcome(), writing.evidence(), clock.instant());
      return result;
    } catch (Exception e) {
      writing.fail(clock.instant(), e);
      throw e;
    }
  }

  private AuditResult audit(Writing tables, AuditTables before, RunRow run, Kept kept) {
    Intake intake = new Intake(session, config, kept);
    LogInventory logs = intake.logs();
    Unchanged unchanged = new Unchanged(config, intake, logs);
    Optional<RunRow> same = unchanged.since(before, toolVersion);
    if (same.isPresent()) {
      progress.note("Evidence, configuration and program are those of run " + same.get().runId());
      tables.stand(same.get());
      return AuditResults.of(
          before.read(ExposureWindows.TABLE),
          before.read(Sources.TABLE),
          tables.counts(),
          config.rules());
    }
    progress.expect(STAGES);
    Dataset<Row> readings = before.read(Readings.TABLE);
    LogPasses passes =
        new LogPasses(session, config, new ReadLogs(session, kept, readings, toolVersion));

    // 1 control plane and snapshots; 2 where logs lie
    Progress.Stage stage = progress.stage("evidence of settings");
    ControlEvidence control = intake.control(logs, before.read(ControlReadings.TABLE));
    stage.done(control.observations().count());

    // 3 touches
    stage = progress.stage("touches in write logs");
    LogPass looked = passes.touches(control, logs);
    Dataset<Row> touches =
        kept.keep(FindTouches.transform(MarkDuplicates.kept(looked.records(), intake.logPaths())));
    Dataset<Row> cover = kept.keep(passes.cover(control, looked, logs));
    stage.done(touches.count());

    // 4 timelines and windows
    stage = progress.stage("windows");
    Dataset<Row> named = control.mentions().union(passes.existed(looked));
    Dataset<Row> said = control.observations().union(touches);
    Dataset<Row> observations = kept.keep(said.union(FindAbsences.transform(said.union(named))));
    Dataset<Row> facts = kept.keep(observations.union(named));
    Dataset<Row> leads = intake.leads();
    Dataset<Row> configured =
        kept.keep(FindExposureWindows.transform(facts, cover, config.known(), config.rules()));
    boolean anyLead = !config.leads().isEmpty();
    boolean anyRole =
        isAny(facts.where(col(Observations.SETTING).equalTo(Settings.ROLE_ASSIGNMENT)));
    Dataset<Row> roles =
        ifAny(
            anyRole,
            Exposures.TABLE,
            () ->
                kept.keep(FindRoleWindows.transform(facts, cover, config.known(), config.rules())));
    Dataset<Row> declared =
        ifAny(
            anyLead,
            Exposures.TABLE,
            () ->
                kept.keep(
                    FindCredentialWindows.transform(
                        facts, cover, leads, config.known(), config.rules())));
    stage.done(configured.count() + roles.count() + declared.count());

    // 5 the sweep
    stage = progress.stage("sweep");
    LogPass swept = passes.sweep(configured.union(roles).union(declared), logs, progress);
    Dataset<Row> records =
        kept.keep(MarkDuplicates.transform(passes.records(swept, looked), intake.logPaths()));
    Dataset<Row> single = records.where(not(col(MarkDuplicates.DUPLICATE)));
    boolean anyCopy = isAny(TieCopies.copies(single));
    Dataset<Row> distinct = anyCopy ? kept.keep(TieCopies.transform(single)) : single;
    boolean anySas = isAny(distinct.where(col(Accesses.SAS_SHA256).isNotNull()));
    Dataset<Row> tokens =
        ifAny(
            anySas,
            SasTokens.TABLE,
            () ->
                kept.keep(
                    DescribeSasTokens.transform(
                        distinct, leads, config.known(), config.rules(), config.period())));
    Dataset<Row> credentials =
        ifAny(
            anySas || anyLead,
            Exposures.TABLE,
            () ->
                FindCredentialWindows.transform(
                    facts,
                    cover,
                    GatherCredentials.transform(leads, tokens, distinct),
                    config.known(),
                    config.rules()));
    Dataset<Row> exposures =
        kept.keep(
            passes.withUnlisted(configured, facts, cover, swept).union(roles).union(credentials));
    Dataset<Row> byCallers = MatchWindows.transform(distinct, passes.index(exposures));
    Dataset<Row> matched =
        kept.keep(
            anySas || anyLead || anyRole
                ? byCallers.union(
                    MatchCredentials.transform(
                        distinct, exposures, config.period(), config.rules().during()))
                : byCallers);
    stage.done(matched.count());

    // 6 traffic, coverage, actors, verdicts, objects
    stage = progress.stage("verdicts");
    Dataset<Row> contradictions = kept.keep(TraceContradictions.transform(exposures, matched));
    Dataset<Row> moved =
        kept.keep(ApplyTraffic.transform(exposures, matched).union(contradictions));
    Dataset<Row> accesses =
        kept.keep(Accesses.TABLE.conform(TraceContradictions.placed(matched, contradictions)));
    Dataset<Row> coverage = kept.keep(passes.coverage(moved, swept, control, logs));
    Dataset<Row> described =
        kept.keep(
            DescribeActors.transform(
                accesses, control.events(), moved, observations, config.known()));
    Dataset<Row> actors =
        config.sources(SourceKind.SERVICE_TAGS).isEmpty()
            ? described
            : kept.keep(NameServiceTags.transform(described, observations));
    Dataset<Row> windows =
        kept.keep(
            JudgeWindows.transform(
                passes.searched(moved),
                coverage,
                accesses,
                actors,
                config.period(),
                config.sources(SourceKind.STORAGE_ANALYTICS).isEmpty()));
    Dataset<Row> objects =
        kept.keep(
            JudgeObjects.transform(
                windows,
                tokens,
                accesses,
                actors,
                control.objects(),
                config.known(),
                config.period()));
    stage.done(windows.count());

    // tables
    stage = progress.stage("tables");
    Dataset<Row> sources =
        kept.keep(
            FirstReads.transform(
                passes.sources(control, swept, looked, records),
                before.read(Sources.TABLE),
                run.runId(),
                run.startedAt()));
    Conservation.check(sources);
    tables.write(
        Map.ofEntries(
            Map.entry(Sources.TABLE, sources),
            Map.entry(Quarantine.TABLE, passes.quarantine(control, swept, looked)),
            Map.entry(Observations.TABLE, observations),
            Map.entry(Events.TABLE, control.events()),
            Map.entry(ExposureWindows.TABLE, windows),
            Map.entry(WindowSpans.TABLE, SpanRows.transform(moved)),
            Map.entry(Accesses.TABLE, accesses),
            Map.entry(Actors.TABLE, actors),
            Map.entry(Sessions.TABLE, DescribeSessions.transform(accesses)),
            Map.entry(ExposedObjects.TABLE, objects),
            Map.entry(SasTokens.TABLE, tokens),
            Map.entry(Coverage.TABLE, coverage),
            Map.entry(
                Findings.TABLE,
                RaiseFindings.transform(
                        new RaiseFindings.Inputs(
                            windows,
                            moved,
                            objects,
                            coverage,
                            FindMissingLines.transform(coverage, swept.hours(), control.counted()),
                            sources,
                            observations))
                    .union(control.findings())),
            Map.entry(Readings.TABLE, passes.readings(swept, looked)),
            Map.entry(ControlReadings.TABLE, control.readings())));
    passes.count(tables, logs, looked, swept);
    tables.restOn(unchanged.sha256(looked.files(), swept.files()));
    AuditResult result = AuditResults.of(windows, sources, tables.counts(), config.rules());
    stage.done(tables.rows());
    return result;
  }

  private static boolean isAny(Dataset<Row> rows) {
    return !rows.isEmpty();
  }

  /** What a stage finds; nothing, and no plan of it, where there is nothing to look at. */
  private Dataset<Row> ifAny(boolean any, Table found, Supplier<Dataset<Row>> stage) {
    return any ? stage.get() : session.createDataFrame(List.of(), found.columns());
  }

  /** What an audit would read, at least. */
  public PlanResult plan() {
    try (Kept kept = new Kept()) {
      AuditTables before = AuditTables.open(session, config.output(), config.audit());
      return new Plan(session, config, kept).result(before);
    }
  }

  /** Whether every source can be read. */
  public ValidationResult validate() {
    return new Validation(session, config).result();
  }
}
