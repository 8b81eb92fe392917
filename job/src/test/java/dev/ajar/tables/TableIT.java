package dev.ajar.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ajar.testing.LocalSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TableIT {
  @Test
  void conformKeepsTheContractsColumnsInItsOrder() {
    Dataset<Row> rows =
        LocalSpark.session()
            .sql(
                "select 'x' as more, 5L as offset, 'sig' as reason, 'f' as file, cast(null as string)"
                    + " as raw");

    assertThat(Quarantine.TABLE.conform(rows).columns())
        .containsExactly("file", "offset", "reason", "raw");
  }

  @Test
  void conformNamesEveryColumnThatDoesNotFit() {
    Dataset<Row> rows = LocalSpark.session().sql("select 'f' as file, 'five' as offset");

    assertThatThrownBy(() -> Quarantine.TABLE.conform(rows))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("offset is string, not bigint")
        .hasMessageContaining("reason is missing");
  }

  @Test
  void everyTableHasItsAuditFirstAndACommentOnEveryColumn() {
    for (Table table : Tables.ALL) {
      assertThat(table.storedColumns().fieldNames()[0]).as(table.name()).isEqualTo("audit");
      assertThat(table.comments()).allSatisfy((name, comment) -> assertThat(comment).isNotBlank());
      assertThat(table.columns().fieldNames()).as(table.name()).containsAll(table.key());
    }
  }
}
