package dev.ajar.reports.html;

import java.util.ArrayList;
import java.util.List;

/**
 * A row of pixels, each in one state: what many spans look like at the width there is. Where
 * several states meet in a pixel, the first of {@code strongest} is shown, so that nothing that
 * matters is too short to be seen.
 */
public final class Pixels {
  /** A run of pixels in one state. */
  public record Bar(int x, int width, String state) {}

  private static final int STEP = 2;

  private final int left;
  private final List<String> strongest;
  private final int[] states;

  Pixels(int left, int right, List<String> strongest) {
    this.left = left;
    this.strongest = strongest;
    this.states = new int[(right - left + STEP - 1) / STEP];
    java.util.Arrays.fill(states, strongest.size());
  }

  /** Paints [x, end), at least one step wide; words that nobody knows are painted as the first. */
  void paint(int x, int end, String state) {
    int known = strongest.indexOf(state);
    int rank = known < 0 ? 0 : known;
    int first = Math.min((x - left) / STEP, states.length - 1);
    int last = Math.min(Math.max((end - 1 - left) / STEP, first), states.length - 1);
    for (int i = first; i <= last; i++) {
      states[i] = Math.min(states[i], rank);
    }
  }

  /** The runs, from left to right; pixels that nothing painted are none. */
  public List<Bar> bars() {
    List<Bar> bars = new ArrayList<>();
    int i = 0;
    while (i < states.length) {
      int begin = i;
      while (i < states.length && states[i] == states[begin]) {
        i++;
      }
      if (states[begin] < strongest.size()) {
        bars.add(new Bar(left + begin * STEP, (i - begin) * STEP, strongest.get(states[begin])));
      }
    }
    return bars;
  }
}
