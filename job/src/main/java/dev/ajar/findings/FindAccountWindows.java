package dev.ajar.findings;

import static org.apache.spark.sql.functions.col;

import dev.ajar.config.Known;
import dev.ajar.config.Rules;
import dev.ajar.model.AccountHistory;
import dev.ajar.model.Premises;
import dev.ajar.tables.Cover;
import dev.ajar.tables.Exposures;
import dev.ajar.tables.Observations;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.KeyValueGroupedDataset;
import org.apache.spark.sql.Row;

/** Windows of ways into an account, each under the account's own settings. */
final class FindAccountWindows {
  private FindAccountWindows() {}

  /** The windows of one way into an account. */
  interface Windows extends Serializable {
    /**
     * Rows of {@link Exposures}.
     *
     * @param history of the account
     * @param way a row about a way into it
     */
    Iterator<Row> of(AccountHistory history, Row way);
  }

  /**
   * The windows of all ways.
   *
   * @param observations rows of {@link Observations}; those of containers say nothing here
   * @param cover rows of {@link Cover}
   * @param ways rows with the column {@link Observations#ACCOUNT}
   */
  static Dataset<Row> transform(
      Dataset<Row> observations,
      Dataset<Row> cover,
      Dataset<Row> ways,
      Known known,
      Rules rules,
      Windows windows) {
    Premises premises = FindExposureWindows.premises(known, rules);
    Dataset<Row> facts =
        FindExposureWindows.facts(observations, cover).where(col(Observations.CONTAINER).isNull());
    CoGroupFunction<String, Row, Row, Row> found =
        (account, settings, own) -> {
          List<Row> rows = new ArrayList<>();
          if (own.hasNext()) {
            AccountHistory history = AccountWindows.history(account, settings, premises);
            own.forEachRemaining(way -> windows.of(history, way).forEachRemaining(rows::add));
          }
          return rows.iterator();
        };
    return Exposures.TABLE.conform(
        byAccount(facts).cogroup(byAccount(ways), found, Encoders.row(Exposures.TABLE.columns())));
  }

  private static KeyValueGroupedDataset<String, Row> byAccount(Dataset<Row> rows) {
    return rows.groupByKey(
        (MapFunction<Row, String>) row -> row.getAs(Observations.ACCOUNT), Encoders.STRING());
  }
}
