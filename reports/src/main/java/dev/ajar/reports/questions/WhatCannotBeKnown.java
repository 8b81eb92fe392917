package dev.ajar.reports.questions;

import dev.ajar.reports.text.Phrase;
import dev.ajar.reports.text.Wording;
import dev.ajar.reports.views.CoverageView;
import dev.ajar.reports.views.WindowsView.Totals;
import dev.ajar.tables.Coverage;
import dev.ajar.tables.ExposureWindows;
import java.util.ArrayList;
import java.util.List;

/** Question 10: what cannot be known. */
final class WhatCannotBeKnown {
  private WhatCannotBeKnown() {}

  static Answer answer(Case of) {
    Totals totals = of.views().windows().totals();
    CoverageView coverage = of.views().coverage();
    List<Phrase> value = new ArrayList<>();
    value.add(
        Phrase.of(
            Wording.number(totals.hoursExposed() - totals.hoursExposedCovered())
                + " of "
                + Wording.count(totals.hoursExposed(), "exposed hour", "exposed hours")
                + " and "
                + Wording.number(totals.hoursRest() - totals.hoursRestCovered())
                + " of "
                + Wording.count(totals.hoursRest(), "possible hour", "possible hours")
                + " have no logs: what happened then cannot be known from them."));
    if (totals.unknown() > 0) {
      value.add(Phrase.of(Verdict.unknown(totals)));
    }
    if (coverage.missing() != null && coverage.missing() > 0) {
      value.add(
          Phrase.of(
              "The metric counts "
                  + Wording.count(coverage.missing(), "request", "requests")
                  + " more than the logs hold, in hours where it counts more."));
    }
    value.add(Phrase.of(Verdict.NEVER_LOGGED));
    value.add(Phrase.of(Limits.VECTORS));
    return new Answer(
        "What cannot be known?",
        value,
        List.of(
            Phrase.of(
                "An hour without records counts as covered only where logging is known to have"
                    + " been on and the source is known to hold the hour.")),
        List.of(
            of.rows(
                Coverage.TABLE,
                coverage.gaps().total(),
                "runs of hours that are neither logged nor quiet"),
            of.rows(ExposureWindows.TABLE, totals.unknown(), "without a sign of openness")),
        List.of(Phrase.of("The section What cannot be known lists the hours and the limits.")));
  }
}
