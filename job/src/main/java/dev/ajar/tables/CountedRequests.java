package dev.ajar.tables;

/**
 * {@code counted_requests}: how many requests to an account's blob service the metric {@code
 * Transactions} counted. Not a table: handed from the reader to {@code FindMissingLines}.
 */
public final class CountedRequests {
  public static final String ACCOUNT = "account";
  public static final String FROM_TICKS = "from_ticks";
  public static final String TO_TICKS = "to_ticks";
  public static final String MINUTES = "minutes";
  public static final String REQUESTS = "requests";
  public static final String FILE = "file";
  public static final String OFFSET = "offset";

  public static final Table TABLE =
      Table.named("counted_requests", "One row per file, account and clock hour.")
          .text(ACCOUNT, "Storage account, lower case.")
          .count(FROM_TICKS, "First tick of the hour (UTC).")
          .count(TO_TICKS, "First tick after it.")
          .count(MINUTES, "Minutes of the hour that the file tells of: 1 to 60.")
          .count(REQUESTS, "Requests in these minutes, those that Azure never logs among them.")
          .text(FILE, "File of evidence.")
          .count(OFFSET, "Where the first of its records begins, in the unpacked file.")
          .build();

  private CountedRequests() {}
}
