package dev.ajar;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;

import dev.ajar.config.AuditConfig;
import dev.ajar.config.SourceConfig;
import dev.ajar.config.SourceKind;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceReader;
import dev.ajar.evidence.Reading;
import dev.ajar.evidence.SnapshotRows;
import dev.ajar.evidence.accounts.AccountSnapshotReader;
import dev.ajar.evidence.activitylog.ActivityLogReader;
import dev.ajar.evidence.activitylog.ControlCover;
import dev.ajar.evidence.blobinventory.InventoryParquet;
import dev.ajar.evidence.blobinventory.InventoryReader;
import dev.ajar.evidence.blobinventory.InventoryRun;
import dev.ajar.evidence.blobinventory.InventoryRuns;
import dev.ajar.evidence.containers.ContainerSnapshotReader;
import dev.ajar.evidence.diagnosticsettings.DiagnosticSettingsReader;
import dev.ajar.evidence.principals.PrincipalReader;
import dev.ajar.evidence.resourcechanges.ResourceChangeReader;
import dev.ajar.evidence.roles.RoleAssignmentReader;
import dev.ajar.evidence.roles.RoleDefinitionReader;
import dev.ajar.evidence.servicetags.ServiceTagReader;
import dev.ajar.evidence.transactionmetrics.TransactionMetricsReader;
import dev.ajar.findings.DeclareLeads;
import dev.ajar.findings.JoinChanges;
import dev.ajar.findings.JudgeLists;
import dev.ajar.findings.PairActivity;
import dev.ajar.lake.EvidenceListing;
import dev.ajar.lake.ReadEvidence;
import dev.ajar.lake.RecallGone;
import dev.ajar.lake.RecallGone.Recalled;
import dev.ajar.lake.SourceFolders.Listed;
import dev.ajar.model.Basis;
import dev.ajar.model.Settings;
import dev.ajar.model.Ticks;
import dev.ajar.sweep.LogInventory;
import dev.ajar.tables.Activities;
import dev.ajar.tables.ControlReadings;
import dev.ajar.tables.CountedRequests;
import dev.ajar.tables.Cover;
import dev.ajar.tables.Credentials;
import dev.ajar.tables.Findings;
import dev.ajar.tables.InventoryObjects;
import dev.ajar.tables.ObservationRow;
import dev.ajar.tables.Observations;
import dev.ajar.tables.Sources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Lists every source and reads all evidence but the storage logs, which windows must ask for. */
final class Intake {
  private static final int MANIFEST_BYTES = 16 << 20;

  /** Kinds that this version reads. */
  static final Set<SourceKind> READ =
      Set.of(
          SourceKind.STORAGE_LOGS,
          SourceKind.STORAGE_ANALYTICS,
          SourceKind.LOG_ANALYTICS_EXPORT,
          SourceKind.ACTIVITY_LOG,
          SourceKind.ACCOUNTS,
          SourceKind.CONTAINERS,
          SourceKind.RESOURCE_CHANGES,
          SourceKind.DIAGNOSTIC_SETTINGS,
          SourceKind.ROLE_ASSIGNMENTS,
          SourceKind.ROLE_DEFINITIONS,
          SourceKind.TRANSACTION_METRICS,
          SourceKind.PRINCIPALS,
          SourceKind.SERVICE_TAGS,
          SourceKind.BLOB_INVENTORY);

  private final SparkSession session;
  private final AuditConfig config;
  private final Kept kept;
  private final Scope scope;
  private final Map<Integer, Listed> listed = new HashMap<>();

  Intake(SparkSession session, AuditConfig config, Kept kept) {
    this.session = session;
    this.config = config;
    this.kept = kept;
    this.scope = new Scope(config);
  }

