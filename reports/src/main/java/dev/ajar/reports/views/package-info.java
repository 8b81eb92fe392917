/**
 * What a report shows of the tables: each view turns tables into one small record. Spark counts;
 * what reaches the driver is totals and the first rows of a total order.
 */
package dev.ajar.reports.views;
