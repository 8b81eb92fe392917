package dev.ajar.evidence.storagelogs;

import dev.ajar.model.Ticks;
import java.time.LocalDate;
import java.util.Locale;

/**
 * What the path of a folder says of every storage log below it: of a resource log {@code
 * insights-logs-storageread/resourceId=/subscriptions/…/storageAccounts/ACC/blobServices/default/y=YYYY/m=MM/d=DD/h=HH/m=00}.
 * Of a workspace's export {@code
 * am-storagebloblogs/WorkspaceResourceId=/subscriptions/…/y=YYYY/m=MM/d=DD/h=HH/m=MM}, where the
 * subscription is the workspace's and says nothing of an account; of a classic log {@code
 * blob/YYYY/MM/DD/hh00}. What a folder says, all folders below say too: they only add to it. So a
 * folder can be passed by for what its own path says.
 *
 * @param layout how the source is laid out
 * @param account lower case; null where the path does not name it
 * @param service {@code blob}, {@code file}, {@code queue} or {@code table}; null if not named
 * @param category {@code StorageRead}, {@code StorageWrite} or {@code StorageDelete}; null if not
 *     named (the container's name need not be part of the path)
 * @param subscription lower case; null if not named
 * @param from first tick of the year, month, day or hour in which its records were received, UTC;
 *     {@link Ticks#UNBOUNDED_PAST} if not named
 * @param to first tick after it; {@link Ticks#UNBOUNDED_FUTURE} if not named
 */
