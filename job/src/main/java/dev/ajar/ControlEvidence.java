package dev.ajar;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the control plane, snapshots and inventories say: everything but the storage logs.
 *
 * @param observations facts to store, absences from whole lists included
 * @param mentions rows of the same columns and whose basis says so: who was named
 * @param events operations that matter
 * @param cover when no change through ARM could pass unseen
 * @param objects objects by inventory
 * @param sources tallies of the files read
 * @param quarantine what could not be read
 */
record ControlEvidence(
    Dataset<Row> observations,
    Dataset<Row> mentions,
    Dataset<Row> events,
    Dataset<Row> cover,
    Dataset<Row> objects,
    Dataset<Row> sources,
    Dataset<Row> quarantine) {}
