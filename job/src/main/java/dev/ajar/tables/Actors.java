package dev.ajar.tables;

/** {@code actors}: one row per actor. */
public final class Actors {
  public static final String ACTOR_ID = "actor_id";
  public static final String KIND = "kind";
  public static final String LABEL = "label";
  public static final String RELATION = "relation";
  public static final String MATCHED_RULE = "matched_rule";
  public static final String NETWORKS = "networks";
  public static final String FIRST_AT = "first_at";
  public static final String LAST_AT = "last_at";
  public static final String REQUESTS = "requests";
  public static final String OBJECTS = "objects";
  public static final String BYTES_OUT = "bytes_out";
  public static final String WRITES = "writes";
  public static final String DELETES = "deletes";

  public static final Table TABLE =
      Table.named("actors", "One row per actor.")
          .text(ACTOR_ID, "Hash of kind and identity.")
          .text(
              KIND, "oauth, user-delegation-sas, sas, account-key, anonymous, platform or unnamed.")
          .text(LABEL, "What to call them.")
          .text(RELATION, "own, vendor, partner, platform, known-scanner or unknown.")
          .text(
              MATCHED_RULE,
              "The rule that gave the relation, or the service tag of an unknown actor's address; null where none fits.")
          .words(NETWORKS, "Addresses used; IPv6 by /64.")
          .instant(FIRST_AT, "First request or control-plane operation.")
          .instant(LAST_AT, "Last request or control-plane operation.")
          .count(REQUESTS, "Distinct logged requests, failed ones too.")
          .count(OBJECTS, "Distinct objects that requests named, failed ones too.")
          .count(BYTES_OUT, "Bytes of response bodies.")
          .count(WRITES, "Successful writes.")
          .count(DELETES, "Successful deletes.")
          .key(ACTOR_ID)
          .build();

  private Actors() {}
}
