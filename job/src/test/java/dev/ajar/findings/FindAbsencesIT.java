package dev.ajar.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.model.Ticks;
import dev.ajar.tables.Observations;
import dev.ajar.testing.LocalSpark;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class FindAbsencesIT {
  private final List<Row> facts = new ArrayList<>();

  @Test
  void whatAWholeListDoesNotShowDidNotExist() {
    // Two pages of one list: each container is in one file, the list is whole by its instant.
    fact("acct|-|containerList|-|whole|snapshot|1|page2");
    fact("acct|listed|exists|-|true|snapshot|1|page1");
    fact("acct|named|publicAccess|-|-|touch|5|log");
    fact("acct|mentioned|exists|-|-|mention|7|log");
    fact("acct|$logs|exists|-|-|mention|7|log");
    fact("acct|$web|exists|-|-|mention|7|log");
    // A partial list says nothing of what is not in it; another account's list neither.
    fact("acct|-|containerList|-|partial|snapshot|2|other");
    fact("acct2|-|containerList|-|whole|snapshot|3|page");

    assertThat(absences())
        .containsExactly("acct/$web 1 page2", "acct/mentioned 1 page2", "acct/named 1 page2");
  }

  @Test
  void onlyASnapshotOfTheSameInstantIsPresenceInTheList() {
    fact("acct|-|containerList|-|whole|snapshot|3|list");
    fact("acct|c|exists|-|true|snapshot|1|earlier");
    fact("acct|c|exists|-|true|change|3|event");

    assertThat(absences()).containsExactly("acct/c 3 list");
  }

  @Test
  void anAccountNotInTheWholeListOfItsSubscriptionDidNotExist() {
    fact("-|-|accountList|sub1|whole|snapshot|4|list");
    fact("-|-|accountList|sub2|partial|snapshot|4|list2");
    fact("gone|-|subscription|-|SUB1|mention|9|log");
    fact("there|-|subscription|-|sub1|mention|9|log");
    fact("there|-|exists|-|true|snapshot|4|list");
    fact("elsewhere|-|subscription|-|sub2|mention|9|log");
    fact("moved|-|subscription|-|sub1|mention|8|log");
    fact("moved|-|subscription|-|sub2|mention|9|log");
    fact("nowhere|-|exists|-|-|mention|9|log");

    assertThat(absences()).containsExactly("gone/null 4 list");
  }

  private List<String> absences() {
    List<Row> rows =
        FindAbsences.transform(
                LocalSpark.session().createDataFrame(facts, Observations.TABLE.columns()))
            .collectAsList();
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.<String>getAs("setting")).isEqualTo("exists");
              assertThat(row.<String>getAs("value")).isEqualTo("false");
              assertThat(row.<String>getAs("basis")).isEqualTo("snapshot");
              assertThat(row.<Timestamp>getAs("observed_at").toInstant())
                  .isEqualTo(Ticks.toInstant(row.<Long>getAs("observed_ticks")));
            });
    return rows.stream()
        .map(
            row ->
                row.<String>getAs("account")
                    + "/"
                    + row.<String>getAs("container")
                    + " "
                    + row.<Long>getAs("observed_ticks") / Ticks.PER_SECOND
                    + " "
                    + row.<String>getAs("file"))
        .sorted()
        .toList();
  }

  /** {@code account|container|setting|item|value|basis|second|file}; a dash is null. */
  private void fact(String text) {
    String[] words = text.split("\\|", -1);
    for (int i = 0; i < words.length; i++) {
      words[i] = words[i].equals("-") ? null : words[i];
    }
    long second = Long.parseLong(words[6]);
    facts.add(
        RowFactory.create(
            words[0],
            words[1],
            words[2],
            words[3],
            words[4],
            null,
            Timestamp.from(Instant.ofEpochSecond(second)),
            words[5],
            null,
            null,
            null,
            null,
            words[7],
            10L,
            null,
            second * Ticks.PER_SECOND,
            null,
            null));
  }
}
