package dev.ajar.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What inventories and logs say of one object, in all its versions, in one window: which versions
 * existed, who read them and how much of them (exposure.md §5, {@code complete_copy}; §7).
 *
 * <p>First all inventory rows are added, then the records, those of one actor together and in the
 * order of their first byte; so the ranges need no memory. Instants are microseconds since 1970,
 * UTC. A read that names no version is one of the version with the same modification time; where
 * the record does not tell it, of the newest version that an inventory taken later shows from
 * before the read; else of the current one.
 */
public final class ObjectHistory {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int PARTIAL_CONTENT = 206;

  /**
   * An object's version in an inventory; what the inventory left out is null.
   *
   * @param version version or null
   * @param snapshot snapshot or null
   * @param current whether it was the current version
   * @param size bytes
   * @param created creation
   * @param modified last modification
   * @param contentType content type
   * @param etag entity tag without quotes
   * @param seenFrom start of the inventory
   * @param seenTo its completion
   * @param fromWindow how far the inventory is from the window's hull; 0 inside
   * @param inPeriod whether it existed inside window and period
   * @param place the row
   */
  public record Seen(
      String version,
      String snapshot,
      Boolean current,
      Long size,
      Long created,
      Long modified,
      String contentType,
      String etag,
      long seenFrom,
      long seenTo,
      long fromWindow,
      boolean inPeriod,
      Place place) {}

  /**
   * A successful request on the object in the window.
   *
   * @param at when
   * @param version version it asked for, or null
   * @param snapshot snapshot it asked for, or null
   * @param actor who
   * @param confirms whether it went through the window and its actor is neither own nor platform
   * @param content whether content left through the window
   * @param status HTTP status
   * @param bytesOut bytes of the response
   * @param first first byte asked for; null without a range
   * @param last last byte asked for; null if open
   * @param length the object's length where the record tells it
   * @param modified its modification time where the record tells it
   * @param etag its entity tag, without quotes, where the record tells it
   */
  public record Request(
      long at,
      String version,
      String snapshot,
      String actor,
      boolean confirms,
      boolean content,
      long status,
      long bytesOut,
      Long first,
      Long last,
      Long length,
      Long modified,
      String etag) {}

  /**
   * One version, judged.
   *
   * @param version version; null for the current one
   * @param snapshot snapshot or null
   * @param size bytes, or null
   * @param created creation, or null
   * @param modified last modification, or null
   * @param contentType content type, or null
   * @param reads reads of content through the window
   * @param bytesOut their bytes
   * @param firstRead first of them, or null
   * @param lastRead last of them, or null
   * @param readers their actors, sorted
   * @param completeCopy whether one actor has all of it; null where that cannot be known
   * @param confirmed whether a stranger's request went through
   * @param inPeriod whether it existed inside window and period
   */
  public record Judged(
      String version,
      String snapshot,
      Long size,
      Long created,
      Long modified,
      String contentType,
      long reads,
      long bytesOut,
      Long firstRead,
      Long lastRead,
      List<String> readers,
      Boolean completeCopy,
      boolean confirmed,
      boolean inPeriod) {}

  /** Version and snapshot; either may be null. */
  private record Key(String version, String snapshot) implements Comparable<Key>, Serializable {
    private static final Comparator<String> TEXT = Comparator.nullsFirst(Comparator.naturalOrder());

    @Override
    public int compareTo(Key other) {
      int byVersion = TEXT.compare(version, other.version);
      return byVersion != 0 ? byVersion : TEXT.compare(snapshot, other.snapshot);
    }
  }

  /** The content that a range belongs to: it did not change between reads of equal state. */
  private record State(Key key, Long modified, String etag, Long length) {}

  private static final class Tally {
    private final List<Seen> seen = new ArrayList<>();
    private final Set<String> readers = new TreeSet<>();
    private boolean existed;
    private boolean confirmed;
    private boolean inPeriod;
    private long reads;
    private long bytesOut;
    private Long firstRead;
    private Long lastRead;
    private Request last;
    private boolean complete;
    private boolean completenessUnknown;
  }

  /** The newest content; of one content the row of the latest inventory. */
  private static final Comparator<Seen> BY_CONTENT =
      Comparator.comparing(Seen::modified)
          .thenComparingLong(Seen::seenFrom)
          .thenComparing(Seen::place);

  private final List<Seen> inventory = new ArrayList<>();
  private final Map<State, Seen> contents = new HashMap<>();
  private final TreeMap<Key, Tally> tallies = new TreeMap<>();
  private final Map<State, ByteCover> covers = new HashMap<>();
  private Set<String> currentVersions;
  private String actor;

  /** Adds what an inventory shows; before any request. */
  public void add(Seen seen) {
    inventory.add(seen);
  }

  /** Adds a request. */
  public void add(Request request) {
    settleVersions();
    if (!Objects.equals(actor, request.actor())) {
      closeActor();
      actor = request.actor();
    }
    Seen source = versionOf(request);
    Key key = source == null ? key(request.version(), request.snapshot()) : key(source);
    Tally tally = tallies.computeIfAbsent(key, none -> new Tally());
    tally.existed = true;
    tally.inPeriod = true;
    tally.confirmed |= request.confirms();
    if (tally.last == null || request.at() > tally.last.at()) {
      tally.last = request;
    }
    if (request.content()) {
      count(tally, request);
      cover(key, source, request);
    }
  }

  /** The versions that existed in the window, by version and snapshot. */
  public List<Judged> judge() {
    settleVersions();
    closeActor();
    List<Judged> judged = new ArrayList<>();
    tallies.forEach(
        (key, tally) -> {
          if (tally.existed) {
            judged.add(judged(key, tally));
          }
        });
    return judged;
  }

