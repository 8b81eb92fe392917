package dev.ajar.sample;

/**
 * When everything happens. All times in ticks; borders of windows end in a digit other than nine,
 * so that a tick more does not move them in microseconds.
 */
final class Story {
  /** Days of the period that the audit asks about. */
  static final int DAYS = 28;

  /** The period: whole days. */
  final long from;

  final long to;

  /** First and last record of the Activity Log's export: changes through ARM are covered there. */
  final long activityFrom;

  final long activityTo;

  /** The span that the dump of the Activity Log is declared to cover. */
  final long dumpFrom;

  final long dumpTo;

  /** Storage logs begin a day before the period and end a day after it. */
  final long logsFrom;

  final long logsTo;

  /** When configuration was listed. */
  final long listedBefore;

  final long listedAfter;

  /** The vendor opens the container, security closes it: Start and Success. */
  final long openStart;

  final long open;
  final long closeStart;
  final long close;

  /** The switch over the site. */
  final long switchOnStart;

  final long switchOn;
  final long switchOffStart;
  final long switchOff;

  /** Two SetContainerACL on each of two containers. */
  final long exportsTouched;

  final long exportsTouchedAgain;
  final long handoverTouched;
  final long handoverTouchedAgain;

  /** The container of the account with the gap. */
  final long releasesOpen;

  final long releasesClose;

  /** Its diagnostic setting is deleted and made again. */
  final long loggingOff;

  final long loggingOn;

  /** Inventory runs begin; each takes half an hour. */
  final long inventory;

  static final long INVENTORY_TAKES = 30 * Stamp.MINUTE;

  private final Dice dice;

  Story(long seed) {
    dice = new Dice(seed, "story");
    from = Stamp.parse("2024-02-01T00:00:00Z") + dice.below(40) * Stamp.DAY;
    to = from + DAYS * Stamp.DAY;
    activityFrom = at(-20, 6);
    activityTo = at(DAYS + 3, 6);
    dumpFrom = from + 15 * Stamp.DAY;
    dumpTo = from + 26 * Stamp.DAY;
    logsFrom = from - Stamp.DAY;
    logsTo = to + Stamp.DAY;
    // Both inside the period and at whole minutes that are not whole hours: what a list says of
    // last-modified times holds before it, what the logs cover begins with the period.
    listedBefore = from + (6 + dice.below(20)) * Stamp.HOUR + (7 + dice.below(50)) * Stamp.MINUTE;
    listedAfter =
        to - Stamp.DAY + dice.below(20) * Stamp.HOUR + (7 + dice.below(50)) * Stamp.MINUTE;

    open = at(3, 24);
    openStart = open - dice.between(4_000_000, 30_000_000);
    close = at(21, 48);
    closeStart = close - dice.between(4_000_000, 30_000_000);
    switchOn = at(6, 24);
    switchOnStart = switchOn - dice.between(4_000_000, 30_000_000);
    switchOff = after(switchOn, 5, 48);
    switchOffStart = switchOff - dice.between(4_000_000, 30_000_000);
    exportsTouched = at(8, 24);
    exportsTouchedAgain = after(exportsTouched, 4, 12);
    handoverTouched = at(10, 24);
    handoverTouchedAgain = after(handoverTouched, 2, 12);
    releasesOpen = at(9, 12);
    loggingOff = at(11, 24);
    loggingOn = after(loggingOff, 3, 12);
    releasesClose = at(18, 24);
    inventory =
        Stamp.floor(from + 12 * Stamp.DAY + dice.between(1, 40_000) * Stamp.SECOND, Stamp.SECOND);
  }

  /**
   * An instant within so many hours after a day of the period, between ten past and ten to of its
   * hour, on a tick that ends in three.
   */
  private long at(int day, int hours) {
    return after(from, day, hours);
  }

  private long after(long base, int days, int hours) {
    return Stamp.floor(base, Stamp.HOUR)
        + days * Stamp.DAY
        + dice.below(hours) * Stamp.HOUR
        + dice.between(10, 49) * Stamp.MINUTE
        + dice.between(0, 59_000_000L) * 10
        + 3;
  }

  /** Whether an account's diagnostic setting was on. */
  boolean logging(Tenant tenant, Tenant.Account account, long ticks) {
    if (account.is(tenant.operations)) {
      return ticks < loggingOff || ticks >= loggingOn;
    }
    return true;
  }
}
