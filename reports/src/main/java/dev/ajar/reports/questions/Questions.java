package dev.ajar.reports.questions;

import java.util.List;

/** The twelve questions, in the order of the report. */
public final class Questions {
  private Questions() {}

  /** Answers all of them. */
  public static List<Answer> answers(Case of) {
    return List.of(
        WhatWasExposed.answer(of),
        HowItWasReachable.answer(of),
        FromWhenToWhen.answer(of),
        HowManyObjects.answer(of),
        WhoAccessed.answer(of),
        WhatEachTook.answer(of),
        WhatWasChanged.answer(of),
        HowSure.answer(of),
        WhichEvidence.answer(of),
        WhatCannotBeKnown.answer(of),
        WhoOpenedAndClosed.answer(of),
        WhatWouldChange.answer(of));
  }
}
