package dev.ajar.evidence.storagelogs;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceSlice;
import dev.ajar.tables.LogRecords;
import dev.ajar.tables.Quarantine;
import dev.ajar.tables.Sources;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
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
    Row last = null;
    while (rows.hasNext()) {
      last = rows.next();
      result.add(last);
    }
    if (last == null || last.isNullAt(0) || result.sources.size() != 1) {
      throw new AssertionError("the tally is the last row");
    }
    return result;
  }

  /** Everything that reading a file of some kind gives, as a task reads it. */
  static Result read(String kind, String path, byte[] bytes, Wanted wanted) {
    EvidenceFile file =
        new EvidenceFile(0, kind, "file:/logs/" + path, "logs/" + path, bytes.length, 0, null);
    Result result = new Result();
    SliceReader reader = new LogReaders(wanted, result).of(file);
    int head = Math.min(bytes.length, 1 << 16);
    reader.begin(
        EvidenceSlice.whole(file),
        Arrays.copyOf(bytes, head),
        new ByteArrayInputStream(bytes, head, bytes.length - head),
        /* packed= */ false);
    while (reader.advance()) {
      // It goes on.
    }
    return result;
  }

  /** What was read, whatever slices it was read in. */
  static String canonical(Result result) {
    StringBuilder text = new StringBuilder();
    result.records.forEach(record -> text.append(record).append('\n'));
    result.quarantined.forEach(record -> text.append(record).append('\n'));
    Map<String, long[]> hours = new TreeMap<>();
    for (Row hour : result.hours) {
      long[] sums = hours.computeIfAbsent(key(hour), key -> new long[2]);
      sums[0] += hour.getLong(3);
      sums[1] += hour.getLong(4);
    }
    hours.forEach((key, sums) -> text.append(key).append(Arrays.toString(sums)).append('\n'));
    Map<String, long[]> mentions = new TreeMap<>();
    for (Row mention : result.mentions) {
      long[] times = mentions.computeIfAbsent(key(mention), key -> new long[] {Long.MAX_VALUE, 0});
      if (!mention.isNullAt(3)) {
        times[0] = Math.min(times[0], mention.getLong(3));
        times[1] = Math.max(times[1], mention.getLong(4));
      }
    }
    mentions.forEach((key, times) -> text.append(key).append(Arrays.toString(times)).append('\n'));
    for (String count :
        List.of(Sources.LINES, Sources.ACCEPTED, Sources.OUTSIDE, Sources.QUARANTINED)) {
      text.append(count).append(' ').append(result.sum(count)).append('\n');
    }
    return text.append(result.asks()).append(result.state()).toString();
  }

  private static String key(Row row) {
    return row.get(0) + " " + row.get(1) + " " + row.get(2) + " ";
  }

  /** Rows by kind. */
  static final class Result implements LogSink {
    private static final StructType SCHEMA = StorageLogReader.READING.schema();
    final List<Row> records = new ArrayList<>();
    final List<Row> hours = new ArrayList<>();
    final List<Row> mentions = new ArrayList<>();
    final List<Row> quarantined = new ArrayList<>();
    final List<Row> sources = new ArrayList<>();
    Row source;

    @Override
    public void record(StorageLogRecord record, EvidenceFile file) {
      records.add(record.toRow(file));
    }

    @Override
    public void row(Row row) {
      add(row);
    }

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
      switch (kind) {
        case StorageLogReader.RECORD -> records.add(value);
        case StorageLogReader.HOUR -> hours.add(value);
        case StorageLogReader.MENTION -> mentions.add(value);
        case "quarantine" -> quarantined.add(value);
        default -> {
          source = value;
          sources.add(value);
        }
      }
    }

    Object record(int row, String column) {
      return records.get(row).get(LogRecords.TABLE.columns().fieldIndex(column));
    }

    long sum(String column) {
      int index = Sources.TABLE.columns().fieldIndex(column);
      return sources.stream().mapToLong(row -> row.getLong(index)).sum();
    }

    /** Where reading can go on if the file grows; null if it cannot. */
    Long resumeAt() {
      return (Long) get(sources.get(sources.size() - 1), Sources.RESUME_AT);
    }

    /** Takes back a last line that was still being written; whether there was one. */
    boolean forgetUnfinished() {
      boolean was = quarantined.removeIf(row -> row.getString(2).equals("unfinished"));
      if (was) {
        List<Row> slices = List.copyOf(sources);
        sources.clear();
        slices.forEach(row -> sources.add(withoutUnfinished(row)));
      }
      return was;
    }

    private static Row withoutUnfinished(Row source) {
      Object[] values = new Object[source.length()];
      for (int i = 0; i < values.length; i++) {
        values[i] = source.get(i);
      }
      if ("unfinished".equals(get(source, Sources.STATE))) {
        values[Sources.TABLE.columns().fieldIndex(Sources.STATE)] = "read";
      }
      Long readTo = (Long) get(source, Sources.READ_TO);
      if (readTo != null && (Long) get(source, Sources.RESUME_AT) < readTo) {
        for (String count : List.of(Sources.LINES, Sources.QUARANTINED)) {
          values[Sources.TABLE.columns().fieldIndex(count)] = (Long) get(source, count) - 1;
        }
      }
      return RowFactory.create(values);
    }

    /** The hours and accounts that the slices' tallies name. */
    String asks() {
      SortedSet<String> accounts = new TreeSet<>();
      SortedSet<String> hours = new TreeSet<>();
      for (Row row : sources) {
        if (get(row, Sources.FIRST_HOUR) == null) {
          continue;
        }
        accounts.addAll(List.of((String[]) get(row, Sources.ACCOUNTS)));
        hours.add(get(row, Sources.FIRST_HOUR).toString());
        hours.add(get(row, Sources.LAST_HOUR).toString());
      }
      return hours.isEmpty() ? "" : accounts + " " + hours.first() + " " + hours.last() + "\n";
    }

    private static Object get(Row source, String column) {
      return source.get(Sources.TABLE.columns().fieldIndex(column));
    }

    /** The worst state of a slice, and why. */
    String state() {
      int state = Sources.TABLE.columns().fieldIndex(Sources.STATE);
      int problem = Sources.TABLE.columns().fieldIndex(Sources.PROBLEM);
      return sources.stream()
          .map(row -> row.get(state) + " " + row.get(problem))
          .max(Comparator.naturalOrder())
          .orElseThrow();
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

    private String counts() {
      return List.of(Sources.LINES, Sources.ACCEPTED, Sources.OUTSIDE, Sources.QUARANTINED).stream()
          .map(column -> column + " " + count(column))
          .toList()
          .toString();
    }

    String all() {
      return records
          + "\n"
          + hours
          + "\n"
          + mentions
          + "\n"
          + quarantined
          + "\n"
          + counts()
          + asks()
          + state();
    }
  }
}
