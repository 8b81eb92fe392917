package dev.ajar.tables;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What is known of credentials that may be out, before their windows are found. Never stored. */
public final class Credentials {
  public static final String ACCOUNT = "account";
  public static final String CONTAINER = "container";
  public static final String VECTOR = "vector";
  public static final String SUBJECT = "subject";
  public static final String CAPABILITY = "capability";
  public static final String FROM_TICKS = "from_ticks";
  public static final String TO_TICKS = "to_ticks";
  public static final String FROM_CAUSE = "from_cause";
  public static final String TO_CAUSE = "to_cause";
  public static final String USED_FROM_TICKS = "used_from_ticks";
  public static final String USED_TO_TICKS = "used_to_ticks";
  public static final String SIGNER = "signer";
  public static final String SIGNER_SHA256 = "signer_sha256";
  public static final String NEXT_KEY = "next_key";

  /** A use of a key: when, and the place in evidence. */
  public static final StructType KEY_USE =
      new StructType()
          .add("ticks", DataTypes.LongType)
          .add("file", DataTypes.StringType)
          .add("offset", DataTypes.LongType);

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
          .text(FROM_CAUSE, "What says from when; null where nothing does.")
          .text(TO_CAUSE, "What says until when; null where nothing does.")
          .count(USED_FROM_TICKS, "First tick of its successful uses; null without any.")
          .count(USED_TO_TICKS, "Tick after the last of its successful uses; null without any.")
          .text(
              SIGNER,
              "key1 or key2, the account key that it is or is signed by; user-delegation; null"
                  + " where nobody knows.")
          .text(SIGNER_SHA256, "Hash of that key, as logs write it; null where nobody knows.")
          .column(
              NEXT_KEY,
              KEY_USE,
              "First use of another key under the label after the last use of its own; null where"
                  + " none was seen.")
          .key(ACCOUNT, CONTAINER, VECTOR, SUBJECT, FROM_TICKS)
          .build();

  private Credentials() {}
}
