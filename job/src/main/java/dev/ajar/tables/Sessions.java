package dev.ajar.tables;

/** {@code sessions}: one row per run of requests by one actor. */
public final class Sessions {
  public static final String SESSION_ID = "session_id";
  public static final String ACTOR_ID = "actor_id";
  public static final String WINDOW_IDS = "window_ids";
  public static final String FIRST_AT = "first_at";
  public static final String LAST_AT = "last_at";
  public static final String REQUESTS = "requests";
  public static final String OBJECTS = "objects";
  public static final String BYTES_OUT = "bytes_out";
  public static final String BEHAVIOUR = "behaviour";
  public static final String BEHAVIOUR_RULE = "behaviour_rule";

  public static final Table TABLE =
      Table.named(
              "sessions",
              "One row per run of requests through windows by one actor, with pauses under 30"
                  + " minutes.")
          .text(SESSION_ID, "Hash of actor and first instant.")
          .text(ACTOR_ID, "Actor.")
          .words(WINDOW_IDS, "Windows that the requests went through.")
          .instant(FIRST_AT, "First request.")
          .instant(LAST_AT, "Last request.")
          .count(REQUESTS, "Distinct logged requests, failed ones too.")
          .count(OBJECTS, "Distinct objects that requests named, failed ones too.")
          .count(BYTES_OUT, "Bytes of response bodies.")
          .text(BEHAVIOUR, "tampering, bulk download, sampling, listing or probing.")
          .text(BEHAVIOUR_RULE, "The rule that says so, and this session's counts.")
          .key(SESSION_ID)
          .build();

  private Sessions() {}
}
