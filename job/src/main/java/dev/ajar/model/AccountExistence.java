package dev.ajar.model;

import dev.ajar.model.TimelineSpan.Certainty;
import dev.ajar.model.TimelineSpan.Mark;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * When an account existed: an account begins at its creation time, and before it everything in it
 * is closed (exposure.md §2).
 */
final class AccountExistence {
  private final TreeMap<Long, Observation> created = new TreeMap<>();
  private final List<Observation> existence = new ArrayList<>();

  /**
   * Sorts out {@code observations} of one account.
   *
   * <p>Each creation time is a creation, and holds that the account existed from then to the
   * snapshot that shows it. A creation event whose operation was under way then is the same change
   * and counts, at the Activity Log's time.
   */
  AccountExistence(List<Observation> observations) {
    List<Observation> seen = new ArrayList<>();
    for (Observation observation : observations) {
      if (observation.setting().equals(Settings.EXISTS)) {
        seen.add(observation);
      } else if (observation.setting().equals(Settings.CREATION_TIME)) {
        Long instant = ticks(observation.value());
        if (instant != null && instant <= observation.ticks()) {
          created.merge(instant, observation, AccountExistence::later);
        }
      }
    }
    seen.sort(Observation.ORDER);
    existence.addAll(seen);
    created.forEach((instant, observation) -> addCreation(instant, observation, seen));
    existence.sort(Observation.ORDER);
  }

  private void addCreation(long instant, Observation observation, List<Observation> seen) {
    Observation event = LastModified.changeUnderWay(held(observation, instant), seen);
    long began = event == null ? instant : Math.max(instant, event.ticks());
    existence.add(held(observation, began));
    if (event == null || event.previousValue() == null) {
      existence.add(observation.about(Settings.EXISTS).as(Basis.CHANGE, "true", "false", began));
    }
  }

  private static Observation later(Observation one, Observation other) {
    return Observation.ORDER.compare(one, other) >= 0 ? one : other;
  }

  /** Observations of {@code exists}, in order. */
  List<Observation> observations() {
    return existence;
  }

  /** When the account that was there at {@code ticks} had been created; null where unknown. */
  Long createdBefore(long ticks) {
    return created.floorKey(ticks);
  }

  /** The spans in which it did not exist; all other time says nothing against its containers. */
  List<TimelineSpan> timeline(Intervals controlCover) {
    List<TimelineSpan> spans = new ArrayList<>();
    Intervals.Span always = new Intervals.Span(Ticks.UNBOUNDED_PAST, Ticks.UNBOUNDED_FUTURE);
    for (TimelineSpan span : Timeline.of(Settings.EXISTS, always, existence, controlCover)) {
      spans.add(span.isClosed() ? span : neutral(span));
    }
    Observation first = existence.isEmpty() ? null : existence.get(0);
    boolean beginsWithCreation =
        !created.isEmpty()
            && first.basis() == Basis.CHANGE
            && "false".equals(first.previousValue());
    return beginsWithCreation ? closedBefore(first, spans) : spans;
  }

  private static List<TimelineSpan> closedBefore(Observation creation, List<TimelineSpan> spans) {
    List<TimelineSpan> bounded = new ArrayList<>();
    bounded.add(
        new TimelineSpan(
            Settings.EXISTS,
            Ticks.UNBOUNDED_PAST,
            creation.ticks(),
            Effect.SHUT,
            Certainty.KNOWN,
            Mark.NONE,
            List.of(creation),
            null));
    for (TimelineSpan span : spans) {
      if (span.to() > creation.ticks()) {
        bounded.add(span.between(Math.max(span.from(), creation.ticks()), span.to()));
      }
    }
    return bounded;
  }

  /** Whether a container exists is its own setting; of the account only its absence matters. */
  private static TimelineSpan neutral(TimelineSpan span) {
    return new TimelineSpan(
        span.setting(),
        span.from(),
        span.to(),
        Effect.LET,
        Certainty.KNOWN,
        span.mark() == Mark.CONTRADICTED ? Mark.CONTRADICTED : Mark.NONE,
        span.evidence(),
        span.begun());
  }

  private static Observation held(Observation seen, long instant) {
    return new Observation(
        seen.account(),
        null,
        Settings.EXISTS,
        null,
        "true",
        null,
        instant,
        Basis.HELD,
        seen.origin(),
        seen.ticks());
  }

  private static Long ticks(String value) {
    try {
      return value == null ? null : Ticks.of(Instant.parse(value));
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }
}
