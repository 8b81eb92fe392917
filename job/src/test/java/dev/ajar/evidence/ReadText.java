package dev.ajar.evidence;

import dev.ajar.config.SourceConfig;
import dev.ajar.config.SourceKind;
import dev.ajar.model.Ticks;
import dev.ajar.tables.ListPages;
import dev.ajar.tables.Observations;
import dev.ajar.tables.Quarantine;
import dev.ajar.tables.Sources;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Reads evidence written in a test, and tells its rows as lines of text. */
public final class ReadText {
  private final List<Row> rows = new ArrayList<>();
  private final Reading reading;

  private ReadText(Reading reading) {
    this.reading = reading;
  }

  public static ReadText of(EvidenceReader reader, Reading reading, String path, String text) {
    return of(
        reader, reading, path, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  public static ReadText of(
      EvidenceReader reader, Reading reading, String path, InputStream bytes) {
    ReadText read = new ReadText(reading);
    reader.read(file(path), bytes).forEachRemaining(read.rows::add);
    return read;
  }

  public static EvidenceFile file(String path) {
    return new EvidenceFile(3, "kind", "file:/" + path, path, 1, 0, null);
  }

  /** A source of snapshots; {@code takenAt} null means that the path holds it. */
  public static SourceConfig source(SourceKind kind, String takenAt, String apiVersion) {
    Instant instant = takenAt == null ? null : Instant.parse(takenAt);
    return new SourceConfig(
        3, kind, "evidence", "file:/evidence", instant, instant == null, apiVersion, null, null);
  }

  /** All rows, of the reading's schema. */
  public List<Row> rows() {
    return rows;
  }

  /** The rows of one payload. */
  public List<Row> payload(String name) {
    List<Row> found = new ArrayList<>();
    int index = reading.schema().fieldIndex(name);
    for (Row row : rows) {
      if (!row.isNullAt(index)) {
        found.add(row.getStruct(index));
      }
    }
    return found;
  }

  /** {@code lines = accepted + outside + quarantined, state}. */
  public String tally() {
    Row row = payload("source").get(0);
    return "%s = %s + %s + %s, %s"
        .formatted(
            source(row, Sources.LINES),
            source(row, Sources.ACCEPTED),
            source(row, Sources.OUTSIDE),
            source(row, Sources.QUARANTINED),
            source(row, Sources.STATE));
  }

  public Object problem() {
    return source(payload("source").get(0), Sources.PROBLEM);
  }

  /** {@code offset reason}, one line a record. */
  public List<String> quarantined() {
    return payload("quarantine").stream()
        .map(
            row ->
                value(row, Quarantine.TABLE.columns(), Quarantine.OFFSET)
                    + " "
                    + value(row, Quarantine.TABLE.columns(), Quarantine.REASON))
        .toList();
  }

  /** Observations that are not mentions, sorted. */
  public List<String> observations() {
    return payload(SnapshotRows.OBSERVATION).stream()
        .map(ReadText::observation)
        .filter(line -> !line.startsWith("mention"))
        .sorted()
        .toList();
  }

  public List<String> mentions() {
    return payload(SnapshotRows.OBSERVATION).stream()
        .map(ReadText::observation)
        .filter(line -> line.startsWith("mention"))
        .sorted()
        .toList();
  }

  /** {@code setting subject next filtered groups}. */
  public List<String> pages() {
    StructType columns = ListPages.TABLE.columns();
    return payload(SnapshotRows.PAGE).stream()
        .map(
            row ->
                "%s %s next=%s filtered=%s %s"
                    .formatted(
                        value(row, columns, ListPages.SETTING),
                        value(row, columns, ListPages.SUBJECT),
                        value(row, columns, ListPages.NEXT),
                        value(row, columns, ListPages.FILTERED),
                        row.getList(columns.fieldIndex(ListPages.GROUPS))))
        .toList();
  }

  /** {@code basis account/container setting[item]=value<-previous @instant..until}. */
  public static String observation(Row row) {
    StructType columns = Observations.TABLE.columns();
    Object container = value(row, columns, Observations.CONTAINER);
    Object item = value(row, columns, Observations.ITEM);
    Object previous = value(row, columns, Observations.PREVIOUS_VALUE);
    Object until = value(row, columns, Observations.UNTIL_TICKS);
    Long ticks = (Long) value(row, columns, Observations.OBSERVED_TICKS);
    return value(row, columns, Observations.BASIS)
        + " "
        + value(row, columns, Observations.ACCOUNT)
        + (container == null ? "" : "/" + container)
        + " "
        + value(row, columns, Observations.SETTING)
        + (item == null ? "" : "[" + item + "]")
        + "="
        + value(row, columns, Observations.VALUE)
        + (previous == null ? "" : "<-" + previous)
        + " @"
        + (ticks == null ? "" : Ticks.toInstant(ticks))
        + (until == null ? "" : ".." + Ticks.toInstant((Long) until));
  }

  public static Object value(Row row, StructType columns, String column) {
    return row.get(columns.fieldIndex(column));
  }

  private static Object source(Row row, String column) {
    return value(row, Sources.TABLE.columns(), column);
  }
}
