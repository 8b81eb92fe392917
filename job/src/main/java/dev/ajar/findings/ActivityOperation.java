package dev.ajar.findings;

import dev.ajar.tables.Activities;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One operation of the Activity Log: a Start and the next end after it, as far as they are there.
 */
final class ActivityOperation {
  private ActivityStep start;
  private final List<ActivityStep> middle = new ArrayList<>();
  private ActivityStep end;
  private boolean ambiguous;

  /** An operation of which {@code step} is the first record seen. */
  static ActivityOperation with(ActivityStep step) {
    ActivityOperation operation = new ActivityOperation();
    operation.add(step);
    return operation;
  }

  void add(ActivityStep step) {
    if (step.isEnd()) {
      end = step;
    } else if (step.is(Activities.START)) {
      start = step;
    } else {
      middle.add(step);
    }
  }

  /** Another Start may as well belong to this end: what was asked is not known. */
  void markAmbiguous() {
    ambiguous = true;
  }

  ActivityStep start() {
    return start;
  }

  ActivityStep end() {
    return end;
  }

  /** The records there are: the end first, then what led to it, the Start last. */
  List<ActivityStep> latestFirst() {
    List<ActivityStep> steps = new ArrayList<>();
    if (end != null) {
      steps.add(end);
    }
    for (int i = middle.size() - 1; i >= 0; i--) {
      steps.add(middle.get(i));
    }
    if (start != null) {
      steps.add(start);
    }
    return steps;
  }

  boolean succeeded() {
    return end != null && end.is(Activities.SUCCESS);
  }

  boolean failed() {
    return end != null && end.is(Activities.FAILURE);
  }

  /** When it ended; where no end is known, when it began. */
  ActivityStep anchor() {
    return end != null ? end : start != null ? start : middle.get(0);
  }

  /** Time of the Start; null where there is none. */
  Long startedTicks() {
    return start == null ? null : (Long) start.ticks();
  }

  /** A text column, from the latest record that has it. */
  String text(String column) {
    return text(column, latestFirst().stream());
  }

  /** The caller's address: the end's own, else the Start's, which always has one. */
  String callerIp() {
    return text(Activities.CALLER_IP, Stream.concat(Stream.of(anchor()), earliestFirst().stream()));
  }

  /** What was asked: the richest body of a request. */
  ActivityStep.Body request() {
    if (ambiguous) {
      return new ActivityStep.Body(Activities.UNREADABLE, false, java.util.Map.of());
    }
    return earliestFirst().stream()
        .map(ActivityStep::request)
        .reduce(ActivityStep.Body::richer)
        .orElseThrow();
  }

  /** What the resource became: the end's body, else that of an acceptance. */
  ActivityStep.Body response() {
    return latestFirst().stream()
        .map(ActivityStep::response)
        .reduce(ActivityStep.Body::richer)
        .orElseThrow();
  }

  private List<ActivityStep> earliestFirst() {
    List<ActivityStep> steps = latestFirst();
    java.util.Collections.reverse(steps);
    return steps;
  }

  private static String text(String column, Stream<ActivityStep> steps) {
    return steps.map(step -> step.text(column)).filter(Objects::nonNull).findFirst().orElse(null);
  }
}
