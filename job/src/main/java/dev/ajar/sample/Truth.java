package dev.ajar.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ajar.sample.Ledger.ActorTally;
import dev.ajar.sample.Ledger.ObjectTally;
import dev.ajar.sample.Ledger.SpanTally;
import dev.ajar.sample.Tenant.Account;
import dev.ajar.sample.Tenant.Blob;
import dev.ajar.sample.Tenant.Principal;
import dev.ajar.sample.Windows.Expected;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes {@code truth/}: what was planted, and what of it an audit must find. */
final class Truth {
  private final Path folder;
  private final Tenant tenant;
  private final Story story;
  private final Ledger ledger;
  private final Hours hours;
  private final List<Expected> windows;

  Truth(Path out, Tenant tenant, Story story, Ledger ledger, Hours hours) {
    this.folder = out.resolve("truth");
    this.tenant = tenant;
    this.story = story;
    this.ledger = ledger;
    this.hours = hours;
    this.windows = new Windows(tenant, story).all();
  }

  /**
   * Windows, accesses, actors, objects and coverage.
   *
   * @param changers who did something through ARM, with their relation
   */
  void write(Incident incident, Map<Principal, String> changers) throws IOException {
    List<ObjectNode> expected = new ArrayList<>();
    List<ObjectNode> objects = new ArrayList<>();
    for (Expected window : windows) {
      expected.add(window(window));
      objects(window, incident, objects);
    }
    Json.lines(folder.resolve("windows.jsonl"), expected);
    Json.lines(folder.resolve("objects.jsonl"), objects);
    List<ObjectNode> rows = new ArrayList<>(ledger.rows);
    rows.sort(
        Comparator.comparing((ObjectNode row) -> row.get("at").asText())
            .thenComparing(row -> row.get("request_id").asText())
            .thenComparing(row -> row.get("operation").asText()));
    Json.lines(folder.resolve("accesses.jsonl"), rows);
    Json.lines(folder.resolve("actors.jsonl"), actors(changers));
    Json.lines(folder.resolve("coverage.jsonl"), coverage());
  }

  private ObjectNode window(Expected window) {
    ObjectNode node = Json.object();
    node.put("account", window.account().name());
    node.put("container", window.container());
    node.put("vector", "anonymous");
    node.setAll(window.facts());
    long exposedTo = window.account().is(tenant.archive) ? story.listedAfter : window.to();
    boolean core = !window.facts().path("opened_before").isNull();
    boolean traffic = window.span() != null && !window.span().proven();
    if (traffic) {
      trafficEdges(window, node);
    } else {
      long exposedFrom = window.account().is(tenant.archive) ? story.activityFrom : window.from();
      node.put("hours_exposed", core ? Hours.touched(exposedFrom, exposedTo) : 0);
    }
    long inPeriod = hours.inPeriod(window.from(), window.to());
    node.put("hours_in_period", inPeriod);
    if (window.sign()) {
      node.put("hours_covered", hours.covered(window.account(), window.from(), window.to(), false));
      node.put("hours_logged", hours.covered(window.account(), window.from(), window.to(), true));
    } else {
      // Not searched: how much of it the logs cover nobody asked.
      node.putNull("hours_covered");
      node.putNull("hours_logged");
    }
    SpanTally tally = window.span() == null ? new SpanTally() : ledger.tallies.get(window.span());
    node.put("verdict", verdict(window, tally.outsider));
    node.put("through", tally.through);
    node.put("during", tally.during);
    node.put("through_bytes", tally.throughBytes);
    node.put("during_bytes", tally.duringBytes);
    return node;
  }

  /** Traffic moves the inner edges of its container's window, and nothing else. */
  private void trafficEdges(Expected window, ObjectNode node) {
    SpanTally tally = ledger.tallies.get(window.span());
    if (tally.through == 0) {
      node.put("hours_exposed", 0);
      return;
    }
    Windows.instant(node, "opened_before", tally.firstSuccess);
    Windows.instant(node, "closed_after", tally.lastSuccess);
    node.put("opened_basis", "traffic");
  }

  private String verdict(Expected window, boolean outsider) {
    if (outsider) {
      return "confirmed";
    }
    long inPeriod = hours.inPeriod(window.from(), window.to());
    long covered = hours.covered(window.account(), window.from(), window.to(), false);
    if (!window.sign() || covered == 0) {
      return "not determinable";
    }
    return covered == inPeriod ? "not observed" : "possible";
  }

