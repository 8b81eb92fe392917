package dev.ajar.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.apache.spark.sql.Row;

/** What one kind of snapshot makes of the elements of one file; made anew for each file. */
public interface SnapshotContent {
  /** Said of an element that is readable and that nothing wants. */
  String OUTSIDE = "outside";

  /** Keys of a document whose array holds the elements. */
  default Set<String> wrappers() {
    return Set.of("value", "data");
  }

  /**
   * One element.
   *
   * @param offset where it begins in the unpacked file
   * @param out takes the rows it makes
   * @return null if it was kept, {@link #OUTSIDE}, or why it cannot be read
   */
  String read(JsonNode element, long offset, SnapshotSink out);

  /** After the last element; {@code list} is null where the file is no list. */
  void end(PageOfList list, SnapshotSink out);

  /** Takes the rows that a snapshot makes. */
  interface SnapshotSink {
    /** A row of {@link dev.ajar.tables.Observations}. */
    void observation(Row row);

    /** A row of {@link dev.ajar.tables.ListPages}. */
    void page(Row row);
  }

  /**
   * What a file is as a page of a list.
   *
   * @param marker where in the list it says that it begins; null where it does not say or is first
   * @param next what it names as the next page; null for the last
   * @param filtered whether something may be missing from it: a query, a filter, a bad element
   * @param offset where it begins in the unpacked file
   */
  record PageOfList(String marker, String next, boolean filtered, long offset) {}
}
