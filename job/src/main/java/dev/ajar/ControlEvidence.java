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
 * @param counted how many requests metrics counted
 * @param objects objects by inventory
 * @param sources tallies of the files read, with the version where it is gone
 * @param quarantine what could not be read
 * @param duplicates how many accepted records of a file repeat others: file, version, duplicate
 * @param readings what later runs recall
 * @param findings what is wrong with inventories
 */
record ControlEvidence(
    Dataset<Row> observations,
    Dataset<Row> mentions,
    Dataset<Row> events,
    Dataset<Row> cover,
    Dataset<Row> counted,
    Dataset<Row> objects,
    Dataset<Row> sources,
    Dataset<Row> quarantine,
    Dataset<Row> duplicates,
    Dataset<Row> readings,
    Dataset<Row> findings) {}
