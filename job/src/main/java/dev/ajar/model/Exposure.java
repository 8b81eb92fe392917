package dev.ajar.model;

import java.util.List;

/**
 * One vector on one container, over all time.
 *
 * @param windows in order of time; they never overlap
 * @param closedSpans in order of time; with the windows they fill all time
 */
public record Exposure(List<ExposureWindow> windows, List<ClosedSpan> closedSpans) {}
