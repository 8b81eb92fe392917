package dev.ajar.reports.html;

import dev.ajar.config.Period;
import dev.ajar.reports.questions.WindowWording;
import dev.ajar.reports.text.Phrase;
import dev.ajar.reports.text.Said;
import dev.ajar.reports.text.Wording;
import dev.ajar.reports.views.CoverageView;
import dev.ajar.reports.views.TrafficView;
import dev.ajar.reports.views.Views;
import dev.ajar.reports.views.WindowsView.Edge;
import dev.ajar.reports.views.WindowsView.Span;
import dev.ajar.reports.views.WindowsView.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The exposure timeline, in pixels: a lane for each window, and under them, on the same axis, what
 * others took through windows, and a strip for each account and category of coverage.
 *
 * <p>The axis is the audit's period, longer by at most its own length at either end where a core
 * reaches further; what lies beyond is an arrow.
 *
 * @param left where the axis begins
 * @param right where it ends
 * @param periodX where the period begins
 * @param periodWidth how wide it is
 * @param taken slices of time in which others took something
 * @param takenY where these begin
 * @param more windows that have no lane
 */
public record TimelineChart(
    int width,
    int height,
    int left,
    int right,
    int periodX,
    int periodWidth,
    List<Axis.Tick> ticks,
    List<Lane> lanes,
    List<Taken> taken,
    int takenY,
    List<Strip> strips,
    int stripsY,
    long more) {
  private static final int WIDTH = 1120;
  private static final int LEFT = 64;
  private static final int RIGHT = 1104;
  private static final int TOP = 34;
  private static final int LANE = 76;
  private static final int STRIP = 15;
  private static final int ACCOUNT = 24;
  private static final int STRIPS_HEAD = 34;
  private static final int TAKEN = 96;
  private static final int COLUMN = 4;
  private static final int COLUMN_HEIGHT = 40;
  private static final int HEATS = 5;
  private static final int MOST_LANES = 24;
  private static final int NAME = 70;
  private static final List<String> WINDOW_STATES = List.of("proven", "inferred", "possible");
  private static final List<String> COVERAGE_STATES =
      List.of("unreadable", "not-configured", "unknown", "quiet", "logged");

  /**
   * A window.
   *
   * @param before whether it reaches beyond the left end of the axis
   * @param after whether it reaches beyond the right end, or has no known end
   * @param openX where its core begins; -1 for none within the axis
   * @param closeX where its core ends; -1 for none within the axis
   */
  public record Lane(
      int number,
      int y,
      Phrase name,
      String verdict,
      List<Pixels.Bar> bars,
      boolean before,
      boolean after,
      int openX,
      int closeX,
      Phrase opened,
      Phrase closed) {}

  /** Coverage of one account and category; the account's name stands at its first strip. */
  public record Strip(int y, Said account, String category, List<Pixels.Bar> bars) {}

  /**
   * What others took through windows in a slice of time.
   *
   * @param heat 1 to 5, by the requests: each step is twice as many or more
   * @param height of the column of bytes; 0 without any
   */
  public record Taken(int x, int width, int heat, int height) {}

  /** Draws the listed windows and the coverage of their accounts. */
  public static TimelineChart of(Views views) {
    List<Window> windows = views.windows().listed().rows().stream().limit(MOST_LANES).toList();
    Axis axis = axis(views.period(), windows);
    List<Lane> lanes = new ArrayList<>();
    for (Window window : windows) {
      lanes.add(lane(window, axis, TOP + lanes.size() * LANE));
    }
    int takenY = TOP + lanes.size() * LANE;
    List<Taken> taken = taken(views.traffic(), axis);
    int stripsY = takenY + (taken.isEmpty() ? 0 : TAKEN);
    List<Strip> strips = strips(views.coverage().strips(), axis, stripsY + STRIPS_HEAD);
    int bottom = strips.isEmpty() ? stripsY : strips.get(strips.size() - 1).y() + STRIP + 6;
    int periodX = axis.x(views.period().from(), LEFT);
    return new TimelineChart(
        WIDTH,
        bottom + 8,
        LEFT,
        RIGHT,
        periodX,
        axis.x(views.period().to(), RIGHT) - periodX,
        axis.ticks(),
        List.copyOf(lanes),
        taken,
        takenY,
        strips,
        stripsY,
        views.windows().listed().total() - lanes.size());
  }

  private static Axis axis(Period period, List<Window> windows) {
    Duration length = Duration.between(period.from(), period.to());
    Instant from = period.from();
    Instant to = period.to();
    for (Window window : windows) {
      if (window.openedBefore() != null && window.openedBefore().isBefore(from)) {
        from = window.openedBefore();
      }
      if (window.closedAfter() != null && window.closedAfter().isAfter(to)) {
        to = window.closedAfter();
      }
    }
    Instant earliest = period.from().minus(length);
    Instant latest = period.to().plus(length);
    Duration margin = length.dividedBy(40);
    return new Axis(
        (from.isBefore(earliest) ? earliest : from).minus(margin),
        (to.isAfter(latest) ? latest : to).plus(margin),
        LEFT,
        RIGHT);
  }

  private static Lane lane(Window window, Axis axis, int y) {
    Pixels pixels = new Pixels(LEFT, RIGHT, WINDOW_STATES);
    for (Span span : window.spans()) {
      boolean beyond =
          (span.to() != null && span.to().isBefore(axis.from()))
              || (span.from() != null && !span.from().isBefore(axis.to()));
      if (!beyond) {
        pixels.paint(axis.x(span.from(), LEFT), axis.x(span.to(), RIGHT), span.state());
      }
    }
    return new Lane(
        window.number(),
        y,
        Phrase.of(
            Objects.requireNonNullElse(Said.of(window.account(), NAME), "not known"),
            window.container() == null
                ? " (whole account)"
                : Phrase.of("/", Said.of(window.container(), NAME))),
        Said.of(Objects.requireNonNullElse(window.verdict(), "verdict not known"), NAME).text(),
        pixels.bars(),
        window.openedAfter() == null || window.openedAfter().isBefore(axis.from()),
        window.closedBefore() == null || window.closedBefore().isAfter(axis.to()),
        within(window.openedBefore(), axis),
        within(window.closedAfter(), axis),
        edge("Opened", window.openedBefore(), window.opened()),
        window.stillOpen()
            ? Phrase.of(
                window.closedAfter() == null
                    ? "No end known"
                    : "No end known, last known open " + Wording.instant(window.closedAfter()))
            : edge("Closed", window.closedAfter(), window.closed()));
  }

  private static int within(Instant instant, Axis axis) {
    return instant == null || instant.isBefore(axis.from()) || instant.isAfter(axis.to())
        ? -1
        : axis.x(instant, -1);
  }

  private static Phrase edge(String word, Instant core, Edge edge) {
    return Phrase.of(
        word,
        core == null ? ": no instant shown" : " " + Wording.instant(core),
        ": ",
        edge.cause() == null ? "cause not known" : Said.of(edge.cause(), NAME),
        edge.by() == null ? ", nobody named" : Phrase.of(", by ", Said.of(edge.by(), NAME)),
        edge.relation() == null ? "" : Phrase.of(" (", WindowWording.said(edge.relation()), ")"),
        edge.basis() == null ? "" : Phrase.of("; ", WindowWording.said(edge.basis())));
  }

  private static List<Taken> taken(TrafficView traffic, Axis axis) {
    SortedMap<Integer, long[]> columns = new TreeMap<>();
    for (TrafficView.Slice slice : traffic.slices()) {
      if (!slice.from().isBefore(axis.from()) && slice.from().isBefore(axis.to())) {
        int x = LEFT + (axis.x(slice.from(), LEFT) - LEFT) / COLUMN * COLUMN;
        long[] column = columns.computeIfAbsent(x, any -> new long[2]);
        column[0] += slice.requests();
        column[1] += slice.bytes();
      }
    }
    long mostRequests = columns.values().stream().mapToLong(column -> column[0]).max().orElse(1);
    long mostBytes = columns.values().stream().mapToLong(column -> column[1]).max().orElse(0);
    return columns.entrySet().stream()
        .map(
            column ->
                new Taken(
                    column.getKey(),
                    COLUMN,
                    heat(column.getValue()[0], mostRequests),
                    height(column.getValue()[1], mostBytes)))
        .toList();
  }

  private static int heat(long requests, long most) {
    int halvings = 63 - Long.numberOfLeadingZeros(Math.max(1, most / Math.max(1, requests)));
    return Math.max(1, HEATS - halvings);
  }

  /** What is not nothing is seen. */
  private static int height(long bytes, long most) {
    return bytes == 0 ? 0 : Math.max(1, (int) Math.round((double) bytes / most * COLUMN_HEIGHT));
  }

  private static List<Strip> strips(List<CoverageView.Run> runs, Axis axis, int top) {
    Map<String, Map<String, Pixels>> accounts = new LinkedHashMap<>();
    for (CoverageView.Run run : runs) {
      Pixels pixels =
          accounts
              .computeIfAbsent(run.account(), account -> new LinkedHashMap<>())
              .computeIfAbsent(
                  String.valueOf(run.category()),
                  category -> new Pixels(LEFT, RIGHT, COVERAGE_STATES));
      if (run.from() != null
          && run.to() != null
          && run.from().isBefore(axis.to())
          && run.to().isAfter(axis.from())) {
        pixels.paint(axis.x(run.from(), LEFT), axis.x(run.to(), RIGHT), run.state());
      }
    }
    List<Strip> strips = new ArrayList<>();
    int y = top;
    for (Map.Entry<String, Map<String, Pixels>> account : accounts.entrySet()) {
      Said name = Said.of(account.getKey(), NAME);
      y += strips.isEmpty() ? 0 : ACCOUNT;
      for (Map.Entry<String, Pixels> category : account.getValue().entrySet()) {
        strips.add(new Strip(y, name, category(category.getKey()), category.getValue().bars()));
        name = null;
        y += STRIP;
      }
    }
    return List.copyOf(strips);
  }

  private static String category(String category) {
    return switch (category) {
      case "StorageRead" -> "read";
      case "StorageWrite" -> "write";
      case "StorageDelete" -> "delete";
      default -> Said.of(category, 41).text();
    };
  }
}
