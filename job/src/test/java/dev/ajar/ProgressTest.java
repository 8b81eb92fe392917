package dev.ajar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(printed, true, StandardCharsets.UTF_8);
  private final Hand clock = new Hand();

  /** A clock that somebody turns. */
  private static final class Hand extends Clock {
    private Instant now = Instant.parse("2024-04-01T00:00:00Z");

    void turn(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private Progress progress(boolean terminal) {
    return new Progress(clock, err, "contoso", "run-1", terminal);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Test
  void aStageHasABannerWithItsPlaceRowsAndTime() {
    Progress progress = progress(false);
    progress.expect(7);
    try (Progress.Stage first = progress.stage("listing")) {
      clock.turn(Duration.ofMillis(400));
      first.done(1);
    }
    try (Progress.Stage second = progress.stage("windows")) {
      clock.turn(Duration.ofSeconds(42));
      second.done(1_204);
    }

    assertThat(printed())
        .isEqualTo("[1/7] listing: 1 row, 0.4 s\n[2/7] windows: 1,204 rows, 42 s\n");
  }

  @Test
  void aStageLeftBeforeItsEndSaysSo() {
    try (Progress.Stage stage = progress(false).stage("sweep")) {
      assertThat(stage).isNotNull();
      clock.turn(Duration.ofSeconds(125));
    }

    assertThat(printed()).isEqualTo("[1] sweep: stopped, 2 min 5 s\n");
  }

  @Test
  void theSweepShowsItsShareAndWhatIsLeftOnATerminal() {
    try (Progress.Sweep sweep = progress(true).sweep(10, 4_000_000)) {
      clock.turn(Duration.ofSeconds(30));
      sweep.advance(2, 1_000_000);
      sweep.advance(1, 1);
    }

    assertThat(printed())
        .isEqualTo(
            "\r      sweep: 2 of 10 files, 1.0 MB of 4.0 MB, 25 %, 1 min 30 s left\u001B[K\r\u001B[K");
  }

  @Test
  void whatIsReadAgainAfterAMachineWasLostIsNoMoreThanThereIs() {
    try (Progress.Sweep sweep = progress(true).sweep(2, 4_000_000)) {
      sweep.advance(2, 3_000_000);
      clock.turn(Duration.ofSeconds(30));
      sweep.advance(1, 3_000_000);
    }

    assertThat(printed())
        .contains("sweep: 2 of 2 files, 3.0 MB of 4.0 MB, 75 %")
        .contains("sweep: 2 of 2 files, 4.0 MB of 4.0 MB, 100 %, 0.0 s left");
  }

  @Test
  void theSweepIsSilentWhereNobodyLooks() {
    try (Progress.Sweep sweep = progress(false).sweep(10, 0)) {
      sweep.advance(2, 1_000_000);
    }

    assertThat(printed()).isEmpty();
  }

  @Test
  void sizesAndTimesAreSpeltForPeople() {
    assertThat(Progress.spellBytes(0)).isEqualTo("0 B");
    assertThat(Progress.spellBytes(999)).isEqualTo("999 B");
    assertThat(Progress.spellBytes(1_000)).isEqualTo("1.0 kB");
    assertThat(Progress.spellBytes(999_999)).isEqualTo("1.0 MB");
    assertThat(Progress.spellBytes(Long.MAX_VALUE)).isEqualTo("9.2 EB");
    assertThat(Progress.spell(Duration.ofHours(26))).isEqualTo("26 h 0 min");
  }
}
