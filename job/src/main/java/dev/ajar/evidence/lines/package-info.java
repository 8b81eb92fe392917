/**
 * Reads JSON logs line by line without making objects of the lines: what the logs have in common,
 * whatever they log. Lines of a known shape are walked; all others are the full parser's.
 */
package dev.ajar.evidence.lines;
