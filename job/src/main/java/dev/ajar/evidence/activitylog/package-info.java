/** The Activity Log: records → what pairing needs, and what the log covers. */
package dev.ajar.evidence.activitylog;
