package dev.ajar.evidence.transactionmetrics;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.model.Ticks;
import dev.ajar.tables.CountedRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** What the minutes of one file add up to. A minute that is told twice counts once, the larger. */
final class CountedHours {
  private static final long PER_MINUTE = 60 * Ticks.PER_SECOND;

  private final EvidenceFile file;
  private final Map<String, TreeMap<Long, Hour>> byAccount = new TreeMap<>();

  /** One hour of one account; requests by minute. */
  private record Hour(long offset, TreeMap<Long, Long> minutes) {}

  CountedHours(EvidenceFile file) {
    this.file = file;
  }

  void add(MetricRecord record, long offset) {
    byAccount
        .computeIfAbsent(record.account(), account -> new TreeMap<>())
        .computeIfAbsent(Ticks.hourOf(record.ticks()), hour -> new Hour(offset, new TreeMap<>()))
        .minutes()
        .merge(Math.floorDiv(record.ticks(), PER_MINUTE), record.requests(), Math::max);
  }

  /** Rows of {@link CountedRequests}. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    byAccount.forEach(
        (account, hours) ->
            hours.forEach(
                (from, hour) ->
                    rows.add(
                        RowFactory.create(
                            account,
                            from,
                            from + Ticks.PER_HOUR,
                            (long) hour.minutes().size(),
                            hour.minutes().values().stream().mapToLong(n -> n).sum(),
                            file.file(),
                            hour.offset()))));
    return rows;
  }
}
