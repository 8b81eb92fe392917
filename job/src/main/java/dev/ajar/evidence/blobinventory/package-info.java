/**
 * Blob Inventory: runs are found through their manifests, never by guessing names. Manifests are
 * read on the driver ({@link dev.ajar.evidence.blobinventory.InventoryRuns}), their CSV files by
 * {@link dev.ajar.evidence.blobinventory.InventoryReader}, Parquet files through Spark by {@link
 * dev.ajar.evidence.blobinventory.InventoryParquet}; all give rows of one shape.
 */
package dev.ajar.evidence.blobinventory;
