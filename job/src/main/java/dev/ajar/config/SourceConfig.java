package dev.ajar.config;

import java.io.Serializable;
import java.time.Instant;

/**
 * One entry of {@code sources}.
 *
 * @param index its place in the list, from 0
 * @param kind what it is
 * @param path as configured, without a slash at the end; what tables name files by
 * @param uri where it lies: {@code path}, resolved against the configuration's folder
 * @param takenAt when a snapshot was taken; null where the kind has none or it stands in the path
 * @param takenAtFromPath whether each file's path holds the date it was taken ({@code taken_at:
 *     path})
 * @param apiVersion version of the ARM API that made a snapshot; null if not given
 * @param covers the span that a log source is declared to hold whole; null if not given
 * @param destination resource id of the account a log source was copied from; null if not given
 */
public record SourceConfig(
    int index,
    SourceKind kind,
    String path,
    String uri,
    Instant takenAt,
    boolean takenAtFromPath,
    String apiVersion,
    Period covers,
    String destination)
    implements Serializable {}
