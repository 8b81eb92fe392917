package dev.ajar.reports;

import dev.ajar.AjarCommand;
import dev.ajar.AjarException;
import dev.ajar.Surroundings;
import dev.ajar.commands.ConfigOptions;
import dev.ajar.config.AuditConfig;
import dev.ajar.lake.AuditTables;
import dev.ajar.lake.RunRow;
import dev.ajar.model.VisibleText;
import dev.ajar.reports.pack.PackFolder;
import dev.ajar.reports.pack.Pseudonyms;
import dev.ajar.reports.pack.WriteExports;
import dev.ajar.reports.pack.WriteManifest;
import dev.ajar.reports.views.ChangesView;
import dev.ajar.reports.views.Differences;
import dev.ajar.reports.views.RunFacts;
import dev.ajar.tables.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code report}: tables → one HTML file, exports and a manifest. */
@Command(
    name = "report",
    description = {
      "Writes the report of an audit's last committed run: one HTML file, the tables as JSON lines"
          + " and CSV, the same for other tools (OCSF 1.8.0, Timesketch, STIX 2.1), and a manifest"
          + " of what they rest on and of what was written.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  ajar report -c audit.yaml --out report",
      "",
      "The page opens offline, makes no request, and needs no script. The same tables and the same",
      "--made-at give the same bytes, in every file. `ajar verify report` checks them."
    })
public final class ReportCommand implements AjarCommand {
  private static final Pattern SCHEME =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

  @Mixin private ConfigOptions config;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder to write to, made if it is not there: local, or any Hadoop path.")
  private String out;

  @Option(
      names = "--made-at",
      paramLabel = "TIME",
      description = "The time of making to print, such as 2024-03-01T09:00:00Z. Default: now.")
  private String madeAt;

  @Option(
      names = "--html-only",
      description = "Write the pages alone, without exports of the tables and the manifest.")
  private boolean htmlOnly;

  @Option(
      names = "--pseudonyms",
      paramLabel = "FILE",
      description = {
        "Write also pseudonymised/, a copy of the tables in which nobody is named: people,"
            + " addresses and user agents get pseudonyms that follow from this secret, a file of at"
            + " least 32 random bytes."
      })
  private java.nio.file.Path secretFile;

  @Option(
      names = "--diff",
      paramLabel = "RUN",
      description =
          "Say also what changed since this earlier run of the audit, for a follow-up notification:"
              + " a section of the page, and exports/changes.jsonl.")
  private String diff;

  @Override
  public int run(Surroundings surroundings) {
    Instant made = madeAt(surroundings);
    Optional<Pseudonyms> secret = pseudonyms();
    AuditConfig audit = config.read(surroundings);
    SparkSession session = surroundings.session();
    AuditTables tables = AuditTables.open(session, audit.output(), audit.audit());
    RunRow run =
        tables
            .lastCommitted()
            .orElseThrow(
                () ->
                    AjarException.failed(
                        "audit " + audit.audit() + " has no committed run in its tables",
                        "run `ajar audit` with the same configuration first"));
    requireSameConfiguration(audit, run);
    try {
      PackFolder pack = new PackFolder(folder(), session.sparkContext().hadoopConfiguration());
      RunFacts facts = facts(audit, run, surroundings.toolVersion(), made);
      ChangesView.Earlier earlier = diff == null ? null : earlier(tables.asOf(diff));
      WriteReport.Written written = WriteReport.write(tables::read, audit, facts, earlier, pack);
      surroundings.out().println(written.verdict());
      surroundings.out().println("report: " + VisibleText.of(shown(written.path())));
      if (!htmlOnly) {
        WriteExports.write(tables::read, pack);
        WriteExports.writeFormats(tables::read, facts, pack);
        if (earlier != null) {
          WriteExports.writeChanges(Differences.of(earlier.tables(), tables::read), pack);
        }
        if (secret.isPresent()) {
          WriteExports.writePseudonymised(tables::read, secret.get(), pack);
        }
        String sha256 = WriteManifest.write(tables.read(Sources.TABLE), facts, pack);
        surroundings
            .out()
            .println(
                "exports: "
                    + VisibleText.of(shown(pack.at(WriteExports.FOLDER)))
                    + ", manifest: "
                    + VisibleText.of(shown(pack.at(WriteManifest.SUMS)))
                    + ", SHA-256 "
                    + sha256);
      }
      return DONE;
    } catch (IOException e) {
      throw AjarException.failed(
          "--out " + VisibleText.of(out) + ": the report cannot be written",
          "check the path, and that this user may write there",
          e);
    }
  }

  /** Period and rules are printed from the configuration: they must be those of the tables. */
  private static void requireSameConfiguration(AuditConfig audit, RunRow run) {
    if (!Objects.equals(audit.sha256(), run.configSha256())) {
      throw AjarException.usage(
          "the configuration is not the one that run "
              + VisibleText.of(run.runId())
              + " of audit "
              + audit.audit()
              + " was made with",
          "give the same file and the same --set, --from, --to and --as-of, or run `ajar audit`"
              + " again");
    }
  }

  private static ChangesView.Earlier earlier(AuditTables tables) {
    RunRow run = tables.lastCommitted().orElseThrow();
    return new ChangesView.Earlier(run.runId(), run.endedAt(), run.configSha256(), tables::read);
  }

  private static RunFacts facts(AuditConfig audit, RunRow run, String toolVersion, Instant madeAt) {
    return new RunFacts(
        audit.audit(),
        run.runId(),
        run.number(),
        run.outcome(),
        run.startedAt(),
        run.endedAt(),
        run.toolVersion(),
        run.configSha256(),
        new TreeMap<>(run.counts()),
        new TreeMap<>(run.tableVersions()),
        toolVersion,
        madeAt);
  }

  private Instant madeAt(Surroundings surroundings) {
    try {
      return madeAt == null ? surroundings.clock().instant() : Instant.parse(madeAt);
    } catch (DateTimeParseException e) {
      throw AjarException.usage(
          "--made-at " + VisibleText.of(madeAt) + ": not a time",
          "write it in UTC, such as 2024-03-01T09:00:00Z");
    }
  }

  private Optional<Pseudonyms> pseudonyms() {
    if (secretFile == null) {
      return Optional.empty();
    }
    if (htmlOnly) {
      throw AjarException.usage(
          "--pseudonyms is of the exports, and --html-only writes none", "give one of the two");
    }
    try {
      return Optional.of(new Pseudonyms(Files.readAllBytes(secretFile)));
    } catch (IOException e) {
      throw AjarException.usage(
          "--pseudonyms " + VisibleText.of(secretFile.toString()) + ": cannot be read",
          "make it with `head -c 32 /dev/urandom > FILE`, and keep it");
    }
  }

  private Path folder() {
    return SCHEME.matcher(out).matches()
        ? new Path(out)
        : new Path(java.nio.file.Path.of(out).toAbsolutePath().normalize().toUri());
  }

  private static String shown(Path path) {
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }
}
