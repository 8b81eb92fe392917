package dev.ajar.tables;

import java.util.Set;
import org.apache.spark.sql.types.StructField;

/**
 * Log records that were accepted, one row each, before they are laid beside windows: the columns of
 * {@link Accesses} that a record alone decides, and what later stages need. Never stored.
 */
public final class LogRecords {
  /** The instant in ticks of 100 ns: what is compared. */
  public static final String AT_TICKS = "at_ticks";

  public static final String CATEGORY = "category";
  public static final String SOURCE_RANK = "source_rank";
  public static final String SUBSCRIPTION = "subscription";
  public static final String NEEDS_NO_PERMISSION = "needs_no_permission";
  public static final String LOG_ACCOUNT = "log_account";

  /** Source ranks: the richest first. */
  public static final long RESOURCE_LOG = 0;

  public static final long WORKSPACE_EXPORT = 1;

  /** What was saved by hand from a query of the workspace: times are cut to milliseconds. */
  public static final long PORTAL_CSV = 2;

  /** Last: it names neither the key nor the signature of a request. */
  public static final long CLASSIC_LOG = 3;

  private static final Set<String> OF_WINDOWS =
      Set.of(Accesses.WINDOW_ID, Accesses.VIA, Accesses.CERTAINTY, Accesses.SETTLING);

  public static final Table TABLE = table();

  private LogRecords() {}

  private static Table table() {
    Table.Builder builder =
        Table.named("log_records", "One row per accepted log record.")
            .count(AT_TICKS, "When the request was received, in ticks of 100 ns since 1970.")
            .text(CATEGORY, "StorageRead, StorageWrite or StorageDelete, as logged.")
            .count(
                SOURCE_RANK, "0 resource log, 1 workspace export, 2 portal's CSV, 3 classic log.")
            .text(SUBSCRIPTION, "Subscription of the account, lower case; null if not named.")
            .flag(NEEDS_NO_PERMISSION, "Whether the request is answered to anyone.")
            .text(
                LOG_ACCOUNT,
                "The account whose log holds the record; another one than account only for the"
                    + " source of a copy.");
    for (StructField field : Accesses.TABLE.columns().fields()) {
      if (!OF_WINDOWS.contains(field.name())) {
        builder = builder.column(field.name(), field.dataType(), comment(field));
      }
    }
    return builder.key(Accesses.FILE, Accesses.OFFSET).build();
  }

  private static String comment(StructField field) {
    return field.getComment().getOrElse(() -> "");
  }
}
