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

class ApplyTrafficIT {
  private static final String[] SHOWN = {
    "window_id",
    "exposure",
    "capability",
    "opened_before_ticks",
    "opened_basis",
    "closed_after_ticks",
    "closed_basis",
    "sign"
  };

  @Test
  void aSuccessMovesTheEdgesItLiesBeyondAndNoOther() {
    Dataset<Row> moved =
        ApplyTraffic.transform(
            windows(),
            requests(
                """
                window_id | at_ticks | via     | succeeded | settling | auth_type | operation_class | object | file | offset
                early     | 150      | through | true      | false    | anonymous | read            | o      | f    | 1
                late      | 450      | through | true      | false    | anonymous | metadata        | o      | f    | 2
                inside    | 250      | through | true      | false    | anonymous | read            | o      | f    | 3
                """));

    assertThat(Rows.show(moved, SHOWN))
        .contains(
            "early | proven | list read | 150 | traffic | 300 | exact | true",
            "late | proven | list read | 200 | exact | 450 | traffic | true",
            "inside | proven | list read | 200 | exact | 300 | exact | true");
  }

  @Test
  void whatTrafficProvesIsAllThatAPossibleWindowCanDo() {
    Dataset<Row> moved =
        ApplyTraffic.transform(
            windows(),
            requests(
                """
                window_id | at_ticks | via     | succeeded | settling | auth_type | operation_class | object | file | offset
                possible  | 150      | through | true      | false    | anonymous | read            | o      | f    | 1
                possible  | 250      | through | true      | false    | anonymous | read            | o      | f    | 2
                unknown   | 150      | through | true      | false    | anonymous | list            |        | f    | 3
                """));

    assertThat(Rows.show(moved, SHOWN))
        .contains(
            "possible | proven | read | 150 | traffic | 250 | traffic | true",
            "unknown | proven | list read | 150 | traffic | 150 | traffic | false");
  }

  @Test
  void requestsThatProveNothingMoveNothing() {
    Dataset<Row> moved =
        ApplyTraffic.transform(
            windows(),
            requests(
                """
                window_id | at_ticks | via     | succeeded | settling | auth_type   | operation_class | object | file | offset
                possible  | 150      | through | false     | false    | anonymous   | read            | o      | f    | 1
                possible  | 150      | during  | true      | false    | account-key | read            | o      | f    | 2
                possible  | 150      | through | true      | false    | anonymous   | other           |        | f    | 3
                early     | 90       | through | true      | true     | anonymous   | read            | o      | f    | 4
                """));

    assertThat(Rows.show(moved, SHOWN))
        .contains(
            "possible | possible | list read |  |  |  |  | true",
            "early | inferred | list read | 200 | exact | 300 | exact | true");
  }

  private static Dataset<Row> windows() {
    return Rows.of(
        Exposures.TABLE,
        """
        kind   | window_id | exposure | capability | opened_after_ticks | opened_before_ticks | opened_basis | closed_after_ticks | closed_basis | closed_before_ticks | sign
        window | early     | inferred | list read  | 100                | 200                 | exact        | 300                | exact        | 500                 | true
        window | late      | proven   | list read  | 100                | 200                 | exact        | 300                | exact        | 500                 | true
        window | inside    | proven   | list read  | 100                | 200                 | exact        | 300                | exact        | 500                 | true
        window | possible  | possible | list read  | 100                |                     |              |                    |              | 500                 | true
        window | unknown   | unknown  | list read  | 100                |                     |              |                    |              | 500                 | false
        """);
  }

  private static Dataset<Row> requests(String text) {
    return Rows.of(Accesses.TABLE, Map.of("at_ticks", DataTypes.LongType), text);
  }
}
