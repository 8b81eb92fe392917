package dev.ajar.faults;

import dev.ajar.config.Rules;
import dev.ajar.config.SourceConfig;
import dev.ajar.config.SourceKind;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceReader;
import dev.ajar.evidence.EvidenceSlice;
import dev.ajar.evidence.Reading;
import dev.ajar.evidence.SnapshotRows;
import dev.ajar.evidence.accounts.AccountSnapshotReader;
import dev.ajar.evidence.activitylog.ActivityLogReader;
import dev.ajar.evidence.containers.ContainerSnapshotReader;
import dev.ajar.evidence.diagnosticsettings.DiagnosticSettingsReader;
import dev.ajar.evidence.principals.PrincipalReader;
import dev.ajar.evidence.resourcechanges.ResourceChangeReader;
import dev.ajar.evidence.roles.RoleAssignmentReader;
import dev.ajar.evidence.roles.RoleDefinitionReader;
import dev.ajar.evidence.servicetags.ServiceTagReader;
import dev.ajar.evidence.storagelogs.LogReaders;
import dev.ajar.evidence.storagelogs.LogSink;
import dev.ajar.evidence.storagelogs.SliceReader;
import dev.ajar.evidence.storagelogs.StorageLogReader;
import dev.ajar.evidence.storagelogs.StorageLogRecord;
import dev.ajar.evidence.transactionmetrics.TransactionMetricsReader;
import dev.ajar.tables.LogRecords;
import java.io.InputStream;
import java.time.Instant;
import java.util.Iterator;
import java.util.function.BiConsumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** The reader that the pipeline gives a file, whatever its kind. */
final class AnyReader {
  private static final Instant TAKEN = Instant.parse("2024-04-01T00:00:00Z");

  private AnyReader() {}

  /** Reads a file to its end; {@code rows} gets each row with its schema. */
  static void read(
      SourceKind kind, String path, InputStream bytes, BiConsumer<Row, StructType> rows) {
    SourceConfig source = new SourceConfig(3, kind, "e", "file:/e", TAKEN, false, null, null, null);
    EvidenceFile file = new EvidenceFile(3, kind.word(), "file:/e/" + path, path, 1, 0, null);
    switch (kind) {
      case ACCOUNTS ->
          snapshot(new AccountSnapshotReader(source, Rules.DEFAULTS), file, bytes, rows);
      case CONTAINERS -> snapshot(new ContainerSnapshotReader(source), file, bytes, rows);
      case RESOURCE_CHANGES -> snapshot(new ResourceChangeReader(), file, bytes, rows);
      case DIAGNOSTIC_SETTINGS -> snapshot(new DiagnosticSettingsReader(source), file, bytes, rows);
      case ROLE_ASSIGNMENTS -> snapshot(new RoleAssignmentReader(source), file, bytes, rows);
      case ROLE_DEFINITIONS -> snapshot(new RoleDefinitionReader(source), file, bytes, rows);
      case PRINCIPALS -> snapshot(new PrincipalReader(source), file, bytes, rows);
      case SERVICE_TAGS -> snapshot(new ServiceTagReader(source), file, bytes, rows);
      case ACTIVITY_LOG ->
          all(new ActivityLogReader(), ActivityLogReader.READING, file, bytes, rows);
      case TRANSACTION_METRICS ->
          all(new TransactionMetricsReader(), TransactionMetricsReader.READING, file, bytes, rows);
      case STORAGE_LOGS, LOG_ANALYTICS_EXPORT, STORAGE_ANALYTICS -> requests(file, bytes, rows);
      default -> throw new IllegalArgumentException(kind.word());
    }
  }

  private static void snapshot(
      EvidenceReader reader,
      EvidenceFile file,
      InputStream bytes,
      BiConsumer<Row, StructType> rows) {
    all(reader, SnapshotRows.READING, file, bytes, rows);
  }

  private static void all(
      EvidenceReader reader,
      Reading reading,
      EvidenceFile file,
      InputStream bytes,
      BiConsumer<Row, StructType> rows) {
    Iterator<Row> read = reader.read(file, bytes);
    read.forEachRemaining(row -> rows.accept(row, reading.schema()));
  }

  private static void requests(
      EvidenceFile file, InputStream bytes, BiConsumer<Row, StructType> rows) {
    LogSink sink =
        new LogSink() {
          @Override
          public void record(StorageLogRecord record, EvidenceFile of) {
            rows.accept(record.toRow(of), LogRecords.TABLE.columns());
          }

          @Override
          public void row(Row row) {
            rows.accept(row, StorageLogReader.READING.schema());
          }
        };
    SliceReader reader = new LogReaders(record -> true, sink).of(file);
    reader.begin(EvidenceSlice.whole(file), new byte[0], bytes, /* packed= */ false);
    while (reader.advance()) {
      // It goes on.
    }
  }
}
