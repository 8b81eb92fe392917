package dev.ajar.tables;

/** {@code observations}: one row per fact about a setting. */
public final class Observations {
  public static final String ACCOUNT = "account";
  public static final String CONTAINER = "container";
  public static final String SETTING = "setting";
  public static final String ITEM = "item";
  public static final String VALUE = "value";
  public static final String PREVIOUS_VALUE = "previous_value";
  public static final String OBSERVED_AT = "observed_at";
  public static final String BASIS = "basis";
  public static final String CALLER = "caller";
  public static final String CALLER_IP = "caller_ip";
  public static final String OPERATION = "operation";
  public static final String CORRELATION_ID = "correlation_id";
  public static final String FILE = "file";
  public static final String OFFSET = "offset";
  public static final String ACTOR_ID = "actor_id";
  public static final String OBSERVED_TICKS = "observed_ticks";
  public static final String STARTED_TICKS = "started_ticks";
  public static final String UNTIL_TICKS = "until_ticks";

  public static final Table TABLE =
      Table.named("observations", "One row per fact about a setting.")
          .text(
              ACCOUNT,
              "Storage account, lower case; null for facts about a subscription, a principal, a service tag.")
          .text(CONTAINER, "Container; null for a setting of the account.")
          .text(
              SETTING,
              "Setting: exists, allowBlobPublicAccess, publicAccess, publicNetworkAccess, networkAcls, …")
          .text(
              ITEM,
              "Which one, where there are several: the diagnostic setting, the key label, the subscription, the principal, the service tag.")
          .text(VALUE, "Value from then on; null for a touch, and for a default that nobody knows.")
          .text(PREVIOUS_VALUE, "Value just before, where the evidence says it; else null.")
          .instant(
              OBSERVED_AT,
              "When: of a change its success, of a snapshot its instant, of a held value its beginning; null where a list of principals does not say it.")
          .text(BASIS, "change, touch, snapshot, held or default.")
          .text(CALLER, "Who made the change, as the evidence names them; null where it does not.")
          .text(CALLER_IP, "Address of the caller, without port; null where unknown.")
          .text(OPERATION, "Operation, lower case; null for snapshots.")
          .text(
              CORRELATION_ID, "Correlation id of the change, request id of a data-plane operation.")
          .text(FILE, "File of evidence: the source's path as configured, then the path below it.")
          .count(
              OFFSET,
              "Byte, in the unpacked file, where the record begins; of a Parquet file the row.")
          .text(ACTOR_ID, "Actor of the change; null where nobody is named.")
          .count(
              OBSERVED_TICKS,
              "observed_at in 100 ns ticks since 1970: the instant that rules compare.")
          .count(STARTED_TICKS, "Start of a control-plane change, in ticks; null where unknown.")
          .count(
              UNTIL_TICKS,
              "Of a held value: until when it held. Of an inventory's value: it was true at some instant between observed_ticks and this. Else null.")
          .key(ACCOUNT, CONTAINER, SETTING, ITEM, OBSERVED_TICKS, BASIS, FILE, OFFSET)
          .build();

  private Observations() {}
}
