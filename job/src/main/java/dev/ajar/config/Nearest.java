package dev.ajar.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
public final class Nearest {
  /** So many letters may be wrong: one in three, at least one. */
  private static final int LETTERS_PER_MISTAKE = 3;

  private Nearest() {}

  /** The known word nearest to {@code word} by edit distance; empty if none is near. */
  public static Optional<String> to(String word, Collection<String> known) {
    String given = word.toLowerCase(Locale.ROOT);
    int allowed = Math.max(1, given.length() / LETTERS_PER_MISTAKE);
    return known.stream()
        .filter(candidate -> distance(given, candidate) <= allowed)
        .min(
            Comparator.comparingInt((String candidate) -> distance(given, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** How many letters must be put in, taken out or replaced to make one of the other. */
  static int distance(String one, String other) {
    int[] previous = new int[other.length() + 1];
    int[] current = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[other.length()];
  }
}
