package dev.ajar.model;

import dev.ajar.model.TimelineSpan.Certainty;
import dev.ajar.model.TimelineSpan.Mark;
import java.util.ArrayList;
import java.util.List;

/**
 * A role assignment as it bears on one account (exposure.md §3, role-assignment).
 *
 * @param assignment its GUID
 * @param container null where it reaches the whole account
 * @param capability sorted words: what the role lets its holder do
 * @param isSure whether it is known that the role gives that, and that its scope covers the account
 * @param keysOnly whether it lets its holder in by the account's keys alone
 * @param existence observations of {@link Settings#ROLE_ASSIGNMENT} with the values {@code true}
 *     and {@code false}, sorted
 */
public record RoleLife(
    String assignment,
    String container,
    List<String> capability,
    boolean isSure,
    boolean keysOnly,
    List<Observation> existence) {
  static final String ROLE = "role";

  /** What it gives, for all time: roles are taken as wide as they were ever seen. */
  Track role() {
    Effect.Door door = isSure ? Effect.Door.OPEN : Effect.Door.UNKNOWN;
    return new Track(Incarnations.always(ROLE, new Effect(door, 0, capability, null)), List.of());
  }

  /**
   * When it existed. A snapshot tells when it was created: before that it was not, and from then on
   * it was, whatever was covered. The event of its creation, if there is one, says when and by
   * whom.
   *
   * @param cover when no change through ARM could pass unseen
   */
  Track track(Intervals cover) {
    long begin = Ticks.UNBOUNDED_PAST;
    Observation creation = null;
    List<Observation> own = new ArrayList<>();
    for (Observation seen : existence) {
      if (seen.basis() == Basis.HELD) {
        Observation event = LastModified.changeUnderWay(seen, existence);
        long from = event == null ? seen.ticks() : event.ticks();
        if (creation == null) {
          begin = from;
          creation = seen;
        }
        own.add(event == null ? seen : seen.as(Basis.HELD, seen.value(), null, from + 1));
      } else {
        own.add(seen);
      }
    }
    long first = begin;
    own.removeIf(seen -> seen.ticks() < first);
    own.sort(Observation.ORDER);
    List<TimelineSpan> spans = new ArrayList<>();
    if (creation != null) {
      spans.add(
          new TimelineSpan(
              Settings.ROLE_ASSIGNMENT,
              Ticks.UNBOUNDED_PAST,
              begin,
              Effect.SHUT,
              Certainty.KNOWN,
              Mark.NONE,
              List.of(creation),
              null));
    }
    Intervals.Span life = new Intervals.Span(begin, Ticks.UNBOUNDED_FUTURE);
    spans.addAll(ended(Timeline.of(Settings.ROLE_ASSIGNMENT, life, own, cover), own));
    return new Track(spans, own);
  }

  /** What was last seen to be gone is gone for good: made again, it is seen again. */
  private static List<TimelineSpan> ended(List<TimelineSpan> spans, List<Observation> own) {
    Observation last = null;
    for (Observation seen : own) {
      last = seen.value() == null ? last : seen;
    }
    if (last == null || !last.value().equals("false")) {
      return spans;
    }
    List<TimelineSpan> ended = new ArrayList<>();
    for (TimelineSpan span : spans) {
      boolean isEnd = span.to() > last.ticks() && span.effect().isClosed();
      ended.add(isEnd ? span.between(span.from(), Ticks.UNBOUNDED_FUTURE) : span);
      if (isEnd) {
        break;
      }
    }
    return ended;
  }
}
