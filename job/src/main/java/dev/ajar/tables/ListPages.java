package dev.ajar.tables;

/**
 * {@code list_pages}: one row per page of a list and subject it speaks of. Not a table: handed from
 * the snapshots' readers to {@code JudgeLists}.
 */
public final class ListPages {
  public static final String SOURCE = "source";
  public static final String SETTING = "setting";
  public static final String SUBJECT = "subject";
  public static final String OBSERVED_TICKS = "observed_ticks";
  public static final String UNTIL_TICKS = "until_ticks";
  public static final String MARKER = "marker";
  public static final String NEXT = "next";
  public static final String FILTERED = "filtered";
  public static final String GROUPS = "groups";
  public static final String FILE = "file";
  public static final String OFFSET = "offset";

  public static final Table TABLE =
      Table.named("list_pages", "One row per page of a list and subject it speaks of.")
          .count(SOURCE, "Index of the source in the configuration.")
          .text(SETTING, "accountList, containerList, diagnosticSettingList or roleAssignmentList.")
          .text(
              SUBJECT,
              "The subscription, the account or the scope; lower case; null where not known.")
          .count(OBSERVED_TICKS, "When the list was made, in ticks.")
          .count(UNTIL_TICKS, "The last instant at which it may have been made; null where exact.")
          .text(MARKER, "Where in the list the page says that it begins; null for the first page.")
          .text(NEXT, "What the page names as the next; null for the last page.")
          .flag(FILTERED, "Something may be missing from it: a filter, a query, a bad element.")
          .words(GROUPS, "Of a list of accounts: up to two resource groups in it, sorted.")
          .text(FILE, "File of evidence.")
          .count(OFFSET, "Byte where the list begins.")
          .key(SOURCE, SETTING, SUBJECT, OBSERVED_TICKS, FILE, OFFSET)
          .build();

  private ListPages() {}
}
