package dev.ajar.reports.questions;

import dev.ajar.reports.text.Phrase;
import dev.ajar.reports.text.Wording;
import dev.ajar.reports.views.ObjectsView;
import dev.ajar.reports.views.WindowsView.Totals;
import dev.ajar.tables.ExposedObjects;
import dev.ajar.tables.ExposureWindows;
import java.util.ArrayList;
import java.util.List;

/** Question 1: what was exposed. */
final class WhatWasExposed {
  private static final int HINTS = 5;

  private WhatWasExposed() {}

  static Answer answer(Case of) {
    Totals windows = of.views().windows().totals();
    ObjectsView.Totals objects = of.views().objects().totals();
    List<Phrase> value = new ArrayList<>();
    value.add(
        Phrase.of(
            Wording.count(windows.accounts(), "account", "accounts")
                + ", "
                + Wording.count(windows.containers(), "named container", "named containers")
                + ", "
                + Wording.count(objects.objects(), "known object", "known objects")
                + " in "
                + Wording.count(objects.versions(), "version", "versions")
                + ", "
                + Wording.bytes(objects.knownBytes())
                + " of known length."));
    List<ObjectsView.Hint> hints = of.views().objects().hints();
    if (!hints.isEmpty()) {
      value.add(
          Phrase.of(
              "Names and types suggest: ",
              Phrase.join(
                  hints.stream()
                      .limit(HINTS)
                      .map(
                          hint ->
                              Phrase.of(
                                  WindowWording.said(hint.sensitivity()),
                                  " (" + Wording.number(hint.objects()) + ")"))
                      .toList(),
                  ", "),
              hints.size() > HINTS ? " and more." : "."));
    }
    return new Answer(
        "What was exposed?",
        value,
        List.of(
            Phrase.of(
                Wording.number(windows.proven())
                    + " windows proven open, "
                    + Wording.number(windows.inferred())
                    + " inferred, "
                    + Wording.number(windows.possible())
                    + " possible. Kinds of data are hints from names and types, not a finding of"
                    + " content.")),
        List.of(
            of.rows(ExposureWindows.TABLE, windows.windows(), "with a sign of openness"),
            of.rows(ExposedObjects.TABLE, objects.rows(), "object versions in windows")),
        List.of(
            Phrase.of(
                "Objects that neither an inventory nor a log record names. The length of "
                    + Wording.count(objects.unknownLength(), "version.", "versions."))));
  }
}
