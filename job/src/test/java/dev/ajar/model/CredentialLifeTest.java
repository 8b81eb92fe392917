package dev.ajar.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From when to when a key or SAS lets its holder in (exposure.md §3, sas, account-key; §4). */
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
    List<ExposureWindow> windows = history(observations).credential(key1(day(since))).windows();

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

  @ParameterizedTest(name = "{0}: st {1}, se {2}, used {3} to {4}, key1 made {5}, other key {6}")
  @CsvSource({
    "says its own times,                 05, 20, 08, 10, -,     -,  05, st,              20, se",
    "never used,                         05, 20, -,  -,  -,     -,  05, st,              20, se",
    "no start: since its key was made,   -,  20, 08, 10, 03,    -,  03, keyCreationTime, 20, se",
    "no start: since its last key,       -,  20, 08, 10, 02|03, -,  03, keyCreationTime, 20, se",
    "no start and no key known,         -,  20, 08, 10, -,     -,  -,  -,               20, se",
    "its key's rotation ends it,         05, 20, 08, 10, 15,    -,  05, st,              15, keyCreationTime",
    "used after a rotation: another key, 05, 20, 08, 10, 07,    -,  05, st,              20, se",
    "used on both sides of a rotation,   05, 20, 08, 10, 09,    -,  05, st,              20, se",
    "another key under the label,        05, 20, 08, 10, -,     12, 05, st,              12, keyHash",
    "its rotation before the other key,  05, 20, 08, 10, 11,    12, 05, st,              11, keyCreationTime",
    "no end known,                       05, -,  08, 10, -,     -,  05, st,              -,  -",
  })
  void theWindowOfASasIsItsOwnTimeCutByItsKey(
      String what,
      String starts,
      String expires,
      String usedFrom,
      String usedTo,
      String made,
      String otherKey,
      String opened,
      String openedCause,
      String closed,
      String closedCause) {
    List<Observation> observations = new ArrayList<>();
    observations.add(
        fact(Settings.ALLOW_SHARED_KEY_ACCESS, null, "true", day(1), Basis.SNAPSHOT, null));
    if (!made.equals("-")) {
      for (String day : List.of(made.split("\\|", -1))) {
        String instant = Ticks.toInstant(day(day)).toString();
        observations.add(
            fact(Settings.KEY_CREATION_TIME, "key1", instant, day(day), Basis.CHANGE, "ann"));
      }
    }
    CredentialLife life =
        new CredentialLife(
            new Way(Way.SAS, "S"),
            "docs",
            List.of("read"),
            new CredentialLife.Bound(dayOrNull(starts), starts.equals("-") ? null : "st"),
            new CredentialLife.Bound(dayOrNull(expires), expires.equals("-") ? null : "se"),
            usedFrom.equals("-") ? null : new CredentialLife.Used(day(usedFrom), day(usedTo)),
            "key1",
            otherKey.equals("-")
                ? null
                : fact(Settings.KEY_HASH, "key1", null, day(otherKey), Basis.SNAPSHOT, null));

    List<ExposureWindow> windows = history(observations).credential(life).windows();

    assertThat(windows).as(what).hasSize(1);
    ExposureWindow window = windows.get(0);
    assertThat(window.container()).isEqualTo("docs");
    assertThat(window.times().openedAfter()).isEqualTo(dayOrNull(opened));
    assertThat(window.times().closedBefore()).isEqualTo(dayOrNull(closed));
    assertThat(window.opening().cause()).isEqualTo(openedCause.equals("-") ? null : openedCause);
    assertThat(window.closing().cause()).isEqualTo(closedCause.equals("-") ? null : closedCause);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a revocation ends a user delegation SAS,      user-delegation, userDelegationKeys,   12",
    "a revocation leaves a key's SAS alone,        key1,            userDelegationKeys,   20",
    "shared keys off ends a key's SAS,             key1,            allowSharedKeyAccess, 12",
    "shared keys off leaves a user delegation SAS, user-delegation, allowSharedKeyAccess, 20",
  })
  void whatEndsASasDependsOnWhatSignedIt(String what, String signer, String setting, int closed) {
    List<Observation> observations = new ArrayList<>();
    observations.add(
        fact(Settings.ALLOW_SHARED_KEY_ACCESS, null, "true", day(1), Basis.SNAPSHOT, null));
    boolean revoked = setting.equals(Settings.USER_DELEGATION_KEYS);
    observations.add(
        fact(setting, null, revoked ? "revoked" : "false", day(12), Basis.CHANGE, "ann"));
    CredentialLife life =
        new CredentialLife(
            new Way(Way.SAS, "S"),
            "docs",
            List.of("read"),
            new CredentialLife.Bound(day(5), "st"),
            new CredentialLife.Bound(day(20), "se"),
            null,
            signer,
            null);

    assertThat(history(observations).credential(life).windows())
        .as(what)
        .singleElement()
        .extracting(window -> window.times().closedBefore())
        .isEqualTo(day(closed));
  }

  private static AccountHistory history(List<Observation> observations) {
    return new AccountHistory(
        "acct",
        observations,
        new AccountHistory.Cover(ALWAYS, ALWAYS),
        new Premises(new SwitchDefaults(day(1), day(2)), Set.of()));
  }

  private static Long dayOrNull(String day) {
    return day.equals("-") ? null : (Long) day(day);
  }

  private static CredentialLife key1(long since) {
    return new CredentialLife(
        new Way(Way.ACCOUNT_KEY, "key1"),
        null,
        List.of("delete", "list", "read", "write"),
        new CredentialLife.Bound(since, "since"),
        new CredentialLife.Bound(null, null),
        null,
        "key1",
        null);
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
