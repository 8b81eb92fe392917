package dev.ajar.sweep;

import dev.ajar.config.Rules;
import dev.ajar.evidence.storagelogs.StorageLogFolder;
import dev.ajar.model.HourSet;
import dev.ajar.model.Ticks;
import dev.ajar.tables.Readings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Which log files a search asks for, by what their paths say: from one hour before to {@code
 * late_by} after its spans, and every file whose path does not say whose and when (exposure.md §5).
 * Classic logs and workspace exports name no account in their paths: of them the hours of all
 * accounts count. An export is filed by its records' own time, so what it is asked for beyond an
 * hour after the spans is read in vain.
 */
public final class AskedHours {
  /** Asks for nothing. */
  public static final AskedHours NONE = new AskedHours(Map.of(), Set.of());

  /** A file is filed by the hour of receipt; its records may be of the hour before. */
  private static final long EARLIER = Ticks.PER_HOUR;

  private final Map<String, HourSet> byAccount;
  private final Set<String> categories;

  /** Hours of receipt of any account: of logs whose paths name none. */
  private final HourSet ofAny;

  private AskedHours(Map<String, HourSet> byAccount, Set<String> categories) {
    this.byAccount = Map.copyOf(byAccount);
    this.categories = Set.copyOf(categories);
    List<long[]> runs = new ArrayList<>();
    byAccount.values().forEach(hours -> runs.addAll(hours.runs()));
    this.ofAny = HourSet.touchedBy(runs);
  }

  /**
   * What a search of these spans asks for.
   *
   * @param spans by account, {from, to} in ticks
   * @param categories which categories; a file whose path names none is always asked for
   */
  public static AskedHours of(
      Map<String, List<long[]>> spans, Collection<String> categories, Rules rules) {
    long late = ticks(rules.lateBy());
    Map<String, HourSet> asked = new HashMap<>();
    spans.forEach(
        (account, list) -> {
          List<long[]> widened = new ArrayList<>(list.size());
          for (long[] span : list) {
            widened.add(
                new long[] {
                  Math.max(span[0], Long.MIN_VALUE / 2) - EARLIER,
                  Math.min(span[1], Long.MAX_VALUE / 2) + late
                });
          }
          HourSet hours = HourSet.touchedBy(widened);
          if (!hours.isEmpty()) {
            asked.put(account, hours);
          }
        });
    return asked.isEmpty() ? NONE : new AskedHours(asked, Set.copyOf(categories));
  }

  /**
   * What was asked for before.
   *
   * @param rows rows of {@link Readings#HOURS_ASKED}
   */
  public static AskedHours of(List<Row> rows, Collection<String> categories) {
    Map<String, List<long[]>> runs = new HashMap<>();
    for (Row row : rows) {
      runs.computeIfAbsent(row.getString(0), account -> new ArrayList<>())
          .add(new long[] {row.getLong(1), row.getLong(2)});
    }
    Map<String, HourSet> asked = new HashMap<>();
    runs.forEach((account, list) -> asked.put(account, HourSet.touchedBy(list)));
    return new AskedHours(asked, Set.copyOf(categories));
  }

  /** Rows of {@link Readings#HOURS_ASKED}. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    byAccount.forEach(
        (account, hours) ->
            hours.runs().forEach(run -> rows.add(RowFactory.create(account, run[0], run[1]))));
    return rows;
  }

  /** Hours of receipt, by account. */
  public Map<String, HourSet> byAccount() {
    return byAccount;
  }

  /**
   * Whether logs of which a path says this are asked for; where it says no to a folder, it says no
   * to all below. Of a path that says only the year, month or day any hour counts.
   */
  public boolean asks(StorageLogFolder path) {
    if (byAccount.isEmpty() || (path.category() != null && !categories.contains(path.category()))) {
      return false;
    }
    if (path.hasTime() && !path.layout().namesAccounts()) {
      return ofAny.meets(path.from(), path.to());
    }
    return path.account() == null
        || !path.hasTime()
        || byAccount.getOrDefault(path.account(), HourSet.EMPTY).meets(path.from(), path.to());
  }

  private static long ticks(Duration duration) {
    return Math.multiplyExact(duration.toSeconds(), Ticks.PER_SECOND);
  }
}
