package dev.ajar.reports.pack;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.lake.Sessions;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However many pieces the rows come in, they come in one order and none is missing. */
class OrderedRowsIT {
  @ParameterizedTest
  @ValueSource(ints = {7, 64, 1_000, 5_000})
  void everyRowComesInItsOrder(int piece) {
    Dataset<Row> rows =
        Sessions.open()
            .range(0, 1_000, 1, 5)
            .select(
                expr("if(id % 10 = 0, null, md5(string(id % 50)))").as("text"),
                expr("id * 7919 % 1000").as("number"));

    List<String> read = new ArrayList<>();
    OrderedRows.of(rows, List.of("text", "number"), piece)
        .forEachRemaining(row -> read.add(row.toString()));

    List<String> expected =
        rows.orderBy("text", "number").collectAsList().stream().map(Row::toString).toList();
    assertThat(read).isEqualTo(expected).hasSize(1_000).doesNotHaveDuplicates();
  }
}
