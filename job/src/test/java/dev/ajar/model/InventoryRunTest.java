package dev.ajar.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * An inventory's value was true at some instant of its run: whatever instant that was, the run
 * makes the core no larger and the hull no smaller than a snapshot of that instant would
 * (exposure.md §2).
 */
class InventoryRunTest {
  private static final int HISTORIES = 3_000;
  private static final int END = 60;
  private static final String[] LEVELS = {"none", "blob"};

  @Test
  void noInstantOfTheRunWouldGiveASmallerHullOrALessCertainCore() {
    int open = 0;
    int closed = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      int from = 15 + random.nextInt(25);
      int to = from + 1 + random.nextInt(8);
      String level = LEVELS[random.nextInt(2)];
      String rest = rest(random, from, to);
      Exposure run = Story.of(rest + inventory(from + ".." + to, level)).exposure();
      for (int instant = from; instant <= to; instant++) {
        Exposure snapshot = Story.of(rest + inventory(String.valueOf(instant), level)).exposure();
        if (isContradicted(snapshot)) {
          // The rest of the evidence may say that it was not this instant.
          continue;
        }
        for (int half = 0; half < 2 * END; half++) {
          long ticks = Story.ZERO + half * Ticks.PER_SECOND / 2;
          String state = state(run, ticks);
          if (state.equals("closed") || state.equals("open")) {
            open += state.equals("open") ? 1 : 0;
            closed += state.equals("closed") ? 1 : 0;
            assertThat(state(snapshot, ticks))
                .as("history %s at %s, run %s..%s %s%n%s", seed, half, from, to, level, rest)
                .isEqualTo(state);
          }
        }
      }
    }
    assertThat(open).isGreaterThan(HISTORIES);
    assertThat(closed).isGreaterThan(HISTORIES);
  }

  private static String inventory(String when, String level) {
    return "c publicAccess snapshot " + when + " " + level + "\n";
  }

  /** Everything but the run; within the run there may be touches and uncovered time, no values. */
  private static String rest(Random random, int from, int to) {
    StringBuilder rest =
        new StringBuilder(
            """
            cover control 0..100
            created 0 seen 90
            account allowBlobPublicAccess snapshot 90 true
            account publicNetworkAccess snapshot 90 Enabled
            account networkAcls snapshot 90 Allow
            c exists snapshot 1 true
            c exists snapshot 90 true
            """);
    int hole = random.nextInt(END);
    rest.append("cover data 0..").append(hole).append('\n');
    rest.append("cover data ").append(hole + random.nextInt(12)).append("..100\n");
    for (int i = random.nextInt(4); i > 0; i--) {
      rest.append("c publicAccess touch ").append(2 + random.nextInt(END - 2)).append('\n');
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      int at = 2 + random.nextInt(END - 2);
      if (at < from || at > to) {
        String basis = random.nextBoolean() ? "change " : "snapshot ";
        rest.append("c publicAccess ")
            .append(basis)
            .append(at)
            .append(' ')
            .append(LEVELS[random.nextInt(2)])
            .append('\n');
      }
    }
    return rest.toString();
  }

  private static boolean isContradicted(Exposure exposure) {
    return exposure.windows().stream().anyMatch(ExposureWindow::contradicted);
  }

  private static String state(Exposure exposure, long ticks) {
    for (ExposureWindow window : exposure.windows()) {
      for (WindowSpan span : window.spans()) {
        if (span.from() <= ticks && ticks < span.to()) {
          return span.isOpen() ? "open" : "not closed";
        }
      }
    }
    return "closed";
  }
}
