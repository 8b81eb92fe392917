package dev.ajar.reports.questions;

import dev.ajar.reports.text.Phrase;
import dev.ajar.reports.text.Wording;
import dev.ajar.reports.views.WindowsView.Totals;
import dev.ajar.tables.Coverage;
import dev.ajar.tables.ExposureWindows;
import java.util.List;

/** Question 8: how sure are we, and why. */
final class HowSure {
  private HowSure() {}

  static Answer answer(Case of) {
    Totals totals = of.views().windows().totals();
    return new Answer(
        "How sure are we, and why?",
        List.of(
            Phrase.of(
                "Verdicts of windows: "
                    + Wording.number(totals.confirmed())
                    + " confirmed, "
                    + Wording.number(totals.possibleVerdict())
                    + " possible, "
                    + Wording.number(totals.notObserved())
                    + " not observed, "
                    + Wording.number(totals.notDeterminable())
                    + " not determinable."),
            Phrase.of(
                "Proven or inferred open: "
                    + Wording.number(totals.hoursExposedCovered())
                    + " of "
                    + Wording.count(totals.hoursExposed(), "hour has logs.", "hours have logs.")),
            Phrase.of(
                "Possibly open: "
                    + Wording.number(totals.hoursRestCovered())
                    + " of "
                    + Wording.count(totals.hoursRest(), "hour has logs.", "hours have logs."))),
        List.of(
            Phrase.of("Over all: " + Verdict.of(of.views()).word() + "."),
            Phrase.of(
                of.views().conservation().unbroken()
                    ? "Every record of every file read is accounted for."
                    : "Records are not all accounted for: see Conservation.")),
        List.of(
            of.rows(ExposureWindows.TABLE, totals.windows(), "verdict and hours"),
            Phrase.of("Table ", Coverage.TABLE.name(), ": state of every hour searched.")),
        List.of(
            Phrase.of(
                totals.unknown() == 0
                    ? "No window is without configuration evidence."
                    : Verdict.unknown(totals))));
  }
}
