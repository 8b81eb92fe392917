package dev.ajar.tables;

/** {@code findings}: one row per thing a person should read. */
public final class Findings {
  public static final String FINDING_ID = "finding_id";
  public static final String KIND = "kind";
  public static final String SEVERITY = "severity";
  public static final String SUBJECT = "subject";
  public static final String TEXT = "text";
  public static final String EVIDENCE = "evidence";

  public static final Table TABLE =
      Table.named("findings", "One row per thing a person should read.")
          .text(FINDING_ID, "Hash of what it names.")
          .text(KIND, "Kind of finding.")
          .text(SEVERITY, "high, medium, low or info.")
          .text(SUBJECT, "What it is about.")
          .text(TEXT, "The finding, in a sentence.")
          .places(EVIDENCE, "Evidence.")
          .key(FINDING_ID)
          .build();

  private Findings() {}
}
