package dev.ajar.evidence.activitylog;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceReader;
import dev.ajar.evidence.Reading;
import dev.ajar.evidence.lines.LineReader;
import dev.ajar.evidence.lines.LineSlots;
import dev.ajar.tables.Activities;
import dev.ajar.tables.ActivitySpans;
import dev.ajar.tables.ControlReadings;
import dev.ajar.tables.Observations;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * Reads files of the Activity Log (inputs.md §4.1): arrays and pages of the REST API, of az and of
 * the portal, the JSON Lines of a diagnostic export, and rows of {@code AzureActivity} as a query
 * or a workspace's data export gives them, in JSON or in CSV.
 *
 * <p>Records that bear on storage become {@link Activities}; all others are counted as outside.
 * Every readable record, wanted or not, widens its file's span of cover.
 */
public final class ActivityLogReader implements EvidenceReader {
  private static final long serialVersionUID = 1L;

  /** Payload: {@link Activities}. */
  public static final String ACTIVITY = ControlReadings.ACTIVITY;

  /** Payload: {@link ActivitySpans}. */
  public static final String SPAN = ControlReadings.SPAN;

  /** Payload: {@link Observations} of basis {@code mention}, never stored. */
  public static final String MENTION = ControlReadings.MENTION;

  /** The schema of its rows. */
  public static final Reading READING =
      Reading.of(
          List.of(
              Map.entry(ACTIVITY, Activities.TABLE.columns()),
              Map.entry(SPAN, ActivitySpans.TABLE.columns()),
              Map.entry(MENTION, Observations.TABLE.columns())));

  static final Set<String> WRAPPER_KEYS = Set.of("records", "value", "data", "tables");

  @Override
  public Iterator<Row> read(EvidenceFile file, InputStream bytes) {
    return forTask().read(file, bytes, /* packed= */ true);
  }

  @Override
  public OfTask forTask() {
    Queue<Row> ready = new ArrayDeque<>();
    ActivityIntake intake = new ActivityIntake(ready);
    LineReader lines =
        new LineReader(
            WRAPPER_KEYS, ActivityField.OF_LINE, new LineSlots(ActivityField.COUNT), intake);
    return (file, bytes, packed) -> {
      BufferedInputStream content = new BufferedInputStream(bytes);
      if (ActivityCsv.begins(content)) {
        return new ActivityRows(new ActivityCsv(file, content, intake)::advance, ready);
      }
      lines.begin(file, content, packed);
      return new ActivityRows(lines::advance, ready);
    };
  }
}
