package dev.ajar.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.model.Ticks;
import dev.ajar.tables.Actors;
import dev.ajar.tables.Observations;
import dev.ajar.testing.Rows;
import dev.ajar.testing.RowsOf;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class NameServiceTagsIT {
  @Test
  void anAddressThatNoRuleKnowsIsNamedByTheServiceTagsOfItsTime() {
    Dataset<Row> tags =
        RowsOf.table(
            Observations.TABLE,
            tag("AzureCloud", 1, "52.0.0.0/8", "2603:1020::/32"),
            tag("Storage", 1, "52.1.0.0/16"),
            tag("Storage.WestEurope", 1, "52.1.0.0/16", "203.0.113.0/24"),
            tag("AzureCloud.westeurope", 1, "52.1.0.0/16", "52.2.0.0/16"),
            tag("Sql", 9, "52.1.0.0/24"),
            tag("Batch", 11, "52.1.0.0/25", "52.3.0.0/16"));
    Dataset<Row> actors =
        Rows.of(
            Actors.TABLE,
            """
            actor_id  | relation | matched_rule | networks            | last_at
            older     | unknown  |              | 52.1.0.1            | 2024-02-08T00:00:00Z
            newer     | unknown  |              | 52.1.0.1            | 2024-02-09T12:00:00Z
            later     | unknown  |              | 52.1.0.1 52.3.0.1   | 2024-02-11T00:00:00Z
            too-early | unknown  |              | 52.1.0.1            | 2024-01-31T00:00:00Z
            cloud     | unknown  |              | 52.9.9.9            | 2024-02-05T00:00:00Z
            region    | unknown  |              | 52.2.9.9            | 2024-02-05T00:00:00Z
            v6        | unknown  |              | 2603:1020:0:1::/64  | 2024-02-05T00:00:00Z
            hq        | own      | network HQ   | 203.0.113.7         | 2024-02-05T00:00:00Z
            elsewhere | unknown  |              | 192.0.2.1           | 2024-02-05T00:00:00Z
            timeless  | unknown  |              |                     |
            """);

    assertThat(
            Rows.show(
                NameServiceTags.transform(actors, tags), "actor_id", "relation", "matched_rule"))
        .containsExactlyInAnyOrder(
            "older | unknown | service-tag Storage.WestEurope 2024-02-01",
            "newer | unknown | service-tag Sql 2024-02-09",
            "later | unknown | service-tag Batch 2024-02-11",
            "too-early | unknown | ",
            "cloud | unknown | service-tag AzureCloud 2024-02-01",
            "region | unknown | service-tag AzureCloud.westeurope 2024-02-01",
            "v6 | unknown | service-tag AzureCloud 2024-02-01",
            "hq | own | network HQ",
            "elsewhere | unknown | ",
            "timeless | unknown | ");
  }

  private static RowsOf.Values tag(String name, int day, String... ranges) {
    String prefixes = String.join("\",\"", ranges);
    return RowsOf.row("setting", "serviceTag")
        .put("item", name)
        .put("value", "{\"addressPrefixes\":[\"" + prefixes + "\"]}")
        .put("observed_ticks", Ticks.of(Instant.parse("2024-02-%02dT00:00:00Z".formatted(day))));
  }
}
