package dev.ajar.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ajar.sample.Tenant.Account;
import dev.ajar.sample.Tenant.Container;
import dev.ajar.sample.Tenant.Principal;
import java.util.ArrayList;
import java.util.List;

/**
 * The windows an audit must find, by reasoning over the story alone. Each is what exposure.md says
 * of it; a field that a window does not name is not compared.
 */
final class Windows {
  /**
   * One expected window.
   *
   * @param from begin of the hull, in ticks
   * @param to its end; far in the future for one that no evidence ends
   * @param sign whether it shows a sign of openness: else it is counted, not searched
   * @param span where its requests are counted; null where none can be
   */
  record Expected(
      Account account,
      String container,
      long from,
      long to,
      boolean sign,
      Ledger.Span span,
      ObjectNode facts) {}

  /** The end of a window that no evidence ends. */
  static final long NO_END = Long.MAX_VALUE / 2;

  private final Tenant tenant;
  private final Story story;
  private final List<Expected> windows = new ArrayList<>();

  Windows(Tenant tenant, Story story) {
    this.tenant = tenant;
    this.story = story;
    opened();
    site();
    exchange(Tenant.EXPORTS, story.exportsTouched, story.exportsTouchedAgain, true);
    exchange(Tenant.HANDOVER, story.handoverTouched, story.handoverTouchedAgain, false);
    gap();
    neverLogged();
    for (Account account : tenant.accounts()) {
      for (Container container : account.containers()) {
        unknown(account, container);
      }
    }
    ghost();
    unlisted();
  }

  List<Expected> all() {
    return windows;
  }

  /** Both edges are changes with a Start and a Success: exact. */
  private void opened() {
    Ledger.Span span =
        span(
            tenant.incident, Tenant.NETWORK_CONFIG, story.openStart, story.open, story.close, true);
    ObjectNode facts = facts("proven", "list", "read");
    exact(facts, story.open, story.close);
    facts.put("opened_cause", "publicAccess");
    by(facts, "opened", tenant.vendor);
    facts.put("opened_basis", "exact");
    facts.put("closed_cause", "publicAccess");
    by(facts, "closed", tenant.security);
    facts.put("closed_basis", "exact");
    add(tenant.incident, span, facts);
  }

  /**
   * The level was blob for years; the account's event opens the window, though nobody touched the
   * container. Before the Activity Log begins the switch is unknown, and the level known to be open
   * is a sign: possible from the account's creation on.
   */
  private void site() {
    Ledger.Span span =
        span(tenant.site, Tenant.PRESS, story.switchOnStart, story.switchOn, story.switchOff, true);
    ObjectNode facts = facts("proven", "read");
    exact(facts, story.switchOn, story.switchOff);
    facts.put("opened_cause", "allowBlobPublicAccess");
    by(facts, "opened", tenant.developer);
    facts.put("opened_basis", "exact");
    facts.put("closed_cause", "allowBlobPublicAccess");
    by(facts, "closed", tenant.security);
    facts.put("closed_basis", "exact");
    add(tenant.site, span, facts);

    // The level before its last-modified time is unknown too: list is as possible as read.
    ObjectNode before = facts("possible", "list", "read");
    edges(before, tenant.site.created(), null, null, story.activityFrom);
    windows.add(
        new Expected(
            tenant.site,
            Tenant.PRESS,
            tenant.site.created(),
            story.activityFrom,
            true,
            null,
            before));
  }

  /**
   * Two touches between a closed before and a closed after: any value is possible between them. The
   * second is at the last-modified time of the later list, so it is a change to none. Only
   * anonymous successes are rows: no span is proven or inferred.
   */
  private void exchange(String container, long touched, long again, boolean read) {
    Ledger.Span span = span(tenant.exchange, container, touched, touched, again, false);
    ObjectNode facts = read ? facts("proven", "read") : facts("possible", "list", "read");
    edges(facts, touched, null, null, again);
    add(tenant.exchange, span, facts);
  }

