package dev.ajar.sweep;

import dev.ajar.evidence.storagelogs.LogRequest;
import dev.ajar.model.HourSet;
import dev.ajar.model.Ticks;
import dev.ajar.model.Way;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Exposures;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * The hours of each account whose requests with credentials are kept, whatever anonymous windows
 * take: those signed by a SAS in every hour that is searched; those signed by a key in the windows
 * of a key; those with an Entra token in the windows of a role assignment; all in the windows of a
 * declaration (exposure.md §3 and §5).
 */
public final class CredentialHours implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Keeps none. */
  public static final CredentialHours NONE =
      new CredentialHours(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

  /** What a kind of credential is called in the fingerprint of a pass. */
  interface Visitor {
    void visit(String account, String credential, HourSet hours);
  }

  private final Map<String, List<long[]>> spans;
  private final Map<String, HourSet> sas;
  private final Map<String, HourSet> keys;
  private final Map<String, HourSet> oauth;
  private final Map<String, HourSet> any;

  private CredentialHours(
      Map<String, List<long[]>> spans,
      Map<String, HourSet> sas,
      Map<String, HourSet> keys,
      Map<String, HourSet> oauth,
      Map<String, HourSet> any) {
    this.spans = spans;
    this.sas = sas;
    this.keys = keys;
    this.oauth = oauth;
    this.any = any;
  }

  /**
   * The hours of these windows.
   *
   * @param exposures rows of {@link Exposures}; those of anonymous callers are passed by
   * @param searched what is searched for anonymous callers, by account
   * @param periodFrom first tick of the period
   * @param periodTo first tick after it
   */
  public static CredentialHours of(
      Iterator<Row> exposures, Map<String, List<long[]>> searched, long periodFrom, long periodTo) {
    Map<String, List<long[]>> all = new HashMap<>();
    searched.forEach((account, list) -> all.put(account, new ArrayList<>(list)));
    Map<String, List<long[]>> keys = new HashMap<>();
    Map<String, List<long[]>> oauth = new HashMap<>();
    Map<String, List<long[]>> any = new HashMap<>();
    while (exposures.hasNext()) {
      Row row = exposures.next();
      String vector = row.getAs(ExposureWindows.VECTOR);
      if (vector.equals(Way.ANONYMOUS)) {
        continue;
      }
      long[] span = {
        Math.max(or(row.getAs(Exposures.OPENED_AFTER_TICKS), periodFrom), periodFrom),
        Math.min(or(row.getAs(Exposures.CLOSED_BEFORE_TICKS), periodTo), periodTo)
      };
      if (span[0] < span[1]) {
        String account = row.getAs(ExposureWindows.ACCOUNT);
        add(all, account, span);
        switch (vector) {
          case Way.ACCOUNT_KEY -> add(keys, account, span);
          case Way.ROLE_ASSIGNMENT -> add(oauth, account, span);
          case Way.DECLARED -> add(any, account, span);
          default -> {}
        }
      }
    }
    return new CredentialHours(all, hours(all), hours(keys), hours(oauth), hours(any));
  }

  private static void add(Map<String, List<long[]>> spans, String account, long[] span) {
    spans.computeIfAbsent(account, key -> new ArrayList<>()).add(span);
  }

  private static Map<String, HourSet> hours(Map<String, List<long[]>> spans) {
    Map<String, HourSet> hours = new HashMap<>();
    spans.forEach((account, list) -> hours.put(account, HourSet.touchedBy(list)));
    return hours;
  }

  private static long or(Long ticks, long unknown) {
    return ticks == null ? unknown : ticks;
  }

  /** Everything that is searched, by account: {from, to} in ticks. */
  public Map<String, List<long[]>> spansByAccount() {
    return spans;
  }

  boolean wants(LogRequest request) {
    long hour = Ticks.hourOf(request.ticks());
    return (holds(sas, request, hour) && request.mayBeSas())
        || (holds(keys, request, hour) && request.mayBeAccountKey())
        || (holds(oauth, request, hour) && request.mayBeOauth())
        || holds(any, request, hour);
  }

  private static boolean holds(Map<String, HourSet> hours, LogRequest request, long hour) {
    if (hours.isEmpty()) {
      return false;
    }
    HourSet ofAccount = hours.get(request.account());
    return ofAccount != null && ofAccount.contains(hour);
  }

  void forEach(Visitor visitor) {
    sas.forEach((account, hours) -> visitor.visit(account, "sas", hours));
    keys.forEach((account, hours) -> visitor.visit(account, "keys", hours));
    oauth.forEach((account, hours) -> visitor.visit(account, "oauth", hours));
    any.forEach((account, hours) -> visitor.visit(account, "any", hours));
  }
}
