package dev.ajar.config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The section {@code leads}: what the responder already knows. A leaked key or SAS is named by its
 * SHA-256, never by itself.
 */
final class LeadsSection {
  private static final Set<String> KEYS =
      Set.of(
          "vector",
          "account",
          "container",
          "key",
          "since",
          "sha256",
          "from",
          "to",
          "capability",
          "reason");

  /** The keys that each vector needs, and may have. */
  private record Shape(Set<String> needed, Set<String> allowed) {}

  private static final Map<String, Shape> SHAPES =
      Map.of(
          "account-key",
          new Shape(Set.of("account", "key", "since"), Set.of("sha256", "reason")),
          "sas",
          new Shape(Set.of("account", "sha256"), Set.of("container", "since", "reason")),
          "window",
          new Shape(Set.of("account", "from", "to", "capability", "reason"), Set.of("container")));

  private static final Set<String> CAPABILITIES =
      new LinkedHashSet<>(List.of("list", "read", "write", "delete"));
  private static final Set<String> KEY_LABELS = new TreeSet<>(Set.of("key1", "key2"));
  private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");
  private static final String SHA256_CURE =
      "write SHA-256 as 64 hex digits: of the base64-decoded key, or of the URL-decoded value of"
          + " the signature; never the key or signature itself";

  private LeadsSection() {}

  static List<Lead> read(SectionReader root) {
    List<Lead> leads = new ArrayList<>();
    for (SectionReader section : root.sections("leads", KEYS)) {
      Lead lead = lead(section);
      for (Lead other : leads) {
        if (overlap(lead, other)) {
          throw section.wrong(
              "vector", "another lead says the same at the same time", "write one lead of both");
        }
      }
      leads.add(lead);
    }
    return List.copyOf(leads);
  }

  /** Windows of one container, vector and subject never overlap (exposure.md §4). */
  private static boolean overlap(Lead one, Lead other) {
    boolean same =
        one.vector().equals(other.vector())
            && one.account().equals(other.account())
            && Objects.equals(one.container(), other.container())
            && Objects.equals(one.key(), other.key())
            && Objects.equals(one.sha256(), other.sha256());
    return same
        && (one.from() == null
            || (one.from().isBefore(other.to()) && other.from().isBefore(one.to())));
  }

  private static Lead lead(SectionReader section) {
    Set<String> vectors = new TreeSet<>(SHAPES.keySet());
    String vector = section.required("vector", "write one of " + String.join(", ", vectors));
    section.oneOf("vector", vector, vectors);
    check(section, vector, SHAPES.get(vector));
    Period span = vector.equals("window") ? ConfigFile.span(section) : new Period(null, null);
    return new Lead(
        vector,
        section.requiredParsed("account", Names::account, Names.ACCOUNT_CURE),
        section.parsed("container", Names::container, Names.CONTAINER_CURE).orElse(null),
        section.text("key").map(key -> section.oneOf("key", key, KEY_LABELS)).orElse(null),
        since(section),
        section.parsed("sha256", LeadsSection::sha256, SHA256_CURE).orElse(null),
        span.from(),
        span.to(),
        capability(section),
        section.text("reason").orElse(null));
  }

  private static Instant since(SectionReader section) {
    return section.parsed("since", Spellings::instant, Spellings.INSTANT_CURE).orElse(null);
  }

  /** Upper case, as Azure's logs write hashes. */
  private static String sha256(String text) {
    return SHA256.matcher(text).matches() ? text.toUpperCase(Locale.ROOT) : null;
  }

  private static void check(SectionReader section, String vector, Shape shape) {
    for (String key : new TreeSet<>(shape.needed())) {
      if (!section.has(key)) {
        throw section.wrong(
            key,
            "is missing",
            "a lead of vector "
                + vector
                + " needs "
                + String.join(", ", new TreeSet<>(shape.needed())));
      }
    }
    for (String key : new TreeSet<>(KEYS)) {
      boolean fits =
          key.equals("vector") || shape.needed().contains(key) || shape.allowed().contains(key);
      if (section.has(key) && !fits) {
        throw section.wrong(key, "a lead of vector " + vector + " has no such key", "take it out");
      }
    }
  }

  /** Sorted as tables sort sets of words; null where the vector has none. */
  private static List<String> capability(SectionReader section) {
    if (!section.has("capability")) {
      return null;
    }
    Set<String> words = new TreeSet<>();
    for (String word : section.texts("capability")) {
      words.add(section.oneOf("capability", word, CAPABILITIES));
    }
    if (words.isEmpty()) {
      throw section.wrong("capability", "is empty", "write what was possible: [list, read]");
    }
    return List.copyOf(words);
  }
}
