package dev.ajar.evidence.storagelogs;

import dev.ajar.evidence.CsvRecords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns that the first row of a CSV file names, as the portal saves the answer of a query
 * over {@code StorageBlobLogs} (inputs.md §2.1): in any order, {@code TimeGenerated [UTC]} is
 * {@code TimeGenerated}, and those that are no field do not matter.
 */
final class CsvColumns {
  /** Why a row cannot be read. */
  static final String DETAILS_NOT_JSON = "AuthorizationDetails that are no JSON";

  /** Why a first row names no columns of a log. */
  static final String NO_TIME = "the first row names no column TimeGenerated";

  static final String NOTHING_ELSE = "the first row names no column of a log but TimeGenerated";
  static final String TWICE = "the first row names a column twice";
  static final String NOT_UTC =
      "times of another zone than UTC: save the query's answer with UTC as the display time zone";

  private static final String UTC = "UTC";

  /** By field; null for a column that is no field. */
  private final List<String> names = new ArrayList<>();

  private final String problem;
  private int details = -1;

  private CsvColumns(CsvRecords first) {
    problem = read(first);
  }

  /** Reads the first row, which could be split into fields. */
  static CsvColumns of(CsvRecords first) {
    return new CsvColumns(first);
  }

  private String read(CsvRecords first) {
    Set<String> known = new HashSet<>();
    for (int i = 0; i < first.fieldCount(); i++) {
      String name = first.field(i).strip();
      String zone = null;
      int bracket = name.endsWith("]") ? name.indexOf('[') : -1;
      if (bracket > 0) {
        zone = name.substring(bracket + 1, name.length() - 1).strip();
        name = name.substring(0, bracket).strip();
      }
      boolean isDetails = name.equals(ExportColumns.DETAILS);
      boolean isField = ExportColumns.isKnown(name);
      names.add(isField ? name : null);
      details = isDetails ? i : details;
      if ((isField || isDetails) && !known.add(name)) {
        return TWICE;
      }
      if (isField && zone != null && !zone.equalsIgnoreCase(UTC)) {
        return NOT_UTC;
      }
    }
    if (!known.contains(ExportColumns.TIME)) {
      return NO_TIME;
    }
    return known.size() == 1 ? NOTHING_ELSE : null;
  }

  /** Why these are no columns of a log; null if they are. */
  String problem() {
    return problem;
  }

  /** How many columns there are. */
  int count() {
    return names.size();
  }

  /** Fills a record, which is clear, from a row that has as many fields. */
  void fill(StorageLogRecord record, CsvRecords row) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i) != null) {
        ExportColumns.set(record, names.get(i), text(row, i));
      }
    }
  }

  /** What the caller was allowed by: JSON; null if it is not said. */
  String details(CsvRecords row) {
    return details < 0 ? null : text(row, details);
  }

  private static String text(CsvRecords row, int index) {
    String text = row.field(index);
    return text.isBlank() ? null : text;
  }
}
