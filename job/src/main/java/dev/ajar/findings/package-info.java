/**
 * Rows → rows: timelines and windows, duplicates, traffic, coverage, verdicts, objects, actors,
 * findings. Stages are pure: no reading, no writing, no clock.
 */
package dev.ajar.findings;
