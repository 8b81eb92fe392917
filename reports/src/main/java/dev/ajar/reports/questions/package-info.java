/**
 * The twelve questions and the verdict, one file each: plain Java from views to sentences, without
 * Spark and without HTML. The words of certainty are those of exposure.md §7.
 */
package dev.ajar.reports.questions;
