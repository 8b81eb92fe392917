/**
 * The report: reads the tables only. {@code views} turns tables into small records, {@code
 * questions} turns these into sentences, {@code html} draws them.
 */
package dev.ajar.reports;
