package dev.ajar.config;

import java.util.Optional;
import java.util.Set;

/** The section {@code rules}: how to judge; what is not given is {@link Rules#DEFAULTS}. */
final class RulesSection {
  private static final Set<String> KEYS =
      Set.of(
          "sweep",
          "touches",
          "during",
          "settle",
          "late_by",
          "sas_max_days",
          "quarantine_limit",
          "anonymous_by_default_before",
          "no_anonymous_by_default_from");

  private RulesSection() {}

  static Rules read(SectionReader root) {
    Optional<SectionReader> given = root.section("rules", KEYS);
    return given.map(RulesSection::rules).orElse(Rules.DEFAULTS);
  }

  private static Rules rules(SectionReader section) {
    Rules none = Rules.DEFAULTS;
    Rules rules =
        new Rules(
            section.word("sweep", Rules.Sweep.class).orElse(none.sweep()),
            section.word("touches", Rules.Touches.class).orElse(none.touches()),
            section.word("during", Rules.During.class).orElse(none.during()),
            section
                .parsed("settle", Spellings::duration, Spellings.DURATION_CURE)
                .orElse(none.settle()),
            section
                .parsed("late_by", Spellings::duration, Spellings.DURATION_CURE)
                .orElse(none.lateBy()),
            section
                .parsed("sas_max_days", Spellings::positive, "write a number of days, 1 or more")
                .orElse(none.sasMaxDays()),
            section
                .parsed("quarantine_limit", Spellings::share, "write a share from 0 to 1: 0.001")
                .orElse(none.quarantineLimit()),
            section
                .parsed("anonymous_by_default_before", Spellings::instant, Spellings.INSTANT_CURE)
                .orElse(none.anonymousByDefaultBefore()),
            section
                .parsed("no_anonymous_by_default_from", Spellings::instant, Spellings.INSTANT_CURE)
                .orElse(none.noAnonymousByDefaultFrom()));
    if (rules.noAnonymousByDefaultFrom().isBefore(rules.anonymousByDefaultBefore())) {
      throw section.wrong(
          "no_anonymous_by_default_from",
          "is before anonymous_by_default_before",
          "between the two the default is unknown: give the later time here");
    }
    return rules;
  }
}
