package dev.ajar.evidence.activitylog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpansTest {
  private static final int AXIS = 40;

  @Test
  void agreesWithSetsOfInstants() {
    Random random = new Random(20240301);
    for (int round = 0; round < 5_000; round++) {
      Spans one = Spans.NONE;
      Spans other = Spans.NONE;
      BitSet oneSet = new BitSet();
      BitSet otherSet = new BitSet();
      for (int i = random.nextInt(5); i > 0; i--) {
        int from = random.nextInt(AXIS);
        int to = random.nextInt(AXIS);
        one = one.with(Spans.of(from, to));
        oneSet.or(set(from, to));
        from = random.nextInt(AXIS);
        to = random.nextInt(AXIS);
        other = other.with(Spans.of(from, to));
        otherSet.or(set(from, to));
      }
      BitSet both = (BitSet) oneSet.clone();
      both.and(otherSet);
      BitSet only = (BitSet) oneSet.clone();
      only.andNot(otherSet);
      assertThat(set(one)).isEqualTo(oneSet);
      assertThat(set(one.within(other))).isEqualTo(both);
      assertThat(set(one.without(other))).isEqualTo(only);
    }
  }

  private static BitSet set(int from, int to) {
    BitSet set = new BitSet();
    if (from < to) {
      set.set(from, to);
    }
    return set;
  }

  /** Also checks that spans are apart and do not touch. */
  private static BitSet set(Spans spans) {
    BitSet set = new BitSet();
    long[] end = {-1};
    spans.forEach(
        (from, to) -> {
          assertThat(from).isGreaterThan(end[0]).isLessThan(to);
          end[0] = to;
          set.set((int) from, (int) to);
        });
    return set;
  }
}
