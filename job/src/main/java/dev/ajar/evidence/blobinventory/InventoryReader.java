package dev.ajar.evidence.blobinventory;

import dev.ajar.evidence.CsvRecords;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceReader;
import dev.ajar.evidence.FileTally;
import dev.ajar.evidence.Reading;
import dev.ajar.evidence.Secrets;
import dev.ajar.model.Hashes;
import dev.ajar.tables.Findings;
import dev.ajar.tables.InventoryObjects;
import dev.ajar.tables.Observations;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Reads the CSV files of inventory runs (inputs.md §7, RFC 4180): blobs as {@link
 * InventoryObjects}, containers as {@link Observations}.
 *
 * <p>The first record is the schema row, and is no record of evidence; a file that begins with data
 * has the columns that its manifest names. The rows' order says nothing.
 */
public final class InventoryReader implements EvidenceReader {
  private static final long serialVersionUID = 1L;

  /** Payload: a blob, as {@link InventoryObjects}. */
  public static final String OBJECT = "object";

  /** Payload: a fact about a container, as {@link Observations}. */
  public static final String OBSERVATION = "observation";

  /** Payload: what is wrong with a run, as {@link Findings}. */
  public static final String FINDING = "finding";

  /** What its rows look like; those of {@link InventoryRuns} and {@link InventoryParquet} too. */
  public static final Reading READING =
      Reading.of(
          List.of(
              Map.entry(OBJECT, InventoryObjects.TABLE.columns()),
              Map.entry(OBSERVATION, Observations.TABLE.columns()),
              Map.entry(FINDING, Findings.TABLE.columns())));

  private final HashMap<String, InventoryManifest> factsOfFile = new HashMap<>();

  /** Reads files of these runs; a file that two runs name is the first's. */
  public InventoryReader(List<InventoryRun> runs) {
    for (InventoryRun run : runs) {
      run.files().forEach(file -> factsOfFile.putIfAbsent(file.file(), run.facts()));
    }
  }

  @Override
  public Iterator<Row> read(EvidenceFile file, InputStream bytes) {
    InventoryManifest facts = factsOfFile.get(file.file());
    if (facts == null) {
      throw new IllegalArgumentException("no manifest names this file: " + file.file());
    }
    return new Lines(file, facts, new CsvRecords(bytes));
  }

  /** The tally of a file that Spark cannot read; {@code why} is for a person. */
  public static Row unreadable(EvidenceFile file, String why) {
    FileTally tally = new FileTally(file, READING);
    tally.unreadable(why);
    return tally.end();
  }

  /** A finding about a run, as a row of {@link #READING}. */
  static Row finding(EvidenceFile manifest, String text) {
    String said = Secrets.cut(text);
    Row place = RowFactory.create(manifest.file(), 0L);
    return READING.row(
        FINDING,
        RowFactory.create(
            Hashes.id("finding", "inventory-incomplete", manifest.file(), said),
            "inventory-incomplete",
            "medium",
            manifest.file(),
            said,
            List.of(place)));
  }

  private static final class Lines implements Iterator<Row> {
    private final EvidenceFile file;
    private final InventoryManifest facts;
    private final CsvRecords records;
    private final FileTally tally;
    private final Queue<Row> ready = new ArrayDeque<>();
    private InventoryRows rows;
    private int width;
    private boolean ended;

    Lines(EvidenceFile file, InventoryManifest facts, CsvRecords records) {
      this.file = file;
      this.facts = facts;
      this.records = records;
      this.tally = new FileTally(file, READING);
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && !ended) {
        advance();
      }
      return !ready.isEmpty();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }

    private void advance() {
      try {
        if (records.next()) {
          record();
          return;
        }
      } catch (IOException e) {
        tally.failed(e);
      }
      ended = true;
      if (rows != null) {
        ready.addAll(rows.end());
      }
      ready.add(tally.end());
    }

    private void record() {
      if (rows == null && records.problem() == null) {
        boolean schemaRow = takeColumns();
        if (schemaRow) {
          return;
        }
      }
      String problem = records.problem();
      if (problem == null && records.fieldCount() != width) {
        problem = records.fieldCount() + " fields where the schema row has " + width;
      }
      if (problem != null) {
        quarantine(records.lineEnded() ? problem : FileTally.REASON_UNFINISHED);
        return;
      }
      try {
        Optional<List<Row>> made = rows.rows(records::field, records.offset());
        if (made.isEmpty()) {
          tally.outside();
        } else {
          tally.accepted();
          ready.addAll(made.get());
        }
      } catch (Malformed e) {
        quarantine(e.getMessage());
      }
    }

    /** Takes the columns from the first record, if it is a schema row; else from the manifest. */
    private boolean takeColumns() {
      List<String> first = new ArrayList<>();
      for (int i = 0; i < records.fieldCount(); i++) {
        first.add(records.field(i));
      }
      boolean schemaRow = first.contains("Name") || first.equals(facts.fields());
      List<String> columns = schemaRow ? first : facts.fields();
      width = columns.size();
      rows = new InventoryRows(facts, file, columns);
      return schemaRow;
    }

    private void quarantine(String reason) {
      tally
          .quarantined(
              records.offset(), reason, records.buffer(), records.start(), records.length())
          .ifPresent(ready::add);
    }
  }
}
