/**
 * The only input and output: Spark sessions, the listing and reading of evidence, the Delta tables
 * of an audit and the commit of a run over them.
 */
package dev.ajar.lake;
