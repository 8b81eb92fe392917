package dev.ajar.findings;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.when;

import dev.ajar.model.OperationClass;
import dev.ajar.model.Operations;
import dev.ajar.model.Ticks;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.LogRecords;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code log records → log records}: the records of one server-side copy say from where to where,
 * and the copy engine's reads for whom it read (exposure.md §5).
 *
 * <p>A copy leaves three records with one request id. The bytes leave later, read in parts by
 * Azure's copy engine with the SAS of the copy's source. Only the engine's name, the blob and the
 * signature tell which copy a read belongs to: all must fit, and the copy must have come before.
 */
public final class TieCopies {
  /** How the copy engine names itself (inputs.md §1.7). */
  private static final String ENGINE = "services_xstore_transport";

  /** No copy goes on for longer. */
  private static final long LONGEST = 14 * 24 * Ticks.PER_HOUR;

  private static final long PARTIAL = 206;
  private static final String ACT = "act";
  private static final String ACTOR = "act_actor";
  private static final String FROM = "act_from";
  private static final String TO = "act_to";
  private static final String SOURCE = "source";
  private static final String COPIED_AT = "copied_at";
  private static final String FILE = "tied_file";
  private static final String OFFSET = "tied_offset";
  private static final String REQUEST = "tied_request";

  private TieCopies() {}

  /**
   * The same records, those of copies and of the copy engine told.
   *
   * @param records rows of {@link LogRecords}, without duplicates
   */
  public static Dataset<Row> transform(Dataset<Row> records) {
    Dataset<Row> copies = copies(records);
    Dataset<Row> acts = acts(copies);
    Dataset<Row> ofAct =
        copies
            .join(acts, col(Accesses.REQUEST_ID).equalTo(col(ACT)))
            .select(
                col(Accesses.FILE).as(FILE),
                col(Accesses.OFFSET).as(OFFSET),
                col(Accesses.REQUEST_ID).as(REQUEST),
                col(FROM),
                col(TO),
                col(Accesses.ACTOR_ID).as(ACTOR));
    Dataset<Row> tied = ofAct.union(reads(records, acts));
    return LogRecords.TABLE.conform(
        records
            .join(
                tied,
                col(Accesses.FILE)
                    .equalTo(col(FILE))
                    .and(col(Accesses.OFFSET).equalTo(col(OFFSET)))
                    .and(col(Accesses.REQUEST_ID).equalTo(col(REQUEST))),
                "left")
            .withColumn(Accesses.COPY_SOURCE, coalesce(col(Accesses.COPY_SOURCE), col(FROM)))
            .withColumn(
                Accesses.COPY_DESTINATION, coalesce(col(Accesses.COPY_DESTINATION), col(TO)))
            .withColumn(Accesses.ACTOR_ID, coalesce(col(ACTOR), col(Accesses.ACTOR_ID))));
  }

  /** The records of copies that succeeded: the others need no look. */
  public static Dataset<Row> copies(Dataset<Row> records) {
    return records.where(
        col(Accesses.OPERATION)
            .isin(
                Operations.COPY_BLOB, Operations.COPY_BLOB_SOURCE, Operations.COPY_BLOB_DESTINATION)
            .and(col(Accesses.REQUEST_ID).isNotNull())
            .and(col(Accesses.SUCCEEDED)));
  }

  /** One row per copy: who made it, of which blob, with which signature, to where. */
  private static Dataset<Row> acts(Dataset<Row> copies) {
    Column isSource = col(Accesses.OPERATION).equalTo(Operations.COPY_BLOB_SOURCE);
    Column isCopy = col(Accesses.OPERATION).equalTo(Operations.COPY_BLOB);
    Column source =
        struct(
            col(Accesses.ACCOUNT),
            col(Accesses.CONTAINER),
            col(Accesses.OBJECT),
            col(Accesses.SAS_SHA256));
    return copies
        .groupBy(col(Accesses.REQUEST_ID).as(ACT))
        .agg(
            min(when(isCopy, col(Accesses.ACTOR_ID))).as(ACTOR),
            min(when(isSource, col(Accesses.COPY_SOURCE))).as(FROM),
            min(when(isCopy, substring_index(col(Accesses.URI), "?", 1))).as(TO),
            max(when(isSource, source)).as(SOURCE),
            min(col(LogRecords.AT_TICKS)).as(COPIED_AT));
  }

  /** The copy engine's reads, each with the last copy before it that it fits. */
  private static Dataset<Row> reads(Dataset<Row> records, Dataset<Row> acts) {
    Column at = col(LogRecords.AT_TICKS);
    Column fits =
        col(Accesses.ACCOUNT)
            .equalTo(col(SOURCE + "." + Accesses.ACCOUNT))
            .and(col(Accesses.CONTAINER).equalTo(col(SOURCE + "." + Accesses.CONTAINER)))
            .and(col(Accesses.OBJECT).equalTo(col(SOURCE + "." + Accesses.OBJECT)))
            .and(col(Accesses.SAS_SHA256).equalTo(col(SOURCE + "." + Accesses.SAS_SHA256)))
            .and(at.geq(col(COPIED_AT)))
            .and(at.lt(col(COPIED_AT).plus(lit(LONGEST))));
    Column latest = struct(col(COPIED_AT), col(ACT));
    return records
        .where(
            col(Accesses.OPERATION_CLASS)
                .equalTo(OperationClass.READ.word())
                .and(col(Accesses.STATUS_CODE).equalTo(PARTIAL))
                .and(col(Accesses.USER_AGENT).startsWith(ENGINE)))
        .join(acts.where(col(ACTOR).isNotNull()), fits)
        .groupBy(
            col(Accesses.FILE).as(FILE),
            col(Accesses.OFFSET).as(OFFSET),
            col(Accesses.REQUEST_ID).as(REQUEST))
        .agg(
            max_by(col(FROM), latest).as(FROM),
            max_by(col(TO), latest).as(TO),
            max_by(col(ACTOR), latest).as(ACTOR));
  }
}
