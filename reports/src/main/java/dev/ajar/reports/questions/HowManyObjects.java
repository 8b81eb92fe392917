package dev.ajar.reports.questions;

import dev.ajar.reports.text.Phrase;
import dev.ajar.reports.text.Wording;
import dev.ajar.reports.views.ObjectsView.Totals;
import dev.ajar.tables.ExposedObjects;
import java.util.List;

/** Question 4: how many objects. */
final class HowManyObjects {
  private HowManyObjects() {}

  static Answer answer(Case of) {
    Totals objects = of.views().objects().totals();
    return new Answer(
        "How many objects?",
        List.of(
            Phrase.of(
                "Exposed: at least "
                    + Wording.number(objects.inCore())
                    + " (in windows proven or inferred open), at most "
                    + Wording.number(objects.objects())
                    + " of the known ones (possible windows too)."),
            Phrase.of(
                "Taken: "
                    + Wording.number(objects.confirmed())
                    + " confirmed, "
                    + Wording.number(objects.possible())
                    + " possible, "
                    + Wording.number(objects.notDeterminable())
                    + " not determinable; none observed for "
                    + Wording.number(objects.notObserved())
                    + ".")),
        List.of(
            Phrase.of(
                "Distinct objects by account, container and name; the strongest verdict of an"
                    + " object counts. Total: "
                    + Wording.count(
                        objects.rows(), "object version in a window", "object versions in windows")
                    + ", "
                    + Wording.number(objects.versions())
                    + " distinct.")),
        List.of(of.rows(ExposedObjects.TABLE, objects.rows(), "column verdict")),
        List.of(Phrase.of("How many objects there were that neither inventory nor log names.")));
  }
}
