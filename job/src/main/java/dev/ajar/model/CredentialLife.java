package dev.ajar.model;

import dev.ajar.model.TimelineSpan.Certainty;
import dev.ajar.model.TimelineSpan.Mark;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What limits a credential in time, beside the settings of its account (exposure.md §3, sas and
 * account-key).
 *
 * @param way its vector and subject
 * @param container null where it reaches the whole account
 * @param capability sorted words
 * @param from when it may have been used first
 * @param to when it was good for nothing any more
 * @param used first tick of its successful uses and the tick after the last; null without any. What
 *     was used was good then: no rotation in between ended it
 * @param signer {@code key1} or {@code key2}: the account key that it is or is signed by, whose
 *     rotation ends it; {@code user-delegation}; null where it is none
 * @param nextKey the first use of another key under the signer's label, which was rotated by then;
 *     null where none was seen
 */
public record CredentialLife(
    Way way,
    String container,
    List<String> capability,
    Bound from,
    Bound to,
    Used used,
    String signer,
    Observation nextKey) {

  /** What signs a SAS that is not signed by a key of the account. */
  public static final String USER_DELEGATION = "user-delegation";

  /** The value that changes of one key have in common: the label has another key. */
  private static final String MADE = "made";

  /**
   * A limit that something says.
   *
   * @param ticks null where nothing says one
   * @param cause what says it; null where nothing does
   */
  public record Bound(Long ticks, String cause) {}

  /**
   * From the first to the last successful use.
   *
   * @param from a tick
   * @param to the tick after the last
   */
  public record Used(long from, long to) {}

  /** When a key was made anew, and the observation that says so. */
  private record Rotation(long ticks, Observation observation) {}

  /**
   * Its life as a track: closed before and after, possible between; of a window that the responder
   * declares, inferred.
   *
   * @param made observations of {@link Settings#KEY_CREATION_TIME} and {@link
   *     Settings#USER_DELEGATION_KEYS} of the account, sorted
   */
  Track track(List<Observation> made) {
    long begin = from.ticks() == null ? Ticks.UNBOUNDED_PAST : from.ticks();
    long end = to.ticks() == null ? Ticks.UNBOUNDED_FUTURE : to.ticks();
    Observation madeBy = null;
    Observation endedBy = null;
    for (Rotation rotation : rotations(made)) {
      long at = rotation.ticks();
      if (isAfterUse(at, begin) && at < end) {
        end = at;
        endedBy = rotation.observation();
      } else if (from.ticks() == null && used != null && at <= used.from() && at > begin) {
        begin = at;
        madeBy = rotation.observation();
      }
    }
    boolean declared = way.vector().equals(Way.DECLARED);
    Effect.Door door = declared ? Effect.Door.OPEN : Effect.Door.UNKNOWN;
    String begun = cause(madeBy, from);
    List<TimelineSpan> spans = new ArrayList<>();
    if (begin > Ticks.UNBOUNDED_PAST) {
      spans.add(shut(begun, Ticks.UNBOUNDED_PAST, begin, null));
    }
    spans.add(
        new TimelineSpan(
            begun,
            begin,
            end,
            new Effect(door, 0, capability, null),
            declared ? Certainty.INFERRED : Certainty.GAP,
            declared ? Mark.NONE : Mark.SIGN,
            madeBy == null ? List.of() : List.of(madeBy),
            madeBy));
    if (end < Ticks.UNBOUNDED_FUTURE) {
      spans.add(shut(cause(endedBy, to), end, Ticks.UNBOUNDED_FUTURE, endedBy));
    }
    return new Track(spans, List.of());
  }

  private boolean isAfterUse(long ticks, long begin) {
    return ticks > begin && (used == null || ticks >= used.to());
  }

  private String cause(Observation moved, Bound bound) {
    if (moved != null) {
      return moved.setting();
    }
    return bound.cause() == null ? way.vector() : bound.cause();
  }

  private static TimelineSpan shut(String setting, long from, long to, Observation begun) {
    return new TimelineSpan(
        setting,
        from,
        to,
        Effect.SHUT,
        Certainty.KNOWN,
        Mark.NONE,
        begun == null ? List.of() : List.of(begun),
        begun);
  }

  /**
   * The rotations of its key, events first. A creation time that a snapshot shows, of a key whose
   * regeneration was under way then, is that event seen from another side, and counts once, at the
   * Activity Log's time.
   */
  private List<Rotation> rotations(List<Observation> made) {
    List<Rotation> rotations = new ArrayList<>();
    if (nextKey != null) {
      rotations.add(new Rotation(nextKey.ticks(), nextKey));
    }
    List<Observation> events = new ArrayList<>();
    for (Observation seen : made) {
      if (seen.basis() == Basis.CHANGE && isOfKey(seen)) {
        rotations.add(new Rotation(seen.ticks(), seen));
        events.add(seen.as(Basis.CHANGE, MADE, null, seen.ticks()));
      }
    }
    for (Observation seen : made) {
      Long instant = seen.basis() != Basis.CHANGE && isOfKey(seen) ? instant(seen) : null;
      if (instant != null
          && instant <= seen.ticks()
          && LastModified.changeUnderWay(held(seen, instant), events) == null) {
        rotations.add(new Rotation(instant, seen));
      }
    }
    return rotations;
  }

  private static Observation held(Observation seen, long instant) {
    return new Observation(
        seen.account(),
        null,
        seen.setting(),
        seen.item(),
        MADE,
        null,
        instant,
        Basis.HELD,
        seen.origin(),
        seen.ticks());
  }

  private boolean isOfKey(Observation seen) {
    return seen.setting().equals(Settings.USER_DELEGATION_KEYS)
        ? USER_DELEGATION.equals(signer)
        : signer != null && signer.equals(seen.item());
  }

  /** Whether it is, or is signed by, a key of the account. */
  boolean isOfAccountKey() {
    return signer != null && !signer.equals(USER_DELEGATION);
  }

  private static Long instant(Observation seen) {
    try {
      return seen.value() == null ? null : (Long) Ticks.of(Instant.parse(seen.value()));
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }
}
