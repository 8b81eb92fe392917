/**
 * The log sweep: which files the windows ask for, and which records of them are kept. Storage logs
 * are 99.9 % of the bytes of an audit; everything here is done once per record.
 */
package dev.ajar.sweep;
