package dev.ajar;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;

import dev.ajar.config.AuditConfig;
import dev.ajar.model.Basis;
import dev.ajar.model.Settings;
import dev.ajar.tables.ObservationRow;
import dev.ajar.tables.Observations;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** What the audit is limited to: whole accounts, and single containers of others. */
final class Scope {
  private final Set<String> accounts;
  private final Set<String> containers;
  private final Set<String> mentioned;

  Scope(AuditConfig config) {
    this.accounts = new TreeSet<>(config.scopeAccounts());
    this.containers = new TreeSet<>(config.scopeContainers());
    this.mentioned = new TreeSet<>(accounts);
    for (String container : containers) {
      mentioned.add(container.substring(0, container.indexOf('/')));
    }
  }

  /** Whether a row is within: its account, and its container where it has one. */
  Column holds() {
    if (mentioned.isEmpty()) {
      return lit(true);
    }
    Column account = col(Observations.ACCOUNT);
    Column container = col(Observations.CONTAINER);
    return account
        .isNull()
        .or(account.isin(accounts.toArray()))
        .or(account.isin(mentioned.toArray()).and(container.isNull()))
        .or(concat_ws("/", account, container).isin(containers.toArray()));
  }

  /** Whether anything of an account is within. */
  boolean holdsAccount(String account) {
    return mentioned.isEmpty() || mentioned.contains(account);
  }

  /** The accounts and containers named, as rows that say nothing else of them. */
  List<Row> mentions() {
    List<Row> rows = new ArrayList<>();
    for (String account : mentioned) {
      rows.add(ObservationRow.of(Basis.MENTION, Settings.EXISTS, 0).on(account, null).in("", 0));
    }
    for (String container : containers) {
      int slash = container.indexOf('/');
      rows.add(
          ObservationRow.of(Basis.MENTION, Settings.EXISTS, 0)
              .on(container.substring(0, slash), container.substring(slash + 1))
              .in("", 0));
    }
    return rows;
  }
}
