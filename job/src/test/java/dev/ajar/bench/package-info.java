/**
 * {@code scripts/bench}: how fast the sweep is beside others, and what an audit's cost follows. Not
 * shipped.
 */
package dev.ajar.bench;
