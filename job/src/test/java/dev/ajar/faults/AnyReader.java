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
import dev.ajar.evidence.blobinventory.InventoryReader;
import dev.ajar.evidence.blobinventory.InventoryRuns;
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
import dev.ajar.tables.Readings;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** The reader that the pipeline gives a file, whatever its kind. */
final class AnyReader {
  private static final Instant TAKEN = Instant.parse("2024-04-01T00:00:00Z");

  /** As much of a manifest as is ever read. */
  private static final int MANIFEST_BYTES = 16 << 20;

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
      case BLOB_INVENTORY -> inventory(file, bytes, rows);
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

  /** A manifest, or the CSV that a sound manifest names. */
  private static void inventory(
      EvidenceFile file, InputStream bytes, BiConsumer<Row, StructType> rows) {
    boolean isManifest = file.file().endsWith(Seeds.MANIFEST_PATH);
    byte[][] manifest = {Seeds.MANIFEST.getBytes(StandardCharsets.UTF_8)};
    String folder = file.file().substring(0, file.file().lastIndexOf('/') + 1);
    List<EvidenceFile> listed =
        Stream.of("manifest.json", "manifest.checksum", "rule.csv")
            .map(
                name ->
                    new EvidenceFile(3, file.kind(), "file:/e/" + name, folder + name, 1, 0, null))
            .toList();
    InventoryRuns runs =
        InventoryRuns.of(
            listed,
            small -> {
              if (small.file().endsWith(".checksum")) {
                return md5(manifest[0]).getBytes(StandardCharsets.UTF_8);
              }
              if (isManifest) {
                manifest[0] = bytes.readNBytes(MANIFEST_BYTES);
              }
              return manifest[0];
            });
    if (isManifest) {
      runs.rows().stream()
          .filter(row -> !isOf(row, ".checksum"))
          .forEach(row -> rows.accept(row, InventoryReader.READING.schema()));
    } else {
      EvidenceFile csv = listed.get(2);
      all(new InventoryReader(runs.runs()), InventoryReader.READING, csv, bytes, rows);
    }
  }

  private static boolean isOf(Row row, String end) {
    Row source = row.getStruct(InventoryReader.READING.schema().fieldIndex(Readings.SOURCE));
    return source != null && source.getString(0).endsWith(end);
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
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
