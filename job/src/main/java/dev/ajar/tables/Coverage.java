package dev.ajar.tables;

/** {@code coverage}: one row per account, category and run of hours of equal state. */
public final class Coverage {
  public static final String ACCOUNT = "account";
  public static final String CATEGORY = "category";
  public static final String FROM_AT = "from_at";
  public static final String TO_AT = "to_at";
  public static final String STATE = "state";
  public static final String LINES = "lines";
  public static final String EXPECTED_LINES = "expected_lines";
  public static final String EVIDENCE = "evidence";

  public static final Table TABLE =
      Table.named("coverage", "One row per account, category and run of hours of equal state.")
          .text(ACCOUNT, "Storage account.")
          .text(CATEGORY, "StorageRead, StorageWrite or StorageDelete.")
          .instant(FROM_AT, "First hour of the run.")
          .instant(TO_AT, "End of its last hour.")
          .text(STATE, "unreadable, logged, quiet, not-configured or unknown.")
          .count(LINES, "Records seen, by their own time.")
          .count(
              EXPECTED_LINES,
              "Requests that the metric Transactions counts: 0 where it counted none in any minute of the run; else null, since it does not tell categories apart (finding lines-missing).")
          .places(EVIDENCE, "What the state rests on.")
          .key(ACCOUNT, CATEGORY, FROM_AT)
          .build();

  private Coverage() {}
}
