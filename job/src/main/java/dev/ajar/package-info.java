/**
 * Ajar: who came in while the door was open.
 *
 * <p>{@code Ajar} is main, {@code Pipeline} the map of a run. {@code evidence} reads each format of
 * Azure into contracted rows; {@code findings} turns rows into rows: timelines, windows, accesses,
 * actors, objects, coverage, verdicts; {@code sweep} reads the storage logs that the windows ask
 * for; {@code lake} is the only input and output; {@code model} holds plain values and the interval
 * algebra, without Spark; {@code tables} the contracts; {@code config} the YAML as records; {@code
 * sample} makes up a tenant.
 *
 * <p>Dependencies go one way: model ← tables ← evidence, findings, sweep, lake ← Pipeline ← Ajar.
 */
package dev.ajar;
