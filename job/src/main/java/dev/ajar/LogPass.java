package dev.ajar;

import dev.ajar.sweep.LogFile;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One pass over storage logs: what a reader made of some files.
 *
 * @param files the files read
 * @param records accepted records, duplicates among them
 * @param hours records seen, by account, category and hour of their own time
 * @param mentions containers named
 * @param sources tallies of the files
 * @param quarantine what could not be read
 */
record LogPass(
    List<LogFile> files,
    Dataset<Row> records,
    Dataset<Row> hours,
    Dataset<Row> mentions,
    Dataset<Row> sources,
    Dataset<Row> quarantine) {}