  /**
   * Everything but the storage logs.
   *
   * @param logs tells which accounts have a log folder
   * @param before rows of {@link ControlReadings}, as the last committed run left them
   */
  ControlEvidence control(LogInventory logs, Dataset<Row> before) {
    Recalled recalled = RecallGone.recall(session, config.sources(), controlFiles(), before);
    Dataset<Row> inventory = inventory();
    Dataset<Row> readings = kept.keepSpread(settings(inventory).union(recalled.gone()));
    Dataset<Row> paired =
        kept.keep(
            PairActivity.transform(
                until(Reading.select(readings, ControlReadings.ACTIVITY), Activities.AT_TICKS)));
    Dataset<Row> logged = until(PairActivity.observations(paired), Observations.OBSERVED_TICKS);
    Dataset<Row> others =
        until(
            Reading.select(readings, ControlReadings.OBSERVATION)
                .union(JudgeLists.transform(Reading.select(readings, ControlReadings.PAGE)))
                .union(Reading.select(readings, ControlReadings.MENTION)),
            Observations.OBSERVED_TICKS);
    Dataset<Row> said =
        config.sources(SourceKind.RESOURCE_CHANGES).isEmpty()
            ? logged.union(others)
            : JoinChanges.transform(logged, others);
    Dataset<Row> inScope = kept.keep(said.where(scope.holds()));
    Column mention = col(Observations.BASIS).equalTo(Basis.MENTION.word());
    Dataset<Row> mentions =
        kept.keep(inScope.where(mention).union(rows(scope.mentions())).union(rows(mentions(logs))));
    Column version = col(ControlReadings.VERSION);
    return new ControlEvidence(
        inScope.where(col(Observations.BASIS).notEqual(Basis.MENTION.word())),
        mentions,
        kept.keep(PairActivity.events(paired).where(scope.holds())),
        kept.keep(cover(Reading.select(readings, ControlReadings.SPAN), mentions)),
        until(Reading.select(readings, ControlReadings.COUNTED), CountedRequests.TO_TICKS),
        kept.keep(
            until(
                Reading.select(inventory, InventoryReader.OBJECT).where(scope.holds()),
                InventoryObjects.SEEN_FROM_TICKS)),
        Reading.sources(readings, version),
        Reading.quarantined(readings),
        PairActivity.duplicates(paired),
        RecallGone.stored(readings).union(recalled.left()),
        Reading.select(inventory, InventoryReader.FINDING)
            .union(
                session.createDataFrame(
                    SourceFindings.of(config, logs, this::isEmpty), Findings.TABLE.columns())));
  }

  /** Where the storage logs lie; what is none by its name or out of scope is left out. */
  LogInventory logs() {
    return LogInventory.of(EvidenceListing.with(session), logSources(), scope::holdsAccount);
  }

  /** The files of all sources of a kind that is read whole. */
  List<EvidenceFile> files(SourceKind kind) {
    return config.sources(kind).stream()
        .flatMap(source -> listed(source).files().stream())
        .toList();
  }

  /** The files of a source that is read whole, listed once. */
  Listed listed(SourceConfig source) {
    return listed.computeIfAbsent(
        source.index(), index -> EvidenceListing.with(session).list(source));
  }

  /** Whether all of a source is read: of those that are read, all but storage logs. */
  static boolean isReadWhole(SourceConfig source) {
    return READ.contains(source.kind()) && !source.kind().isStorageLog();
  }

  /** Bytes, as stored, of the files of all sources that are read whole. */
  long bytes() {
    return config.sources().stream()
        .filter(Intake::isReadWhole)
        .flatMap(source -> listed(source).files().stream())
        .mapToLong(EvidenceFile::bytes)
        .sum();
  }

  /** What the responder declares, as rows of {@link Credentials}. */
  Dataset<Row> leads() {
    return session.createDataFrame(DeclareLeads.rows(config.leads()), Credentials.TABLE.columns());
  }

  private boolean isEmpty(SourceConfig source) {
    return READ.contains(source.kind()) && listed(source).files().isEmpty();
  }

  private List<SourceConfig> logSources() {
    return config.sources().stream().filter(source -> source.kind().isStorageLog()).toList();
  }

  /** The paths of the sources of storage logs, as configured. */
  List<String> logPaths() {
    return logSources().stream().map(SourceConfig::path).toList();
  }

  /** Accounts with a log folder, and the subscription that the folder names. */
  private List<Row> mentions(LogInventory logs) {
    List<Row> rows = new ArrayList<>();
    logs.accounts()
        .forEach(
            (account, known) -> {
              rows.add(
                  ObservationRow.of(Basis.MENTION, Settings.EXISTS, 0).on(account, null).in("", 0));
              known.forEach(
                  subscription ->
                      rows.add(
                          ObservationRow.of(Basis.MENTION, Settings.SUBSCRIPTION, 0)
                              .on(account, null)
                              .value(subscription)
                              .in("", 0)));
            });
    return rows;
  }

  private Dataset<Row> rows(List<Row> observations) {
    return session.createDataFrame(observations, Observations.TABLE.columns());
  }

  /** The files of all kinds but storage logs. */
  private List<EvidenceFile> controlFiles() {
    return READ.stream()
        .filter(kind -> !kind.isStorageLog())
        .flatMap(kind -> files(kind).stream())
        .toList();
  }

  /** What all of it says now but for the objects of inventories, as {@link ControlReadings}. */
  private Dataset<Row> settings(Dataset<Row> inventory) {
    Dataset<Row> activity =
        ReadEvidence.read(
            session,
            files(SourceKind.ACTIVITY_LOG),
            new ActivityLogReader(),
            ActivityLogReader.READING.schema());
    Column[] places =
        Stream.of(
                ControlReadings.SOURCE,
                ControlReadings.QUARANTINE,
                ControlReadings.ACTIVITY,
                ControlReadings.SPAN,
                ControlReadings.MENTION,
                ControlReadings.OBSERVATION,
                ControlReadings.PAGE,
                ControlReadings.COUNTED)
            .map(payload -> col(payload + "." + Sources.FILE))
            .toArray(Column[]::new);
    return ControlReadings.TABLE.conform(
        activity
            .unionByName(snapshots(), /* allowMissingColumns= */ true)
            .unionByName(metrics(), /* allowMissingColumns= */ true)
            .unionByName(
                inventory
                    .where(col(InventoryReader.OBJECT).isNull())
                    .drop(InventoryReader.OBJECT, InventoryReader.FINDING),
                /* allowMissingColumns= */ true)
            .where(coalesce(places).isNotNull())
            .withColumn(ControlReadings.FILE, coalesce(places))
            .withColumn(ControlReadings.VERSION, lit(null).cast("string")));
  }

