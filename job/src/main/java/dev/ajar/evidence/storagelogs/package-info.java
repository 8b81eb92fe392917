/**
 * Storage resource logs ({@code insights-logs-storage{read,write,delete}}): one JSON object per
 * request → {@link dev.ajar.tables.LogRecords}, with the hours and containers that each file names.
 */
package dev.ajar.evidence.storagelogs;
