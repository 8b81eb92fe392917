package dev.ajar.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A history written as text, one fact a line, and what the audit makes of it, written as text too.
 *
 * <p>A line is {@code <where> <setting> <basis> <when> [value] [word=…]}: {@code where} is {@code
 * account} or {@code c} (the container), {@code when} seconds after 2024-01-01T00:00:00Z, or {@code
 * a..b} for a held value or an inventory's. Words: {@code was=} the previous value, {@code by=} the
 * caller, {@code started=} the Start. {@code cover control|data a..b} declares covered time; {@code
 * created t seen s} an account's creation time shown by a snapshot at {@code s}. Values may hold a
 * space as {@code _}. Everything after {@code #} is a remark.
 */
final class Story {
  static final long ZERO = Ticks.of(java.time.Instant.parse("2024-01-01T00:00:00Z"));
  private static final SwitchDefaults DEFAULTS =
      new SwitchDefaults(
          Ticks.of(java.time.Instant.parse("2023-08-01T00:00:00Z")),
          Ticks.of(java.time.Instant.parse("2024-01-01T00:00:00Z")));

  private final List<Observation> account = new ArrayList<>();
  private final List<Observation> container = new ArrayList<>();
  private final List<Intervals.Span> control = new ArrayList<>();
  private final List<Intervals.Span> data = new ArrayList<>();

  private Story() {}

  static Story of(String text) {
    Story story = new Story();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String fact = line.replaceFirst("#.*", "").trim();
      if (!fact.isEmpty()) {
        story.add(fact.split("\\s+"), number);
      }
    }
    return story;
  }

  AccountHistory history() {
    return new AccountHistory(
        "acct",
        account,
        new AccountHistory.Cover(Intervals.of(control), Intervals.of(data)),
        new Premises(DEFAULTS, Set.of("home")));
  }

  Exposure exposure() {
    return history().container("c", container);
  }

  /** The container under another name. */
  Exposure exposureOf(String name) {
    return history().container(name, container);
  }

  /** One line a window: {@code (a,b]..(c,d] exposure capability reach opened … closed …}. */
  String windows() {
    return text(exposure().windows());
  }

  static String text(List<ExposureWindow> windows) {
    StringBuilder text = new StringBuilder();
    for (ExposureWindow window : windows) {
      ExposureWindow.Times times = window.times();
      text.append(
          String.format(
              Locale.ROOT,
              "(%s,%s]..(%s,%s] %s %s %s%s opened %s closed %s%n",
              seconds(times.openedAfter()),
              seconds(times.openedBefore()),
              seconds(times.closedAfter()),
              seconds(times.closedBefore()),
              window.exposure().word(),
              String.join("+", window.capability()),
              window.reach(),
              window.contradicted() ? " contradicted" : "",
              text(window.opening()),
              text(window.closing())));
    }
    return text.toString();
  }

  /** One line a span: {@code from..to state capability reach cause}. */
  String spans() {
    StringBuilder text = new StringBuilder();
    for (ExposureWindow window : exposure().windows()) {
      for (WindowSpan span : window.spans()) {
        text.append(
            String.format(
                Locale.ROOT,
                "%s..%s %s %s %s %s%n",
                border(span.from()),
                border(span.to()),
                span.state().word(),
                String.join("+", span.capability()),
                span.reach(),
                span.cause()));
      }
    }
    return text.toString();
  }

  /** One line a closed span: {@code from..to known|inferred observed instants}. */
  String closed() {
    StringBuilder text = new StringBuilder();
    for (ClosedSpan span : exposure().closedSpans()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s..%s %s %s%n",
              border(span.from()),
              border(span.to()),
              span.known() ? "known" : "inferred",
              span.observed().stream().map(Story::seconds).toList()));
    }
    return text.toString();
  }

  private static String text(ExposureWindow.Edge edge) {
    return edge.cause() + " " + edge.basis() + (edge.by() == null ? "" : " by " + edge.by());
  }

  private static String border(long ticks) {
    return ticks == Ticks.UNBOUNDED_PAST || ticks == Ticks.UNBOUNDED_FUTURE ? "-" : seconds(ticks);
  }

  /** Seconds; a tick more than a whole second is written with a plus. */
  private static String seconds(Long ticks) {
    if (ticks == null) {
      return "-";
    }
    long seconds = Math.floorDiv(ticks - ZERO, Ticks.PER_SECOND);
    long rest = Math.floorMod(ticks - ZERO, Ticks.PER_SECOND);
    return seconds + (rest == 0 ? "" : rest == 1 ? "+" : "+" + rest);
  }

  private void add(String[] words, int number) {
    if (words[0].equals("cover")) {
      String[] span = words[2].split("\\.\\.", -1);
      (words[1].equals("control") ? control : data)
          .add(new Intervals.Span(at(span[0]), at(span[1])));
      return;
    }
    if (words[0].equals("created")) {
      account.add(
          new Observation(
              "acct",
              null,
              Settings.CREATION_TIME,
              null,
              Ticks.toInstant(at(words[1])).toString(),
              null,
              at(words[3]),
              Basis.SNAPSHOT,
              origin(words, number),
              null));
      return;
    }
    String[] when = words[3].split("\\.\\.", -1);
    String value = words.length > 4 && words[4].indexOf('=') < 0 ? words[4] : null;
    boolean ofAccount = words[0].equals("account");
    (ofAccount ? account : container)
        .add(
            new Observation(
                "acct",
                ofAccount ? null : "c",
                words[1],
                null,
                value == null ? null : value.replace('_', ' '),
                word(words, "was"),
                at(when[0]),
                Basis.of(words[2]),
                origin(words, number),
                when.length == 1 ? null : (Long) at(when[1])));
  }

  private static Observation.Origin origin(String[] words, int number) {
    String started = word(words, "started");
    return new Observation.Origin(
        word(words, "by"),
        word(words, "by"),
        null,
        null,
        started == null ? null : (Long) at(started),
        new Place("story", number));
  }

  private static String word(String[] words, String name) {
    for (String word : words) {
      if (word.startsWith(name + "=")) {
        return word.substring(name.length() + 1);
      }
    }
    return null;
  }

  private static long at(String seconds) {
    return ZERO + Long.parseLong(seconds) * Ticks.PER_SECOND;
  }
}
