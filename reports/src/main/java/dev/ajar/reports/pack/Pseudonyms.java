package dev.ajar.reports.pack;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.ajar.AjarException;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import dev.ajar.tables.Events;
import dev.ajar.tables.ExposedObjects;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Findings;
import dev.ajar.tables.Observations;
import dev.ajar.tables.Quarantine;
import dev.ajar.tables.SasTokens;
import dev.ajar.tables.Sessions;
import dev.ajar.tables.Table;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Rows in which nobody is named: who holds the secret can tell whom a pseudonym stands for, and
 * nobody else; the same value has the same pseudonym in every table (HMAC-SHA-256, its first 64
 * bits).
 *
 * <p>People, addresses and what follows from them, such as an actor's id, get pseudonyms. Free text
 * that may name somebody is left out, and so are the tables that are mostly such text. Names of
 * accounts, containers, objects and evidence files stay, and a name of an object may name somebody.
 */
public final class Pseudonyms {
  /** The least bytes of a secret. */
  public static final int LEAST_BYTES = 32;

  private static final int SHOWN = 8;
  private static final String PERSON = "person-";
  private static final String ADDRESS = "address-";
  private static final String ID = "id-";

  /** Tables that say in free text who did what, or hold records as they are. */
  private static final Set<Table> LEFT_OUT =
      Set.of(Quarantine.TABLE, Observations.TABLE, Findings.TABLE);

  private static final Map<String, String> PREFIXES =
      Map.ofEntries(
          Map.entry(Accesses.OBJECT_ID, PERSON),
          Map.entry(Accesses.UPN, PERSON),
          Map.entry(Accesses.CALLER_IP, ADDRESS),
          Map.entry(Accesses.ACTOR_ID, ID),
          Map.entry(Accesses.ROLE_ASSIGNMENT_ID, ID),
          Map.entry(Accesses.USER_AGENT, "agent-"),
          Map.entry(Events.CALLER, PERSON),
          Map.entry(ExposureWindows.PRINCIPAL, PERSON),
          Map.entry(ExposureWindows.OPENED_BY, PERSON),
          Map.entry(ExposureWindows.CLOSED_BY, PERSON),
          Map.entry(ExposureWindows.OPENED_ACTOR_ID, ID),
          Map.entry(ExposureWindows.CLOSED_ACTOR_ID, ID),
          Map.entry(Actors.LABEL, PERSON),
          Map.entry(Actors.NETWORKS, ADDRESS),
          Map.entry(Sessions.SESSION_ID, ID),
          Map.entry(ExposedObjects.READERS, ID),
          Map.entry(SasTokens.ADDRESSES, ADDRESS),
          Map.entry(SasTokens.DELEGATED_BY, PERSON));

  /** Free text of callers, and what the configuration says of somebody. */
  private static final List<String> EMPTIED =
      List.of(
          Accesses.CALLER_PORT,
          Accesses.REFERRER,
          Accesses.URI,
          Accesses.CLIENT_REQUEST_ID,
          Actors.MATCHED_RULE);

  private static final String HMAC = "HmacSHA256";

  private final SecretKeySpec secret;

  /**
   * Pseudonyms of one secret.
   *
   * @param secret what the pseudonyms follow from
   * @throws AjarException if it is too short to keep them secret
   */
  public Pseudonyms(byte[] secret) {
    if (secret.length < LEAST_BYTES) {
      throw AjarException.usage(
          "the secret of the pseudonyms has " + secret.length + " bytes",
          "give a file of at least "
              + LEAST_BYTES
              + " random bytes, such as `head -c 32 /dev/urandom > FILE` makes, and keep it");
    }
    this.secret = new SecretKeySpec(secret, HMAC);
  }

  /** Whether a table has a pseudonymised copy. */
  static boolean has(Table table) {
    return !LEFT_OUT.contains(table);
  }

  Dataset<Row> pseudonymised(Table table, Dataset<Row> rows) {
    Column[] columns = new Column[table.columns().length()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = column(table, table.columns().fields()[i].name());
    }
    return rows.select(columns);
  }

  private Column column(Table table, String name) {
    Column value = col("`" + name + "`");
    if (EMPTIED.contains(name)) {
      return lit(null).cast(table.columns().apply(name).dataType()).as(name);
    }
    if (table == ExposureWindows.TABLE && name.equals(ExposureWindows.SUBJECT)) {
      Column ofPerson = col(ExposureWindows.VECTOR).equalTo("role-assignment");
      return when(ofPerson, pseudonym(ID).apply(value)).otherwise(value).as(name);
    }
    String prefix = PREFIXES.get(name);
    if (prefix == null) {
      return value;
    }
    UserDefinedFunction pseudonym = pseudonym(prefix);
    boolean many = table.columns().apply(name).dataType() instanceof ArrayType;
    return (many ? transform(value, one -> pseudonym.apply(one)) : pseudonym.apply(value)).as(name);
  }

  private UserDefinedFunction pseudonym(String prefix) {
    return udf(new Keyed(prefix, secret), DataTypes.StringType);
  }

  /** A function, so that the secret stands in no plan and no log of Spark. */
  private record Keyed(String prefix, SecretKeySpec secret)
      implements UDF1<String, String>, Serializable {
    @Override
    public String call(String value) throws GeneralSecurityException {
      if (value == null || value.isEmpty()) {
        return value;
      }
      Mac mac = Mac.getInstance(HMAC);
      mac.init(secret);
      byte[] hash = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
      return prefix + HexFormat.of().formatHex(hash, 0, SHOWN);
    }

    @Override
    public String toString() {
      return prefix;
    }
  }
}
