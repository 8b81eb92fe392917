package dev.ajar.reports.formats;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.encode;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sha1;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.translate;
import static org.apache.spark.sql.functions.unhex;
import static org.apache.spark.sql.functions.when;

import dev.ajar.reports.views.AccessRecords;
import dev.ajar.reports.views.RunFacts;
import dev.ajar.tables.Accesses;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code accesses, actors → objects of STIX 2.1}: an {@code observed-data} for each address and
 * account from which one outside actor's requests came through a window and succeeded, and what it
 * refers to.
 *
 * <p>Never an indicator: who came in through an open door may be innocent. Nobody of the own house
 * and nothing of the platform is in it. Identifiers follow from what they name, so that two runs
 * give the same.
 *
 * @see <a href="https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html">STIX 2.1, §2.9,
 *     §4.14</a>
 */
public final class Stix {
  /** Of identifiers of cyber-observable objects (STIX 2.1, §2.9), without dashes. */
  private static final String OBSERVABLES = "00abedb4aa42466c9c01fed23315a9b7";

  /** Of identifiers of our own. */
  private static final String AJAR = "5f0c9b0e6b0b4c559a3e2f5a7b1de9c4";

  private static final long MOST_OBSERVED = 999_999_999L;
  private static final String INSTANT = "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'";
  private static final Map<String, String> JSON = Map.of("ignoreNullFields", "true");
  private static final String ID = "id";
  private static final String VERSION = "2.1";
  private static final String ADDRESS_ID = "address_id";
  private static final String ACCOUNT_ID = "account_id";

  private Stix() {}

  /**
   * The objects of a bundle, each a line, in the order of their ids.
   *
   * @param records as {@link AccessRecords} has them
   */
  public static Lines objects(Dataset<Row> records, RunFacts run) {
    Dataset<Row> seen = seen(records);
    return new Lines(
        seen.select(addresses())
            .where(col(ID).isNotNull())
            .distinct()
            .union(seen.select(accounts()).where(col(ID).isNotNull()).distinct())
            .union(seen.select(observed(run)))
            .union(seen.sparkSession().range(1).select(author(run))),
        List.of(ID));
  }

  /** The id of the bundle. */
  public static String bundle(RunFacts run) {
    byte[] name = (AJAR + run.reference()).getBytes(StandardCharsets.UTF_8);
    return "bundle--" + UUID.nameUUIDFromBytes(name);
  }

  private static Dataset<Row> seen(Dataset<Row> records) {
    Column address = col(Accesses.CALLER_IP);
    Column account =
        to_json(
            struct(col(Accesses.UPN).as("account_login"), col(Accesses.OBJECT_ID).as("user_id")),
            JSON);
    return records
        .where(col(AccessRecords.THROUGH).and(col(Accesses.SUCCEEDED)))
        .where(col(AccessRecords.OUTSIDE))
        .groupBy(col(Accesses.ACTOR_ID), address, col(Accesses.OBJECT_ID), col(Accesses.UPN))
        .agg(
            count(lit(1)).as("number"),
            min(col(Accesses.AT)).as("first"),
            max(col(Accesses.AT)).as("last"))
        .where(address.isNotNull().or(col(Accesses.OBJECT_ID).isNotNull()))
        .withColumn(
            ADDRESS_ID,
            when(
                address.isNotNull(),
                concat(
                    typeOf(address),
                    lit("--"),
                    uuid(OBSERVABLES, to_json(struct(address.as("value")))))))
        .withColumn(
            ACCOUNT_ID,
            when(
                col(Accesses.OBJECT_ID).isNotNull(),
                concat(lit("user-account--"), uuid(OBSERVABLES, account))));
  }

  private static Column typeOf(Column address) {
    return when(address.contains(":"), lit("ipv6-addr")).otherwise(lit("ipv4-addr"));
  }

  private static Column[] addresses() {
    Column address = col(Accesses.CALLER_IP);
    return object(
        col(ADDRESS_ID),
        typeOf(address).as("type"),
        lit(VERSION).as("spec_version"),
        col(ADDRESS_ID).as(ID),
        address.as("value"));
  }

  private static Column[] accounts() {
    return object(
        col(ACCOUNT_ID),
        lit("user-account").as("type"),
        lit(VERSION).as("spec_version"),
        col(ACCOUNT_ID).as(ID),
        col(Accesses.OBJECT_ID).as("user_id"),
        col(Accesses.UPN).as("account_login"));
  }

  private static Column[] author(RunFacts run) {
    return object(
        authorId(run),
        lit("identity").as("type"),
        lit(VERSION).as("spec_version"),
        authorId(run).as(ID),
        created(run).as("created"),
        created(run).as("modified"),
        lit("Ajar, audit " + run.audit()).as("name"),
        lit("system").as("identity_class"));
  }

  private static Column authorId(RunFacts run) {
    return concat(lit("identity--"), uuid(AJAR, lit(run.reference())));
  }

  private static Column created(RunFacts run) {
    return date_format(lit(run.tablesMadeAt()), INSTANT);
  }

  private static Column[] observed(RunFacts run) {
    Column id =
        concat(
            lit("observed-data--"),
            uuid(
                AJAR,
                concat_ws(
                    "|",
                    lit(run.reference()),
                    col(Accesses.ACTOR_ID),
                    col(ADDRESS_ID),
                    col(ACCOUNT_ID))));
    return object(
        id,
        lit("observed-data").as("type"),
        lit(VERSION).as("spec_version"),
        id.as(ID),
        authorId(run).as("created_by_ref"),
        created(run).as("created"),
        created(run).as("modified"),
        date_format(col("first"), INSTANT).as("first_observed"),
        date_format(col("last"), INSTANT).as("last_observed"),
        least(col("number"), lit(MOST_OBSERVED)).as("number_observed"),
        array_compact(array(col(ADDRESS_ID), col(ACCOUNT_ID))).as("object_refs"));
  }

  private static Column[] object(Column id, Column... fields) {
    return new Column[] {id.as(ID), Lines.json(fields)};
  }

  /** The UUID of a name in a namespace: RFC 9562, §5.5 (version 5). */
  private static Column uuid(String namespace, Column name) {
    Column hash = sha1(concat(unhex(lit(namespace)), encode(name, "UTF-8")));
    Column variant = translate(substring(hash, 17, 1), "0123456789abcdef", "89ab89ab89ab89ab");
    return concat(
        substring(hash, 1, 8),
        lit("-"),
        substring(hash, 9, 4),
        lit("-5"),
        substring(hash, 14, 3),
        lit("-"),
        variant,
        substring(hash, 18, 3),
        lit("-"),
        substring(hash, 21, 12));
  }
}
