package dev.ajar.reports.questions;

import dev.ajar.reports.text.Phrase;
import dev.ajar.reports.text.Wording;
import dev.ajar.reports.views.EventsView;
import dev.ajar.reports.views.WindowsView.Edge;
import dev.ajar.reports.views.WindowsView.Window;
import dev.ajar.tables.Events;
import dev.ajar.tables.ExposureWindows;
import java.util.ArrayList;
import java.util.List;

/** Question 11: who opened it, who closed it, what was done. */
final class WhoOpenedAndClosed {
  private static final int SHOWN = 3;

  private WhoOpenedAndClosed() {}

  static Answer answer(Case of) {
    List<Window> windows = of.views().windows().listed().rows();
    EventsView events = of.views().events();
    List<Phrase> value = new ArrayList<>();
    for (Window window : windows.stream().limit(SHOWN).toList()) {
      value.add(
          Phrase.of(
              WindowWording.place(window.account(), window.container()),
              ": opened: ",
              WindowWording.edge(window.opened()),
              ". ",
              window.stillOpen()
                  ? "No end known."
                  : Phrase.of("Closed: ", WindowWording.edge(window.closed()), ".")));
    }
    if (value.isEmpty()) {
      value.add(Phrase.of("No window with a sign of openness."));
    }
    long unnamedOpen = unnamed(windows.stream().map(Window::opened).toList());
    long unnamedClosed =
        unnamed(windows.stream().filter(w -> !w.stillOpen()).map(Window::closed).toList());
    return new Answer(
        "Who opened it, who closed it, what was done?",
        value,
        List.of(
            Phrase.of(
                "Exact: an event gives the instant. Bounded, inferred, assumed-default, traffic:"
                    + " weaker, in this order, and nobody may be named.")),
        List.of(
            of.rows(
                ExposureWindows.TABLE,
                of.views().windows().listed().total(),
                "opened_evidence, closed_evidence"),
            of.rows(Events.TABLE, events.listed().total(), "with changes seen elsewhere")),
        List.of(
            Phrase.of(
                "Who opened "
                    + Wording.count(unnamedOpen, "listed window", "listed windows")
                    + " and who closed "
                    + Wording.number(unnamedClosed)
                    + ". What "
                    + Wording.count(events.unended(), "operation", "operations")
                    + " without a known end did.")));
  }

  private static long unnamed(List<Edge> edges) {
    return edges.stream().filter(edge -> edge.by() == null).count();
  }
}
