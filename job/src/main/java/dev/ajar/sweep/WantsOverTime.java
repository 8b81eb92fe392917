package dev.ajar.sweep;

import dev.ajar.model.HourSet;
import dev.ajar.model.Ticks;
import dev.ajar.sweep.WindowIndex.Kind;
import dev.ajar.sweep.WindowIndex.Stretch;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a pass wants of each account's logs, as a function of time that changes in steps: so that
 * what it wants in a few hours has a fingerprint, which stays the same when windows change
 * elsewhere. A file that was read for the same fingerprint need not be read again.
 *
 * <p>Everything that {@link SweepWants} decides by is a piece of time of one account: a span of a
 * window, its settling, an hour that is looked through for touches. The function's value is the sum
 * of the hashes of the pieces that hold at that time, so the order in which they were added, and
 * how they came to be, say nothing.
 */
public final class WantsOverTime implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String reader;
  private final long periodFrom;
  private final long periodTo;
  private final boolean searchUnlisted;
  private final long settling;
  private final Map<String, Steps> accounts = new HashMap<>();

  /**
   * What a pass wants.
   *
   * @param wants the pass
   * @param reader version of the program that reads: another one may read otherwise
   */
  public WantsOverTime(SweepWants wants, String reader) {
    this.reader = reader;
    WindowIndex index = wants.windows();
    this.periodFrom = index == null ? 0 : index.periodFrom();
    this.periodTo = index == null ? 0 : index.periodTo();
    this.searchUnlisted = index != null && index.searchesUnlisted();
    Map<String, Pieces> pieces = new HashMap<>();
    wants.touchHours().forEach((account, hours) -> of(pieces, account).addHours("touches", hours));
    wants
        .credentials()
        .forEach((account, what, hours) -> of(pieces, account).addHours(what, hours));
    long[] longest = new long[1];
    if (index != null) {
      index.forEach(
          (account, container, stretches) -> {
            Pieces ofAccount = of(pieces, account);
            ofAccount.addContainer(container, stretches, index);
            for (Stretch stretch : stretches) {
              longest[0] = Math.max(longest[0], stretch.from() - stretch.settleFrom());
              longest[0] = Math.max(longest[0], stretch.settleTo() - stretch.to());
            }
          });
    }
    this.settling = longest[0];
    pieces.forEach((account, list) -> accounts.put(account, list.steps()));
  }

  private static Pieces of(Map<String, Pieces> pieces, String account) {
    return pieces.computeIfAbsent(account, key -> new Pieces());
  }

  /**
   * Names what is wanted in some hours: 32 hex digits.
   *
   * @param firstHour first tick of the first clock hour
   * @param lastHour first tick of the last clock hour
   * @param asked accounts that are asked for; null for any
   */
  public String fingerprint(long firstHour, long lastHour, Collection<String> asked) {
    // Which stretch a request settles into depends on its neighbours that far away.
    long from = firstHour - settling;
    long to = lastHour + Ticks.PER_HOUR + settling;
    MessageDigest digest = Sums.sha256();
    Sums.add(digest, reader);
    if (searchUnlisted) {
      Sums.add(digest, Math.max(from, periodFrom), Math.min(to, periodTo));
    }
    for (String account : new TreeSet<>(asked == null ? accounts.keySet() : asked)) {
      Steps steps = accounts.get(account);
      if (steps != null) {
        steps.add(digest, account, from, to);
      }
    }
    return Sums.hex(digest);
  }

  /** A function of time: from {@code at[i]} on the sum is {@code {high[i], low[i]}}; before, 0. */
  private static final class Steps implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long[] at;
    private final long[] high;
    private final long[] low;

    Steps(long[] at, long[] high, long[] low) {
      this.at = at;
      this.high = high;
      this.low = low;
    }

    /** Adds the function between two times to a digest; nothing if it is 0 throughout. */
    void add(MessageDigest digest, String account, long from, long to) {
      int found = Arrays.binarySearch(at, from);
      int step = found >= 0 ? found : -found - 2;
      boolean any = false;
      for (; step < at.length && (step < 0 || at[step] < to); step++) {
        boolean nothing = step < 0 || (high[step] == 0 && low[step] == 0);
        if (nothing && !any) {
          continue;
        }
        if (!any) {
          Sums.add(digest, account);
        }
        any = true;
        // What holds from before on has no time: the margin, say, may be another in a later run.
        Sums.add(digest, at[step] <= from ? Long.MIN_VALUE : at[step], high[step], low[step]);
      }
    }
  }

  /** The pieces of one account, while they are collected. */
  private static final class Pieces {
    /** Each is {time, high, low}: what the sum changes by. */
    private final List<long[]> changes = new ArrayList<>();

    void addHours(String what, HourSet hours) {
      long[] hash = Sums.hash(what, "");
      hours.runs().forEach(run -> add(run[0], run[1], hash));
    }

    void addContainer(String container, Stretch[] stretches, WindowIndex index) {
      Map<String, long[]> hashes = new HashMap<>();
      long after = index.periodFrom();
      long before = index.periodTo();
      if (index.searchesUnlisted()) {
        add(after, before, Sums.hash("listed", container));
      }
      for (Stretch stretch : stretches) {
        String kind = stretch.kind().name();
        if (stretch.kind() == Kind.SIGNED) {
          long[] settles = hashes.computeIfAbsent("settles", key -> Sums.hash(key, container));
          add(Math.max(stretch.settleFrom(), after), Math.min(stretch.from(), before), settles);
          add(Math.max(stretch.to(), after), Math.min(stretch.settleTo(), before), settles);
        }
        long from = stretch.from();
        for (int i = -1; i < stretch.spanFrom().length; i++) {
          long next = i + 1 < stretch.spanFrom().length ? stretch.spanFrom()[i + 1] : stretch.to();
          boolean open =
              index.keepsDuring() && i >= 0 && stretch.spanState()[i] == WindowIndex.OPEN;
          String state = open ? kind + " open" : kind;
          long[] hash = hashes.computeIfAbsent(state, key -> Sums.hash(key, container));
          long end = Math.min(next, stretch.to());
          add(Math.max(from, after), Math.min(end, before), hash);
          from = Math.max(from, end);
        }
      }
    }

    private void add(long from, long to, long[] hash) {
      if (from < to) {
        changes.add(new long[] {from, hash[0], hash[1]});
        changes.add(new long[] {to, -hash[0], -hash[1]});
      }
    }

    Steps steps() {
      changes.sort((a, b) -> Long.compare(a[0], b[0]));
      long[] at = new long[changes.size()];
      long[] high = new long[changes.size()];
      long[] low = new long[changes.size()];
      int steps = 0;
      long sumHigh = 0;
      long sumLow = 0;
      for (int i = 0; i < changes.size(); i++) {
        long[] change = changes.get(i);
        sumHigh += change[1];
        sumLow += change[2];
        boolean last = i + 1 == changes.size() || changes.get(i + 1)[0] != change[0];
        boolean same =
            steps == 0
                ? sumHigh == 0 && sumLow == 0
                : sumHigh == high[steps - 1] && sumLow == low[steps - 1];
        if (last && !same) {
          at[steps] = change[0];
          high[steps] = sumHigh;
          low[steps] = sumLow;
          steps++;
        }
      }
      return new Steps(
          Arrays.copyOf(at, steps), Arrays.copyOf(high, steps), Arrays.copyOf(low, steps));
    }
  }

  /** Hashes, and sums of them: two longs that overflow on purpose. */
  private static final class Sums {
    private Sums() {}

    static MessageDigest sha256() {
      return dev.ajar.model.Hashes.sha256();
    }

    static long[] hash(String what, String container) {
      MessageDigest digest = sha256();
      add(digest, what);
      add(digest, container == null ? "-" : "+" + container);
      ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
      return new long[] {bytes.getLong(), bytes.getLong()};
    }

    static void add(MessageDigest digest, String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      add(digest, bytes.length);
      digest.update(bytes);
    }

    static void add(MessageDigest digest, long... numbers) {
      ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
      for (long number : numbers) {
        bytes.putLong(number);
      }
      digest.update(bytes.array());
    }

    static String hex(MessageDigest digest) {
      return dev.ajar.model.Hashes.hex(Arrays.copyOf(digest.digest(), 16));
    }
  }
}
