package dev.ajar.reports.questions;

import dev.ajar.reports.text.Phrase;
import dev.ajar.reports.text.Wording;
import dev.ajar.reports.views.WindowsView.Window;
import dev.ajar.tables.ExposureWindows;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Question 2: how, and with which capability. */
final class HowItWasReachable {
  private HowItWasReachable() {}

  static Answer answer(Case of) {
    Map<String, Integer> ways = new TreeMap<>();
    for (Window window : of.views().windows().listed().rows()) {
      String way =
          WindowWording.said(window.vector()) + ": " + WindowWording.capability(window).plain();
      ways.merge(way, 1, Integer::sum);
    }
    List<Phrase> value =
        ways.entrySet().stream()
            .map(
                way ->
                    Phrase.of(
                        WindowWording.said(way.getKey()),
                        " (" + Wording.count(way.getValue(), "window", "windows") + ")"))
            .toList();
    long more = of.views().windows().listed().more();
    return new Answer(
        "How could it be reached, and what could a caller do?",
        value.isEmpty() ? List.of(Phrase.of("No window with a sign of openness.")) : value,
        List.of(
            Phrase.of(
                "Capability and reach are the widest of a window's proven and inferred spans and"
                    + " of what requests proved; of a window without such spans, of its possible"
                    + " ones.")),
        List.of(
            of.rows(
                ExposureWindows.TABLE,
                of.views().windows().listed().total(),
                more == 0
                    ? "columns vector, capability, reach"
                    : "of which the first "
                        + Wording.number(of.views().windows().listed().rows().size())
                        + " are counted here")),
        List.of(Phrase.of(Limits.VECTORS)));
  }
}
