package dev.ajar.findings;

import dev.ajar.model.Ticks;
import dev.ajar.tables.Activities;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Joins records of one correlation id, resource and operation name into operations: a Start and the
 * next end after it (exposure.md §2).
 *
 * <p>Copies of one event (same phase, same microsecond, or same millisecond where one of the times
 * is no finer) count once. A Start may sort after its end by milliseconds. An end that several
 * Starts with different requests may have led to says that something succeeded, not what.
 */
final class JoinActivitySteps {
  /** How far a Start may sort after its own end. */
  private static final long DISORDER = Ticks.PER_SECOND;

  private static final long PER_MILLISECOND = Ticks.PER_SECOND / 1_000;

  private final List<ActivityOperation> operations = new ArrayList<>();
  private final List<ActivityOperation> open = new ArrayList<>();
  private final List<ActivityStep> copies = new ArrayList<>();

  private JoinActivitySteps() {}

  static JoinActivitySteps of(List<ActivityStep> records) {
    JoinActivitySteps joining = new JoinActivitySteps();
    for (ActivityStep step : joining.withoutCopies(records)) {
      joining.add(step);
    }
    joining.joinLateStarts();
    return joining;
  }

  List<ActivityOperation> operations() {
    return operations;
  }

  /** Records that repeat another one, in order of their places. */
  List<ActivityStep> copies() {
    return copies;
  }

  private List<ActivityStep> withoutCopies(List<ActivityStep> records) {
    List<ActivityStep> sorted = new ArrayList<>(records);
    sorted.sort(ActivityStep.PLACE);
    Map<String, List<ActivityStep>> distinct = new TreeMap<>();
    for (ActivityStep step : sorted) {
      String key = step.ticks() / PER_MILLISECOND + " " + step.text(Activities.PHASE);
      List<ActivityStep> known = distinct.computeIfAbsent(key, k -> new ArrayList<>());
      int copy = 0;
      while (copy < known.size() && !areCopies(known.get(copy), step)) {
        copy++;
      }
      if (copy < known.size()) {
        known.set(copy, known.get(copy).filledFrom(step));
        copies.add(step);
      } else {
        known.add(step);
      }
    }
    return distinct.values().stream().flatMap(List::stream).sorted(ActivityStep.ORDER).toList();
  }

  /** Whether two records of one phase and millisecond are one event. */
  private static boolean areCopies(ActivityStep one, ActivityStep other) {
    boolean same = Ticks.toMicros(one.ticks()) == Ticks.toMicros(other.ticks());
    return one.mayJoin(other) && (same || isCut(one) || isCut(other));
  }

  /** Whether the time is one of whole milliseconds, as the portal writes them (inputs.md §2.1). */
  private static boolean isCut(ActivityStep step) {
    return step.ticks() % PER_MILLISECOND == 0;
  }

  private void add(ActivityStep step) {
    if (step.is(Activities.START)) {
      begin(step);
      return;
    }
    List<ActivityOperation> candidates =
        open.stream().filter(operation -> step.mayJoin(operation.anchor())).toList();
    if (candidates.isEmpty()) {
      if (!step.isEnd() || !repeatsAnEnd(step)) {
        begin(step);
      }
      return;
    }
    List<ActivityOperation> named =
        candidates.stream().filter(operation -> step.joins(operation.anchor())).toList();
    boolean sure = !named.isEmpty();
    List<ActivityOperation> choice = sure ? named : candidates;
    ActivityOperation latest = choice.get(choice.size() - 1);
    if (step.isEnd()) {
      open.remove(latest);
      if (!sure && differ(candidates)) {
        candidates.forEach(ActivityOperation::markAmbiguous);
      }
    }
    latest.add(step);
  }

  private void begin(ActivityStep step) {
    ActivityOperation operation = ActivityOperation.with(step);
    operations.add(operation);
    if (!step.isEnd()) {
      open.add(operation);
    }
  }

  /** A further end under the operation id of one that has ended so already says nothing new. */
  private boolean repeatsAnEnd(ActivityStep step) {
    for (ActivityOperation operation : operations) {
      ActivityStep end = operation.end();
      if (end != null
          && end.joins(step)
          && end.is(step.text(Activities.PHASE))
          && saysNothingNew(step, operation)) {
        return true;
      }
    }
    return false;
  }

  private static boolean saysNothingNew(ActivityStep step, ActivityOperation operation) {
    return step.response().isAbsent()
        || step.response().claims().equals(operation.response().claims());
  }

  private static boolean differ(List<ActivityOperation> candidates) {
    return candidates.stream().map(ActivityOperation::request).distinct().count() > 1;
  }

  private void joinLateStarts() {
    for (ActivityOperation late : List.copyOf(open)) {
      ActivityStep start = late.start();
      if (start == null || late.latestFirst().size() > 1) {
        continue;
      }
      for (ActivityOperation ended : operations) {
        if (ended.end() != null
            && ended.start() == null
            && start.mayJoin(ended.end())
            && start.ticks() - ended.end().ticks() <= DISORDER
            && start.ticks() >= ended.end().ticks()) {
          ended.add(start);
          operations.remove(late);
          break;
        }
      }
    }
  }
}
