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
 * @param from first tick at which it may have been used; null where nothing says
 * @param to first tick at which it was good for nothing any more; null where nothing says
 * @param cause what says from when to when; null where nothing does
 * @param keyLabel the account key it is, {@code key1} or {@code key2}: whose rotation ends it; null
 *     where it is none
 */
public record CredentialLife(
    Way way,
    String container,
    List<String> capability,
    Long from,
    Long to,
    String cause,
    String keyLabel) {

  /** The value that changes of one key have in common: the label has another key. */
  private static final String MADE = "made";

  /** When a key was made anew, and the observation that says so. */
  private record Rotation(long ticks, Observation observation) {}

  /**
   * Its life as a track: closed before and after, possible between; of a window that the responder
   * declares, inferred.
   *
   * @param made observations of {@link Settings#KEY_CREATION_TIME} of the account, sorted
   */
  Track track(List<Observation> made) {
    long begin = from == null ? Ticks.UNBOUNDED_PAST : from;
    long end = to == null ? Ticks.UNBOUNDED_FUTURE : to;
    Observation rotated = null;
    for (Rotation rotation : rotations(made)) {
      if (rotation.ticks() > begin && rotation.ticks() < end) {
        end = rotation.ticks();
        rotated = rotation.observation();
      }
    }
    boolean declared = way.vector().equals(Way.DECLARED);
    Effect.Door door = declared ? Effect.Door.OPEN : Effect.Door.UNKNOWN;
    String bound = cause == null ? way.vector() : cause;
    List<TimelineSpan> spans = new ArrayList<>();
    if (begin > Ticks.UNBOUNDED_PAST) {
      spans.add(shut(bound, Ticks.UNBOUNDED_PAST, begin, null));
    }
    spans.add(
        new TimelineSpan(
            bound,
            begin,
            end,
            new Effect(door, 0, capability, null),
            declared ? Certainty.INFERRED : Certainty.GAP,
            declared ? Mark.NONE : Mark.SIGN,
            List.of(),
            null));
    if (end < Ticks.UNBOUNDED_FUTURE) {
      String closed = rotated == null ? bound : rotated.setting();
      spans.add(shut(closed, end, Ticks.UNBOUNDED_FUTURE, rotated));
    }
    return new Track(spans, List.of());
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
    return keyLabel != null && keyLabel.equals(seen.item());
  }

  private static Long instant(Observation seen) {
    try {
      return seen.value() == null ? null : (Long) Ticks.of(Instant.parse(seen.value()));
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }
}
