package dev.ajar.config;

import java.io.Serializable;
import java.time.Instant;

/**
 * A span of time, [from, to), UTC.
 *
 * @param from first instant
 * @param to first instant after it; later than {@code from}
 */
public record Period(Instant from, Instant to) implements Serializable {}
