package dev.ajar.sample;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ajar.sample.Tenant.Account;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the storage logs hold, counted while they are written: which request falls in which window,
 * what each actor and each object then has, which hours have records.
 */
final class Ledger {
  /**
   * A span in which requests to a container count.
   *
   * @param proven whether configuration proves it open: then requests with credentials are rows
   *     too; else only anonymous successes are (exposure.md §5)
   */
  record Span(
      String account,
      String container,
      long openedAfter,
      long start,
      long from,
      long to,
      boolean proven) {}

  /** What was counted in one span. */
  static final class SpanTally {
    long through;
    long during;
    long throughBytes;
    long duringBytes;
    boolean outsider;
    long firstSuccess = Long.MAX_VALUE;
    long lastSuccess = Long.MIN_VALUE;
    final Map<String, ObjectTally> objects = new TreeMap<>();
  }

  /** What was counted of one object in one span. */
  static final class ObjectTally {
    long reads;
    long bytes;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    boolean outsider;
    final Map<String, List<long[]>> ranges = new TreeMap<>();
    final Map<String, Caller> readers = new TreeMap<>();
  }

  /** What was counted of one actor. */
  static final class ActorTally {
    final Caller caller;
    long requests;
    long bytes;
    long writes;
    long deletes;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;

    /** Whether some request was of a class that the rules leave open. */
    boolean unclear;

    final Set<String> objects = new HashSet<>();
    final Set<String> networks = new TreeSet<>();

    ActorTally(Caller caller) {
      this.caller = caller;
    }
  }

  /** Azure applies a change within 30 s: an anonymous success then is a row that moves nothing. */
  private static final long SETTLE = 30 * Stamp.SECOND;

  private final long hoursFrom;
  private final boolean listAll;
  private final Map<String, List<Span>> spans = new LinkedHashMap<>();
  final Map<Span, SpanTally> tallies = new LinkedHashMap<>();
  final Map<String, ActorTally> actors = new TreeMap<>();
  final List<ObjectNode> rows = new ArrayList<>();
  private final Map<String, BitSet> hours = new TreeMap<>();
  long duplicates;

  /**
   * @param hoursFrom an hour before every record
   * @param listAll whether every row is listed, else only the planted ones
   */
  Ledger(long hoursFrom, boolean listAll) {
    this.hoursFrom = hoursFrom;
    this.listAll = listAll;
  }

  void watch(Span span) {
    spans
        .computeIfAbsent(span.account() + "/" + span.container(), key -> new ArrayList<>())
        .add(span);
    tallies.put(span, new SpanTally());
  }

  /** The span whose rows include a request at {@code ticks}; null for none. */
  Span spanOf(Request request, long ticks) {
    if (request.container == null) {
      return null;
    }
    List<Span> candidates = spans.get(request.account.name() + "/" + request.container);
    if (candidates == null) {
      return null;
    }
    boolean success = request.anonymous() && request.succeeded();
    for (Span span : candidates) {
      boolean inside = ticks >= span.from() && ticks < span.to();
      if (inside && (span.proven() || success)) {
        return span;
      }
      if (span.proven() && success && settling(span, ticks)) {
        return span;
      }
    }
    return null;
  }

  private static boolean settling(Span span, long ticks) {
    return (ticks >= span.start() && ticks < span.from())
        || (ticks >= span.to() && ticks <= span.to() + SETTLE);
  }

  /** One good line stands in the logs; copies of it are not noted again. */
  void note(Request request, String requestId, long ticks, boolean planted) {
    logged(request.account, request.category, ticks);
    Span span = spanOf(request, ticks);
    if (span == null) {
      return;
    }
    boolean through = request.anonymous();
    boolean settles = settling(span, ticks);
    SpanTally tally = tallies.get(span);
    boolean outsider = !Set.of("own", "platform").contains(request.caller.relation());
    if (through) {
      tally.through++;
      tally.throughBytes += request.bytesOut;
      tally.outsider |= outsider && request.succeeded();
      if (request.succeeded() && !settles) {
        tally.firstSuccess = Math.min(tally.firstSuccess, ticks);
        tally.lastSuccess = Math.max(tally.lastSuccess, ticks);
      }
    } else {
      tally.during++;
      tally.duringBytes += request.bytesOut;
    }
    actor(request, ticks);
    if (request.object != null) {
      object(tally, request, ticks, through, outsider);
    }
    if (planted || listAll) {
      rows.add(row(span, request, requestId, ticks, through, settles));
    }
  }

