package dev.ajar;

import dev.ajar.evidence.EvidenceSlice;
import dev.ajar.sweep.LogFile;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One pass over storage logs: what a reader made of some files, in this run or an earlier one. All
 * rows have the column {@code version} of {@link dev.ajar.tables.Readings}: null, or which version
 * of a file that is gone they are of.
 *
 * @param files the files that it asks for
 * @param parts what of them was read in this run
 * @param gone files of which a version is gone
 * @param records accepted records, duplicates among them
 * @param hours records seen, by account, category and hour of their own time
 * @param mentions containers named
 * @param sources tallies of the files
 * @param quarantine what could not be read
 * @param readings what later runs recall
 */
record LogPass(
    List<LogFile> files,
    List<EvidenceSlice> parts,
    List<LogFile> gone,
    Dataset<Row> records,
    Dataset<Row> hours,
    Dataset<Row> mentions,
    Dataset<Row> sources,
    Dataset<Row> quarantine,
    Dataset<Row> readings) {}
