package dev.ajar.reports.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A sentence or less of a report: Ajar's own words, and between them text from evidence, which the
 * page sets apart.
 *
 * @param parts in order
 */
public record Phrase(List<Part> parts) {
  /**
   * A part.
   *
   * @param text what to show
   * @param evidence whether it is text from evidence
   */
  public record Part(String text, boolean evidence) {}

  /**
   * A phrase of words, numbers and {@link Said}s.
   *
   * @param parts each {@link Said} is evidence, each {@link Phrase} brings its parts, all else is
   *     ours
   */
  public static Phrase of(Object... parts) {
    List<Part> list = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof Said said) {
        list.add(new Part(said.text(), true));
        if (said.cut()) {
          list.add(new Part(said.note(), false));
        }
      } else if (part instanceof Phrase phrase) {
        list.addAll(phrase.parts());
      } else {
        list.add(new Part(String.valueOf(part), false));
      }
    }
    return new Phrase(List.copyOf(list));
  }

  /** The phrases of a list behind one another, {@code between} between them. */
  public static Phrase join(List<Phrase> phrases, String between) {
    List<Object> parts = new ArrayList<>();
    for (Phrase phrase : phrases) {
      if (!parts.isEmpty()) {
        parts.add(between);
      }
      parts.add(phrase);
    }
    return of(parts.toArray());
  }

  /** The phrase as plain text, for a terminal. */
  public String plain() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(part.text());
    }
    return text.toString();
  }
}
