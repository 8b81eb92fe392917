package dev.ajar.reports.questions;

import dev.ajar.config.Rules;
import dev.ajar.reports.text.Wording;
import dev.ajar.reports.views.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the numbers were made, and what no evidence of this kind can tell. */
public final class Limits {
  /** The ways in that this version looks at. */
  public static final String VECTORS =
      "Examined as ways in were anonymous access; shared access signatures that were risky, of those"
          + " seen in the hours searched; role assignments to others than the configuration or the"
          + " directory calls own; and leads: keys, signatures, windows. What other keys, and"
          + " signatures that no searched hour shows, let in is not known from this report.";

  private Limits() {}

  /** The rules of this audit, a sentence each. */
  public static List<String> method(Views views) {
    Rules rules = views.rules();
    return List.of(
        "The question is asked of the period from "
            + Wording.instant(views.period().from())
            + " to "
            + Wording.instant(views.period().to())
            + ", the end not included. Windows are not cut at the period; requests are looked for"
            + " within it. All times are UTC.",
        "A window's core is from the first to the last instant at which it is proven or inferred"
            + " open; its hull is all the time in which it is not shown closed. Nothing is assumed"
            + " closed, before or after the evidence.",
        "Sweep: " + word(rules.sweep()) + ". " + sweep(rules.sweep()),
        "Touches: "
            + word(rules.touches())
            + ". Other requests in open times (during): "
            + word(rules.during())
            + ". Azure is allowed "
            + rules.settle().toSeconds()
            + " s to apply a change. Log records are looked for up to "
            + rules.lateBy().toHours()
            + " h after their hour.",
        "Confirmed: a successful request through the window by an actor that is neither own nor"
            + " platform. Not determinable: no exposed hour of the period is covered by logs. Not"
            + " observed: none seen, every exposed hour covered. Possible: none seen, some exposed"
            + " hour not covered.",
        "An hour is covered when every category that the capability needs has records, or would"
            + " have left some: read and write logs for list and read, write logs for write,"
            + " delete logs for delete. Hours are clock hours of one window; over several windows"
            + " they are added up.",
        "Requests are records of evidence (file and offset), each counted once in however many"
            + " windows it falls; copies of a record from several sources were removed before."
            + " Objects are told apart by account, container and name; object versions by their"
            + " version too. Bytes are those of response bodies as logged.",
        "Characters that are not seen or that move others are written as their code point; long"
            + " values are cut and say so; the tables hold the whole.");
  }

  /** What cannot be known, whatever was given. */
  public static List<String> cannotBeKnown(Views views) {
    List<String> limits = new ArrayList<>();
    limits.add(Verdict.NEVER_LOGGED);
    limits.add(VECTORS);
    limits.add(
        "Storage logging is best effort: Azure promises neither that every request is logged nor"
            + " that it is logged once.");
    limits.add(
        "An address is not a person: proxies, clouds and shared networks stand behind one address,"
            + " and one caller may use many. A private address is any caller of the same region.");
    limits.add("What left through copies made elsewhere, or was passed on, leaves no record here.");
    limits.add(
        "A shared access signature that no lead names and no stranger was seen with is counted with"
            + " the objects that it was used on, though it let its holder reach more; one limited to"
            + " a blob or a directory, with those in it. So is a role assignment that nobody was seen"
            + " using, to somebody whom the configuration calls neither vendor nor partner.");
    limits.add(
        "A shared access signature made offline leaves no trace when it is made: how many there are"
            + " is not known. One known only from the logs asks for no hours of its own: those that"
            + " were not searched count as not covered.");
    limits.add(
        "Private endpoints make no window, and the rules of network perimeters are not read: where"
            + " public network access is off, whom they let in is not known.");
    limits.add(
        "A role that lets its holder fetch the account's keys leaves no trace of its own in storage"
            + " logs: no request is shown as having come through it, and its verdict is possible at"
            + " best. Conditions of role assignments and deny assignments are not evaluated.");
    if (!views.conservation().has("role-assignments")) {
      limits.add(
          "No list of role assignments was read: whom a role let in is known only from events that"
              + " made or deleted its assignment.");
    }
    if (!views.conservation().has("blob-inventory")) {
      limits.add(
          "No blob inventory was read: objects that no log record names are not in the numbers of"
              + " objects.");
    } else {
      limits.add(
          "Objects that neither an inventory nor a log record names are not in the numbers of"
              + " objects.");
    }
    if (!views.conservation().has("activity-log")) {
      limits.add(
          "No activity log was read: who changed settings of accounts, and when, is not known from"
              + " it.");
    }
    if (!views.conservation().has("diagnostic-settings")) {
      limits.add(
          "No snapshot of diagnostic settings was read: hours without records count as covered only"
              + " where events show that logging was on.");
    }
    if (views.rules().sweep() == Rules.Sweep.EXPOSED) {
      limits.add(
          "Hours of containers without a sign of openness were not searched (sweep: exposed);"
              + " sweep: all searches every hour of the period.");
    }
    if (views.rules().during() == Rules.During.NONE) {
      limits.add("Requests that did not come through a window were dropped (during: none).");
    }
    return List.copyOf(limits);
  }

  private static String sweep(Rules.Sweep sweep) {
    return switch (sweep) {
      case EXPOSED -> "Searched were the hours of windows that show a sign of openness.";
      case UNPROVEN ->
          "Searched were the hours of windows with a sign of openness, of unknown windows and of"
              + " spans that are closed by inference only.";
      case ALL -> "Searched was every hour of the period.";
    };
  }

  private static String word(Enum<?> rule) {
    return rule.name().toLowerCase(Locale.ROOT);
  }
}