  /** Settles which version is the current one: what the latest inventory that lists it says. */
  private void settleVersions() {
    if (currentVersions != null) {
      return;
    }
    inventory.sort(Comparator.comparingLong(Seen::seenFrom).thenComparing(Seen::place));
    currentVersions = new HashSet<>();
    for (Seen seen : inventory) {
      if (seen.version() != null && Boolean.TRUE.equals(seen.current())) {
        currentVersions.add(seen.version());
      } else {
        currentVersions.remove(seen.version());
      }
    }
    for (Seen seen : inventory) {
      Tally tally = tallies.computeIfAbsent(key(seen), none -> new Tally());
      tally.seen.add(seen);
      contents.put(new State(key(seen), seen.modified(), seen.etag(), seen.size()), seen);
      tally.existed = true;
      tally.inPeriod |= seen.inPeriod();
    }
  }

  private Key key(Seen seen) {
    return key(seen.version(), seen.snapshot());
  }

  private Key key(String version, String snapshot) {
    return new Key(currentVersions.contains(version) ? null : version, snapshot);
  }

  /** The inventory row of the content that a request was about; null where none can be told. */
  private Seen versionOf(Request request) {
    Key asked = key(request.version(), request.snapshot());
    boolean named = asked.version() != null || asked.snapshot() != null;
    Seen best = null;
    for (Seen seen : contents.values()) {
      boolean candidate =
          named ? key(seen).equals(asked) : Objects.equals(seen.snapshot(), asked.snapshot());
      if (candidate && seen.modified() != null && isSameContent(seen, request)) {
        best = best == null || BY_CONTENT.compare(seen, best) > 0 ? seen : best;
      }
    }
    return best;
  }

  private static boolean isSameContent(Seen seen, Request request) {
    if (request.modified() == null) {
      return seen.modified() <= request.at() && request.at() <= seen.seenFrom();
    }
    boolean otherTag =
        seen.etag() != null && request.etag() != null && !seen.etag().equals(request.etag());
    return !otherTag
        && Math.floorDiv(seen.modified(), MICROS_PER_SECOND)
            == Math.floorDiv(request.modified(), MICROS_PER_SECOND);
  }

  private static void count(Tally tally, Request request) {
    tally.reads++;
    tally.bytesOut += request.bytesOut();
    if (request.actor() != null) {
      tally.readers.add(request.actor());
    }
    tally.firstRead =
        tally.firstRead == null ? request.at() : Math.min(tally.firstRead, request.at());
    tally.lastRead = tally.lastRead == null ? request.at() : Math.max(tally.lastRead, request.at());
  }

  private void cover(Key key, Seen source, Request request) {
    Long modified = request.modified();
    Long length = request.length();
    if (source != null) {
      modified = modified == null ? source.modified() : modified;
      length = length == null ? source.size() : length;
    }
    State state = new State(key, modified, request.etag(), length);
    ByteCover cover = covers.computeIfAbsent(state, none -> new ByteCover());
    if (request.first() != null) {
      cover.add(request.first(), request.last() == null ? Long.MAX_VALUE : request.last());
    } else if (request.last() == null && request.status() != PARTIAL_CONTENT) {
      cover.addWhole();
    } else if (length != null && request.bytesOut() >= length) {
      cover.addWhole();
    } else {
      cover.addUnknown();
    }
  }

  /** Judges what one actor has, before the next one's records come. */
  private void closeActor() {
    covers.forEach(
        (state, cover) -> {
          Tally tally = tallies.get(state.key());
          boolean known = state.length() != null;
          boolean reached = known && cover.covers(state.length());
          boolean unchanged = state.modified() != null || state.etag() != null;
          boolean complete =
              cover.readWhole() || (reached && (unchanged || cover.coveredByOne(state.length())));
          tally.complete |= complete;
          tally.completenessUnknown |= !complete && (!known || reached || cover.hasUnknown());
        });
    covers.clear();
  }

  private static Judged judged(Key key, Tally tally) {
    Seen seen = nearest(tally);
    Long size = seen == null ? null : seen.size();
    Long modified = seen == null ? null : seen.modified();
    if (seen == null && tally.last != null) {
      size = tally.last.length();
      modified = tally.last.modified();
    }
    boolean lengthUnknown = tally.reads == 0 && size == null;
    Boolean complete = tally.complete;
    if (!tally.complete && (tally.completenessUnknown || lengthUnknown)) {
      complete = null;
    }
    return new Judged(
        key.version(),
        key.snapshot(),
        size,
        seen == null ? null : seen.created(),
        modified,
        seen == null ? null : seen.contentType(),
        tally.reads,
        tally.bytesOut,
        tally.firstRead,
        tally.lastRead,
        List.copyOf(tally.readers),
        complete,
        tally.confirmed,
        tally.inPeriod);
  }

  /** The row of the inventory nearest to the first read, else to the window; then the latest. */
  private static Seen nearest(Tally tally) {
    Seen best = null;
    for (Seen seen : tally.seen) {
      // Rows come in the order of their inventories: of two equally near ones the later wins.
      if (best == null || distance(seen, tally) <= distance(best, tally)) {
        best = seen;
      }
    }
    return best;
  }

  private static long distance(Seen seen, Tally tally) {
    if (tally.firstRead == null) {
      return seen.fromWindow();
    }
    return Math.max(
        0, Math.max(seen.seenFrom() - tally.firstRead, tally.firstRead - seen.seenTo()));
  }
}
