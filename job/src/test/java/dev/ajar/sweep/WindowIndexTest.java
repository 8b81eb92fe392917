package dev.ajar.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.sweep.WindowIndex.Kind;
import dev.ajar.sweep.WindowIndex.Match;
import dev.ajar.sweep.WindowIndex.Request;
import dev.ajar.sweep.WindowIndex.Stretch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One container over 100 ticks of period: closed until 20, a window with a sign from 20 to 60
 * (proven from 30 to 50, possible around it; its opening began at 18, its closing settles until
 * 65), closed until 70, an unknown window until 80, then closed.
 */
class WindowIndexTest {
  @ParameterizedTest(name = "at {0}: {1} {2} → {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # at | who       | outcome | it is
          17   | anonymous | ok      | contradiction
          18   | anonymous | ok      | through w1 confirmed settling
          18   | anonymous | failed  | nothing
          18   | key       | ok      | nothing
          19   | anonymous | ok      | through w1 confirmed settling
          20   | anonymous | ok      | through w1 confirmed
          20   | anonymous | failed  | through w1 possible
          20   | key       | ok      | nothing
          29   | key       | ok      | nothing
          30   | key       | ok      | during w1 confirmed
          30   | key       | failed  | during w1 confirmed
          30   | anonymous | failed  | through w1 confirmed
          49   | key       | ok      | during w1 confirmed
          50   | key       | ok      | nothing
          50   | anonymous | failed  | through w1 possible
          30   | preflight | ok      | during w1 confirmed
          50   | preflight | ok      | nothing
          59   | anonymous | ok      | through w1 confirmed
          60   | anonymous | ok      | through w1 confirmed settling
          60   | anonymous | failed  | nothing
          64   | anonymous | ok      | through w1 confirmed settling
          65   | anonymous | ok      | contradiction
          65   | preflight | ok      | nothing
          70   | anonymous | ok      | through w2 confirmed
          70   | anonymous | failed  | nothing
          70   | key       | ok      | nothing
          80   | anonymous | ok      | contradiction
          -1   | anonymous | ok      | nothing
          100  | anonymous | ok      | nothing
          """)
  void aRecordIsWhatTheRuleSaysOfItsInstant(long at, String who, String outcome, String expected) {
    WindowIndex index = everything(true);
    Request request = request(at, who, outcome);

    assertThat(describe(index.match(request))).isEqualTo(expected);
    assertThat(index.wants(request)).isEqualTo(!expected.equals("nothing"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"anonymous,ok,true", "anonymous,failed,false", "key,ok,false", "preflight,ok,false"})
  void aContainerThatNobodyListedIsWantedOnlyWhereASearchAsksForIt(
      String who, String outcome, boolean wanted) {
    Request elsewhere =
        new Request(
            "acct", "other", 30, !who.equals("key"), outcome.equals("ok"), who.equals("preflight"));

    assertThat(everything(true).wants(elsewhere)).isEqualTo(wanted);
    assertThat(everything(false).wants(elsewhere)).isFalse();
  }

  private static Request request(long at, String who, String outcome) {
    return new Request(
        "acct", "cont", at, !who.equals("key"), outcome.equals("ok"), who.equals("preflight"));
  }

  private static String describe(Match match) {
    if (match == null) {
      return "nothing";
    }
    if (match.stretch().kind() == Kind.CLOSED) {
      return "contradiction";
    }
    return (match.through() ? "through " : "during ")
        + match.stretch().windowId()
        + (match.confirmed() ? " confirmed" : " possible")
        + (match.settling() ? " settling" : "");
  }

  private static WindowIndex everything(boolean unlisted) {
    return WindowIndex.searching(0, 100, true, unlisted)
        .add("acct", "cont", closed(80, 200))
        .add("acct", "cont", closed(60, 70))
        .add(
            "acct",
            "cont",
            new Stretch(
                "w1",
                Kind.SIGNED,
                20,
                60,
                18,
                65,
                new long[] {20, 30, 50},
                new byte[] {WindowIndex.POSSIBLE, WindowIndex.OPEN, WindowIndex.POSSIBLE}))
        .add(
            "acct",
            "cont",
            new Stretch(
                "w2",
                Kind.UNKNOWN,
                70,
                80,
                70,
                80,
                new long[] {70},
                new byte[] {WindowIndex.POSSIBLE}))
        .add("acct", "cont", closed(Long.MIN_VALUE, 20))
        .build();
  }

  private static Stretch closed(long from, long to) {
    return new Stretch(null, Kind.CLOSED, from, to, from, to, new long[0], new byte[0]);
  }
}