  private Dataset<Row> metrics() {
    return ReadEvidence.read(
        session,
        files(SourceKind.TRANSACTION_METRICS),
        new TransactionMetricsReader(),
        TransactionMetricsReader.READING.schema());
  }

  private Dataset<Row> snapshots() {
    Map<Integer, EvidenceReader> readers = new TreeMap<>();
    List<EvidenceFile> files = new ArrayList<>();
    for (SourceConfig source : config.sources()) {
      EvidenceReader reader =
          switch (source.kind()) {
            case ACCOUNTS -> new AccountSnapshotReader(source, config.rules());
            case CONTAINERS -> new ContainerSnapshotReader(source);
            case RESOURCE_CHANGES -> new ResourceChangeReader();
            case DIAGNOSTIC_SETTINGS -> new DiagnosticSettingsReader(source);
            case ROLE_ASSIGNMENTS -> new RoleAssignmentReader(source);
            case ROLE_DEFINITIONS -> new RoleDefinitionReader(source);
            case PRINCIPALS -> new PrincipalReader(source);
            case SERVICE_TAGS -> new ServiceTagReader(source);
            default -> null;
          };
      if (reader != null) {
        readers.put(source.index(), reader);
        files.addAll(listed(source).files());
      }
    }
    EvidenceReader bySource = (file, bytes) -> readers.get(file.source()).read(file, bytes);
    return ReadEvidence.read(session, files, bySource, SnapshotRows.READING.schema());
  }

  private Dataset<Row> inventory() {
    List<InventoryRun> runs = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    List<EvidenceFile> csv = new ArrayList<>();
    for (SourceConfig source : config.sources(SourceKind.BLOB_INVENTORY)) {
      List<EvidenceFile> files =
          files(SourceKind.BLOB_INVENTORY).stream()
              .filter(file -> file.source() == source.index())
              .toList();
      InventoryRuns found =
          InventoryRuns.of(files, file -> ReadEvidence.readSmall(session, file, MANIFEST_BYTES));
      runs.addAll(found.runs());
      rows.addAll(found.rows());
      csv.addAll(found.csvFiles());
    }
    Dataset<Row> all =
        ReadEvidence.read(
            session, csv, new InventoryReader(runs), InventoryReader.READING.schema());
    for (InventoryRun run : runs) {
      if (run.isParquet()) {
        for (EvidenceFile file : run.files()) {
          all = all.union(parquet(file, run, rows));
        }
      }
    }
    return kept.keepSpread(
        all.union(session.createDataFrame(rows, InventoryReader.READING.schema())));
  }

  /** Spark's own reader looks into the file at once, and says so if it is none. */
  private Dataset<Row> parquet(EvidenceFile file, InventoryRun run, List<Row> rows) {
    try {
      return InventoryParquet.transform(session.read().parquet(file.uri()), file, run);
    } catch (Exception e) {
      rows.add(InventoryReader.unreadable(file, "Spark cannot read it as Parquet"));
      return session.createDataFrame(List.of(), InventoryReader.READING.schema());
    }
  }

  private Dataset<Row> cover(Dataset<Row> spans, Dataset<Row> mentions) {
    Dataset<Row> subscriptions =
        mentions
            .where(col(Observations.SETTING).equalTo(Settings.SUBSCRIPTION))
            .select(
                col(Observations.ACCOUNT).as(ControlCover.ACCOUNT),
                col(Observations.VALUE).as(ControlCover.SUBSCRIPTION));
    Dataset<Row> cover = ControlCover.transform(spans, config.sources(), subscriptions);
    return config.asOf() == null
        ? cover
        : Cover.TABLE.conform(
            cover
                .withColumn(
                    Cover.TO_TICKS, least(col(Cover.TO_TICKS), lit(Ticks.of(config.asOf()))))
                .where(col(Cover.FROM_TICKS).lt(col(Cover.TO_TICKS))));
  }

  /** {@code as_of} hides later evidence; what has no time is not known to be later. */
  private Dataset<Row> until(Dataset<Row> rows, String ticks) {
    return config.asOf() == null
        ? rows
        : rows.where(coalesce(col(ticks).leq(lit(Ticks.of(config.asOf()))), lit(true)));
  }
}
