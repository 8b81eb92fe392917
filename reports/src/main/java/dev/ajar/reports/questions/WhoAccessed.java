package dev.ajar.reports.questions;

import dev.ajar.reports.text.Phrase;
import dev.ajar.reports.text.Wording;
import dev.ajar.reports.views.AccessorsView;
import dev.ajar.reports.views.AccessorsView.OfRelation;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import java.util.ArrayList;
import java.util.List;

/** Question 5: who accessed; the unknown remainder apart from the known. */
final class WhoAccessed {
  private WhoAccessed() {}

  static Answer answer(Case of) {
    AccessorsView accessors = of.views().accessors();
    List<Phrase> value = new ArrayList<>();
    for (OfRelation one : accessors.through()) {
      value.add(
          Phrase.of(
              Wording.sentence(String.valueOf(WindowWording.said(one.relation()))),
              ": "
                  + Wording.count(one.took().actors(), "actor with success", "actors with success")
                  + ", "
                  + Wording.count(
                      one.took().succeeded(), "successful request", "successful requests")
                  + " of "
                  + Wording.number(one.took().requests())
                  + " through a window."));
    }
    if (accessors.outside().succeeded() == 0) {
      value.add(
          Phrase.of(
              "Neither own nor platform: " + Verdict.noneObserved(of.views().windows().totals())));
    }
    return new Answer(
        "Who accessed it?",
        value,
        List.of(
            Phrase.of(
                accessors.outside().succeeded() > 0
                    ? "Confirmed for every successful request through a window: it is its own"
                        + " proof."
                    : Wording.sentence(Verdict.of(of.views()).word()) + "."),
            Phrase.of(
                "A relation comes from the rule printed with each actor; without one it is"
                    + " unknown.")),
        List.of(
            of.rows(Actors.TABLE, accessors.listed().total(), "with a request through a window"),
            Phrase.of("Table ", Accesses.TABLE.name(), ": file and offset of every request.")),
        List.of(Phrase.of("Which people stand behind an address. ", Verdict.NEVER_LOGGED)));
  }
}
