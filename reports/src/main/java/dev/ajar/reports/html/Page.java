package dev.ajar.reports.html;

import dev.ajar.reports.questions.Answer;
import dev.ajar.reports.questions.Case;
import dev.ajar.reports.questions.Limits;
import dev.ajar.reports.questions.Questions;
import dev.ajar.reports.questions.Verdict;
import dev.ajar.reports.text.Phrase;
import dev.ajar.reports.views.ChangesView;
import dev.ajar.reports.views.RunFacts;
import dev.ajar.reports.views.Views;
import dev.ajar.reports.views.WindowsView.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * All that the templates draw.
 *
 * @param changes what changed since an earlier run; null where nobody asked
 */
public record Page(
    Views views,
    RunFacts run,
    ChangesView changes,
    Verdict verdict,
    List<Answer> answers,
    TimelineChart chart,
    List<String> method,
    List<String> limits,
    Map<String, Integer> windowNumbers,
    Assets assets) {
  private static final int BRIEF = 3;

  /** The page of some views. */
  public static Page of(Views views, RunFacts run) {
    return of(views, run, null);
  }

  /** The page of some views that says what changed, unless {@code changes} is null. */
  public static Page of(Views views, RunFacts run, ChangesView changes) {
    Map<String, Integer> numbers = new HashMap<>();
    for (Window window : views.windows().listed().rows()) {
      numbers.put(window.id(), window.number());
    }
    return new Page(
        views,
        run,
        changes,
        Verdict.of(views),
        Questions.answers(new Case(views, run)),
        TimelineChart.of(views),
        Limits.method(views),
        Limits.cannotBeKnown(views),
        Map.copyOf(numbers),
        Assets.read());
  }

  /** The windows that have a page of their own. */
  public List<Window> windowPages() {
    return views.windows().listed().rows().stream()
        .filter(window -> views.pages().windows().containsKey(window.id()))
        .toList();
  }

  /** The answer to a question, by its number from 1. */
  public Answer answer(int number) {
    return answers.get(number - 1);
  }

  /** The beginning of an answer: two pages hold no more of each. */
  public List<Phrase> brief(int number) {
    List<Phrase> whole = answer(number).value();
    if (whole.size() <= BRIEF) {
      return whole;
    }
    List<Phrase> brief = new ArrayList<>(whole.subList(0, BRIEF));
    brief.add(Phrase.of("And more: report.html, question " + number + "."));
    return List.copyOf(brief);
  }

  /** {@code W3}, or a dash for a window that is not listed. */
  public String windowNumber(String id) {
    Integer number = id == null ? null : windowNumbers.get(id);
    return number == null ? "–" : "W" + number;
  }

  /** {@code W1, W3}: the listed ones of some windows in their order; empty where none is listed. */
  public String windowNumbers(List<String> ids) {
    return ids.stream()
        .map(windowNumbers::get)
        .filter(Objects::nonNull)
        .sorted()
        .map(number -> "W" + number)
        .collect(Collectors.joining(", "));
  }

  /** The CSS class of a word of certainty, exposure, severity or state: letters and dashes. */
  public static String kind(String word) {
    return switch (word == null ? "" : word) {
      case "confirmed", "high", "unreadable", "vendor", "failure" -> "bad";
      case "possible", "medium", "inferred", "partner", "known-scanner" -> "warn";
      case "not observed", "own", "platform", "logged", "quiet", "success" -> "calm";
      default -> "dim";
    };
  }
}
