/**
 * The evidence pack: the report, the exports and a manifest of both, in one folder that can be
 * checked offline.
 */
package dev.ajar.reports.pack;
