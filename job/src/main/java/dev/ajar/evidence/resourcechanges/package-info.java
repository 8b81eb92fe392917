/** Exports of Resource Graph's {@code resourcechanges} → observations. */
package dev.ajar.evidence.resourcechanges;
