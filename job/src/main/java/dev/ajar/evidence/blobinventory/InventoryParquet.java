package dev.ajar.evidence.blobinventory;

import static org.apache.spark.sql.functions.col;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.FileTally;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * {@code one Parquet file of an inventory run → rows of the reader's schema}.
 *
 * <p>The same rows as {@link InventoryReader} makes of CSV; a record's offset is its row in the
 * file, from 0.
 */
public final class InventoryParquet {
  private static final String ROW_INDEX = "_metadata.row_index";

  private InventoryParquet() {}

  /**
   * The rows of one file, its tally among them.
   *
   * @param parquet what Spark's own reader made of this file alone, with its hidden {@code
   *     _metadata} still to be had; it is read by one task, so that it has one tally
   * @param file the file
   * @param run the run that names it
   */
  public static Dataset<Row> transform(Dataset<Row> parquet, EvidenceFile file, InventoryRun run) {
    List<String> names = Arrays.stream(parquet.columns()).filter(InventoryRows::isWanted).toList();
    List<Column> columns = new ArrayList<>();
    columns.add(col(ROW_INDEX));
    names.forEach(name -> columns.add(col("`" + name.replace("`", "``") + "`")));
    InventoryManifest facts = run.facts();
    MapPartitionsFunction<Row, Row> read =
        records -> new Records(file, new InventoryRows(facts, file, names), records);
    return parquet
        .select(columns.toArray(Column[]::new))
        .coalesce(1)
        .mapPartitions(read, Encoders.row(InventoryReader.READING.schema()));
  }

  private static final class Records implements Iterator<Row> {
    private final InventoryRows rows;
    private final Iterator<Row> records;
    private final FileTally tally;
    private final Queue<Row> ready = new ArrayDeque<>();
    private boolean ended;

    Records(EvidenceFile file, InventoryRows rows, Iterator<Row> records) {
      this.rows = rows;
      this.records = records;
      this.tally = new FileTally(file, InventoryReader.READING);
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && !ended) {
        if (records.hasNext()) {
          record(records.next());
        } else {
          ended = true;
          ready.addAll(rows.end());
          ready.add(tally.end());
        }
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

    private void record(Row record) {
      long offset = record.getLong(0);
      try {
        Optional<List<Row>> made = rows.rows(column -> record.get(column + 1), offset);
        if (made.isEmpty()) {
          tally.outside();
        } else {
          tally.accepted();
          ready.addAll(made.get());
        }
      } catch (Malformed e) {
        byte[] raw = record.mkString(",").getBytes(StandardCharsets.UTF_8);
        tally.quarantined(offset, e.getMessage(), raw, 0, raw.length).ifPresent(ready::add);
      }
    }
  }
}
