package dev.ajar.evidence.transactionmetrics;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceReader;
import dev.ajar.evidence.Reading;
import dev.ajar.tables.ControlReadings;
import dev.ajar.tables.CountedRequests;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * Reads the metrics that a diagnostic setting exports ({@code insights-metrics-pt1m}, JSON Lines):
 * of the metric {@code Transactions} of blob services, how many requests each minute had.
 *
 * <p>All else is outside: other metrics and resources; {@code Transactions} of a whole account,
 * since it counts requests to files, queues and tables too, which no storage log of blobs holds;
 * figures of other grains than a minute, and of one value of a dimension, which are counted in the
 * minutes' own.
 */
public final class TransactionMetricsReader implements EvidenceReader {
  private static final long serialVersionUID = 1L;

  /** Payload: {@link CountedRequests}. */
  public static final String COUNTED = ControlReadings.COUNTED;

  /** The schema of its rows. */
  public static final Reading READING =
      Reading.of(List.of(Map.entry(COUNTED, CountedRequests.TABLE.columns())));

  @Override
  public Iterator<Row> read(EvidenceFile file, InputStream bytes) {
    return new MetricRows(file, bytes);
  }
}
