package dev.ajar.evidence;

import dev.ajar.evidence.SnapshotContent.PageOfList;
import dev.ajar.tables.RowList;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Makes rows of {@link dev.ajar.tables.ListPages}. */
public final class ListPageRow {
  private static final int GROUPS = 2;

  private final EvidenceFile file;
  private final TakenAt taken;
  private final PageOfList page;

  /** For the page that {@code file} is, taken at {@code taken}. */
  public ListPageRow(EvidenceFile file, TakenAt taken, PageOfList page) {
    this.file = file;
    this.taken = taken;
    this.page = page;
  }

  /**
   * The page, as far as it speaks of {@code subject}.
   *
   * @param setting {@code accountList}, {@code containerList}, {@code diagnosticSettingList} or
   *     {@code roleAssignmentList}
   * @param groups resource groups seen in it; the first two are kept
   */
  public Row of(String setting, String subject, Collection<String> groups) {
    List<String> kept = groups.stream().distinct().sorted().limit(GROUPS).toList();
    return RowFactory.create(
        (long) file.source(),
        setting,
        subject,
        taken.ticks(),
        taken.untilTicks(),
        page.marker(),
        page.next(),
        page.filtered(),
        RowList.of(kept),
        file.file(),
        page.offset());
  }
}
