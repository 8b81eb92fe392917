package dev.ajar.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Seeded random histories against {@link PlainVector}: the same answer at every instant. */
class SecondOpinionTest {
  private static final int HISTORIES = 10_000;
  private static final SwitchDefaults DEFAULTS =
      new SwitchDefaults(Story.ZERO - Ticks.PER_HOUR, Story.ZERO);

  @Test
  void bothImplementationsAgreeOnEveryHistory() {
    int windows = 0;
    int exact = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      History history = new History(new Random(seed));
      Exposure exposure = history.exposure();
      List<String> plain =
          new PlainVector(history.account, history.container, history.control(), history.data())
              .states();

      assertThat(differences(states(exposure), plain(plain)))
          .as("history %s%n%s", seed, history)
          .isEmpty();
      assertThat(windows(exposure)).as("history %s%n%s", seed, history).isEqualTo(edges(plain));

      windows += exposure.windows().size();
      exact +=
          (int)
              exposure.windows().stream()
                  .filter(window -> "exact".equals(window.opening().basis()))
                  .count();
    }
    assertThat(windows).isGreaterThan(HISTORIES / 2);
    assertThat(exact).isGreaterThan(HISTORIES / 20);
  }

  @Test
  void theOrderOfTheEvidenceChangesNothing() {
    for (int seed = 0; seed < 500; seed++) {
      History history = new History(new Random(seed));
      Exposure exposure = history.exposure();
      Collections.shuffle(history.account, new Random(seed));
      Collections.shuffle(history.container, new Random(seed + 1));

      assertThat(history.exposure()).as("history %s", seed).isEqualTo(exposure);
    }
  }

  /** The state in each cell, from windows and closed spans. */
  private static List<String> states(Exposure exposure) {
    List<String> states = new ArrayList<>(Collections.nCopies(PlainVector.CELLS, ""));
    for (ClosedSpan span : exposure.closedSpans()) {
      for (int cell = 0; cell < PlainVector.CELLS; cell++) {
        if (holds(span.from(), span.to(), cell)) {
          states.set(cell, states.get(cell) + "closed");
        }
      }
    }
    for (ExposureWindow window : exposure.windows()) {
      for (WindowSpan span : window.spans()) {
        for (int cell = 0; cell < PlainVector.CELLS; cell++) {
          if (holds(span.from(), span.to(), cell)) {
            states.set(
                cell,
                states.get(cell)
                    + span.state().word()
                    + " "
                    + String.join("+", span.capability())
                    + " "
                    + span.reach().replace("-networks", ""));
          }
        }
      }
    }
    return states;
  }

  private static List<String> differences(List<String> found, List<String> expected) {
    List<String> differences = new ArrayList<>();
    for (int cell = 0; cell < found.size(); cell++) {
      if (!found.get(cell).equals(expected.get(cell))) {
        differences.add(cell + ": " + found.get(cell) + " but should be " + expected.get(cell));
      }
    }
    return differences;
  }

  private static List<String> plain(List<String> states) {
    return states.stream()
        .map(
            state ->
                state.startsWith("closed")
                    ? "closed"
                    : state.replace(" assumed", "").replaceFirst(" (no)?sign.*", ""))
        .toList();
  }

  private static boolean holds(long from, long to, int cell) {
    long instant =
        Story.ZERO + cell / 2 * PlainTimeline.STEP + (cell % 2) * (PlainTimeline.STEP / 2);
    return from <= instant && instant < to;
  }

  /** The four times and the judgement of each window, in cells. */
  private static List<String> windows(Exposure exposure) {
    return exposure.windows().stream()
        .map(
            window ->
                String.join(
                    " ",
                    cell(window.times().openedAfter()),
                    cell(window.times().openedBefore()),
                    cell(window.times().closedAfter()),
                    cell(window.times().closedBefore()),
                    window.exposure().word(),
                    String.join("+", window.capability()),
                    window.reach().replace("-networks", ""),
                    String.valueOf(window.opening().basis()),
                    String.valueOf(window.closing().basis()),
                    window.contradicted() ? "contradicted" : "agreed"))
        .toList();
  }

  private static String cell(Long ticks) {
    if (ticks == null) {
      return "-";
    }
    int even = PlainTimeline.cell(ticks);
    return String.valueOf(ticks == Story.ZERO + even / 2 * PlainTimeline.STEP ? even : even + 1);
  }

  private static List<String> edges(List<String> states) {
    List<String> windows = new ArrayList<>();
    int x = 0;
    while (x < states.size()) {
      if (states.get(x).startsWith("closed")) {
        x++;
        continue;
      }
      int begin = x;
      while (x < states.size() && !states.get(x).startsWith("closed")) {
        x++;
      }
      windows.add(edges(states, begin, x));
    }
    return windows;
  }

  private static String edges(List<String> states, int begin, int end) {
    List<String> own = states.subList(begin, end);
    int firstOpen = -1;
    int lastOpen = -1;
    for (int x = begin; x < end; x++) {
      if (!states.get(x).startsWith("possible")) {
        firstOpen = firstOpen < 0 ? x : firstOpen;
        lastOpen = x + 1;
      }
    }
    boolean core = firstOpen >= 0;
    List<String> telling =
        own.stream().filter(state -> !core || !state.startsWith("possible")).toList();
    String strongest =
        own.stream().anyMatch(state -> state.startsWith("proven"))
            ? "proven"
            : core ? "inferred" : "possible";
    boolean sign = own.stream().anyMatch(state -> state.contains(" sign"));
    boolean open = end == states.size();
    String before = begin == 0 ? null : states.get(begin - 1);
    String after = open ? null : states.get(end);
    return String.join(
        " ",
        begin == 0 ? "-" : String.valueOf(begin),
        core ? String.valueOf(firstOpen) : "-",
        core && (lastOpen < states.size()) ? String.valueOf(lastOpen) : core ? "end" : "-",
        open ? "-" : String.valueOf(end),
        sign ? strongest : "unknown",
        telling.stream().anyMatch(state -> state.contains("list+read")) ? "list+read" : "read",
        telling.stream().anyMatch(state -> state.contains("internet")) ? "internet" : "listed",
        basis(before, core ? states.get(firstOpen) : null, begin == firstOpen),
        basis(after, core ? states.get(lastOpen - 1) : null, end == lastOpen),
        own.stream().anyMatch(state -> state.contains("contradicted")) ? "contradicted" : "agreed");
  }

  /** The weakest that applies: exact, bounded, inferred, assumed-default. */
  private static String basis(String closed, String open, boolean meet) {
    String both = closed + " " + open;
    if (both.contains("assumed")) {
      return "assumed-default";
    }
    if (both.contains("inferred")) {
      return "inferred";
    }
    return closed == null || open == null ? "null" : meet ? "exact" : "bounded";
  }

  /** A made-up account and container. */
  private static final class History {
    private static final int FIRST = 3;
    private static final int LAST = PlainVector.CELLS / 2 - 3;
    private final Random random;
    private final List<Observation> account = new ArrayList<>();
    private final List<Observation> container = new ArrayList<>();
    private final List<Intervals.Span> control = new ArrayList<>();
    private final List<Intervals.Span> data = new ArrayList<>();
    private int number;

    History(Random random) {
      this.random = random;
      cover(control);
      cover(data);
      if (random.nextInt(3) > 0) {
        int created = FIRST + random.nextInt(5);
        account.add(
            observation(
                null,
                Settings.CREATION_TIME,
                Ticks.toInstant(time(created)).toString(),
                null,
                new int[] {created + random.nextInt(LAST - created), -1},
                Basis.SNAPSHOT));
      }
      if (random.nextInt(2) == 0) {
        documented();
        return;
      }
      facts(Settings.ALLOW_BLOB_PUBLIC_ACCESS, 4, "true", "true", "false");
      facts(Settings.PUBLIC_NETWORK_ACCESS, 2, "Enabled", "Enabled", "Enabled", "Disabled");
      facts(Settings.NETWORK_ACLS, 2, "Allow", "Allow", "Deny", "Deny ip:203.0.113.0/24");
      if (random.nextInt(6) == 0) {
        facts(Settings.EXISTS, 2, "true", "false");
      }
      facts(Settings.PUBLIC_ACCESS, 7, "none", "blob", "container");
      facts(Settings.EXISTS + "@c", 3, "true", "true", "false");
    }

    /** Nothing is in doubt but the level and the switch, and most of the time is covered. */
    private void documented() {
      control.add(new Intervals.Span(time(1), time(LAST)));
      data.add(new Intervals.Span(time(1), time(LAST)));
      String[] open = {"true", "Enabled", "Allow"};
      String[] settings = {
        Settings.ALLOW_BLOB_PUBLIC_ACCESS, Settings.PUBLIC_NETWORK_ACCESS, Settings.NETWORK_ACLS
      };
      for (int i = 0; i < open.length; i++) {
        account.add(
            observation(null, settings[i], open[i], null, new int[] {FIRST, -1}, Basis.SNAPSHOT));
      }
      container.add(
          observation("c", Settings.EXISTS, "true", null, new int[] {FIRST, -1}, Basis.SNAPSHOT));
      facts(Settings.ALLOW_BLOB_PUBLIC_ACCESS, 2, "true", "false");
      facts(Settings.PUBLIC_ACCESS, 5, "none", "blob", "container");
    }

    Exposure exposure() {
      return new AccountHistory(
              "acct",
              account,
              new AccountHistory.Cover(Intervals.of(control), Intervals.of(data)),
              new Premises(DEFAULTS, Set.of()))
          .container("c", container);
    }

    IntPredicate control() {
      return covers(control);
    }

    IntPredicate data() {
      return covers(data);
    }

    private static IntPredicate covers(List<Intervals.Span> spans) {
      return cell ->
          spans.stream()
              .anyMatch(
                  span ->
                      PlainTimeline.cell(span.from()) <= cell
                          && cell < PlainTimeline.cell(span.to()));
    }

    private void cover(List<Intervals.Span> cover) {
      int spans = random.nextInt(4);
      for (int i = 0; i < spans; i++) {
        int from = 1 + random.nextInt(LAST);
        int length = random.nextInt(random.nextBoolean() ? LAST : 6) + 1;
        cover.add(
            new Intervals.Span(
                time(from), time(Math.min(PlainVector.CELLS / 2 - 1, from + length))));
      }
      if (random.nextInt(3) == 0) {
        cover.add(new Intervals.Span(time(1), time(PlainVector.CELLS / 2 - 1)));
      }
    }

    private void facts(String name, int most, String... values) {
      boolean ofContainer = name.endsWith("@c") || name.equals(Settings.PUBLIC_ACCESS);
      String setting = name.replace("@c", "");
      int count = random.nextInt(most + 1);
      for (int i = 0; i < count; i++) {
        Basis basis = basis(setting, ofContainer);
        String value = values[random.nextInt(values.length)];
        boolean mayBeNull = setting.equals(Settings.ALLOW_BLOB_PUBLIC_ACCESS);
        if (basis == Basis.TOUCH || (basis == Basis.DEFAULT && mayBeNull)) {
          value = null;
        }
        String previous =
            basis == Basis.CHANGE && random.nextInt(3) == 0
                ? values[random.nextInt(values.length)]
                : null;
        if (basis == Basis.TRAFFIC) {
          value = "true";
        }
        int at = FIRST + random.nextInt(LAST - FIRST);
        int until = basis == Basis.HELD ? at + random.nextInt(LAST - at) : -1;
        (ofContainer ? container : account)
            .add(
                observation(
                    ofContainer ? "c" : null,
                    setting,
                    value,
                    previous,
                    new int[] {at, until},
                    basis));
      }
    }

    private Basis basis(String setting, boolean ofContainer) {
      int dice = random.nextInt(10);
      boolean exists = setting.equals(Settings.EXISTS);
      if (dice < 4) {
        return Basis.CHANGE;
      }
      if (dice < 6 && !exists) {
        return Basis.TOUCH;
      }
      if (dice == 6 && ofContainer && !exists) {
        return Basis.HELD;
      }
      if (dice == 7 && !exists && !ofContainer) {
        return Basis.DEFAULT;
      }
      return dice == 8 && exists ? Basis.TRAFFIC : Basis.SNAPSHOT;
    }

    private Observation observation(
        String of, String setting, String value, String previous, int[] when, Basis basis) {
      number++;
      boolean started = basis == Basis.CHANGE && random.nextInt(3) == 0;
      return new Observation(
          "acct",
          of,
          setting,
          null,
          value,
          previous,
          time(when[0]),
          basis,
          new Observation.Origin(
              "caller" + number,
              null,
              null,
              null,
              started ? (Long) time(when[0] - random.nextInt(3)) : null,
              new Place("f", number)),
          when[1] < 0 ? null : (Long) time(when[1]));
    }

    private static long time(int step) {
      return Story.ZERO + step * PlainTimeline.STEP;
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      for (List<Observation> observations : List.of(account, container)) {
        for (Observation seen : observations) {
          text.append(
              String.format(
                  java.util.Locale.ROOT,
                  "%s %s %s..%s %s was %s started %s%n",
                  seen.setting(),
                  seen.basis(),
                  PlainTimeline.cell(seen.ticks()),
                  seen.untilTicks() == null ? "" : PlainTimeline.cell(seen.untilTicks()),
                  seen.value(),
                  seen.previousValue(),
                  Objects.toString(
                      seen.origin().startedTicks() == null
                          ? null
                          : PlainTimeline.cell(seen.origin().startedTicks()))));
        }
      }
      for (List<Intervals.Span> cover : List.of(control, data)) {
        cover.forEach(
            span ->
                text.append(PlainTimeline.cell(span.from()))
                    .append("..")
                    .append(PlainTimeline.cell(span.to()))
                    .append(' '));
        text.append('\n');
      }
      return text.toString();
    }
  }
}
