package dev.ajar.config;

import dev.ajar.AjarException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a configuration (outputs.md, "Configuration") from YAML into records, checked and resolved.
 *
 * <p>Every error names the file, the line, the key, what is wrong and the cure. Nothing is read but
 * the text: whether sources are there is {@code validate}'s to say.
 */
public final class ConfigFile {
  private static final Set<String> KEYS =
      Set.of("audit", "period", "as_of", "sources", "scope", "known", "leads", "rules", "output");
  private static final Set<String> SPAN = Set.of("from", "to");
  private static final Set<String> SCOPE = Set.of("accounts", "containers");
  private static final Set<String> OUTPUT = Set.of("path", "catalog", "schema");
  private static final String AS_OF = "as_of";

  private static final Pattern AUDIT_NAME = Pattern.compile("[A-Za-z0-9-]{1,128}");
  private static final Pattern SCHEMA_NAME = Pattern.compile("[A-Za-z0-9_]{1,128}");

  private final String fileName;
  private final Folder folder;
  private final SectionReader root;

  private ConfigFile(String fileName, Folder folder, SectionReader root) {
    this.fileName = fileName;
    this.folder = folder;
    this.root = root;
  }

  /**
   * The configuration that {@code yaml} means.
   *
   * @param yaml text of the file
   * @param fileName what to call the file in errors
   * @param baseFolder the folder that relative paths are relative to: a Hadoop path
   * @param overrides values by dotted key ({@code rules.sweep}, {@code period.from}, {@code as_of},
   *     {@code sources.0.path}) that take the place of the file's; in order
   * @throws AjarException for every mistake, with exit code 2
   */
  public static AuditConfig read(
      String yaml, String fileName, String baseFolder, Map<String, String> overrides) {
    ConfigNode.Section tree = Overrides.apply(YamlTree.parse(yaml, fileName), overrides);
    return new ConfigFile(fileName, new Folder(baseFolder), new SectionReader(tree, "", KEYS))
        .read();
  }

  private AuditConfig read() {
    String audit =
        root.requiredParsed(
            "audit",
            text -> Spellings.shaped(AUDIT_NAME, text),
            "name the audit with letters, digits and dashes, such as `audit: contoso-2024-03`");
    Instant asOf = root.parsed(AS_OF, Spellings::instant, Spellings.INSTANT_CURE).orElse(null);
    Period period = period(asOf);
    List<SourceConfig> sources = new SourcesSection(root, folder).read();
    List<String> accounts = List.of();
    List<String> containers = List.of();
    Optional<SectionReader> scope = root.section("scope", SCOPE);
    if (scope.isPresent()) {
      accounts = Names.accounts(scope.get(), "accounts");
      containers = Names.containers(scope.get(), "containers");
    }
    Known known = KnownSection.read(root);
    List<Lead> leads = LeadsSection.read(root);
    Rules rules = RulesSection.read(root);
    AuditConfig.Output written = output();
    AuditConfig asWritten =
        new AuditConfig(
            audit, period, asOf, sources, accounts, containers, known, leads, rules, written, "");
    return new AuditConfig(
        audit,
        period,
        asOf,
        sources,
        accounts,
        containers,
        known,
        leads,
        rules,
        resolved(written, sources),
        Canonical.sha256(asWritten));
  }

  private Period period(Instant asOf) {
    String cure = "write `period: {from: 2024-02-01T00:00:00Z, to: 2024-04-01T00:00:00Z}`";
    if (!root.has("period")) {
      throw root.wrong("period", "is missing", cure + ", or give --from and --to");
    }
    SectionReader section = root.section("period", SPAN).orElseThrow();
    Instant from = section.requiredParsed("from", Spellings::instant, Spellings.INSTANT_CURE);
    if (!section.required("to", Spellings.INSTANT_CURE).equals(AS_OF)) {
      return span(section, from);
    }
    if (asOf == null) {
      throw section.wrong("to", "is as_of, and no as_of is given", "give --as-of TIME");
    }
    return ordered(section, from, asOf);
  }

  /** A section of {@code from} and {@code to}. */
  static Period span(SectionReader section) {
    return span(
        section, section.requiredParsed("from", Spellings::instant, Spellings.INSTANT_CURE));
  }

  private static Period span(SectionReader section, Instant from) {
    return ordered(
        section, from, section.requiredParsed("to", Spellings::instant, Spellings.INSTANT_CURE));
  }

  private static Period ordered(SectionReader section, Instant from, Instant to) {
    if (!from.isBefore(to)) {
      throw section.wrong(
          "to", to + " is not after " + from, "spans are [from, to): give a later `to`");
    }
    return new Period(from, to);
  }

  private AuditConfig.Output output() {
    String cure = "write `output: {path: tables}`, or `output: {catalog: main, schema: ajar}`";
    if (!root.has("output")) {
      throw root.wrong("output", "is missing", cure);
    }
    SectionReader section = root.section("output", OUTPUT).orElseThrow();
    if (section.has("path") == (section.has("catalog") || section.has("schema"))) {
      throw root.wrong("output", "needs a path, or a catalog and a schema", cure);
    }
    if (section.has("path")) {
      return new AuditConfig.Output(Folder.path(section, "path", cure), null, null);
    }
    String names = "write a name of letters, digits and underscores";
    return new AuditConfig.Output(
        null,
        section.requiredParsed("catalog", text -> Spellings.shaped(SCHEMA_NAME, text), names),
        section.requiredParsed("schema", text -> Spellings.shaped(SCHEMA_NAME, text), names));
  }

  private AuditConfig.Output resolved(AuditConfig.Output written, List<SourceConfig> sources) {
    if (written.path() == null) {
      return written;
    }
    String path = folder.resolve(written.path());
    for (SourceConfig source : sources) {
      if (Folder.overlap(path, source.uri())) {
        throw root.wrong(
            "output",
            "the tables would lie in the folder of source "
                + source.index()
                + " of "
                + fileName
                + ", or it in theirs",
            "give the tables a folder of their own: evidence is never written to");
      }
    }
    return new AuditConfig.Output(path, null, null);
  }
}
