package dev.ajar.reports.questions;

import dev.ajar.reports.text.Phrase;
import dev.ajar.reports.text.Wording;
import dev.ajar.reports.views.RunFacts;
import dev.ajar.reports.views.Views;
import dev.ajar.tables.Table;

/** What a question is answered from: the views and the run whose tables they show. */
public record Case(Views views, RunFacts run) {
  /** Names a table as evidence: with its version and how many of its rows are meant. */
  Phrase rows(Table table, long rows, String which) {
    Long version = run.tableVersions().get(table.name());
    return Phrase.of(
        "Table ",
        table.name(),
        version == null ? "" : " (version " + version + ")",
        ": ",
        Wording.count(rows, "row", "rows"),
        which.isEmpty() ? "" : ", " + which,
        ".");
  }
}
