package dev.ajar.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * One setting in the conjunction: its timeline, and the instants at which it was observed to close.
 */
final class Track {
  private final List<TimelineSpan> spans;
  private final long[] closings;

  /**
   * @param spans the whole of time, without overlap or hole
   * @param observations what the spans were made of, in {@link Observation#ORDER}
   */
  Track(List<TimelineSpan> spans, List<Observation> observations) {
    this.spans = spans;
    this.closings =
        SettingHistory.of(observations, Ticks.UNBOUNDED_FUTURE).points().stream()
            .filter(point -> point.effect().isClosed())
            .flatMapToLong(point -> LongStream.of(point.from(), point.to()))
            .sorted()
            .distinct()
            .toArray();
  }

  List<TimelineSpan> spans() {
    return spans;
  }

  /** The instants of closing observations from {@code from} to {@code to}, both included. */
  LongStream closingsBetween(long from, long to) {
    int first = Arrays.binarySearch(closings, from);
    first = first >= 0 ? first : -first - 1;
    int last = Arrays.binarySearch(closings, to);
    last = last >= 0 ? last + 1 : -last - 1;
    return Arrays.stream(closings, first, last);
  }
}
