package dev.ajar.findings;

import dev.ajar.config.Lead;
import dev.ajar.model.Ticks;
import dev.ajar.model.Way;
import dev.ajar.tables.Credentials;
import dev.ajar.tables.RowList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * {@code leads → credentials}: what the responder already knows, as rows of {@link Credentials}.
 *
 * <p>A key may have been used from when it got out, a SAS from its {@code since} on; a declared
 * window lasts from when to when the responder says (exposure.md §3 and §4).
 */
public final class DeclareLeads {
  /** Whoever holds an account's key may do anything in it. */
  private static final List<String> ANYTHING = List.of("delete", "list", "read", "write");

  private static final String SINCE = "since";
  private static final String LEAD = "lead";

  private DeclareLeads() {}

  /** Rows of {@link Credentials}. */
  public static List<Row> rows(List<Lead> leads) {
    List<Row> rows = new ArrayList<>();
    for (Lead lead : leads) {
      Map<String, Object> row = new HashMap<>();
      row.put(Credentials.ACCOUNT, lead.account());
      row.put(Credentials.CONTAINER, lead.container());
      row.put(Credentials.CAPABILITY, RowList.of(ANYTHING));
      row.put(Credentials.FROM_TICKS, ticks(lead.since()));
      row.put(Credentials.FROM_CAUSE, lead.since() == null ? null : SINCE);
      switch (lead.vector()) {
        case Way.ACCOUNT_KEY -> {
          row.put(Credentials.VECTOR, Way.ACCOUNT_KEY);
          row.put(Credentials.SUBJECT, subject(lead.key(), lead.sha256()));
          row.put(Credentials.SIGNER, lead.key());
          row.put(Credentials.SIGNER_SHA256, lead.sha256());
        }
        case "window" -> {
          row.put(Credentials.VECTOR, Way.DECLARED);
          row.put(Credentials.SUBJECT, "");
          row.put(Credentials.CAPABILITY, RowList.of(lead.capability()));
          row.put(Credentials.FROM_TICKS, ticks(lead.from()));
          row.put(Credentials.TO_TICKS, ticks(lead.to()));
          row.put(Credentials.FROM_CAUSE, LEAD);
          row.put(Credentials.TO_CAUSE, LEAD);
        }
        default -> {
          row.put(Credentials.VECTOR, Way.SAS);
          row.put(Credentials.SUBJECT, lead.sha256());
        }
      }
      rows.add(row(row));
    }
    return rows;
  }

  /** {@code key1(HASH)}, as logs write it; the label alone where the hash is not known. */
  private static String subject(String label, String sha256) {
    return sha256 == null ? label : label + "(" + sha256 + ")";
  }

  private static Row row(Map<String, Object> values) {
    String[] names = Credentials.TABLE.columns().fieldNames();
    Object[] row = new Object[names.length];
    for (int i = 0; i < names.length; i++) {
      row[i] = values.get(names[i]);
    }
    return RowFactory.create(row);
  }

  private static Long ticks(Instant instant) {
    return instant == null ? null : (Long) Ticks.of(instant);
  }
}
