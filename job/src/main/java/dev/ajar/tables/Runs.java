package dev.ajar.tables;

/** {@code runs}: one row per run of a command. */
public final class Runs {
  public static final String RUN_ID = "run_id";
  public static final String NUMBER = "number";
  public static final String COMMAND = "command";
  public static final String TOOL_VERSION = "tool_version";
  public static final String CONFIG_SHA256 = "config_sha256";
  public static final String STARTED_AT = "started_at";
  public static final String ENDED_AT = "ended_at";
  public static final String OUTCOME = "outcome";
  public static final String COUNTS = "counts";
  public static final String EVIDENCE_SHA256 = "evidence_sha256";
  public static final String TABLE_VERSIONS = "table_versions";

  public static final Table TABLE =
      Table.named("runs", "One row per run of a command.")
          .text(RUN_ID, "Id of the run, unique in the audit.")
          .count(
              NUMBER, "One above any earlier run of the audit; a run that sees a higher one stops.")
          .text(COMMAND, "The command that ran.")
          .text(TOOL_VERSION, "Version of Ajar.")
          .text(CONFIG_SHA256, "SHA-256, lower hex, of the configuration as resolved.")
          .instant(STARTED_AT, "When the run began.")
          .instant(ENDED_AT, "When the run ended; null while it runs or when it was killed.")
          .text(OUTCOME, "started, done, quarantine (done, above quarantine_limit) or failed.")
          .counts(COUNTS, "Counts per stage.")
          .text(
              EVIDENCE_SHA256,
              "SHA-256, lower hex, of the names, sizes, times and entity tags of the evidence.")
          .counts(
              TABLE_VERSIONS,
              "Delta version of every table that this run commits; null until it is done.")
          .key(RUN_ID)
          .build();

  private Runs() {}
}
