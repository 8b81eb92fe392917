package dev.ajar.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HourSetTest {
  private static final long HOUR = Ticks.PER_HOUR;

  @Test
  void aSpanTakesEveryHourItTouchesAndNoOther() {
    HourSet hours = HourSet.touchedBy(List.of(new long[] {HOUR + 1, 3 * HOUR}));

    assertThat(hours.count()).isEqualTo(2);
    assertThat(hours.meets(0, HOUR)).isFalse();
    assertThat(hours.meets(HOUR, HOUR + 1)).isTrue();
    assertThat(hours.meets(3 * HOUR, 4 * HOUR)).isFalse();
    assertThat(hours.meets(3 * HOUR - 1, 3 * HOUR)).isTrue();
    assertThat(hours.meets(2 * HOUR, 2 * HOUR)).as("an empty span touches nothing").isFalse();
  }

  @Test
  void anHourIsInsideOnlyIfTheSpansHoldTheWholeOfIt() {
    List<long[]> halves =
        List.of(new long[] {HOUR / 2, 2 * HOUR}, new long[] {2 * HOUR, 3 * HOUR + 1});

    assertThat(HourSet.inside(halves).runs()).containsExactly(new long[] {HOUR, 3 * HOUR});
    assertThat(HourSet.inside(List.of(new long[] {1, HOUR - 1})).isEmpty()).isTrue();
  }

  @Test
  void runsThatTouchAreOneRun() {
    HourSet hours =
        HourSet.touchedBy(List.of(new long[] {2 * HOUR, 3 * HOUR}, new long[] {HOUR, 2 * HOUR}));

    assertThat(hours.runs()).containsExactly(new long[] {HOUR, 3 * HOUR});
  }

  @Test
  void agreesWithASetOfSingleHours() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      TreeSet<Long> a = new TreeSet<>();
      TreeSet<Long> b = new TreeSet<>();
      HourSet hoursA = randomHours(random, a);
      HourSet hoursB = randomHours(random, b);
      long from = random.nextLong(-30 * HOUR, 30 * HOUR);
      long to = from + random.nextLong(0, 20 * HOUR);
      TreeSet<Long> both = new TreeSet<>(a);
      both.retainAll(b);

      assertThat(hoursA.count()).isEqualTo(a.size());
      assertThat(hoursA.and(hoursB).count()).isEqualTo(both.size());
      assertThat(hoursA.countTouchedBy(from, to))
          .isEqualTo(a.stream().filter(h -> h < to && h + HOUR > from && from < to).count());
    }
  }

  private static HourSet randomHours(Random random, Set<Long> single) {
    List<long[]> spans = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      long from = random.nextLong(-30 * HOUR, 30 * HOUR);
      long to = from + random.nextLong(0, 10 * HOUR);
      spans.add(new long[] {from, to});
      for (long h = Ticks.hourOf(from); h < to; h += HOUR) {
        single.add(h);
      }
    }
    return HourSet.touchedBy(spans);
  }
}