  /**
   * While the write logs are missing the level could have changed unseen, and the later neighbour
   * is a change without a previous value: inferred from the gap to the close, and so is the close.
   */
  private void gap() {
    Ledger.Span span =
        span(
            tenant.operations,
            Tenant.RELEASES,
            story.releasesOpen - Stamp.SECOND,
            story.releasesOpen,
            story.releasesClose,
            true);
    ObjectNode facts = facts("proven", "read");
    exact(facts, story.releasesOpen, story.releasesClose);
    facts.put("opened_cause", "publicAccess");
    by(facts, "opened", tenant.developer);
    facts.put("opened_basis", "exact");
    facts.put("closed_cause", "publicAccess");
    by(facts, "closed", tenant.security);
    facts.put("closed_basis", "inferred");
    add(tenant.operations, span, facts);
  }

  /**
   * The switch was never set and the account is older than the cut-off: it permits, by Azure's
   * default, as far back as the Activity Log goes. The level is known by its last-modified time up
   * to the later list; data-plane changes after it nobody would have seen.
   */
  private void neverLogged() {
    Account account = tenant.archive;
    ObjectNode facts = facts("inferred", "read");
    edges(facts, account.created(), story.activityFrom, story.listedAfter, null);
    facts.put("opened_basis", "assumed-default");
    windows.add(new Expected(account, Tenant.LEGACY, account.created(), NO_END, true, null, facts));
  }

  /**
   * What no evidence decides: before a container's last-modified time of the first list its level
   * and existence are unknown, since the account's creation; after the evidence nothing is assumed
   * closed. A level is covered to the end of the period (the write logs looked through), a switch
   * that is off to the end of the Activity Log.
   */
  private void unknown(Account account, Container container) {
    if (account.is(tenant.archive)) {
      return;
    }
    boolean open = container.level().equals("blob");
    if (!open) {
      // Held: from the first whole second after the last-modified time.
      long known = container.modified() + Stamp.SECOND;
      unknown(account, container.name(), account.created(), known);
    }
    boolean off = Boolean.FALSE.equals(account.permits());
    unknown(account, container.name(), off ? story.activityTo : story.to, null);
  }

  /** Found only by who reads logs that nothing asks for: these rows may be there. */
  private void ghost() {
    Account account = tenant.vault;
    unknown(account, Tenant.GHOST, account.created(), story.activityFrom).put("optional", true);
    unknown(account, Tenant.GHOST, story.activityTo, null).put("optional", true);
  }

  /** Nobody listed the containers of the account that takes the logs. */
  private void unlisted() {
    unknown(tenant.logs, null, tenant.logs.created(), null);
  }

  private ObjectNode unknown(Account account, String container, long from, Long to) {
    ObjectNode facts = Json.object();
    facts.put("exposure", "unknown");
    edges(facts, from, null, null, to);
    windows.add(
        new Expected(account, container, from, to == null ? NO_END : to, false, null, facts));
    return facts;
  }

  private void add(Account account, Ledger.Span span, ObjectNode facts) {
    windows.add(new Expected(account, span.container(), span.from(), span.to(), true, span, facts));
  }

  private static Ledger.Span span(
      Account account, String container, long start, long from, long to, boolean proven) {
    return new Ledger.Span(account.name(), container, from, start, from, to, proven);
  }

  private static ObjectNode facts(String exposure, String... capability) {
    ObjectNode facts = Json.object();
    facts.put("exposure", exposure);
    var words = facts.putArray("capability");
    for (String word : capability) {
      words.add(word);
    }
    facts.put("reach", "internet");
    return facts;
  }

  private static void exact(ObjectNode facts, long from, long to) {
    edges(facts, from, from, to, to);
  }

  private static void edges(ObjectNode facts, Long after, Long before, Long last, Long closed) {
    instant(facts, "opened_after", after);
    instant(facts, "opened_before", before);
    instant(facts, "closed_after", last);
    instant(facts, "closed_before", closed);
    facts.put("still_open", closed == null);
  }

  static void instant(ObjectNode facts, String name, Long ticks) {
    facts.put(name, ticks == null ? null : Stamp.iso(ticks));
  }

  private static void by(ObjectNode facts, String edge, Principal who) {
    facts.put(edge + "_by", who.caller());
    facts.put(edge + "_actor_kind", "oauth");
    facts.put(edge + "_actor_identity", who.objectId());
  }
}
