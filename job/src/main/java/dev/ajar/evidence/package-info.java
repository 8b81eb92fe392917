/**
 * One folder per kind of evidence: bytes → contracted rows, and quarantine. This package holds what
 * they share: the file they read, its tally, the cutting of secrets.
 */
package dev.ajar.evidence;
