package dev.ajar.sample;

import dev.ajar.sample.Tenant.Account;
import java.util.Map;
import java.util.TreeMap;

/** Which hours of the logs can answer (exposure.md §7), by what was written. */
final class Hours {
  private final Tenant tenant;
  private final Story story;
  private final Ledger ledger;
  private final Map<String, Boolean> unreadable = new TreeMap<>();

  /** Share of a file's records above which its hour is unreadable: the default of the rules. */
  private static final double QUARANTINE_LIMIT = 0.001;

  Hours(Tenant tenant, Story story, Ledger ledger, StorageLogs logs) {
    this.tenant = tenant;
    this.story = story;
    this.ledger = ledger;
    for (Map.Entry<String, StorageLogs.FileCount> file : logs.files.entrySet()) {
      long bad = file.getValue().bad();
      if (bad > QUARANTINE_LIMIT * file.getValue().lines()) {
        unreadable.put(file.getKey(), true);
      }
    }
    this.logs = logs;
  }

  private final StorageLogs logs;

  /** The state of an hour: unreadable, logged, quiet or not-configured. */
  String state(Account account, String category, long hour) {
    if (unreadable.containsKey(logs.path(account, category, hour))) {
      return "unreadable";
    }
    if (ledger.isLogged(account.name(), category, hour)) {
      return "logged";
    }
    boolean sends =
        !account.is(tenant.archive)
            && story.logging(tenant, account, hour)
            && story.logging(tenant, account, hour + Stamp.HOUR - 1);
    return sends ? "quiet" : "not-configured";
  }

  /** Clock hours that [from, to) touches, in the period or not. */
  static long touched(long from, long to) {
    return to <= from ? 0 : (to - 1 - Stamp.floor(from, Stamp.HOUR)) / Stamp.HOUR + 1;
  }

  /** Clock hours of the period that [from, to) touches. */
  long inPeriod(long from, long to) {
    long first = Stamp.floor(Math.max(from, story.from), Stamp.HOUR);
    long end = Math.min(to, story.to);
    return end <= first ? 0 : (end - 1 - first) / Stamp.HOUR + 1;
  }

  /** Of these, the hours in which reading and writing would both have been seen. */
  long covered(Account account, long from, long to, boolean onlyLogged) {
    long hours = inPeriod(from, to);
    long first = Stamp.floor(Math.max(from, story.from), Stamp.HOUR);
    long covered = 0;
    for (long i = 0; i < hours; i++) {
      long hour = first + i * Stamp.HOUR;
      if (seen(account, "StorageRead", hour, onlyLogged)
          && seen(account, "StorageWrite", hour, onlyLogged)) {
        covered++;
      }
    }
    return covered;
  }

  private boolean seen(Account account, String category, long hour, boolean onlyLogged) {
    String state = state(account, category, hour);
    return state.equals("logged") || (!onlyLogged && state.equals("quiet"));
  }
}
