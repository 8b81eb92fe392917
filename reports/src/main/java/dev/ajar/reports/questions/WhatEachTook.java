package dev.ajar.reports.questions;

import dev.ajar.reports.text.Phrase;
import dev.ajar.reports.text.Wording;
import dev.ajar.reports.views.AccessorsView.Accessor;
import dev.ajar.reports.views.AccessorsView.Took;
import dev.ajar.reports.views.Relations;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.ExposedObjects;
import java.util.ArrayList;
import java.util.List;

/** Question 6: what did each take. */
final class WhatEachTook {
  private static final int SHOWN = 3;

  private WhatEachTook() {}

  static Answer answer(Case of) {
    Took outside = of.views().accessors().outside();
    List<Phrase> value = new ArrayList<>();
    value.add(
        Phrase.of(
            "Together, neither own nor platform: "
                + took(outside)
                + "; whole copies of "
                + Wording.count(of.views().objects().totals().completeCopies(), "object", "objects")
                + " (by one actor each)."));
    of.views().accessors().listed().rows().stream()
        .filter(one -> Relations.isOutside(one.relation()) && one.took().succeeded() > 0)
        .limit(SHOWN)
        .forEach(one -> value.add(one(one)));
    return new Answer(
        "What did each take?",
        value,
        List.of(
            Phrase.of(
                "Bytes are response bodies as logged. A whole copy is claimed only where one"
                    + " actor's reads of one version cover its known length.")),
        List.of(
            of.rows(ExposedObjects.TABLE, of.views().objects().totals().rows(), "complete_copy"),
            Phrase.of("Table ", Accesses.TABLE.name(), ": bytes_out, range_start, range_end.")),
        List.of(
            Phrase.of(
                "Whether what was listed was read elsewhere. Whole or part, for "
                    + Wording.count(
                        of.views().objects().totals().unknownLength(),
                        "version of unknown length.",
                        "versions of unknown length."))));
  }

  private static Phrase one(Accessor one) {
    return Phrase.of(
        WindowWording.said(one.label()),
        " (",
        WindowWording.said(one.relation()),
        "): " + took(one.took()) + ".");
  }

  private static String took(Took took) {
    return Wording.count(took.lists(), "listing", "listings")
        + ", "
        + Wording.count(took.reads(), "read", "reads")
        + " of "
        + Wording.count(took.objectsRead(), "object", "objects")
        + ", "
        + Wording.bytes(took.contentBytes())
        + " of content";
  }
}
