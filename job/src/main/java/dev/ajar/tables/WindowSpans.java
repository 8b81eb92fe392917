package dev.ajar.tables;

/** {@code window_spans}: one row per span of a window. */
public final class WindowSpans {
  public static final String WINDOW_ID = "window_id";
  public static final String FROM_AT = "from_at";
  public static final String TO_AT = "to_at";
  public static final String STATE = "state";
  public static final String CAPABILITY = "capability";
  public static final String REACH = "reach";
  public static final String CAUSE = "cause";
  public static final String EVIDENCE = "evidence";

  public static final Table TABLE =
      Table.named("window_spans", "One row per span of a window.")
          .text(WINDOW_ID, "The window.")
          .instant(FROM_AT, "Begin, inclusive; null if not known.")
          .instant(TO_AT, "End, exclusive; null if not known.")
          .text(STATE, "proven, inferred or possible.")
          .words(CAPABILITY, "What a caller could do.")
          .text(REACH, "From where.")
          .text(CAUSE, "Setting that began the span.")
          .places(EVIDENCE, "Evidence that the span rests on.")
          .key(WINDOW_ID, FROM_AT, TO_AT)
          .build();

  private WindowSpans() {}
}
