package dev.ajar;

import java.util.Map;

/**
 * What an audit came to.
 *
 * @param outcome as {@code runs.outcome} has it: {@code done} or {@code quarantine}
 * @param counts counts per stage, by name
 * @param verdicts exposure windows with a sign of openness, by verdict
 * @param quarantineAboveLimit whether some hour has more quarantine than {@code
 *     rules.quarantine_limit} allows
 * @param exposedHours clock hours of windows within the period, in account-hours
 * @param exposedHoursWithoutLogs those of them that are not covered (exposure.md §7)
 */
public record AuditResult(
    String outcome,
    Map<String, Long> counts,
    Map<String, Long> verdicts,
    boolean quarantineAboveLimit,
    long exposedHours,
    long exposedHoursWithoutLogs) {}
