package dev.ajar.evidence;

import static org.apache.spark.sql.functions.col;

import dev.ajar.tables.Quarantine;
import dev.ajar.tables.Readings;
import dev.ajar.tables.Sources;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * What a reader's rows look like: one nullable struct column for the file's tally, one for
 * quarantined records, and one for each kind of row the reader makes; each row fills exactly one.
 *
 * <p>So counts and bad records travel with the task's output, and a retried task cannot count
 * twice.
 */
public final class Reading implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String SOURCE = Readings.SOURCE;
  private static final String QUARANTINE = Readings.QUARANTINE;

  private final StructType schema;

  private Reading(StructType schema) {
    this.schema = schema;
  }

  /** A reading whose rows hold these structs, by name, beside tally and quarantine; in order. */
  public static Reading of(List<Map.Entry<String, StructType>> payloads) {
    StructType schema =
        new StructType()
            .add(SOURCE, Sources.TABLE.columns(), true)
            .add(QUARANTINE, Quarantine.TABLE.columns(), true);
    for (Map.Entry<String, StructType> payload : payloads) {
      schema = schema.add(payload.getKey(), payload.getValue(), true);
    }
    return new Reading(schema);
  }

  /** The schema of the reader's rows. */
  public StructType schema() {
    return schema;
  }

  /** A row that holds {@code value} in the column {@code payload} and nothing else. */
  public Row row(String payload, Row value) {
    Object[] columns = new Object[schema.length()];
    columns[schema.fieldIndex(payload)] = value;
    return RowFactory.create(columns);
  }

  Row source(Row tally) {
    return row(SOURCE, tally);
  }

  Row quarantine(Row record) {
    return row(QUARANTINE, record);
  }

  /**
   * The rows of one kind, out of what readers returned.
   *
   * @param also columns beside them that are kept
   */
  public static Dataset<Row> select(Dataset<Row> read, String payload, Column... also) {
    List<Column> columns = new ArrayList<>(List.of(col(payload + ".*")));
    columns.addAll(List.of(also));
    return read.where(col(payload).isNotNull()).select(columns.toArray(Column[]::new));
  }

  /** The files' tallies, one row each, as {@link Sources}. */
  public static Dataset<Row> sources(Dataset<Row> read, Column... also) {
    return select(read, SOURCE, also);
  }

  /** The quarantined records, as {@link Quarantine}. */
  public static Dataset<Row> quarantined(Dataset<Row> read, Column... also) {
    return select(read, QUARANTINE, also);
  }
}
