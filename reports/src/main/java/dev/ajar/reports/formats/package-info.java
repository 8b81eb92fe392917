/**
 * What other tools read, made of the tables: each class is one of their formats, {@code tables →
 * lines of text}, and names the source of its rules.
 */
package dev.ajar.reports.formats;
