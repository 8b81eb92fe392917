package dev.ajar.reports.questions;

import dev.ajar.config.Rules;
import dev.ajar.reports.text.Phrase;
import dev.ajar.reports.text.Wording;
import dev.ajar.reports.views.ConservationView;
import dev.ajar.reports.views.WindowsView.Totals;
import dev.ajar.tables.Coverage;
import java.util.ArrayList;
import java.util.List;

/** Question 12: what would change the conclusion. */
final class WhatWouldChange {
  private WhatWouldChange() {}

  static Answer answer(Case of) {
    Totals totals = of.views().windows().totals();
    ConservationView conservation = of.views().conservation();
    List<Phrase> value = new ArrayList<>();
    if (totals.hoursInPeriod() > totals.hoursCovered()) {
      value.add(
          Phrase.of(
              "Logs of the "
                  + Wording.count(
                      totals.hoursInPeriod() - totals.hoursCovered(),
                      "hour of windows that is not covered",
                      "hours of windows that are not covered")
                  + ": they can raise a verdict to confirmed, or lower possible to not observed."));
    }
    if (totals.unknown() > 0 || totals.inferred() > 0 || totals.possible() > 0) {
      value.add(
          Phrase.of(
              "Activity logs, snapshots or change records of more time: they can prove open or"
                  + " closed what is inferred, possible or unknown now."));
    }
    if (of.views().rules().sweep() != Rules.Sweep.ALL) {
      value.add(Phrase.of("sweep: all, which searches the hours that this audit did not search."));
    }
    if (!conservation.has("blob-inventory")) {
      value.add(Phrase.of("A blob inventory: it names objects that no log names."));
    }
    if (of.views().accessors().outside().actors() > 0) {
      value.add(
          Phrase.of(
              "Knowing an actor: addresses and principals in the configuration move actors from"
                  + " unknown to own, and with them the verdict."));
    }
    if (conservation.all().quarantined() > 0 || conservation.all().notWhole() > 0) {
      value.add(
          Phrase.of("Whole copies of the files that could not be read to the end or in part."));
    }
    if (value.isEmpty()) {
      value.add(Phrase.of("Evidence that contradicts what was given."));
    }
    return new Answer(
        "What would change the conclusion?",
        value,
        List.of(Phrase.of("The same evidence gives the same tables; new evidence may not.")),
        List.of(
            of.rows(Coverage.TABLE, of.views().coverage().gaps().total(), "runs of hours to fill")),
        List.of(Phrase.of("Whether evidence that was not given still exists.")));
  }
}
