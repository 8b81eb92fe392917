package dev.ajar.evidence.storagelogs;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.tables.LogRecords;
import dev.ajar.tables.Quarantine;
import dev.ajar.tables.Sources;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Log lines that we wrote, in the shapes that Azure writes, and what reading them gives. */
final class LogLines {
  static final String ID =
      "/subscriptions/A0000000-0000-0000-0000-000000000001/resourceGroups/Rg/providers"
          + "/Microsoft.Storage/storageAccounts/Acme/blobServices/default";
  static final String H = "AB".repeat(32);
  static final String S = "CD".repeat(32);

  private LogLines() {}

  /** A line: operation, status, identity, object key, path and query, further properties. */
  static String line(
      String operation, String status, String identity, String key, String uri, String more) {
    return "{\"time\":\"2024-02-10T03:04:05.1234567Z\",\"resourceId\":\""
        + ID
        + "\",\"category\":\"StorageRead\",\"operationName\":\""
        + operation
        + "\",\"operationVersion\":\"2022-11-02\",\"schemaVersion\":\"1.0\",\"statusCode\":"
        + status
        + ",\"statusText\":\"Success\",\"durationMs\":4,\"callerIpAddress\":\"203.0.113.9:4711\","
        + "\"correlationId\":\"4dff5193-801e-001e-22f4-2c3e77000000\",\"identity\":"
        + identity
        + ",\"location\":\"westeurope\",\"properties\":{\"accountName\":\"acme\",\"objectKey\":\""
        + key
        + "\""
        + more
        + "},\"uri\":\"https://acme.blob.core.windows.net:443"
        + uri
        + "\",\"protocol\":\"HTTPS\",\"resourceType\":"
        + "\"Microsoft.Storage/storageAccounts/blobServices\",\"new\":{\"key\":[1,{}]}}";
  }

  static String anonymous(String operation, String key, String uri) {
    return line(operation, "200", "{\"type\":\"Anonymous\"}", key, uri, "");
  }

  static EvidenceFile file(String path) {
    return new EvidenceFile(0, "storage-logs", "file:/logs/" + path, "logs/" + path, 1, 0, null);
  }

  /** Everything that reading the text gives. */
  static Result read(String text, Wanted wanted) {
    return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), wanted);
  }

  static Result read(InputStream in, Wanted wanted) {
    Result result = new Result();
    Iterator<Row> rows = new StorageLogReader(wanted).read(file("x/PT1H.json"), in);
    rows.forEachRemaining(result::add);
    return result;
  }

  /** Rows by kind. */
  static final class Result {
    private static final StructType SCHEMA = StorageLogReader.READING.schema();
    final List<Row> records = new ArrayList<>();
    final List<Row> hours = new ArrayList<>();
    final List<Row> mentions = new ArrayList<>();
    final List<Row> quarantined = new ArrayList<>();
    Row source;

    private void add(Row row) {
      int filled = 0;
      for (int i = 0; i < row.length(); i++) {
        if (!row.isNullAt(i)) {
          filled++;
          put(SCHEMA.fieldNames()[i], row.getStruct(i));
        }
      }
      if (filled != 1) {
        throw new AssertionError("a row fills one column, not " + filled);
      }
    }

    private void put(String kind, Row value) {
      if (source != null) {
        throw new AssertionError("the tally is the last row");
      }
      switch (kind) {
        case StorageLogReader.RECORD -> records.add(value);
        case StorageLogReader.HOUR -> hours.add(value);
        case StorageLogReader.MENTION -> mentions.add(value);
        case "quarantine" -> quarantined.add(value);
        default -> source = value;
      }
    }

    Object record(int row, String column) {
      return records.get(row).get(LogRecords.TABLE.columns().fieldIndex(column));
    }

    long count(String column) {
      return source.getLong(Sources.TABLE.columns().fieldIndex(column));
    }

    String text(String column) {
      return source.getString(Sources.TABLE.columns().fieldIndex(column));
    }

    List<String> reasons() {
      int reason = Quarantine.TABLE.columns().fieldIndex(Quarantine.REASON);
      return quarantined.stream().map(row -> row.getString(reason)).toList();
    }

    boolean balances() {
      return count(Sources.LINES)
              == count(Sources.ACCEPTED) + count(Sources.OUTSIDE) + count(Sources.QUARANTINED)
          && count(Sources.ACCEPTED) == records.size()
          && count(Sources.QUARANTINED) >= quarantined.size();
    }

    String all() {
      return records + "\n" + hours + "\n" + mentions + "\n" + quarantined + "\n" + source;
    }
  }
}
