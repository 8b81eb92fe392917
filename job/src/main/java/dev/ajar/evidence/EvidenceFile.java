package dev.ajar.evidence;

import java.io.Serializable;

/**
 * One file of one source, as listed; a version of it.
 *
 * @param source index of the source in the configuration, from 0
 * @param kind kind of the source, as configured ({@code storage-logs}, …)
 * @param uri where to open it: a Hadoop path
 * @param file its name in tables: the source's path as configured, a slash, and the path below it
 * @param bytes size as stored
 * @param modifiedMicros last modification as the file system says, microseconds since 1970
 * @param etag entity tag, or null where the file system has none
 */
public record EvidenceFile(
    int source, String kind, String uri, String file, long bytes, long modifiedMicros, String etag)
    implements Serializable {}
