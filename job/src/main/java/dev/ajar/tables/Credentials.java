package dev.ajar.tables;

import org.apache.spark.sql.types.DataTypes;

/** What is known of credentials that may be out, before their windows are found. Never stored. */
public final class Credentials {
  public static final String ACCOUNT = "account";
  public static final String CONTAINER = "container";
  public static final String VECTOR = "vector";
  public static final String SUBJECT = "subject";
  public static final String CAPABILITY = "capability";
  public static final String FROM_TICKS = "from_ticks";
  public static final String TO_TICKS = "to_ticks";
  public static final String CAUSE = "cause";
  public static final String KEY_LABEL = "key_label";

  public static final Table TABLE =
      Table.named("credentials", "One row per credential that may be out.")
          .text(ACCOUNT, "Storage account, lower case.")
          .text(CONTAINER, "Container; null where it reaches the whole account.")
          .text(VECTOR, "sas, account-key or declared.")
          .text(SUBJECT, "Which one of its vector.")
          .column(
              CAPABILITY,
              DataTypes.createArrayType(DataTypes.StringType),
              "Sorted: list, read, write, delete.")
          .count(FROM_TICKS, "First tick at which it may have been used; null where nothing says.")
          .count(TO_TICKS, "First tick at which it was good for nothing; null where nothing says.")
          .text(CAUSE, "What says from when to when; null where nothing does.")
          .text(KEY_LABEL, "The account key it is; null where it is none.")
          .key(ACCOUNT, CONTAINER, VECTOR, SUBJECT, FROM_TICKS)
          .build();

  private Credentials() {}
}
