package dev.ajar.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ajar.AjarException;
import dev.ajar.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfigFileTest {
  private static final String LEAST =
      """
      audit: contoso-2024-03
      period: {from: 2024-02-01T00:00:00Z, to: 2024-04-01T00:00:00Z}
      sources:
        - {kind: storage-logs, path: logs/}
      output: {path: tables}
      """;

  private static final String SHA =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  private static final String WHOLE =
      """
      audit: contoso-2024-03
      period: {from: 2024-02-01T00:00:00Z, to: as_of}
      as_of: 2024-05-01T00:00:00+02:00
      sources:
        - {kind: storage-logs, path: "abfss://insights-logs-storageread@logs.dfs.core.windows.net/", covers: {from: 2024-02-01T00:00:00Z, to: 2024-03-01T00:00:00Z}, destination: /subscriptions/A/resourceGroups/B/providers/Microsoft.Storage/storageAccounts/logs}
        - {kind: storage-analytics, path: /Volumes/main/raw/classic}
        - {kind: log-analytics-export, path: ../export/am-storagebloblogs}
        - {kind: activity-log, path: "file:/data/activity", covers: {from: 2024-02-01T00:00:00Z, to: 2024-03-01T00:00:00Z}}
        - {kind: accounts, path: accounts, taken_at: 2024-03-01T00:00:00Z, api_version: 2024-01-01}
        - {kind: containers, path: containers, taken_at: path}
        - {kind: resource-changes, path: changes}
        - {kind: blob-inventory, path: inventory}
        - {kind: role-assignments, path: roles, taken_at: 2024-03-01T00:00:00Z}
        - {kind: role-definitions, path: definitions, taken_at: 2024-03-01T00:00:00Z}
        - {kind: diagnostic-settings, path: diagnostics, taken_at: path}
        - {kind: transaction-metrics, path: metrics}
        - {kind: principals, path: people}
        - {kind: service-tags, path: ServiceTags.json}
      scope: {accounts: [contosodata], containers: [contosodata/network-config, "contosodata/$web"]}
      known:
        tenants:
          - {id: 0AAAAAAA-0000-4000-8000-000000000001, name: Contoso, relation: own}
          - {id: 0aaaaaaa-0000-4000-8000-000000000002, relation: vendor}
        principals: [{id: Anna@contoso.example, name: Anna, relation: own}]
        networks: [{cidr: 203.0.113.0/24, name: HQ egress, relation: own}, {cidr: "2001:db8::/32", relation: partner}]
        agents: [{contains: censys, name: Censys, relation: known-scanner}]
      leads:
        - {vector: account-key, account: contosodata, key: key1, since: 2024-02-03T00:00:00Z, sha256: SHA}
        - {vector: sas, account: contosodata, sha256: SHA}
        - {vector: window, account: contosodata, container: network-config, from: 2024-02-01T00:00:00Z, to: 2024-02-02T00:00:00Z, capability: [read, list], reason: the vendor's letter}
      rules: {sweep: unproven, touches: gaps, during: none, settle: 45s, late_by: 7d, sas_max_days: 3, quarantine_limit: 0.5, anonymous_by_default_before: 2023-07-01T00:00:00Z, no_anonymous_by_default_from: 2023-12-01T00:00:00Z}
      output: {catalog: main, schema: ajar}
      """
          .replace("SHA", SHA);

  private static AuditConfig read(String yaml) {
    return read(yaml, Map.of());
  }

  private static AuditConfig read(String yaml, Map<String, String> overrides) {
    return ConfigFile.read(yaml, "audit.yaml", "file:/cases/contoso", overrides);
  }

  @Test
  void theExampleOfAFirstRunIsAConfiguration() throws IOException {
    Path example = Checkout.file("scripts/azure/audit.yaml");
    AuditConfig config =
        ConfigFile.read(Files.readString(example), "audit.yaml", example.toString(), Map.of());

    String guide = Files.readString(example.resolveSibling("README.md"));
    assertThat(config.sources()).hasSize(10);
    for (SourceConfig source : config.sources()) {
      assertThat(guide).as("says how to export it").contains("`" + source.kind().word() + "`");
      if (!source.path().startsWith("abfss:")) {
        assertThat(source.path()).startsWith("evidence/");
      }
    }
  }

  @Test
  void theExampleForDatabricksReadsVolumesAndWritesToACatalog() throws IOException {
    String yaml = Files.readString(Checkout.file("scripts/databricks/audit.yaml"));
    AuditConfig config =
        ConfigFile.read(
            yaml,
            "audit.yaml",
            "dbfs:/Volumes/main/ajar/setup",
            Map.of("as_of", "2024-04-01T00:00:00Z"));

    assertThat(config.period().to()).isEqualTo("2024-04-01T00:00:00Z");
    assertThat(config.sources())
        .hasSize(10)
        .allMatch(source -> source.uri().startsWith("/Volumes/main/ajar/"));
    assertThat(config.output()).isEqualTo(new AuditConfig.Output(null, "main", "ajar"));
  }

  @Test
  void theLeastConfigurationHasDefaults() {
    AuditConfig config = read(LEAST);

    assertThat(config.audit()).isEqualTo("contoso-2024-03");
    assertThat(config.period())
        .isEqualTo(
            new Period(
                Instant.parse("2024-02-01T00:00:00Z"), Instant.parse("2024-04-01T00:00:00Z")));
    assertThat(config.asOf()).isNull();
    assertThat(config.sources())
        .containsExactly(
            new SourceConfig(
                0,
                SourceKind.STORAGE_LOGS,
                "logs",
                "file:/cases/contoso/logs",
                null,
                false,
                null,
                null,
                null));
    assertThat(config.scopeAccounts()).isEmpty();
    assertThat(config.scopeContainers()).isEmpty();
    assertThat(config.known()).isEqualTo(Known.NOBODY);
    assertThat(config.leads()).isEmpty();
    assertThat(config.rules()).isEqualTo(Rules.DEFAULTS);
    assertThat(config.output())
        .isEqualTo(new AuditConfig.Output("file:/cases/contoso/tables", null, null));
    assertThat(config.sha256()).matches("[0-9a-f]{64}");
  }

  @Test
  void defaultsOfTheRulesAreThoseOfTheSpecification() {
    assertThat(Rules.DEFAULTS)
        .isEqualTo(
            new Rules(
                Rules.Sweep.EXPOSED,
                Rules.Touches.ALL,
                Rules.During.KEEP,
                Duration.ofSeconds(30),
                Duration.ofDays(2),
                7,
                0.001,
                Instant.parse("2023-08-01T00:00:00Z"),
                Instant.parse("2024-01-01T00:00:00Z")));
  }

  @Test
  void everyKeyOfAWholeConfigurationIsRead() {
    AuditConfig config = read(WHOLE);

    Instant asOf = Instant.parse("2024-04-30T22:00:00Z");
    Period covers =
        new Period(Instant.parse("2024-02-01T00:00:00Z"), Instant.parse("2024-03-01T00:00:00Z"));
    assertThat(config.asOf()).isEqualTo(asOf);
    assertThat(config.period().to()).isEqualTo(asOf);
    assertThat(config.sources())
        .extracting(SourceConfig::kind)
        .containsExactly(SourceKind.values());
    assertThat(config.sources())
        .extracting(SourceConfig::uri)
        .startsWith(
            "abfss://insights-logs-storageread@logs.dfs.core.windows.net",
            "/Volumes/main/raw/classic",
            "file:/cases/export/am-storagebloblogs",
            "file:/data/activity",
            "file:/cases/contoso/accounts");
    SourceConfig logs = config.sources().get(0);
    assertThat(logs.covers()).isEqualTo(covers);
    assertThat(logs.destination())
        .isEqualTo(
            "/subscriptions/a/resourcegroups/b/providers/microsoft.storage/storageaccounts/logs");
    assertThat(config.sources().get(3).covers()).isEqualTo(covers);
    SourceConfig accounts = config.sources().get(4);
    assertThat(accounts.takenAt()).isEqualTo("2024-03-01T00:00:00Z");
    assertThat(accounts.takenAtFromPath()).isFalse();
    assertThat(accounts.apiVersion()).isEqualTo("2024-01-01");
    assertThat(config.sources().get(5).takenAt()).isNull();
    assertThat(config.sources().get(5).takenAtFromPath()).isTrue();
    assertThat(config.scopeAccounts()).containsExactly("contosodata");
    assertThat(config.scopeContainers())
        .containsExactly("contosodata/network-config", "contosodata/$web");
    assertThat(config.known())
        .isEqualTo(
            new Known(
                List.of(
                    new Known.Named("0aaaaaaa-0000-4000-8000-000000000001", "Contoso", "own"),
                    new Known.Named("0aaaaaaa-0000-4000-8000-000000000002", null, "vendor")),
                List.of(new Known.Named("anna@contoso.example", "Anna", "own")),
                List.of(
                    new Known.Named("203.0.113.0/24", "HQ egress", "own"),
                    new Known.Named("2001:db8::/32", null, "partner")),
                List.of(new Known.Named("censys", "Censys", "known-scanner"))));
    assertThat(config.leads())
        .extracting(Lead::vector)
        .containsExactly("account-key", "sas", "window");
    assertThat(config.leads().get(0).sha256()).isEqualTo(SHA.toUpperCase(java.util.Locale.ROOT));
    assertThat(config.leads().get(0).since()).isEqualTo("2024-02-03T00:00:00Z");
    assertThat(config.leads().get(2).capability()).containsExactly("list", "read");
    assertThat(config.leads().get(2).reason()).isEqualTo("the vendor's letter");
    assertThat(config.rules())
        .isEqualTo(
            new Rules(
                Rules.Sweep.UNPROVEN,
                Rules.Touches.GAPS,
                Rules.During.NONE,
                Duration.ofSeconds(45),
                Duration.ofDays(7),
                3,
                0.5,
                Instant.parse("2023-07-01T00:00:00Z"),
                Instant.parse("2023-12-01T00:00:00Z")));
    assertThat(config.output()).isEqualTo(new AuditConfig.Output(null, "main", "ajar"));
  }

  /** What is overridden | with what | where the error stands and what it says. */
  private static final String BAD =
      """
      audit | contoso 2024 | --set: audit: `contoso 2024` is not understood
      audit | a/../b | is not understood
      period | soon | period: is a single value, not a section
      period.from | 2024-02-01 | period.from: `2024-02-01` is not understood
      period.from | 2024-02-01T00:00:00 | is not understood
      period.from | 0000-02-01T00:00:00Z | is not understood
      period.from | 2024-02-31T00:00:00Z | is not understood
      period.to | 2024-02-01T00:00:00Z | period.to: 2024-02-01T00:00:00Z is not after 2024-02-01T00:00:00Z
      period.to | as_of | period.to: is as_of, and no as_of is given
      as_of | yesterday | as_of: `yesterday` is not understood
      sources | [] | sources: is empty
      sources | x | sources: is a single value, not a list
      sources.0 | x | sources.0: is a single value, not a section
      sources.0.kind | storage-log | did you mean `storage-logs`
      sources.0.kind | [a] | sources.0.kind: is a list, not a single value
      sources.0.path | https://acct.blob.core.windows.net/logs | a web address is no Hadoop path
      sources.0.path | abfss://c@a.dfs.core.windows.net/?sig=abc | what looks like a secret
      sources.0.taken_at | path | a source of kind storage-logs has no such key
      sources.0.api_version | 2024-01-01 | a source of kind storage-logs has no such key
      sources.0.covers | {from: 2024-02-01T00:00:00Z} | sources.0.covers.to: is missing
      sources.0.covers.form | x | did you mean `from`
      sources.0.destination | logs | sources.0.destination: `logs` is not understood
      sources.1 | {kind: storage-logs, path: "./logs"} | sources.1.path: is the same as of source 0
      sources.1 | {kind: accounts, path: a} | sources.1.taken_at: is missing
      sources.1 | {kind: accounts, path: a, taken_at: file} | sources.1.taken_at: `file` is not understood
      sources.1 | {kind: accounts, path: a, taken_at: path, covers: {}} | a source of kind accounts has no such key
      sources.1 | {kind: accounts, path: a, taken_at: path, api_version: new} | sources.1.api_version: `new`
      sources.1 | {path: a} | sources.1.kind: is missing
      sources.1 | {kind: accounts} | sources.1.path: is missing
      sources.7 | {kind: principals, path: a} | `7` is no item of a list of 1
      scope.account | [x] | did you mean `accounts`
      scope.accounts | [Contoso] | scope.accounts: `Contoso` is no account's name
      scope.containers | [contosodata] | scope.containers: `contosodata` is not account/container
      known.tenants | [{id: contoso.com, relation: own}] | known.tenants.0.id: `contoso.com` is not understood
      known.tenants | [{id: 1-1-1-1-1, relation: own}] | known.tenants.0.id
      known.tenants | [{id: 0aaaaaaa-0000-4000-8000-000000000001}] | known.tenants.0.relation: is missing
      known.tenants | [{id: 0aaaaaaa-0000-4000-8000-000000000001, relation: vender}] | did you mean `vendor`
      known.principals | [{id: a, relation: own}, {id: A, relation: vendor}] | known.principals.1.id: is named twice
      known.networks | [{cidr: 203.0.113.0/33, relation: own}] | known.networks.0.cidr
      known.networks | [{cidr: 203.0.300.0/24, relation: own}] | known.networks.0.cidr
      known.networks | [{cidr: "2001:db8::/129", relation: own}] | known.networks.0.cidr
      known.networks | [{cidr: "example.com", relation: own}] | known.networks.0.cidr
      known.networks | [{cidr: "1:::2", relation: own}] | known.networks.0.cidr
      known.agents | [{contain: censys, relation: own}] | did you mean `contains`
      leads | [{vector: keys}] | leads.0.vector: `keys` is not one of account-key, sas, window
      leads | [{vector: account-key, account: abc, key: key1}] | leads.0.since: is missing
      leads | [{vector: window, account: abc, from: 2024-02-01T00:00:00Z, to: 2024-02-04T00:00:00Z, capability: [read], reason: r}, {vector: window, account: abc, from: 2024-02-03T00:00:00Z, to: 2024-02-05T00:00:00Z, capability: [read], reason: r}] | leads.1.vector: another lead says the same at the same time
      leads | [{vector: account-key, account: abc, key: key1, since: 2024-02-01T00:00:00Z}, {vector: account-key, account: abc, key: key1, since: 2024-02-02T00:00:00Z}] | leads.1.vector: another lead says
      leads | [{vector: account-key, account: abc, key: key3, since: 2024-02-01T00:00:00Z}] | leads.0.key: `key3` is not one of
      leads | [{vector: sas, account: abc, sha256: abc}] | leads.0.sha256: `abc` is not understood
      leads | [{vector: sas, account: abc, sha256: SHA, key: key1}] | leads.0.key: a lead of vector sas has no such key
      leads | [{vector: window, account: abc, from: 2024-02-01T00:00:00Z, to: 2024-02-02T00:00:00Z, capability: [look], reason: x}] | leads.0.capability: `look` is not one of
      leads | [{vector: window, account: abc, from: 2024-02-01T00:00:00Z, to: 2024-02-02T00:00:00Z, capability: [], reason: x}] | leads.0.capability: is empty
      leads | [{vector: account-key, account_key: abc}] | a secret must not stand here
      rules.sweep | every | rules.sweep: `every` is not one of exposed, unproven, all
      rules.touches | none | rules.touches: `none` is not one of all, gaps
      rules.during | drop | rules.during: `drop` is not one of keep, none
      rules.settle | 30 | rules.settle: `30` is not understood
      rules.settle | -1s | rules.settle
      rules.late_by | 2 days | rules.late_by: `2 days` is not understood
      rules.sas_max_days | 0 | rules.sas_max_days: `0` is not understood
      rules.sas_max_days | 7.5 | rules.sas_max_days
      rules.quarantine_limit | 1.1 | rules.quarantine_limit: `1.1` is not understood
      rules.quarantine_limit | NaN | rules.quarantine_limit
      rules.quarantine_limit | 0,5 | rules.quarantine_limit
      rules.anonymous_by_default_before | 2025-01-01T00:00:00Z | is before anonymous_by_default_before
      rules.no_anonymous_by_default_from | never | rules.no_anonymous_by_default_from
      rules.sweeps | all | did you mean `sweep`
      output | {} | output: needs a path, or a catalog and a schema
      output | {path: t, catalog: main, schema: ajar} | output: needs a path, or a catalog and a schema
      output | {catalog: main} | output.schema: is missing
      output | {catalog: "a b", schema: ajar} | output.catalog: `a b` is not understood
      output.path | logs/tables | the tables would lie in the folder of source 0
      output.path | /cases | or it in theirs
      output.pth | x | did you mean `path`
      sweep | all | --set: sweep: unknown key
      rules..sweep | all | the key has an empty part
      audit | {{run_name}} | a key must be a single word
      sources.0.path | logs/{{day}} | still holds {{…}}
      """
          .replace("SHA", SHA);

  @Test
  void everyMistakeNamesItsKeyAndTheCure() {
    for (String line : BAD.lines().toList()) {
      String[] cells = line.split(" \\| ", 3);
      Map<String, String> override = new LinkedHashMap<>();
      override.put(cells[0], cells[1]);
      assertThatThrownBy(() -> read(LEAST, override))
          .as(line)
          .isInstanceOfSatisfying(
              AjarException.class,
              e -> {
                assertThat(e.exitCode()).isEqualTo(AjarException.EXIT_USAGE);
                assertThat(e.getMessage().replace(System.lineSeparator() + "  -> ", " -> "))
                    .contains(cells[2])
                    .contains(" -> ");
              });
    }
  }

  @Test
  void everyKeyIsNeededThatTheLeastConfigurationHas() {
    for (String key : List.of("audit", "period", "sources", "output")) {
      String without =
          LEAST
              .replaceFirst("(?m)^" + key + ":.*\\n", "")
              .replaceFirst(key.equals("sources") ? "(?m)^ +- .*\\n" : "^$", "");
      assertThatThrownBy(() -> read(without))
          .as(key)
          .isInstanceOf(AjarException.class)
          .hasMessageContaining("audit.yaml:1: " + key + ": is missing");
    }
  }

  @Test
  void anErrorNamesTheLineOfItsKey() {
    String yaml = LEAST + "rules:\n  sweep: all\n  settle: soon\n";

    assertThatThrownBy(() -> read(yaml))
        .hasMessage(
            "audit.yaml:8: rules.settle: `soon` is not understood"
                + System.lineSeparator()
                + "  -> "
                + Spellings.DURATION_CURE);
  }

  @Test
  void whatIsNoConfigurationIsRefusedWithItsLine() {
    assertRefused("", "audit.yaml: the file is empty");
    assertRefused("# nothing\n", "audit.yaml: the file is empty");
    assertRefused("- a\n", "audit.yaml:1: the file is a list");
    assertRefused("just text\n", "audit.yaml:1: the file is a single value");
    assertRefused(LEAST + "audit: again\n", "audit.yaml:6: audit: the key is given twice");
    assertRefused(LEAST + "---\naudit: x\n", "audit.yaml:6: a second document begins");
    assertRefused(LEAST + "known: &k {}\n", "audit.yaml:6: an anchor (&) is not allowed");
    assertRefused(LEAST + "known: *k\n", "audit.yaml:6: an alias (*) is not allowed");
    assertRefused(LEAST + "known: !!map {}\n", "audit.yaml:6: a tag (!) is not allowed");
    assertRefused(LEAST + "as_of: !time x\n", "audit.yaml:6: a tag (!) is not allowed");
    assertRefused(LEAST + "scope: {{{x}}}\n", "audit.yaml:6: a key must be a single word");
    assertRefused(LEAST + "scope: {\n", "not YAML");
    assertRefused(LEAST + "\tscope: x\n", "audit.yaml:6: not YAML");
    assertRefused(LEAST + "as_of: \u0007\n", "not YAML");
    assertRefused(LEAST + "as_of: \"\\a\"\n", "audit.yaml:6: as_of: holds a control character");
    assertRefused(LEAST + "as_of:\n", "audit.yaml:6: as_of: has no value");
    assertRefused(LEAST + "as_of: null\n", "audit.yaml:6: as_of: has no value");
    assertRefused(LEAST + "x: " + "[".repeat(100) + "\n", "nested too deep");
    assertRefused(LEAST + "\"ru\\u202eles\": {}\n", "ru\\u{202e}les: unknown key");
  }

  private static void assertRefused(String yaml, String problem) {
    assertThatThrownBy(() -> read(yaml))
        .as(yaml)
        .isInstanceOf(AjarException.class)
        .hasMessageContaining(problem)
        .hasMessageContaining("  -> ");
  }

  @Test
  void aSecretIsRefusedAndNotRepeated() {
    String key = "A1b2".repeat(21) + "Zz==";
    for (String secret :
        List.of(
            key,
            "AccountName=x;AccountKey=" + key,
            "https://a.blob.core.windows.net/c?sv=1&sig=AbCd%3D",
            "https://a/c?sv=1%26SIG%3dAbCd")) {
      assertThatThrownBy(() -> read(LEAST.replace("logs/", "'" + secret + "'")))
          .as(secret)
          .isInstanceOf(AjarException.class)
          .hasMessageContaining("audit.yaml:4: sources.0.path: holds what looks like a secret")
          .hasMessageNotContaining("AbCd")
          .hasMessageNotContaining("A1b2");
    }
  }

  @Test
  void anOverrideTakesThePlaceOfAnyKeyInOrder() {
    Map<String, String> overrides = new LinkedHashMap<>();
    overrides.put("rules.sweep", "all");
    overrides.put("sources.0.path", "other");
    overrides.put("sources.1", "{kind: principals, path: people}");
    overrides.put("sources.1.path", "staff");
    overrides.put("scope.accounts", "[contosodata, contosologs]");
    overrides.put("period.to", "2024-03-01T00:00:00Z");

    AuditConfig config = read(LEAST, overrides);

    assertThat(config.rules().sweep()).isEqualTo(Rules.Sweep.ALL);
    assertThat(config.sources()).extracting(SourceConfig::path).containsExactly("other", "staff");
    assertThat(config.scopeAccounts()).containsExactly("contosodata", "contosologs");
    assertThat(config.period().to()).isEqualTo("2024-03-01T00:00:00Z");
  }

  @Test
  void theHashNamesWhatIsMeantNotHowItIsWritten() {
    String hash = read(LEAST).sha256();

    assertThat(read("# a comment\n" + LEAST + "rules: {settle: 30s, late_by: 2d}\n").sha256())
        .isEqualTo(hash);
    assertThat(ConfigFile.read(LEAST, "x", "abfss://c@a.dfs.core.windows.net", Map.of()).sha256())
        .isEqualTo(hash);
    List<String> others = new ArrayList<>();
    for (String change :
        List.of(
            "audit=other",
            "rules.settle=31s",
            "rules.sweep=all",
            "as_of=2024-05-01T00:00:00Z",
            "output.path=tables2",
            "sources.0.path=logs2",
            "scope.accounts=[contosodata]",
            "known.agents=[{contains: a, relation: own}]")) {
      String[] pair = change.split("=", 2);
      others.add(read(LEAST, Map.of(pair[0], pair[1])).sha256());
    }
    assertThat(others).doesNotContain(hash).doesNotHaveDuplicates();
  }

  @Test
  void relativePathsAreRelativeToTheFile() {
    Folder local = new Folder("file:/cases/contoso");
    assertThat(local.resolve("logs")).isEqualTo("file:/cases/contoso/logs");
    assertThat(local.resolve("./a//b/../c d=%20")).isEqualTo("file:/cases/contoso/a/c d=%20");
    assertThat(local.resolve("../../../..")).isEqualTo("file:/");
    assertThat(local.resolve("/data")).isEqualTo("/data");
    assertThat(local.resolve("wasbs://c@a/x")).isEqualTo("wasbs://c@a/x");
    Folder lake = new Folder("abfss://c@a.dfs.core.windows.net");
    assertThat(lake.resolve("logs")).isEqualTo("abfss://c@a.dfs.core.windows.net/logs");
    assertThat(lake.resolve("../logs")).isEqualTo("abfss://c@a.dfs.core.windows.net/logs");
    assertThat(new Folder("/Volumes/main/raw/").resolve("x/y")).isEqualTo("/Volumes/main/raw/x/y");
  }

  /** Damaged configurations end in a configuration or an error for people, never in a crash. */
  @Test
  void noDamageToAConfigurationCrashesItsReader() {
    Random random = new Random(20241123);
    String letters = "{}[]:,-#&*!|>'\"%@` \n\tab0/\\\u0000\u202e\ud83d";
    int refused = 0;
    for (int i = 0; i < 1_500; i++) {
      StringBuilder yaml = new StringBuilder(WHOLE);
      for (int damage = random.nextInt(3); damage >= 0; damage--) {
        int at = random.nextInt(yaml.length());
        switch (random.nextInt(3)) {
          case 0 -> yaml.deleteCharAt(at);
          case 1 -> yaml.insert(at, letters.charAt(random.nextInt(letters.length())));
          default -> yaml.delete(at, Math.min(yaml.length(), at + random.nextInt(200)));
        }
      }
      try {
        assertThat(read(yaml.toString()).sources()).isNotEmpty();
      } catch (AjarException e) {
        assertThat(e.exitCode()).isEqualTo(AjarException.EXIT_USAGE);
        assertThat(e.getMessage()).startsWith("audit.yaml");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(750);
  }
}
