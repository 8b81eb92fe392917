package dev.ajar.reports.questions;

import dev.ajar.reports.text.Phrase;
import dev.ajar.reports.text.Wording;
import dev.ajar.reports.views.WindowsView;
import dev.ajar.reports.views.WindowsView.Window;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.WindowSpans;
import java.util.ArrayList;
import java.util.List;

/** Question 3: from when to when. */
final class FromWhenToWhen {
  private static final int SHOWN = 3;

  private FromWhenToWhen() {}

  static Answer answer(Case of) {
    WindowsView windows = of.views().windows();
    List<Phrase> value = new ArrayList<>();
    for (Window window : windows.listed().rows().stream().limit(SHOWN).toList()) {
      value.add(
          Phrase.of(
              WindowWording.place(window.account(), window.container()),
              ": ",
              WindowWording.times(window),
              "."));
    }
    long more = windows.totals().windows() - value.size();
    if (value.isEmpty()) {
      value.add(Phrase.of("No window with a sign of openness."));
    } else if (more > 0) {
      value.add(
          Phrase.of(
              Wording.count(more, "more window", "more windows") + " in the section Windows."));
    }
    return new Answer(
        "From when to when?",
        value,
        List.of(
            Phrase.of(
                "The first pair of times is what the evidence shows; the second bounds what it"
                    + " leaves open. Each edge in the section Windows says how exactly it is"
                    + " known.")),
        List.of(
            of.rows(ExposureWindows.TABLE, windows.totals().windows(), "the four times"),
            Phrase.of("Table ", WindowSpans.TABLE.name(), ": the spans of each window.")),
        List.of(
            Phrase.of(
                "The end of "
                    + Wording.count(windows.totals().stillOpen(), "window", "windows")
                    + ". What happened between the edges of core and hull.")));
  }
}
