package dev.ajar.reports.questions;

import dev.ajar.reports.text.Phrase;
import dev.ajar.reports.text.Wording;
import dev.ajar.reports.views.WindowsView.Totals;
import dev.ajar.reports.views.WritesView;
import dev.ajar.reports.views.WritesView.Changes;
import dev.ajar.tables.Accesses;
import java.util.List;

/** Question 7: was anything changed or deleted. */
final class WhatWasChanged {
  private WhatWasChanged() {}

  static Answer answer(Case of) {
    WritesView writes = of.views().writes();
    Totals windows = of.views().windows().totals();
    return new Answer(
        "Was anything changed or deleted?",
        List.of(
            Phrase.of("Through windows, by others: " + counts(writes.outsideThrough())),
            Phrase.of(
                "By others with permissions of their own while a window was open: "
                    + counts(writes.outsideDuring())),
            Phrase.of("By own actors and the platform: " + counts(writes.inside()))),
        List.of(
            Phrase.of(
                writes.outsideThrough().succeeded() > 0
                    ? "Confirmed: successful requests through a window."
                    : Wording.sentence(Verdict.noneObserved(windows)))),
        List.of(
            of.rows(
                Accesses.TABLE,
                writes.listed().total(),
                "successful, operation_class write, delete or acl")),
        List.of(
            Phrase.of("Changes in hours without logs, and outside the hours that were searched.")));
  }

  private static String counts(Changes changes) {
    return Wording.count(changes.writes(), "write", "writes")
        + ", "
        + Wording.count(changes.deletes(), "delete", "deletes")
        + ", "
        + Wording.count(changes.acls(), "change of access level", "changes of access level")
        + " ("
        + Wording.number(changes.failed())
        + " failed).";
  }
}
