package dev.ajar.reports.questions;

import dev.ajar.reports.text.Phrase;
import dev.ajar.reports.text.Wording;
import dev.ajar.reports.views.AccessorsView.OfRelation;
import dev.ajar.reports.views.AccessorsView.Took;
import dev.ajar.reports.views.Relations;
import dev.ajar.reports.views.Views;
import dev.ajar.reports.views.WindowsView.Totals;
import dev.ajar.reports.views.WindowsView.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * The verdict over all windows, in one paragraph: what, until when, reached by whom, not known, act
 * now.
 *
 * <p>The word is the strongest that holds for them together: confirmed if any is; not observed only
 * if all are; not determinable only if all are; else possible, for something was looked through and
 * something was not.
 *
 * @param word confirmed, possible, not observed, not determinable, or none found where the evidence
 *     shows no window
 * @param headline the verdict in a sentence
 * @param sentences the rest of the paragraph
 */
public record Verdict(String word, Phrase headline, List<Phrase> sentences) {
  /** What Azure never logs, and so no log can show. */
  public static final String NEVER_LOGGED =
      "Azure never logs most failed anonymous requests, nor requests whose signature is wrong.";

  /** The verdict of the views. */
  public static Verdict of(Views views) {
    Totals totals = views.windows().totals();
    String word = word(totals);
    List<Phrase> sentences = new ArrayList<>();
    what(views, sentences);
    reached(views, sentences);
    notKnown(views, sentences);
    sentences.add(Phrase.of(actNow(views)));
    return new Verdict(word, Phrase.of(headline(word, views)), List.copyOf(sentences));
  }

  /** The whole paragraph as plain text. */
  public String plain() {
    List<Phrase> all = new ArrayList<>(List.of(headline));
    all.addAll(sentences);
    return Phrase.join(all, " ").plain();
  }

  private static String word(Totals totals) {
    if (totals.windows() == 0) {
      return "none found";
    }
    if (totals.confirmed() > 0) {
      return "confirmed";
    }
    if (totals.notObserved() == totals.windows()) {
      return "not observed";
    }
    return totals.notDeterminable() == totals.windows() ? "not determinable" : "possible";
  }

  private static String headline(String word, Views views) {
    Totals totals = views.windows().totals();
    return switch (word) {
      case "none found" ->
          "None found: the evidence that was given shows no sign of an open container.";
      case "confirmed" ->
          "Confirmed: callers who are neither own nor platform came through "
              + Wording.number(totals.confirmed())
              + " of "
              + Wording.count(totals.windows(), "exposure window", "exposure windows")
              + ".";
      case "not determinable" ->
          "Not determinable: for none of "
              + Wording.count(totals.windows(), "exposure window", "exposure windows")
              + " is there an exposed hour of the period that has logs.";
      default -> Wording.sentence(word) + ": " + noneObserved(totals);
    };
  }

  /** The sentence that stands where others would write "no access". */
  static String noneObserved(Totals totals) {
    if (totals.hoursExposed() == 0) {
      return "none observed; no hour of the period is proven or inferred open, and "
          + Wording.number(totals.hoursRestCovered())
          + " of "
          + Wording.count(
              totals.hoursRest(), "possible hour has logs.", "possible hours have logs.");
    }
    return "none observed in the "
        + Wording.number(totals.hoursExposedCovered())
        + " of "
        + Wording.count(totals.hoursExposed(), "exposed hour", "exposed hours")
        + " that have logs.";
  }

  private static void what(Views views, List<Phrase> sentences) {
    Totals totals = views.windows().totals();
    if (totals.windows() == 0) {
      return;
    }
    sentences.add(
        Phrase.of(
            "The windows ("
                + Wording.number(totals.proven())
                + " proven open, "
                + Wording.number(totals.inferred())
                + " inferred, "
                + Wording.number(totals.possible())
                + " possible) concern "
                + Wording.count(totals.containers(), "named container", "named containers")
                + " in "
                + Wording.count(totals.accounts(), "account", "accounts")
                + "."));
    Window worst = views.windows().listed().rows().get(0);
    sentences.add(
        Phrase.of(
            totals.windows() == 1 ? "It is " : "The first to look at is ",
            WindowWording.place(worst.account(), worst.container()),
            " (",
            WindowWording.capability(worst),
            "): ",
            WindowWording.times(worst),
            "."));
  }

