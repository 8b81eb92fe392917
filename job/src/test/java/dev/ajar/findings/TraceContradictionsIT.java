package dev.ajar.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.tables.Accesses;
import dev.ajar.tables.Exposures;
import dev.ajar.testing.Rows;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

class TraceContradictionsIT {
  @Test
  void successesBetweenTwoObservationsOpenOneWindowFromTheLastToTheNext() {
    Dataset<Row> matched =
        requests(
            """
            account | container | at_ticks | via     | operation_class | object | file | offset
            acct    | cont      | 250      | through | read            | o      | f    | 1
            acct    | cont      | 290      | through | list            |        | f    | 2
            acct    | cont      | 310      | through | read            | o      | f    | 3
            """);
    Dataset<Row> windows = TraceContradictions.transform(closed(), matched);

    assertThat(
            Rows.show(
                windows,
                "opened_after_ticks",
                "opened_before_ticks",
                "closed_after_ticks",
                "closed_before_ticks",
                "exposure",
                "capability",
                "opened_basis",
                "contradicted"))
        .containsExactly(
            "200 | 250 | 290 | 300 | proven | list read | traffic | true",
            "300 | 310 | 310 |  | proven | read | traffic | true");
    assertThat(Rows.show(TraceContradictions.placed(matched, windows), "offset", "window_id"))
        .hasSize(3)
        .noneMatch(row -> row.endsWith("| "));
  }

  @Test
  void anObservationAtTheVeryInstantIsTheLast() {
    Dataset<Row> windows =
        TraceContradictions.transform(
            closed(),
            requests(
                """
                account | container | at_ticks | via     | operation_class | object | file | offset
                acct    | cont      | 200      | through | read            | o      | f    | 1
                """));

    assertThat(Rows.show(windows, "opened_after_ticks", "closed_before_ticks"))
        .containsExactly("200 | 300");
  }

  @Test
  void nothingContradictsWhereNobodyCameIn() {
    Dataset<Row> matched =
        requests(
            """
            window_id | account | container | at_ticks | via     | operation_class | file | offset
            w         | acct    | cont      | 250      | through | read            | f    | 1
            """);

    assertThat(TraceContradictions.transform(closed(), matched).isEmpty()).isTrue();
  }

  private static Dataset<Row> closed() {
    return Rows.of(
        Exposures.TABLE,
        """
        kind   | account | container | vector    | opened_after_ticks | closed_before_ticks | closed_known | closed_observed_ticks
        closed | acct    | cont      | anonymous |                    |                     | true         | 100 200 300
        closed | acct    | other     | anonymous |                    |                     | true         | 100 260
        """);
  }

  private static Dataset<Row> requests(String text) {
    return Rows.of(Accesses.TABLE, Map.of("at_ticks", DataTypes.LongType), text);
  }
}