  /** A line stands in the logs once more. */
  void noteCopy(Request request, long ticks) {
    if (spanOf(request, ticks) != null) {
      duplicates++;
    }
  }

  /** The hours with records of an account and category, by the records' own time. */
  boolean isLogged(String account, String category, long hour) {
    BitSet set = hours.get(account + "/" + category);
    return set != null && set.get((int) ((hour - hoursFrom) / Stamp.HOUR));
  }

  private void logged(Account account, String category, long ticks) {
    hours
        .computeIfAbsent(account.name() + "/" + category, key -> new BitSet())
        .set((int) ((ticks - hoursFrom) / Stamp.HOUR));
  }

  private void actor(Request request, long ticks) {
    Caller caller = request.caller;
    ActorTally tally =
        actors.computeIfAbsent(
            caller.kind() + "|" + caller.identity(), key -> new ActorTally(caller));
    tally.requests++;
    tally.bytes += request.bytesOut;
    tally.first = Math.min(tally.first, ticks);
    tally.last = Math.max(tally.last, ticks);
    if (request.operationClass == null) {
      tally.unclear = true;
    } else if (request.succeeded() && request.operationClass.equals("write")) {
      tally.writes++;
    } else if (request.succeeded() && request.operationClass.equals("delete")) {
      tally.deletes++;
    }
    if (request.object != null) {
      tally.objects.add(request.account.name() + "/" + request.container + "/" + request.object);
    }
    if (caller.address() != null) {
      tally.networks.add(Caller.network(caller.address()));
    }
  }

  private static void object(
      SpanTally span, Request request, long ticks, boolean through, boolean outsider) {
    ObjectTally tally = span.objects.computeIfAbsent(request.object, key -> new ObjectTally());
    if (!through || !request.succeeded() || !"read".equals(request.operationClass)) {
      return;
    }
    tally.reads++;
    tally.bytes += request.bytesOut;
    tally.first = Math.min(tally.first, ticks);
    tally.last = Math.max(tally.last, ticks);
    tally.outsider |= outsider;
    String reader = request.caller.kind() + "|" + request.caller.identity();
    tally.readers.putIfAbsent(reader, request.caller);
    long last = request.rangeStart < 0 ? request.bytesOut - 1 : request.rangeEnd;
    List<long[]> ranges = tally.ranges.computeIfAbsent(reader, key -> new ArrayList<>());
    // A page read again and again is one range: the background would fill the memory else.
    if (request.rangeStart >= 0 || ranges.isEmpty()) {
      ranges.add(new long[] {Math.max(0, request.rangeStart), last});
    }
  }

  private static ObjectNode row(
      Span span, Request request, String requestId, long ticks, boolean through, boolean settles) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("account", span.account());
    row.put("container", span.container());
    row.put("opened_after", Stamp.iso(span.openedAfter()));
    row.put("at", Stamp.iso(ticks));
    row.put("via", through ? "through" : "during");
    row.put("certainty", "confirmed");
    row.put("settling", settles);
    row.put("request_id", requestId);
    row.put("operation", request.operation);
    row.put("operation_count", Math.max(0, request.operationCount));
    if (request.operationClass != null) {
      row.put("operation_class", request.operationClass);
    }
    row.put("status_code", request.status);
    row.put("succeeded", request.succeeded());
    row.put("object", request.object);
    row.put("auth_type", request.caller.auth());
    row.put("endpoint", request.dfs ? "dfs" : "blob");
    row.put("caller_ip", request.caller.address());
    row.put("bytes_out", request.bytesOut);
    if (request.rangeStart >= 0) {
      row.put("range_start", request.rangeStart);
      row.put("range_end", request.rangeEnd);
    } else {
      row.putNull("range_start");
      row.putNull("range_end");
    }
    row.put("actor_kind", request.caller.kind());
    row.put("actor_identity", request.caller.identity());
    return row;
  }
}
