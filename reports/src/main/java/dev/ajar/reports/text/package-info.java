/** Words of a report: evidence made harmless to look at, numbers and instants, phrases of both. */
package dev.ajar.reports.text;
