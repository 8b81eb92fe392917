package dev.ajar.findings;

import dev.ajar.model.Basis;
import dev.ajar.model.Settings;
import dev.ajar.tables.ListPages;
import dev.ajar.tables.ObservationRow;
import dev.ajar.tables.Observations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * {@code list_pages → observations}: whether a list was whole, so that what is not in it did not
 * exist then.
 *
 * <p>The pages of one source, subject and instant are one list. It is whole if nothing was left out
 * of any page and either no page names a next one (each is a list of its own) or exactly one does
 * not and the others name different ones. A page that says where in the list it begins follows
 * another, which must be there and name it. A list of accounts that shows a single resource group
 * may be a list of that group, and counts as partial.
 */
public final class JudgeLists {
  private static final String WHOLE = "whole";
  private static final String PARTIAL = "partial";

  private JudgeLists() {}

  /** Rows of {@link Observations}: one per list, in the place of its first page. */
  public static Dataset<Row> transform(Dataset<Row> pages) {
    Dataset<Row> lists =
        ListPages.TABLE
            .conform(pages)
            .groupByKey((MapFunction<Row, String>) JudgeLists::list, Encoders.STRING())
            .flatMapGroups(
                (FlatMapGroupsFunction<String, Row, Row>) (list, rows) -> judge(rows),
                Encoders.row(Observations.TABLE.columns()));
    return Observations.TABLE.conform(lists);
  }

  private static String list(Row page) {
    return page.getAs(ListPages.SETTING)
        + " "
        + page.getAs(ListPages.SOURCE)
        + " "
        + page.getAs(ListPages.OBSERVED_TICKS)
        + " "
        + page.getAs(ListPages.UNTIL_TICKS)
        + " "
        + page.getAs(ListPages.SUBJECT);
  }

  private static Iterator<Row> judge(Iterator<Row> rows) {
    List<Row> pages = new ArrayList<>();
    rows.forEachRemaining(pages::add);
    pages.sort(
        Comparator.comparing((Row page) -> page.<String>getAs(ListPages.FILE))
            .thenComparingLong(page -> page.<Long>getAs(ListPages.OFFSET)));
    boolean chained = pages.stream().anyMatch(page -> next(page) != null || marker(page) != null);
    if (chained) {
      return List.of(observation(pages.get(0), isWhole(pages))).iterator();
    }
    return pages.stream().map(page -> observation(page, isWhole(List.of(page)))).iterator();
  }

  private static boolean isWhole(List<Row> pages) {
    Set<String> nexts = new HashSet<>();
    Set<String> groups = new HashSet<>();
    int last = 0;
    for (Row page : pages) {
      if (page.<Boolean>getAs(ListPages.FILTERED)) {
        return false;
      }
      if (next(page) == null) {
        last++;
      } else if (!nexts.add(next(page))) {
        return false;
      }
      groups.addAll(page.getList(page.fieldIndex(ListPages.GROUPS)));
    }
    for (Row page : pages) {
      if (marker(page) != null && !nexts.contains(marker(page))) {
        return false;
      }
    }
    boolean accounts = Settings.ACCOUNT_LIST.equals(pages.get(0).getAs(ListPages.SETTING));
    return last == 1 && (!accounts || groups.size() > 1);
  }

  private static String marker(Row page) {
    return page.getAs(ListPages.MARKER);
  }

  private static String next(Row page) {
    return page.getAs(ListPages.NEXT);
  }

  private static Row observation(Row page, boolean whole) {
    String setting = page.getAs(ListPages.SETTING);
    String subject = page.getAs(ListPages.SUBJECT);
    boolean ofAccount =
        !setting.equals(Settings.ACCOUNT_LIST) && !setting.equals(Settings.ROLE_ASSIGNMENT_LIST);
    return ObservationRow.of(Basis.SNAPSHOT, setting, page.<Long>getAs(ListPages.OBSERVED_TICKS))
        .on(ofAccount ? subject : null, null)
        .item(ofAccount ? null : subject)
        .value(whole ? WHOLE : PARTIAL)
        .until(page.getAs(ListPages.UNTIL_TICKS))
        .in(page.getAs(ListPages.FILE), page.<Long>getAs(ListPages.OFFSET));
  }
}