  /** One row for each object that existed in a window with a sign, by inventory or by logs. */
  private void objects(Expected window, Incident incident, List<ObjectNode> rows) {
    if (!window.sign() || !Inventory.accounts(tenant).contains(window.account())) {
      return;
    }
    Map<String, Blob> blobs = new TreeMap<>();
    for (Blob blob : window.account().container(window.container()).blobs()) {
      blobs.put(blob.name(), blob);
    }
    if (window.container().equals(Tenant.NETWORK_CONFIG)) {
      blobs.put(incident.copied.name(), incident.copied);
    }
    if (window.container().equals(Tenant.PRESS)) {
      incident.uploaded.forEach(blob -> blobs.put(blob.name(), blob));
    }
    blobs.values().removeIf(blob -> blob.modified() >= window.to());
    Map<String, ObjectTally> tallies =
        window.span() == null ? Map.of() : ledger.tallies.get(window.span()).objects;
    TreeSet<String> names = new TreeSet<>(blobs.keySet());
    names.addAll(tallies.keySet());
    for (String name : names) {
      rows.add(
          object(window, name, blobs.get(name), tallies.getOrDefault(name, new ObjectTally())));
    }
  }

  /** {@code blob} is null for one that only the logs know: its length is not compared then. */
  private ObjectNode object(Expected window, String name, Blob blob, ObjectTally tally) {
    ObjectNode node = Json.object();
    node.put("account", window.account().name());
    node.put("container", window.container());
    node.put("opened_after", Stamp.iso(window.from()));
    node.put("object", name);
    if (blob != null) {
      node.put("size", blob.size());
      node.put("complete_copy", complete(tally, blob.size()));
      node.put("modified_at", Stamp.iso(blob.modified()));
    }
    node.put("verdict", verdict(window, tally.outsider));
    node.put("reads", tally.reads);
    node.put("bytes_out", tally.bytes);
    Windows.instant(node, "first_read_at", tally.reads == 0 ? null : (Long) tally.first);
    Windows.instant(node, "last_read_at", tally.reads == 0 ? null : (Long) tally.last);
    ArrayNode readers = node.putArray("readers");
    for (Caller reader : tally.readers.values()) {
      readers.addObject().put("kind", reader.kind()).put("identity", reader.identity());
    }
    if (tenant.keyFile().equals(blob)) {
      node.put("key_file", true);
    }
    return node;
  }

  /** Whether one reader's ranges, side by side, cover the whole length. */
  private static boolean complete(ObjectTally tally, long size) {
    for (List<long[]> ranges : tally.ranges.values()) {
      List<long[]> sorted = new ArrayList<>(ranges);
      sorted.sort(Comparator.comparingLong(range -> range[0]));
      long next = 0;
      for (long[] range : sorted) {
        if (range[0] > next) {
          break;
        }
        next = Math.max(next, range[1] + 1);
      }
      if (next >= size) {
        return true;
      }
    }
    return false;
  }

  private List<ObjectNode> actors(Map<Principal, String> changers) {
    List<ObjectNode> rows = new ArrayList<>();
    for (ActorTally tally : ledger.actors.values()) {
      ObjectNode node = Json.object();
      node.put("kind", tally.caller.kind());
      node.put("identity", tally.caller.identity());
      node.put("relation", tally.caller.relation());
      node.put("requests", tally.requests);
      node.put("objects", tally.objects.size());
      node.put("bytes_out", tally.bytes);
      if (!tally.unclear) {
        node.put("writes", tally.writes);
      }
      node.put("deletes", tally.deletes);
      node.put("first_at", Stamp.iso(tally.first));
      node.put("last_at", Stamp.iso(tally.last));
      ArrayNode networks = node.putArray("networks");
      tally.networks.forEach(networks::add);
      rows.add(node);
    }
    // Known by what they changed; none of them appears in the storage logs.
    for (Map.Entry<Principal, String> changer : changers.entrySet()) {
      ObjectNode node = Json.object();
      node.put("kind", "oauth");
      node.put("identity", changer.getKey().objectId());
      node.put("relation", changer.getValue());
      rows.add(node);
    }
    return rows;
  }

  /** Runs of hours of equal state, of the hours in windows with a sign. */
  private List<ObjectNode> coverage() {
    List<ObjectNode> rows = new ArrayList<>();
    for (Account account : tenant.accounts()) {
      TreeSet<Long> searched = new TreeSet<>();
      for (Expected window : windows) {
        if (window.account().is(account) && window.sign()) {
          long first = Stamp.floor(Math.max(window.from(), story.from), Stamp.HOUR);
          for (long i = 0; i < hours.inPeriod(window.from(), window.to()); i++) {
            searched.add(first + i * Stamp.HOUR);
          }
        }
      }
      for (String category : StorageLogs.CATEGORIES) {
        runs(account, category, searched, rows);
      }
    }
    return rows;
  }

  private void runs(Account account, String category, Set<Long> searched, List<ObjectNode> rows) {
    ObjectNode run = null;
    long end = Long.MIN_VALUE;
    for (long hour : searched) {
      String state = hours.state(account, category, hour);
      if (run == null || end != hour || !run.get("state").asText().equals(state)) {
        run = Json.object();
        run.put("account", account.name());
        run.put("category", category);
        run.put("from_at", Stamp.iso(hour));
        run.put("to_at", "");
        run.put("state", state);
        rows.add(run);
      }
      end = hour + Stamp.HOUR;
      run.put("to_at", Stamp.iso(end));
    }
  }
}
