package dev.ajar.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The section {@code known}: who is who. Ids are compared in lower case. */
final class KnownSection {
  private static final Set<String> KEYS = Set.of("tenants", "principals", "networks", "agents");
  private static final int UUID_LENGTH = 36;

  /** Relations to the victim (exposure.md §6). */
  private static final Set<String> RELATIONS =
      new LinkedHashSet<>(
          List.of("own", "vendor", "partner", "platform", "known-scanner", "unknown"));

  private KnownSection() {}

  static Known read(SectionReader root) {
    Optional<SectionReader> known = root.section("known", KEYS);
    if (known.isEmpty()) {
      return Known.NOBODY;
    }
    SectionReader section = known.get();
    return new Known(
        named(section, "tenants", "id", KnownSection::guid),
        named(section, "principals", "id", id -> id.toLowerCase(Locale.ROOT)),
        named(section, "networks", "cidr", Spellings::cidr),
        named(section, "agents", "contains", text -> text));
  }

  private static String guid(String id) {
    try {
      return id.length() == UUID_LENGTH ? UUID.fromString(id).toString() : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static List<Known.Named> named(
      SectionReader known, String list, String match, UnaryOperator<String> spelling) {
    List<Known.Named> named = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    String cure =
        switch (list) {
          case "tenants" -> "write the tenant's id, a GUID";
          case "principals" -> "write an object id, an application id or a user principal name";
          case "networks" -> "write an address or a range: 203.0.113.0/24, 2001:db8::/32";
          default -> "write a word that the user agent contains";
        };
    for (SectionReader section : known.sections(list, Set.of(match, "name", "relation"))) {
      String value = section.requiredParsed(match, spelling, cure);
      if (!seen.add(value)) {
        throw section.wrong(match, "is named twice", "keep one of the two");
      }
      String relation =
          section.required("relation", "write one of " + String.join(", ", RELATIONS));
      named.add(
          new Known.Named(
              value,
              section.text("name").orElse(null),
              section.oneOf("relation", relation, RELATIONS)));
    }
    return List.copyOf(named);
  }
}
