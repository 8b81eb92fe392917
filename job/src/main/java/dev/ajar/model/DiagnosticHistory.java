package dev.ajar.model;

import dev.ajar.model.TimelineSpan.Certainty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The diagnostic settings of one account's blob service over time: when which log category was sent
 * where, and when none was (exposure.md §7).
 *
 * <p>An account may have several settings, by name. A name that a whole list does not hold did not
 * exist then; that there is none but the names known is known only from whole lists.
 */
public final class DiagnosticHistory {
  /** Stands for every setting that no evidence names; no Azure name is empty. */
  private static final String ANY_OTHER = "";

  private static final Intervals.Span ALWAYS =
      new Intervals.Span(Ticks.UNBOUNDED_PAST, Ticks.UNBOUNDED_FUTURE);

  private final Map<String, List<Observation>> byName = new TreeMap<>();
  private final SortedSet<String> destinations = new TreeSet<>();
  private final Intervals cover;

  private DiagnosticHistory(Intervals cover) {
    this.cover = cover;
  }

  /**
   * When a category was known, not inferred, to be sent to a destination.
   *
   * @param destination resource id, lower case; null where the evidence names none
   * @param spans {from, to} in ticks
   */
  public record Sending(String destination, List<long[]> spans) {}

  /**
   * The history that the observations tell.
   *
   * @param observations of {@link Settings#DIAGNOSTIC_SETTING} and {@link
   *     Settings#DIAGNOSTIC_SETTING_LIST} of one account, in any order
   * @param cover when no change through ARM could pass unseen
   */
  public static DiagnosticHistory of(List<Observation> observations, Intervals cover) {
    DiagnosticHistory history = new DiagnosticHistory(cover);
    List<Observation> lists = new ArrayList<>();
    for (Observation seen : observations) {
      if (seen.setting().equals(Settings.DIAGNOSTIC_SETTING)) {
        history.byName.computeIfAbsent(seen.item(), name -> new ArrayList<>()).add(seen);
        history.destinations.addAll(destinationsOf(seen.value()));
        history.destinations.addAll(destinationsOf(seen.previousValue()));
      } else if ("whole".equals(seen.value())) {
        lists.add(seen);
      }
    }
    history.byName.put(ANY_OTHER, new ArrayList<>());
    for (List<Observation> named : history.byName.values()) {
      for (Observation list : lists) {
        if (named.stream().noneMatch(seen -> isInList(seen, list))) {
          named.add(
              list.about(Settings.DIAGNOSTIC_SETTING)
                  .as(Basis.SNAPSHOT, "off", null, list.ticks()));
        }
      }
    }
    return history;
  }

  /** When the category was known to be sent, by destination. */
  public List<Sending> sending(String category) {
    List<Sending> sending = new ArrayList<>();
    for (String destination : destinations) {
      List<long[]> spans = new ArrayList<>();
      for (List<Observation> named : byName.values()) {
        for (TimelineSpan span : timeline(named, category, destination)) {
          if (span.isOpen() && span.certainty() == Certainty.KNOWN) {
            spans.add(new long[] {span.from(), span.to()});
          }
        }
      }
      sending.add(new Sending(destination, spans));
    }
    return sending;
  }

  /** When no setting sent the category anywhere: {from, to} in ticks. */
  public List<long[]> off(String category) {
    Intervals off = Intervals.of(List.of(ALWAYS));
    for (List<Observation> named : byName.values()) {
      List<Intervals.Span> none = new ArrayList<>();
      for (TimelineSpan span : timeline(named, category, null)) {
        if (span.isClosed()) {
          none.add(new Intervals.Span(span.from(), span.to()));
        }
      }
      off = off.intersect(Intervals.of(none));
    }
    List<long[]> spans = new ArrayList<>();
    off.spans().forEach(span -> spans.add(new long[] {span.from(), span.to()}));
    return spans;
  }

  /** Where it is written what the settings were from {@code from} to {@code to}; sorted. */
  public SortedSet<Place> places(long from, long to) {
    SortedSet<Place> places = new TreeSet<>();
    for (List<Observation> named : byName.values()) {
      for (TimelineSpan span : timeline(named, null, null)) {
        if (span.from() < to && span.to() > from) {
          span.evidence().forEach(seen -> places.add(seen.place()));
        }
      }
    }
    return places;
  }

  /** One setting as a yes or no: whether it sends the category (any) to the destination (any). */
  private List<TimelineSpan> timeline(
      List<Observation> named, String category, String destination) {
    List<Observation> flags =
        named.stream()
            .map(seen -> flag(seen, category, destination))
            .sorted(Observation.ORDER)
            .toList();
    return Timeline.of(Settings.DIAGNOSTIC_SETTING, ALWAYS, flags, cover);
  }

  private static Observation flag(Observation seen, String category, String destination) {
    return seen.as(
        seen.basis(),
        flag(seen.value(), category, destination),
        flag(seen.previousValue(), category, destination),
        seen.ticks());
  }

  private static String flag(String value, String category, String destination) {
    if (value == null) {
      return null;
    }
    boolean sends =
        category == null ? !value.equals("off") : categoriesOf(value).contains(category);
    boolean there = destination == null || destinationsOf(value).contains(destination);
    return Boolean.toString(sends && there);
  }

  private static boolean isInList(Observation seen, Observation list) {
    return seen.basis() == Basis.SNAPSHOT && seen.ticks() == list.ticks();
  }

  private static List<String> categoriesOf(String value) {
    int arrow = value.indexOf('>');
    return List.of((arrow < 0 ? value : value.substring(0, arrow)).split(",", -1));
  }

  private static List<String> destinationsOf(String value) {
    int arrow = value == null ? -1 : value.indexOf('>');
    return arrow < 0
        ? List.of()
        : List.of(value.substring(arrow + 1).toLowerCase(Locale.ROOT).split(",", -1));
  }
}
