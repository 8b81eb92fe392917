/** Exported metrics of storage accounts → how many requests there were. */
package dev.ajar.evidence.transactionmetrics;
