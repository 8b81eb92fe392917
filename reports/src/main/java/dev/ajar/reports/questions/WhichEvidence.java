package dev.ajar.reports.questions;

import dev.ajar.reports.text.Phrase;
import dev.ajar.reports.text.Said;
import dev.ajar.reports.text.Wording;
import dev.ajar.reports.views.ConservationView;
import dev.ajar.tables.Quarantine;
import dev.ajar.tables.Sources;
import java.util.List;

/** Question 9: which evidence supports each number. */
final class WhichEvidence {
  private WhichEvidence() {}

  static Answer answer(Case of) {
    ConservationView.Kind all = of.views().conservation().all();
    return new Answer(
        "Which evidence supports each number?",
        List.of(
            Phrase.of(
                Wording.count(all.files(), "file", "files")
                    + " read, "
                    + Wording.count(all.lines(), "record", "records")
                    + " = "
                    + Wording.number(all.accepted())
                    + " accepted + "
                    + Wording.number(all.outside())
                    + " outside + "
                    + Wording.number(all.duplicate())
                    + " duplicate + "
                    + Wording.number(all.quarantined())
                    + " quarantined."),
            Phrase.of(
                "Run ",
                Said.of(of.run().runId()),
                " (number " + Wording.number(of.run().number()) + ") of this audit.")),
        List.of(
            Phrase.of("Every row names file and offset; ajar show FILE OFFSET prints the record.")),
        List.of(
            of.rows(Sources.TABLE, all.files(), ""),
            Phrase.of("Versions of all tables: section Run.")),
        List.of(
            Phrase.of(
                Wording.count(all.quarantined(), "record", "records")
                    + " could not be read as what they claim to be (table ",
                Quarantine.TABLE.name(),
                "); "
                    + Wording.count(all.notWhole(), "file was", "files were")
                    + " not read to the end, "
                    + Wording.count(all.gone(), "file is", "files are")
                    + " gone since.")));
  }
}
