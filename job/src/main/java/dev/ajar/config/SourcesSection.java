package dev.ajar.config;

import static dev.ajar.config.SourceKind.ACCOUNTS;
import static dev.ajar.config.SourceKind.ACTIVITY_LOG;
import static dev.ajar.config.SourceKind.CONTAINERS;
import static dev.ajar.config.SourceKind.DIAGNOSTIC_SETTINGS;
import static dev.ajar.config.SourceKind.LOG_ANALYTICS_EXPORT;
import static dev.ajar.config.SourceKind.PRINCIPALS;
import static dev.ajar.config.SourceKind.ROLE_ASSIGNMENTS;
import static dev.ajar.config.SourceKind.ROLE_DEFINITIONS;
import static dev.ajar.config.SourceKind.SERVICE_TAGS;
import static dev.ajar.config.SourceKind.STORAGE_ANALYTICS;
import static dev.ajar.config.SourceKind.STORAGE_LOGS;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The section {@code sources}: what evidence there is, and what is known of each. */
final class SourcesSection {
  private static final Set<String> KEYS =
      Set.of("kind", "path", "taken_at", "api_version", "covers", "destination");
  private static final Set<String> SPAN = Set.of("from", "to");

  /** A snapshot says what was so at an instant, so that instant must be known. */
  private static final Set<SourceKind> SNAPSHOTS =
      EnumSet.of(ACCOUNTS, CONTAINERS, ROLE_ASSIGNMENTS, ROLE_DEFINITIONS, DIAGNOSTIC_SETTINGS);

  /** Lists that change little: they may say when they were taken. */
  private static final Set<SourceKind> LISTS = EnumSet.of(PRINCIPALS, SERVICE_TAGS);

  private static final Set<SourceKind> STORED_LOGS =
      EnumSet.of(STORAGE_LOGS, STORAGE_ANALYTICS, LOG_ANALYTICS_EXPORT);

  private static final Set<SourceKind> VERSIONED =
      EnumSet.of(ACCOUNTS, CONTAINERS, DIAGNOSTIC_SETTINGS);

  private static final Pattern API_VERSION = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-preview)?");
  private static final String FROM_PATH = "path";
  private static final String KIND_CURE =
      "give each source a kind, such as `{kind: storage-logs, path: …}`";
  private static final String PATH_CURE =
      "give the folder or file: a path relative to this file, or any Hadoop path";
  private static final String TAKEN_AT_CURE =
      "say when the snapshot was taken: a time such as 2024-03-01T00:00:00Z, or `path` where each"
          + " file's path holds its date; the file's own time is when it was copied";

  private final SectionReader root;
  private final Folder folder;

  SourcesSection(SectionReader root, Folder folder) {
    this.root = root;
    this.folder = folder;
  }

  List<SourceConfig> read() {
    List<SectionReader> sections = root.sections("sources", KEYS);
    if (sections.isEmpty()) {
      throw root.wrong(
          "sources",
          root.has("sources") ? "is empty" : "is missing",
          "name the evidence: " + KIND_CURE);
    }
    List<SourceConfig> sources = new ArrayList<>();
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < sections.size(); i++) {
      SourceConfig source = source(i, sections.get(i));
      Integer earlier = places.putIfAbsent(source.kind() + " " + source.uri(), i);
      if (earlier != null) {
        throw sections
            .get(i)
            .wrong("path", "is the same as of source " + earlier, "take one of the two out");
      }
      sources.add(source);
    }
    return List.copyOf(sources);
  }

  private SourceConfig source(int index, SectionReader section) {
    section.required("kind", KIND_CURE);
    SourceKind kind = section.word("kind", SourceKind.class).orElseThrow();
    String path = Folder.path(section, "path", PATH_CURE);
    only(section, kind, "covers", STORED_LOGS.contains(kind) || kind == ACTIVITY_LOG);
    only(section, kind, "destination", STORED_LOGS.contains(kind));
    only(section, kind, "api_version", VERSIONED.contains(kind));
    only(section, kind, "taken_at", SNAPSHOTS.contains(kind) || LISTS.contains(kind));
    String takenAt =
        SNAPSHOTS.contains(kind)
            ? section.required("taken_at", TAKEN_AT_CURE)
            : section.text("taken_at").orElse(null);
    boolean fromPath = FROM_PATH.equals(takenAt);
    Instant at =
        takenAt == null || fromPath
            ? null
            : section.requiredParsed("taken_at", Spellings::instant, TAKEN_AT_CURE);
    Optional<String> apiVersion =
        section.parsed(
            "api_version",
            text -> Spellings.shaped(API_VERSION, text),
            "write the version of the ARM API, such as 2024-01-01");
    Period covers = section.section("covers", SPAN).map(ConfigFile::span).orElse(null);
    return new SourceConfig(
        index,
        kind,
        path,
        folder.resolve(path),
        at,
        fromPath,
        apiVersion.orElse(null),
        covers,
        destination(section));
  }

  private static String destination(SectionReader section) {
    return section
        .parsed(
            "destination",
            text ->
                text.startsWith("/subscriptions/") || text.startsWith("/SUBSCRIPTIONS/")
                    ? text.toLowerCase(Locale.ROOT)
                    : null,
            "write the resource id that the diagnostic setting names, /subscriptions/…: where the"
                + " logs were sent")
        .orElse(null);
  }

  private static void only(SectionReader section, SourceKind kind, String key, boolean allowed) {
    if (section.has(key) && !allowed) {
      throw section.wrong(
          key, "a source of kind " + kind.word() + " has no such key", "take it out");
    }
  }
}
