package dev.ajar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteCoverTest {
  private record Range(long first, long last) {}

  @Test
  void rangesThatTouchCoverTogether() {
    ByteCover cover = new ByteCover();
    cover.add(0, 49);
    cover.add(50, 99);

    assertThat(cover.covers(100)).isTrue();
    assertThat(cover.covers(101)).isFalse();
    assertThat(cover.coveredByOne(50)).isTrue();
    assertThat(cover.coveredByOne(100)).isFalse();
  }

  @Test
  void aHoleOfOneByteIsAHole() {
    ByteCover cover = new ByteCover();
    cover.add(0, 48);
    cover.add(50, 99);

    assertThat(cover.covers(100)).isFalse();
    assertThat(cover.covers(49)).isTrue();
  }

  @Test
  void withoutTheFirstByteNothingIsCovered() {
    ByteCover cover = new ByteCover();
    cover.add(1, Long.MAX_VALUE);

    assertThat(cover.covers(2)).isFalse();
    assertThat(cover.covers(0)).isFalse();
  }

  @Test
  void anOpenRangeGoesToTheEnd() {
    ByteCover cover = new ByteCover();
    cover.add(0, 9);
    cover.add(10, Long.MAX_VALUE);

    assertThat(cover.covers(Long.MAX_VALUE)).isTrue();
  }

  @Test
  void noReadCoversNotEvenAnEmptyObject() {
    assertThat(new ByteCover().covers(0)).isFalse();
    ByteCover whole = new ByteCover();
    whole.addWhole();
    assertThat(whole.covers(0)).isTrue();
    assertThat(whole.covers(5)).isTrue();
  }

  @Test
  void rangesOutOfOrderAreAMistake() {
    ByteCover cover = new ByteCover();
    cover.add(5, 6);
    assertThatThrownBy(() -> cover.add(4, 6)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void agreesWithMarkingEveryByte() {
    Random random = new Random(11);
    int covered = 0;
    for (int round = 0; round < 20_000; round++) {
      int length = 1 + random.nextInt(24);
      List<Range> ranges = new ArrayList<>();
      for (int i = random.nextInt(8); i > 0; i--) {
        long first = random.nextInt(28) - (random.nextInt(4) == 0 ? 0 : random.nextInt(12));
        // A last byte before the first is no range; some logs hold such.
        long last = random.nextInt(10) == 0 ? Long.MAX_VALUE : first + random.nextInt(12) - 1;
        if (first >= 0) {
          ranges.add(new Range(first, last));
        }
      }
      boolean expected = everyByteIsRead(ranges, length);
      ranges.sort(Comparator.comparingLong(Range::first));
      ByteCover cover = new ByteCover();
      ranges.forEach(range -> cover.add(range.first(), range.last()));

      assertThat(cover.covers(length)).as("%s of %s", ranges, length).isEqualTo(expected);
      assertThat(cover.coveredByOne(length))
          .as("one of %s of %s", ranges, length)
          .isEqualTo(ranges.stream().anyMatch(range -> everyByteIsRead(List.of(range), length)));
      covered += expected ? 1 : 0;
    }
    assertThat(covered).isBetween(1_000, 19_000);
  }

  private static boolean everyByteIsRead(List<Range> ranges, int length) {
    for (long at = 0; at < length; at++) {
      long here = at;
      if (ranges.stream().noneMatch(range -> range.first() <= here && here <= range.last())) {
        return false;
      }
    }
    return true;
  }
}
