package dev.ajar.evidence.activitylog;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.ResourceId;
import dev.ajar.model.Ticks;
import dev.ajar.tables.ActivitySpans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * From when to when one file's records reach, per subscription and shape, and the hole that its
 * unread part leaves.
 *
 * <p>What could not be read may have been a change. It was in the hour that the path names or,
 * since files are filed by the hour of receipt, in one before it that the file's other records
 * show; where the path names no hour, nothing of the source's is covered. It was in the
 * subscription that the path names, unless that is only a workspace's own.
 */
final class FileSpans {
  private static final String WORKSPACE = "workspaceresourceid=";

  private final EvidenceFile file;

  /** First and last ticks of the records, by subscription. */
  private final Map<String, long[]> exports = new TreeMap<>();

  private final Map<String, long[]> dumps = new TreeMap<>();
  private boolean broken;
  private boolean unread;

  FileSpans(EvidenceFile file) {
    this.file = file;
  }

  /**
   * A record was read.
   *
   * @param subscription null for one of no subscription, which widens nothing
   */
  void add(boolean exported, String subscription, long ticks) {
    if (subscription == null) {
      return;
    }
    Map<String, long[]> spans = exported ? exports : dumps;
    long[] span = spans.get(subscription);
    if (span == null) {
      spans.put(subscription, new long[] {ticks, ticks});
    } else {
      span[0] = Math.min(span[0], ticks);
      span[1] = Math.max(span[1], ticks);
    }
  }

  /** A record could not be read. */
  void unread() {
    unread = true;
  }

  /** The file was not read to its end. */
  void broken() {
    broken = true;
  }

  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    dumps.forEach((of, span) -> rows.add(row(ActivitySpans.DUMP, of, span[0], span[1])));
    exports.forEach((of, span) -> rows.add(row(ActivitySpans.EXPORT, of, span[0], span[1])));
    if (broken) {
      rows.add(hole(ActivitySpans.HOLE));
    } else if (unread) {
      rows.add(hole(ActivitySpans.UNREAD));
    }
    return rows;
  }

  private Row hole(String kind) {
    OptionalLong hour = LogHour.of(file.file());
    ResourceId path = ResourceId.parse(file.file());
    String subscription = path.text().contains(WORKSPACE) ? null : path.subscription();
    if (hour.isEmpty()) {
      return row(kind, subscription, null, null);
    }
    long from = hour.getAsLong();
    long to = from + Ticks.PER_HOUR;
    for (Map<String, long[]> spans : List.of(dumps, exports)) {
      for (long[] span : spans.values()) {
        from = Math.min(from, span[0]);
        to = Math.max(to, span[1] + 1);
      }
    }
    return row(kind, subscription, from, to);
  }

  private Row row(String kind, String subscription, Long from, Long to) {
    return RowFactory.create((long) file.source(), kind, subscription, from, to, file.file());
  }
}
