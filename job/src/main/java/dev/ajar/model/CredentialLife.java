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
 * @param from first tick at which it may have been used; null: since its key was made
 * @param fromCause what says so: {@code since}, {@code st}, …; null without {@code from}
 * @param to first tick at which it was good for nothing any more; null where nothing says
 * @param toCause what says so; null without {@code to}
 * @param keyLabel the key that signs: {@code key1}, {@code key2}; null where an account key does
 *     not
 * @param firstSeen first tick at which the key is known to have been in use; null if never
 * @param lastSeen last such tick
 * @param place evidence of it; null for what the responder declares
 */
public record CredentialLife(
    Way way,
    String container,
    List<String> capability,
    Long from,
    String fromCause,
    Long to,
    String toCause,
    String keyLabel,
    Long firstSeen,
    Long lastSeen,
    Place place) {

  /** The setting of a span where nothing else names one. */
  private static final String DECLARED = "lead";

  /**
   * Its life as a track: closed before and after, possible between; of a window that the responder
   * declares, inferred.
   *
   * @param rotations observations of {@link Settings#KEY_CREATION_TIME} of the account
   */
  Track track(List<Observation> rotations) {
    long begin = from == null ? Ticks.UNBOUNDED_PAST : from;
    long end = to == null ? Ticks.UNBOUNDED_FUTURE : to;
    String beginCause = fromCause;
    String endCause = toCause;
    Observation begun = null;
    Observation ended = null;
    if (keyLabel != null) {
      long known = firstSeen == null ? begin : firstSeen;
      long used = Math.max(lastSeen == null ? Ticks.UNBOUNDED_PAST : lastSeen, begin);
      for (Observation rotation : rotations) {
        Long made = keyLabel.equals(rotation.item()) ? instant(rotation) : null;
        if (made == null) {
          continue;
        }
        if (from == null && made <= known && made > begin) {
          begin = made;
          begun = rotation;
          beginCause = Settings.KEY_CREATION_TIME;
        }
        if (made > used && (made < end || (made == end && isSurer(rotation, ended)))) {
          end = made;
          ended = rotation;
          endCause = Settings.KEY_CREATION_TIME;
        }
      }
    }
    return new Track(spans(begin, end, beginCause, endCause, begun, ended), List.of());
  }

  private List<TimelineSpan> spans(
      long begin,
      long end,
      String beginCause,
      String endCause,
      Observation begun,
      Observation ended) {
    boolean declared = way.vector().equals(Way.DECLARED);
    Effect.Door door = declared ? Effect.Door.OPEN : Effect.Door.UNKNOWN;
    Effect may = new Effect(door, 0, capability, null);
    Observation first = begun == null ? said(beginCause, begin) : begun;
    Observation last = ended == null ? said(endCause, end) : ended;
    List<TimelineSpan> spans = new ArrayList<>();
    String setting = beginCause == null ? endCause : beginCause;
    setting = setting == null ? DECLARED : setting;
    if (begin > Ticks.UNBOUNDED_PAST) {
      spans.add(shut(setting, Ticks.UNBOUNDED_PAST, begin, begun, null));
    }
    long until = Math.max(begin, end);
    if (begin < until) {
      spans.add(
          new TimelineSpan(
              setting,
              begin,
              until,
              may,
              declared ? Certainty.INFERRED : Certainty.GAP,
              declared ? Mark.NONE : Mark.SIGN,
              place == null ? List.of() : List.of(said(setting, begin)),
              begin > Ticks.UNBOUNDED_PAST ? first : null));
    }
    if (until < Ticks.UNBOUNDED_FUTURE) {
      spans.add(
          shut(endCause == null ? setting : endCause, until, Ticks.UNBOUNDED_FUTURE, ended, last));
    }
    return spans;
  }

  private static TimelineSpan shut(
      String setting, long from, long to, Observation evidence, Observation begun) {
    return new TimelineSpan(
        setting,
        from,
        to,
        Effect.SHUT,
        Certainty.KNOWN,
        Mark.NONE,
        evidence == null ? List.of() : List.of(evidence),
        begun);
  }

  /** What the credential itself, or the responder, says of its bounds. */
  private Observation said(String cause, long ticks) {
    return new Observation(
        null,
        container,
        cause,
        way.subject(),
        null,
        null,
        ticks,
        Basis.CHANGE,
        new Observation.Origin(
            null, null, null, null, null, place == null ? new Place("", 0) : place),
        null);
  }

  /** An event says who; a snapshot only when. */
  private static boolean isSurer(Observation one, Observation other) {
    if (other == null) {
      return true;
    }
    boolean named = one.origin().caller() != null;
    boolean otherNamed = other.origin().caller() != null;
    return named == otherNamed ? Observation.ORDER.compare(one, other) < 0 : named;
  }

  private static Long instant(Observation rotation) {
    try {
      return rotation.value() == null ? null : (Long) Ticks.of(Instant.parse(rotation.value()));
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }
}
