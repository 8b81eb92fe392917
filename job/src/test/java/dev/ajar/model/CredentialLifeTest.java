package dev.ajar.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From when to when a leaked key lets its holder in (exposure.md §3, account-key; §4). */
class CredentialLifeTest {
  private static final Intervals ALWAYS =
      Intervals.of(List.of(new Intervals.Span(Ticks.UNBOUNDED_PAST, Ticks.UNBOUNDED_FUTURE)));

  /**
   * Days of 2024-03; {@code rotated} lists label:day:who, a day perhaps with seconds after it; a
   * dash is nothing, and where nobody is named a snapshot of the 28th shows the key's creation.
   */
  @ParameterizedTest(name = "{0}: key1 out since {1}, rotated {2}, keys off at {3}")
  @CsvSource({
    "nothing ends it,                  05, -,                    -,  05, -,  -,                    -",
    "its rotation ends it,             05, key1:20:ann,          -,  05, 20, keyCreationTime,      ann",
    "a snapshot shows the rotation,    05, key1:20:-,            -,  05, 20, keyCreationTime,      -",
    "an event beats a snapshot,        05, key1:20:-|key1:20:ann, -, 05, 20, keyCreationTime,      ann",
    "a snapshot shows the event under way, 05, key1:20:-|key1:20+9:ann, -, 05, 20+9, keyCreationTime, ann",
    "a rotation long before the event is another, 05, key1:20:-|key1:21:ann, -, 05, 20, keyCreationTime, -",
    "the first rotation after it,      05, key1:25:bob|key1:20:ann, -, 05, 20, keyCreationTime,    ann",
    "a rotation before says nothing,   05, key1:04:ann,          -,  05, -,  -,                    -",
    "the other key's says nothing,     05, key2:20:ann,          -,  05, -,  -,                    -",
    "keys no longer accepted,          05, -,                    18, 05, 18, allowSharedKeyAccess, eve",
    "whichever comes first,            05, key1:20:ann,          18, 05, 18, allowSharedKeyAccess, eve",
    "whichever comes first again,      05, key1:16:ann,          18, 05, 16, keyCreationTime,      ann",
  })
  void theWindowOfAKeyEndsWithItsRotationOrWithSharedKeys(
      String what,
      int since,
      String rotated,
      String keysOff,
      int opened,
      String closed,
      String cause,
      String by) {
    List<Observation> observations = new ArrayList<>();
    if (!rotated.equals("-")) {
      for (String rotation : List.of(rotated.split("\\|", -1))) {
        String[] words = rotation.split(":", -1);
        long ticks = day(words[1]);
        boolean isSnapshot = words[2].equals("-");
        observations.add(
            fact(
                Settings.KEY_CREATION_TIME,
                words[0],
                Ticks.toInstant(ticks).toString(),
                isSnapshot ? day(28) : ticks,
                isSnapshot ? Basis.SNAPSHOT : Basis.CHANGE,
                isSnapshot ? null : words[2]));
      }
    }
    observations.add(
        fact(Settings.ALLOW_SHARED_KEY_ACCESS, null, "true", day(1), Basis.SNAPSHOT, null));
    if (!keysOff.equals("-")) {
      long off = day(Integer.parseInt(keysOff));
      observations.add(
          fact(Settings.ALLOW_SHARED_KEY_ACCESS, null, "false", off, Basis.CHANGE, "eve"));
    }
    AccountHistory history =
        new AccountHistory(
            "acct",
            observations,
            new AccountHistory.Cover(ALWAYS, ALWAYS),
            new SwitchDefaults(day(1), day(2)));

    List<ExposureWindow> windows = history.credential(key1(day(since))).windows();

    assertThat(windows).as(what).hasSize(1);
    ExposureWindow window = windows.get(0);
    assertThat(window.container()).isNull();
    assertThat(window.capability()).containsExactly("delete", "list", "read", "write");
    assertThat(window.sign()).isTrue();
    assertThat(window.exposure()).isEqualTo(ExposureState.POSSIBLE);
    assertThat(window.times().openedAfter()).isEqualTo(day(opened));
    assertThat(window.times().openedBefore()).as("nothing proves it but its use").isNull();
    assertThat(window.times().closedBefore())
        .isEqualTo(closed.equals("-") ? null : (Long) day(closed));
    assertThat(window.opening().cause()).isEqualTo("since");
    assertThat(window.closing().cause()).isEqualTo(cause.equals("-") ? null : cause);
    assertThat(window.closing().by()).isEqualTo(by.equals("-") ? null : by);
  }

  private static CredentialLife key1(long since) {
    return new CredentialLife(
        new Way(Way.ACCOUNT_KEY, "key1"),
        null,
        List.of("delete", "list", "read", "write"),
        since,
        null,
        "since",
        "key1");
  }

  private static Observation fact(
      String setting, String item, String value, long ticks, Basis basis, String caller) {
    return new Observation(
        "acct",
        null,
        setting,
        item,
        value,
        null,
        ticks,
        basis,
        new Observation.Origin(
            caller, null, null, "c" + ticks + value + caller, null, new Place("file", ticks)),
        null);
  }

  private static long day(String text) {
    String[] words = text.split("\\+", -1);
    long seconds = words.length > 1 ? Long.parseLong(words[1]) : 0;
    return day(Integer.parseInt(words[0])) + seconds * Ticks.PER_SECOND;
  }

  private static long day(int day) {
    return Ticks.of(Instant.parse("2024-03-%02dT00:00:00Z".formatted(day)));
  }
}
