package dev.ajar.model;

import java.util.List;

/**
 * A span of one setting's timeline in which its value is known, inferred, or any value is possible.
 *
 * @param setting one of {@link Settings}
 * @param from first tick; {@link Ticks#UNBOUNDED_PAST} if nothing bounds it
 * @param to first tick after it; {@link Ticks#UNBOUNDED_FUTURE} if nothing bounds it
 * @param effect what the value does; of a gap {@link Effect#UNSAID}
 * @param certainty how the value is known
 * @param mark what else there is to say
 * @param evidence what the span rests on; of a long run of equal observations the first and last
 * @param begun the change, or the touch that must have been it, at {@code from}; else null
 */
record TimelineSpan(
    String setting,
    long from,
    long to,
    Effect effect,
    Certainty certainty,
    Mark mark,
    List<Observation> evidence,
    Observation begun) {

  /** How a value is known, the weakest last. */
  enum Certainty {
    KNOWN,
    INFERRED,
    /** Inferred from what Azure documents as default. */
    ASSUMED,
    /** Any value is possible. */
    GAP
  }

  /** What else there is to say of a span. */
  enum Mark {
    NONE,
    /** Two observations contradict each other here; the more open one holds. */
    CONTRADICTED,
    /** A gap that holds a touch or lies between different values (exposure.md §4, sign). */
    SIGN
  }

  boolean isClosed() {
    return effect.isClosed();
  }

  boolean isOpen() {
    return effect.isOpen();
  }

  TimelineSpan between(long newFrom, long newTo) {
    return new TimelineSpan(
        setting, newFrom, newTo, effect, certainty, mark, evidence, newFrom == from ? begun : null);
  }

  /** Whether {@code next}, which begins where this ends, says the same. */
  boolean saysTheSameAs(TimelineSpan next) {
    return effect.equals(next.effect)
        && certainty == next.certainty
        && mark == next.mark
        && certainty != Certainty.GAP;
  }
}
