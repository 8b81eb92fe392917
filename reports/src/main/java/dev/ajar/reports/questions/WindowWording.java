package dev.ajar.reports.questions;

import dev.ajar.model.Place;
import dev.ajar.reports.text.Phrase;
import dev.ajar.reports.text.Said;
import dev.ajar.reports.text.Wording;
import dev.ajar.reports.views.WindowsView.Edge;
import dev.ajar.reports.views.WindowsView.Hours;
import dev.ajar.reports.views.WindowsView.Window;
import java.util.List;

/** How reports speak of a window: the core first, then the hull (exposure.md §4). */
public final class WindowWording {
  private static final int PLACES = 2;
  private static final int FILE_LENGTH = 90;

  private WindowWording() {}

  /** {@code account/container}, or the account and that the window is of all of it. */
  public static Phrase place(String account, String container) {
    if (container == null) {
      return Phrase.of(said(account), " (whole account)");
    }
    return Phrase.of(said(account), "/", said(container));
  }

  /** From when to when it was open at least. */
  public static String core(Window window) {
    if (window.openedBefore() == null || window.closedAfter() == null) {
      return "not shown open at any instant";
    }
    String from = Wording.instant(window.openedBefore());
    String to = Wording.instant(window.closedAfter());
    if (window.stillOpen()) {
      return "open at least from " + from + "; no end known, last known open " + to;
    }
    return from.equals(to) ? "shown open at " + from : "open at least from " + from + " to " + to;
  }

  /** Since when and until when it is not shown closed. */
  public static String hull(Window window) {
    String since =
        window.openedAfter() == null
            ? "not shown closed at any time before"
            : "not shown closed since " + Wording.instant(window.openedAfter());
    if (window.closedBefore() != null) {
      return since + ", closed again by " + Wording.instant(window.closedBefore());
    }
    return window.openedBefore() == null ? since + ", no end known" : since;
  }

  /** Core, then hull: never the hull alone. */
  public static String times(Window window) {
    return core(window) + "; " + hull(window);
  }

  /** {@code list and read, from internet}. */
  public static Phrase capability(Window window) {
    return Phrase.of(
        window.capability().isEmpty()
            ? "capability not known"
            : said(Wording.list(window.capability())),
        window.reach() == null ? ", reach not known" : Phrase.of(", from ", said(window.reach())));
  }

  /** What moved an edge, who did it, how exactly its time is known. */
  public static Phrase edge(Edge edge) {
    Phrase cause =
        edge.cause() == null ? Phrase.of("cause not known") : Phrase.of(said(edge.cause()));
    Phrase by =
        edge.by() == null
            ? Phrase.of(", nobody named")
            : Phrase.of(
                ", by ",
                said(edge.by()),
                edge.relation() == null ? "" : Phrase.of(" (", said(edge.relation()), ")"));
    return Phrase.of(
        cause, by, edge.basis() == null ? "" : Phrase.of("; time ", said(edge.basis())));
  }

  /** The N of M of proven and inferred hours. */
  public static String exposedHours(Hours hours) {
    if (hours.exposed() == 0) {
      return "no hour of the period proven or inferred open";
    }
    return Wording.number(hours.exposedCovered())
        + " of "
        + Wording.number(hours.exposed())
        + " exposed hours have logs";
  }

  /** The N of M of the other hours of the hull. */
  public static String restHours(Hours hours) {
    long rest = hours.inPeriod() - hours.exposed();
    if (rest == 0) {
      return "no other hour of the period";
    }
    if (hours.covered() == null) {
      return "the " + Wording.count(rest, "other hour was", "other hours were") + " not searched";
    }
    return Wording.number(hours.covered() - hours.exposedCovered())
        + " of "
        + Wording.number(rest)
        + " possible hours have logs";
  }

  /** The first places of a list, and how many more there are. */
  public static Phrase places(List<Place> places) {
    if (places.isEmpty()) {
      return Phrase.of("none");
    }
    List<Phrase> shown = places.stream().limit(PLACES).map(WindowWording::place).toList();
    int more = places.size() - shown.size();
    return Phrase.of(
        Phrase.join(shown, "; "), more == 0 ? "" : " and " + Wording.number(more) + " more");
  }

  /** {@code file @ offset}. */
  public static Phrase place(Place place) {
    return Phrase.of(
        Said.of(place.file(), FILE_LENGTH),
        " @ " + Wording.number(place.offset()).replace(",", ""));
  }

  /** Text of a table; {@code not known} for null. */
  public static Object said(String text) {
    Said said = Said.of(text);
    return said == null ? "not known" : said;
  }
}