public record StorageLogFolder(
    LogLayout layout,
    String account,
    String service,
    String category,
    String subscription,
    long from,
    long to) {
  private static final String BLOB = "blob";
  private static final String CONTAINER = "/insights-logs-";
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 2199;
  private static final int LAST_HOUR = 23;
  private static final String TABLE = "/am-";
  private static final String[] CLASSIC_SERVICES = {"/blob/", "/queue/", "/table/"};

  /**
   * Reads the path of a folder.
   *
   * @param layout how its source is laid out
   * @param path from the source on, or longer; any case; slashes or, of copies, backslashes
   */
  public static StorageLogFolder of(LogLayout layout, String path) {
    return new StorageLogFolder(
            layout, null, null, null, null, Ticks.UNBOUNDED_PAST, Ticks.UNBOUNDED_FUTURE)
        .at(path);
  }

  /** Reads the path of a file: what its folder says. */
  public static StorageLogFolder ofFile(LogLayout layout, String path) {
    int slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
    return of(layout, path.substring(0, Math.max(0, slash)));
  }

  /**
   * The same as {@link #of}, for a folder below this one: what this one says is shared.
   *
   * @param path the path of the folder below, as {@link #of} takes it
   */
  public StorageLogFolder at(String path) {
    if (!layout.namesAccounts()) {
      return service != null && isHour() ? this : atPlain(path);
    }
    if (account != null
        && service != null
        && category != null
        && subscription != null
        && isHour()) {
      return this;
    }
    String lower = "/" + path.toLowerCase(Locale.ROOT).replace('\\', '/') + "/";
    ResourceName resource = new ResourceName();
    if (account == null || service == null || subscription == null) {
      resource.read(lower);
    }
    Span span = isHour() ? new Span(from, to) : Span.of(lower);
    return new StorageLogFolder(
        layout,
        account != null ? account : resource.account(),
        service != null ? service : resource.service(),
        category != null ? category : category(lower),
        subscription != null ? subscription : resource.subscription(),
        span.from,
        span.to);
  }

  /** Of a layout whose paths name no account. */
  private StorageLogFolder atPlain(String path) {
    String lower = "/" + path.toLowerCase(Locale.ROOT).replace('\\', '/') + "/";
    boolean classic = layout == LogLayout.CLASSIC;
    String named = classic ? classicService(lower) : exportedService(lower);
    Span span = isHour() ? new Span(from, to) : classic ? Span.ofClassic(lower) : Span.of(lower);
    return new StorageLogFolder(
        layout, null, service != null ? service : named, null, null, span.from, span.to);
  }

  /** {@code am-storagebloblogs} holds the records of the blob service. */
  private static String exportedService(String lower) {
    for (int at = lower.indexOf(TABLE); at >= 0; at = lower.indexOf(TABLE, at + 1)) {
      int begin = at + TABLE.length();
      String known = ResourceName.serviceOfTable(lower.substring(begin, lower.indexOf('/', begin)));
      if (known != null) {
        return known;
      }
    }
    return null;
  }

  /** The service before a year: only then the name is Azure's and not a copyist's. */
  private static String classicService(String lower) {
    int at = Span.classicYear(lower);
    return at < 0
        ? null
        : ResourceName.service(lower.substring(lower.lastIndexOf('/', at - 2) + 1));
  }

  /** Whether the logs below may be those of a blob service; those of others are out of scope. */
  public boolean mayBeBlob() {
    return service == null || service.equals(BLOB);
  }

  /** Whether the path says when, at least in which year. */
  public boolean hasTime() {
    return from != Ticks.UNBOUNDED_PAST;
  }

  /** Whether this, of a folder below, says more exactly when. */
  public boolean addsTimeTo(StorageLogFolder above) {
    return from != above.from || to != above.to;
  }

  /** Whether the path says the hour. */
  public boolean isHour() {
    return hasTime() && to - from == Ticks.PER_HOUR;
  }

  /** The container that comes first in the path. */
  private static String category(String lower) {
    for (int at = lower.indexOf(CONTAINER); at >= 0; at = lower.indexOf(CONTAINER, at + 1)) {
      int begin = at + CONTAINER.length();
      String category =
          StorageLogPath.category(lower.substring(begin, lower.indexOf('/', begin)), null);
      if (StorageLogPath.isCategory(category)) {
        return category;
      }
    }
    return null;
  }

  /** A span of time that a path names: [from, to) in ticks. */
  private record Span(long from, long to) {
    private static final Span ALWAYS = new Span(Ticks.UNBOUNDED_PAST, Ticks.UNBOUNDED_FUTURE);

    /**
     * {@code y=2021/m=03/d=19/h=05/m=00}: the first {@code m} is the month. What does not fit adds
     * nothing to what stands before it.
     */
    static Span of(String lower) {
      int at = lower.indexOf("/y=");
      if (at < 0) {
        return ALWAYS;
      }
      String[] parts = lower.substring(at + 1).split("/", 5);
      return of(
          number(parts, 0, "y=", 4, 4),
          number(parts, 1, "m=", 1, 2),
          number(parts, 2, "d=", 1, 2),
          number(parts, 3, "h=", 1, 2));
    }

    /** {@code blob/2021/03/19/0500}: minutes are always 00, and say nothing if they are not. */
    static Span ofClassic(String lower) {
      int at = classicYear(lower);
      if (at < 0) {
        return ALWAYS;
      }
      String[] parts = lower.substring(at).split("/", 5);
      int hour = number(parts, 3, "", 4, 4);
      return of(
          number(parts, 0, "", 4, 4),
          number(parts, 1, "", 2, 2),
          number(parts, 2, "", 2, 2),
          hour < 0 ? hour : hour / 100);
    }

    /** Where the year behind a service's folder begins; -1 if there is none. */
    static int classicYear(String lower) {
      for (String name : CLASSIC_SERVICES) {
        for (int at = lower.indexOf(name); at >= 0; at = lower.indexOf(name, at + 1)) {
          int year = at + name.length();
          if (number(lower.substring(year).split("/", 2), 0, "", 4, 4) >= FIRST_YEAR) {
            return year;
          }
        }
      }
      return -1;
    }

    private static Span of(int year, int month, int day, int hour) {
      if (year < FIRST_YEAR || year > LAST_YEAR) {
        return ALWAYS;
      }
      LocalDate first = LocalDate.of(year, 1, 1);
      if (month < 1 || month > 12) {
        return days(first, first.plusYears(1));
      }
      first = first.withMonth(month);
      if (day < 1 || day > first.lengthOfMonth()) {
        return days(first, first.plusMonths(1));
      }
      first = first.withDayOfMonth(day);
      if (hour < 0 || hour > LAST_HOUR) {
        return days(first, first.plusDays(1));
      }
      long from = ticks(first) + hour * Ticks.PER_HOUR;
      return new Span(from, from + Ticks.PER_HOUR);
    }

    private static Span days(LocalDate first, LocalDate next) {
      return new Span(ticks(first), ticks(next));
    }

    private static long ticks(LocalDate day) {
      return day.toEpochDay() * 24 * Ticks.PER_HOUR;
    }

    /** The number behind {@code key}; -1 if the part is not there or is something else. */
    private static int number(String[] parts, int part, String key, int least, int most) {
      // The last part is what stands behind the folder's closing slash.
      if (part >= parts.length - 1 || !parts[part].startsWith(key)) {
        return -1;
      }
      String digits = parts[part].substring(key.length());
      if (digits.length() < least || digits.length() > most) {
        return -1;
      }
      int number = 0;
      for (int i = 0; i < digits.length(); i++) {
        char digit = digits.charAt(i);
        if (digit < '0' || digit > '9') {
          return -1;
        }
        number = 10 * number + digit - '0';
      }
      return number;
    }
  }
}
