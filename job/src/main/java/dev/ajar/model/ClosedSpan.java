package dev.ajar.model;

import java.util.List;

/**
 * A span in which a vector is closed.
 *
 * @param from first tick; {@link Ticks#UNBOUNDED_PAST} if nothing bounds it
 * @param to first tick after it; {@link Ticks#UNBOUNDED_FUTURE} if nothing bounds it
 * @param known known closed throughout, else only inferred. A known part of less than an hour
 *     beside an inferred one counts with it
 * @param observed sorted ticks at which a setting was observed to close the vector: inside the span
 *     and at its borders, and the last before and first after it while the vector stays closed
 */
public record ClosedSpan(
    String account, String container, long from, long to, boolean known, List<Long> observed) {}
