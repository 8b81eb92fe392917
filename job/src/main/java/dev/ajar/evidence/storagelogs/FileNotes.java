package dev.ajar.evidence.storagelogs;

import dev.ajar.evidence.FileTally;
import dev.ajar.model.Ticks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What a file shows beside its accepted records ({@link dev.ajar.tables.Readings}): records by
 * account, category and hour of their own time, and the containers it names. Bounded: when many
 * have been noted they are handed on, and a later row of the same key adds to them.
 */
final class FileNotes {
  private static final int MOST = 5_000;

  private record HourKey(String account, String category, long hour)
      implements Comparable<HourKey> {
    private static final Comparator<HourKey> ORDER =
        Comparator.comparing(HourKey::account)
            .thenComparing(HourKey::category, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparingLong(HourKey::hour);

    @Override
    public int compareTo(HourKey other) {
      return ORDER.compare(this, other);
    }
  }

  private record PlaceKey(String account, String container, String subscription)
      implements Comparable<PlaceKey> {
    private static final Comparator<String> TEXT = Comparator.nullsFirst(Comparator.naturalOrder());
    private static final Comparator<PlaceKey> ORDER =
        Comparator.comparing(PlaceKey::account)
            .thenComparing(PlaceKey::container, TEXT)
            .thenComparing(PlaceKey::subscription, TEXT);

    @Override
    public int compareTo(PlaceKey other) {
      return ORDER.compare(this, other);
    }
  }

  private static final class Counts {
    private long lines;
    private long passed;
  }

  private static final class Successes {
    private long first = Ticks.UNBOUNDED_FUTURE;
    private long last = Ticks.UNBOUNDED_PAST;
  }

  private final Map<HourKey, Counts> hours = new HashMap<>();
  private final Map<PlaceKey, Successes> places = new HashMap<>();
  private final SortedSet<String> accounts = new TreeSet<>();
  private final String file;
  private long earliest = Ticks.UNBOUNDED_FUTURE;
  private long latest = Ticks.UNBOUNDED_PAST;
  private HourKey lastHour;
  private Counts lastCounts;
  private PlaceKey lastPlace;
  private Successes lastSuccesses;

  FileNotes(String file) {
    this.file = file;
  }

  /** Notes one record that could be read; {@code wanted}: it becomes a row. */
  void note(LogRequest record, String category, boolean wanted) {
    Counts counts = counts(record.logAccount(), category, Ticks.hourOf(record.ticks()));
    counts.lines++;
    boolean proves = record.succeeded() && !record.needsNoPermission();
    if (!wanted && proves && record.isAnonymous()) {
      counts.passed++;
    }
    if (!record.account().equals(record.logAccount())) {
      add(record.account());
      return;
    }
    Successes successes = successes(record);
    boolean exists = record.container() == null ? record.succeeded() : proves;
    if (exists) {
      successes.first = Math.min(successes.first, record.ticks());
      successes.last = Math.max(successes.last, record.ticks());
    }
  }

  /** Records of one hour, and of one container, often follow one another. */
  private Counts counts(String account, String category, long hour) {
    if (lastHour == null
        || lastHour.hour != hour
        || !lastHour.account.equals(account)
        || !Objects.equals(lastHour.category, category)) {
      lastHour = new HourKey(account, category, hour);
      lastCounts = hours.computeIfAbsent(lastHour, key -> new Counts());
    }
    return lastCounts;
  }

  private Successes successes(LogRequest record) {
    if (lastPlace == null
        || !lastPlace.account.equals(record.logAccount())
        || !Objects.equals(lastPlace.container, record.container())
        || !Objects.equals(lastPlace.subscription, record.subscription())) {
      lastPlace = new PlaceKey(record.logAccount(), record.container(), record.subscription());
      lastSuccesses = places.computeIfAbsent(lastPlace, key -> new Successes());
    }
    return lastSuccesses;
  }

  private void add(String account) {
    if (accounts.size() <= FileTally.KEPT_ACCOUNTS) {
      accounts.add(account);
    }
  }

  /** Tells the file's tally what its records ask for; after the last hours were handed on. */
  void tell(FileTally tally) {
    if (earliest <= latest) {
      boolean few = accounts.size() <= FileTally.KEPT_ACCOUNTS;
      tally.asks(earliest, latest, few ? accounts : null);
    }
  }

  /** Whether it is time to hand on what was noted. */
  boolean isFull() {
    return hours.size() + places.size() >= MOST;
  }

  /** Hands on the hours and forgets them. */
  List<Row> takeHours() {
    List<Row> rows = new ArrayList<>(hours.size());
    new TreeMap<>(hours)
        .forEach(
            (key, counts) -> {
              add(key.account());
              earliest = Math.min(earliest, key.hour());
              latest = Math.max(latest, key.hour());
              rows.add(
                  RowFactory.create(
                      key.account(),
                      key.category(),
                      key.hour(),
                      counts.lines,
                      counts.passed,
                      file));
            });
    hours.clear();
    lastHour = null;
    return rows;
  }

  /** Hands on the containers and forgets them. */
  List<Row> takeMentions() {
    List<Row> rows = new ArrayList<>(places.size());
    new TreeMap<>(places)
        .forEach(
            (key, successes) -> {
              boolean none = successes.first == Ticks.UNBOUNDED_FUTURE;
              rows.add(
                  RowFactory.create(
                      key.account(),
                      key.container(),
                      key.subscription(),
                      none ? null : successes.first,
                      none ? null : successes.last,
                      file));
            });
    places.clear();
    lastPlace = null;
    return rows;
  }
}
