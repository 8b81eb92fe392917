package dev.ajar.evidence;

import dev.ajar.config.Rules;
import dev.ajar.config.SourceConfig;
import dev.ajar.config.SourceKind;
import dev.ajar.evidence.accounts.AccountSnapshotReader;
import dev.ajar.evidence.activitylog.ActivityLogReader;
import dev.ajar.evidence.blobinventory.InventoryReader;
import dev.ajar.evidence.blobinventory.InventoryRuns;
import dev.ajar.evidence.blobinventory.RunFacts;
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
import dev.ajar.model.Ticks;
import dev.ajar.tables.ListPages;
import dev.ajar.tables.LogRecords;
import dev.ajar.tables.Quarantine;
import dev.ajar.tables.Sources;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * What the reader of a kind makes of a file, as lines of text: its tally ({@code lines = accepted +
 * outside + quarantined, state}), what was quarantined where and why, and every column of every
 * other row. Snapshots are of {@link #TAKEN}, which is left out.
 */
final class EvidenceLines implements LogSink {
  static final String TAKEN = "2026-01-01T00:00:00Z";
  static final String QUARANTINED = "quarantined ";

  private final Map<String, Integer> counts = new HashMap<>();
  private final List<String> lines = new ArrayList<>();

  private EvidenceLines() {}

  /** Reads {@code bytes} with the reader that the pipeline gives a file of that kind. */
  static List<String> read(SourceKind kind, String apiVersion, String path, byte[] bytes) {
    EvidenceLines told = new EvidenceLines();
    InputStream in = new ByteArrayInputStream(bytes);
    SourceConfig source =
        new SourceConfig(
            3, kind, "e", "file:/e", Instant.parse(TAKEN), false, apiVersion, null, null);
    EvidenceReader snapshots =
        switch (kind) {
          case ACCOUNTS -> new AccountSnapshotReader(source, Rules.DEFAULTS);
          case CONTAINERS -> new ContainerSnapshotReader(source);
          case RESOURCE_CHANGES -> new ResourceChangeReader();
          case DIAGNOSTIC_SETTINGS -> new DiagnosticSettingsReader(source);
          case ROLE_ASSIGNMENTS -> new RoleAssignmentReader(source);
          case ROLE_DEFINITIONS -> new RoleDefinitionReader(source);
          case PRINCIPALS -> new PrincipalReader(source);
          case SERVICE_TAGS -> new ServiceTagReader(source);
          default -> null;
        };
    EvidenceFile file = new EvidenceFile(3, kind.word(), "file:/" + path, path, 1, 0, null);
    if (snapshots != null) {
      snapshots.read(file, in).forEachRemaining(row -> told.row(SnapshotRows.READING, row));
    } else if (kind == SourceKind.ACTIVITY_LOG) {
      new ActivityLogReader()
          .read(file, in)
          .forEachRemaining(row -> told.row(ActivityLogReader.READING, row));
    } else if (kind == SourceKind.TRANSACTION_METRICS) {
      new TransactionMetricsReader()
          .read(file, in)
          .forEachRemaining(row -> told.row(TransactionMetricsReader.READING, row));
    } else if (kind == SourceKind.BLOB_INVENTORY) {
      told.run(bytes);
    } else {
      told.requests(file, in);
    }
    return told.lines;
  }

  private void requests(EvidenceFile file, InputStream in) {
    SliceReader reader = new LogReaders(record -> true, this).of(file);
    reader.begin(EvidenceSlice.whole(file), new byte[0], in, /* packed= */ false);
    while (reader.advance()) {
      // It goes on.
    }
  }

  @Override
  public void record(StorageLogRecord record, EvidenceFile file) {
    columns("", record.toRow(file), LogRecords.TABLE.columns());
  }

  @Override
  public void row(Row row) {
    row(StorageLogReader.READING, row);
  }

  private void row(Reading reading, Row row) {
    StructType schema = reading.schema();
    for (int i = 0; i < row.length(); i++) {
      if (!row.isNullAt(i)) {
        Row payload = row.getStruct(i);
        switch (schema.fieldNames()[i]) {
          case "source" -> tally(payload);
          case "quarantine" -> {
            StructType columns = Quarantine.TABLE.columns();
            Object reason = ReadText.value(payload, columns, Quarantine.REASON);
            lines.add(
                QUARANTINED + ReadText.value(payload, columns, Quarantine.OFFSET) + " " + reason);
          }
          case SnapshotRows.OBSERVATION ->
              lines.add(ReadText.observation(payload).replace(" @" + TAKEN, ""));
          case SnapshotRows.PAGE -> page(payload);
          case ActivityLogReader.ACTIVITY ->
              columns("", payload, (StructType) schema.fields()[i].dataType());
          default ->
              columns(
                  schema.fieldNames()[i] + " ",
                  payload,
                  (StructType) schema.fields()[i].dataType());
        }
      }
    }
  }

  private void tally(Row source) {
    StructType columns = Sources.TABLE.columns();
    lines.add(
        "%s = %s + %s + %s, %s"
            .formatted(
                ReadText.value(source, columns, Sources.LINES),
                ReadText.value(source, columns, Sources.ACCEPTED),
                ReadText.value(source, columns, Sources.OUTSIDE),
                ReadText.value(source, columns, Sources.QUARANTINED),
                ReadText.value(source, columns, Sources.STATE)));
  }

  private void page(Row page) {
    StructType columns = ListPages.TABLE.columns();
    lines.add(
        "%s %s next=%s filtered=%s"
            .formatted(
                ReadText.value(page, columns, ListPages.SETTING),
                ReadText.value(page, columns, ListPages.SUBJECT),
                ReadText.value(page, columns, ListPages.NEXT),
                ReadText.value(page, columns, ListPages.FILTERED)));
    lines.add("groups " + page.getList(columns.fieldIndex(ListPages.GROUPS)));
  }

  /** {@code payload number column=value}, a line each; rows are counted from 0. */
  private void columns(String payload, Row row, StructType columns) {
    int number = counts.merge(payload, 1, Integer::sum) - 1;
    for (int i = 0; i < row.length(); i++) {
      String name = columns.fieldNames()[i];
      Object value = row.get(i);
      boolean ticks = name.endsWith("_ticks") && value != null;
      lines.add(
          payload + number + " " + name + "=" + (ticks ? Ticks.toInstant((Long) value) : value));
    }
  }

  /** Lays a manifest's run out as the rule that it is of would have, and finds it. */
  private void run(byte[] manifest) {
    String folder = "inv/2021/05/26/13-25-36/Rule_1/Rule_1";
    byte[] sum = HexFormat.of().formatHex(md5(manifest)).getBytes(StandardCharsets.UTF_8);
    Map<String, byte[]> content =
        Map.of(folder + "-manifest.json", manifest, folder + "-manifest.checksum", sum);
    List<EvidenceFile> listed = new ArrayList<>();
    content.forEach((name, bytes) -> listed.add(inventory(name, bytes.length)));
    listed.add(inventory(folder + ".csv", 12_710_092));
    InventoryRuns runs = InventoryRuns.of(listed, file -> content.get(file.file()));
    runs.runs().forEach(run -> lines.addAll(RunFacts.of(run)));
    runs.rows().forEach(row -> row(InventoryReader.READING, row));
  }

  private static EvidenceFile inventory(String name, long bytes) {
    return new EvidenceFile(3, "blob-inventory", "file:/" + name, name, bytes, 0, null);
  }

  private static byte[] md5(byte[] bytes) {
    try {
      return MessageDigest.getInstance("MD5").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
