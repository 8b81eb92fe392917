package dev.ajar.tables;

/**
 * {@code control_readings}: what was read of snapshots, of the Activity Log, of metrics and, but
 * for their objects, of inventories, so that what a file said stays when it is gone or overwritten
 * (exposure.md §8). Each row fills one of its structs, like a row of the reader.
 */
public final class ControlReadings {
  public static final String FILE = "file";
  public static final String VERSION = "version";
  public static final String SOURCE = "source";
  public static final String QUARANTINE = "quarantine";
  public static final String ACTIVITY = "activity";
  public static final String SPAN = "span";
  public static final String MENTION = "mention";
  public static final String OBSERVATION = "observation";
  public static final String PAGE = "page";
  public static final String COUNTED = "counted";

  public static final Table TABLE =
      Table.named(
              "control_readings",
              "What was read of settings, kept for later runs; for Ajar's own use.")
          .text(FILE, "File of evidence, as in sources.")
          .text(VERSION, "Names a version that is gone; null for the one that was there last.")
          .column(SOURCE, Sources.TABLE.columns(), "The file's tally, as in sources.")
          .column(QUARANTINE, Quarantine.TABLE.columns(), "A record that could not be read.")
          .column(ACTIVITY, Activities.TABLE.columns(), "A record of the Activity Log.")
          .column(SPAN, ActivitySpans.TABLE.columns(), "What a file of it covers or fails to.")
          .column(MENTION, Observations.TABLE.columns(), "An account or container it names.")
          .column(
              OBSERVATION,
              Observations.TABLE.columns(),
              "What a snapshot or an inventory says of a setting.")
          .column(PAGE, ListPages.TABLE.columns(), "A page of a list.")
          .column(
              COUNTED,
              CountedRequests.TABLE.columns(),
              "How many requests an account had in an hour, by a metric.")
          .key(FILE, VERSION)
          .build();

  private ControlReadings() {}
}
