package dev.ajar.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeldHoursTest {
  private static final long HOUR = Ticks.PER_HOUR;

  @Test
  void anHourIsHeldBetweenAnEarlierAndALaterFileOfAnySource() {
    HeldHours held = new HeldHours();
    held.addSource(0, null, null);
    held.addSource(1, null, null);
    held.addFile(0, "acct", 3 * HOUR);
    held.addFile(1, "acct", 7 * HOUR);

    assertThat(held.of("acct", null)).containsExactly(new long[] {4 * HOUR, 7 * HOUR});
    assertThat(held.of("other", null)).isEmpty();
  }

  @Test
  void oneFileHoldsNoHour() {
    HeldHours held = new HeldHours();
    held.addSource(0, null, null);
    held.addFile(0, "acct", 3 * HOUR);

    assertThat(held.of("acct", null)).isEmpty();
  }

  @Test
  void aSourceDeclaresWhatItCovers() {
    HeldHours held = new HeldHours();
    held.addSource(0, null, new long[] {5, 50});

    assertThat(held.of("acct", "/any")).containsExactly(new long[] {5, 50});
  }

  @Test
  void aSourceFromAnotherDestinationHoldsNothingOfThisSetting() {
    HeldHours held = new HeldHours();
    held.addSource(0, "/subscriptions/S/logs1", null);
    held.addFile(0, "acct", HOUR);
    held.addFile(0, "acct", 9 * HOUR);

    assertThat(held.of("acct", "/subscriptions/s/LOGS1")).hasSize(1);
    assertThat(held.of("acct", "/subscriptions/s/logs2")).isEmpty();
  }
}