  private static void reached(Views views, List<Phrase> sentences) {
    Took outside = views.accessors().outside();
    Totals totals = views.windows().totals();
    if (outside.succeeded() > 0) {
      sentences.add(
          Phrase.of(
              "Reached by ",
              Phrase.join(
                  views.accessors().through().stream()
                      .filter(of -> Relations.isOutside(of.relation()) && of.took().actors() > 0)
                      .map(Verdict::actors)
                      .toList(),
                  ", "),
              ": "
                  + Wording.count(outside.succeeded(), "successful request", "successful requests")
                  + " between "
                  + Wording.instant(outside.firstAt())
                  + " and "
                  + Wording.instant(outside.lastAt())
                  + ", content of "
                  + Wording.count(outside.objectsRead(), "object", "objects")
                  + " read, "
                  + Wording.bytes(outside.contentBytes())
                  + "."));
    }
    if (totals.windows() > 0) {
      sentences.add(
          Phrase.of(
              "Own actors and the platform made "
                  + Wording.count(
                      views.accessors().inside().succeeded(),
                      "successful request",
                      "successful requests")
                  + " through the windows, counted apart."));
    }
  }

  private static Phrase actors(OfRelation of) {
    return Phrase.of(
        Wording.number(of.took().actors()) + " ",
        WindowWording.said(of.relation()),
        of.took().actors() == 1 ? " actor" : " actors");
  }

  private static void notKnown(Views views, List<Phrase> sentences) {
    Totals totals = views.windows().totals();
    if (totals.windows() > 0) {
      sentences.add(
          Phrase.of(
              "Not known: "
                  + Wording.number(totals.hoursExposed() - totals.hoursExposedCovered())
                  + " of "
                  + Wording.count(totals.hoursExposed(), "exposed hour", "exposed hours")
                  + " and "
                  + Wording.number(totals.hoursRest() - totals.hoursRestCovered())
                  + " of "
                  + Wording.count(totals.hoursRest(), "possible hour", "possible hours")
                  + " have no logs. "
                  + NEVER_LOGGED));
    }
    if (totals.unknown() > 0) {
      sentences.add(Phrase.of(unknown(totals)));
    }
    sentences.add(Phrase.of(Limits.VECTORS));
  }

  /** Counts the unknown windows. */
  static String unknown(Totals totals) {
    String containers =
        Wording.count(totals.unknownContainers(), "container has", "containers have")
            + " times without evidence of being open or closed";
    String accounts =
        totals.unknownAccounts() == 0
            ? ""
            : (totals.unknownContainers() == 0 ? "" : "; ")
                + "of "
                + Wording.count(totals.unknownAccounts(), "account", "accounts")
                + " there is no whole list of containers, so containers that nobody listed may have"
                + " been open";
    return Wording.sentence((totals.unknownContainers() == 0 ? "" : containers) + accounts) + ".";
  }

  private static String actNow(Views views) {
    Totals totals = views.windows().totals();
    List<String> steps = new ArrayList<>();
    if (totals.stillOpen() > 0) {
      steps.add(
          "check and close what "
              + Wording.count(totals.stillOpen(), "window", "windows")
              + " without a known end "
              + (totals.stillOpen() == 1 ? "stands" : "stand")
              + " for");
    }
    if (views.findings().high() > 0) {
      steps.add(
          "read "
              + Wording.count(views.findings().high(), "finding", "findings")
              + " of severity high");
    }
    if (totals.hoursInPeriod() > totals.hoursCovered()) {
      steps.add("secure the logs of the uncovered hours before their retention ends");
    }
    return steps.isEmpty()
        ? "Act now: no step follows from the tables alone."
        : "Act now: " + Wording.list(steps) + ".";
  }
}
