package dev.ajar.sample;

import java.util.List;

/**
 * One planted request and where its line stands.
 *
 * @param ticks when the request was received
 * @param filedHours the hours (their first ticks) of the files that hold the line: the first is
 *     where it belongs or, when it came late, a later one; the others hold exact copies
 */
record Planted(Request request, String requestId, long ticks, List<Long> filedHours) {}
